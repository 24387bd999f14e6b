import { pathObjection } from "@/lib/fixes/patches/file-path";
import { patchObjection } from "@/lib/fixes/hazards/patch-hazards";
import { applyToFiles, readPatch, type PatchedFile, type FileEdit } from "@/lib/fixes/patches/unified-diff";
import { parseChangedFiles } from "@/lib/fixes/patches/parse-changed-files";
import type { FixCheck, FixVerification } from "@/lib/fixes/schemas";
import { checkApply } from "@/lib/vendors/git/check-apply";
import { COMMON_DIALECTS, type SqlDialect } from "@/lib/vendors/syntax/parse-sql-files";

export interface CheckedPatch {
  verification: FixVerification;
  files: PatchedFile[];
  /** The files after the patch; empty if the check failed. */
  edits: FileEdit[];
}

export interface PatchCheck {
  patch: string;
  /** The commit to check the patch against. */
  baseCommit: string;
  /** Text of a file at that commit; null if it does not exist. */
  readFile: (path: string) => Promise<string | null>;
  /** Dialects of the pipeline's SQL, the likeliest first; the common ones if unknown. */
  dialects?: readonly SqlDialect[];
}

const MAX_PATCH_BYTES = 500_000;
const MAX_FILES = 20;
const MAX_LINES = 2_000;

/**
 * Checks a patch without running it: paths, size and characters are allowed, it applies to the base commit (by our
 * parser and by `git apply`, which must agree), and the changed files parse. `applies` means exactly that; `unverified`
 * that something could not be checked; `failed` that it must not be used.
 */
export async function checkPatch(input: PatchCheck): Promise<CheckedPatch> {
  const log: string[] = [];
  const checks: FixCheck[] = [];
  let startedAt = performance.now();
  const note = (name: FixCheck["name"], status: FixCheck["status"], detail: string) => {
    checks.push({ name, status, detail, durationMs: Math.round(performance.now() - startedAt) });
    startedAt = performance.now();
  };
  const fail = (name: FixCheck["name"], reason: string, files: PatchedFile[] = []): CheckedPatch => {
    note(name, "failed", reason);
    const verification = {
      status: "failed",
      reason,
      log: [...log, `failed: ${reason}`].join("\n"),
      checks,
    } as const;
    return { verification, files, edits: [] };
  };
  const objection = readable(input);
  if (!objection.ok) return fail("allowed", objection.reason);
  const { files } = objection;

  const base = new Map<string, string | null>();
  for (const file of files) base.set(file.path, await input.readFile(file.path));
  const commit = input.baseCommit.slice(0, 8);
  const applied = applyToFiles(input.patch, base);
  if (!applied.ok) return fail("applies", `The patch does not apply to ${commit}: ${applied.reason}.`, files);
  const hidden = patchObjection(applied.edits);
  if (hidden) return fail("allowed", `The patch cannot be used: ${hidden}.`, files);
  const allowed = `${count(files.length, "file")}: paths, size and characters are allowed`;
  log.push(allowed);
  note("allowed", "passed", `${allowed}.`);
  const git = await checkApply(input.patch, base);
  if (git.ok === false)
    return fail("applies", `git cannot apply the patch to ${commit}: ${git.reason}`, files);
  if (git.ok && applied.edits.some((edit) => git.after.get(edit.path) !== edit.after)) {
    return fail("applies", "The patch is ambiguous: git applies it differently.", files);
  }
  log.push(git.ok ? `applies to ${commit} (git apply agrees)` : `applies to ${commit}; ${git.reason}`);
  note(
    "applies",
    "passed",
    git.ok ? `Applies to ${commit}.` : `Applies to ${commit}; git apply did not run.`,
  );

  const parsed = await parseChangedFiles(applied.edits, input.dialects ?? COMMON_DIALECTS);
  log.push(...parsed.log);
  if (parsed.broken) return fail("parses", parsed.broken, files);
  const unparsed = parsed.unchecked.join("; ");
  if (unparsed === "") note("parses", "passed", "Every changed file parses.");
  else note("parses", "skipped", `Not everything could be parsed: ${unparsed}.`);
  const missing = [git.ok === null ? "git apply did not run" : "", unparsed].filter(Boolean).join("; ");
  const status = missing === "" ? "applies" : "unverified";
  const reason =
    missing === ""
      ? `Applies to ${commit} and every changed file parses. It was not run.`
      : `Applies to ${commit}. It was not run, and some checks were skipped: ${missing}.`;
  return { verification: { status, reason, log: log.join("\n"), checks }, files, edits: applied.edits };
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

function readable(input: PatchCheck): { ok: true; files: PatchedFile[] } | { ok: false; reason: string } {
  if (Buffer.byteLength(input.patch) > MAX_PATCH_BYTES)
    return { ok: false, reason: "The patch is too large." };
  const read = readPatch(input.patch);
  if (!read.ok) return { ok: false, reason: `The patch cannot be used: ${read.reason}.` };
  const { files } = read;
  const forbidden = files.map((file) => pathObjection(file.path)).find((objection) => objection !== null);
  if (forbidden) return { ok: false, reason: `The patch cannot be used: ${forbidden}.` };
  const lines = files.reduce((sum, file) => sum + file.additions + file.deletions, 0);
  if (files.length > MAX_FILES || lines > MAX_LINES) {
    return {
      ok: false,
      reason: `The patch is too large for a fix: ${files.length} files, ${lines} lines (at most ${MAX_FILES} and ${MAX_LINES}).`,
    };
  }
  return { ok: true, files };
}
