import { resolveCommit, type LocalGit } from "@/lib/vendors/git/local-git";
import { MAX_FILE_BYTES } from "@/lib/vendors/source-control";

const MAX_BYTES = 32 * 1024 * 1024;

/** See `SourceRepository.readFiles`. One run of git for all files; what exceeds 32 MiB in total is left out. */
export async function readFiles(
  repository: LocalGit,
  paths: readonly string[],
  ref: string,
): Promise<Map<string, string>> {
  const sha = await resolveCommit(repository, ref);
  // A line break would end the request; no file that a program imports has one in its name.
  const asked = paths.filter((path) => !/[\n\r]/.test(path));
  if (asked.length === 0) return new Map();
  const stdin = asked.map((path) => `${sha}:${path}\n`).join("");
  const { stdout } = await repository.ask(["cat-file", "--batch"], { stdin, maxBytes: MAX_BYTES });
  return readBatch(stdout, asked);
}

/** `<id> <type> <size>\n<bytes>\n` per object, in the order asked, or `<name> missing\n`. */
function readBatch(out: Buffer, paths: readonly string[]): Map<string, string> {
  const texts = new Map<string, string>();
  let at = 0;
  for (const path of paths) {
    const end = out.indexOf(0x0a, at);
    if (end === -1) break;
    const [, type, size] = /^[0-9a-f]+ (\w+) (\d+)$/.exec(out.toString("utf8", at, end)) ?? [];
    at = end + 1;
    if (size === undefined) continue;
    const bytes = out.subarray(at, at + Number(size));
    at += Number(size) + 1;
    if (bytes.length < Number(size)) break;
    if (type === "blob" && bytes.length <= MAX_FILE_BYTES && !bytes.includes(0))
      texts.set(path, bytes.toString("utf8"));
  }
  return texts;
}
