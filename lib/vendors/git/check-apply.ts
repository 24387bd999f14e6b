import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { AppError } from "@/lib/platform/errors";
import { runGit } from "@/lib/vendors/git/run-git";

export type ApplyCheck =
  | { ok: true; after: Map<string, string | null> }
  | { ok: false; reason: string }
  | { ok: null; reason: string };

/**
 * Runs `git apply` for a patch on these files in a temporary folder. `ok: null` if git is not installed. Paths must have
 * been validated, because they are written to.
 */
export async function checkApply(
  patch: string,
  files: ReadonlyMap<string, string | null>,
): Promise<ApplyCheck> {
  const folder = await mkdtemp(join(tmpdir(), "pd-apply-"));
  try {
    for (const [path, text] of files) {
      if (text === null) continue;
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const result = await runGit({
      path: folder,
      gitDir: null,
      args: ["apply", "--whitespace=nowarn", "-"],
      stdin: patch,
    });
    if (result.code !== 0) return { ok: false, reason: result.stderr.split("\n")[0]?.slice(0, 300) ?? "" };
    const after = new Map<string, string | null>();
    for (const path of files.keys()) {
      after.set(path, await readFile(join(folder, path), "utf8").catch(() => null));
    }
    return { ok: true, after };
  } catch (error) {
    if (error instanceof AppError && error.code === "UNAVAILABLE") return { ok: null, reason: error.message };
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
