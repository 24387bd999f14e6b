import { parseAllDocuments } from "yaml";
import { pathObjection } from "@/lib/fixes/patches/file-path";
import { patchObjection } from "@/lib/fixes/hazards/patch-hazards";
import { applyToFiles, readPatch, type PatchedFile, type FileEdit } from "@/lib/fixes/patches/unified-diff";
import type { FixVerification } from "@/lib/fixes/schemas";
import { checkApply } from "@/lib/vendors/git/check-apply";
import { findSyntaxErrors } from "@/lib/vendors/python/find-syntax-errors";

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
  const fail = (reason: string, files: PatchedFile[] = []): CheckedPatch => ({
    verification: { status: "failed", reason, log: [...log, `failed: ${reason}`].join("\n") },
    files,
    edits: [],
  });
  const objection = readable(input);
  if (!objection.ok) return fail(objection.reason);
  const { files } = objection;
  log.push(`${files.length} file(s), paths and size are allowed`);

  const base = new Map<string, string | null>();
  for (const file of files) base.set(file.path, await input.readFile(file.path));
  const commit = input.baseCommit.slice(0, 8);
  const applied = applyToFiles(input.patch, base);
  if (!applied.ok) return fail(`The patch does not apply to ${commit}: ${applied.reason}.`, files);
  const hidden = patchObjection(applied.edits);
  if (hidden) return fail(`The patch must not be used: ${hidden}.`, files);
  const git = await checkApply(input.patch, base);
  if (git.ok === false) return fail(`git does not apply the patch to ${commit}: ${git.reason}`, files);
  if (git.ok && applied.edits.some((edit) => git.after.get(edit.path) !== edit.after)) {
    return fail("The patch is ambiguous: git applies it differently.", files);
  }
  log.push(git.ok ? `applies to ${commit} (git apply agrees)` : `applies to ${commit}; ${git.reason}`);

  const parsed = await parseFiles(applied.edits);
  log.push(...parsed.log);
  if (parsed.broken) return fail(parsed.broken, files);
  const missing = [git.ok === null ? "git apply did not run" : null, ...parsed.unchecked].filter(Boolean);
  return {
    verification: verdict(commit, missing.join("; "), log),
    files,
    edits: applied.edits,
  };
}

function verdict(commit: string, missing: string, log: readonly string[]): FixVerification {
  const status = missing === "" ? "applies" : "unverified";
  const reason =
    missing === ""
      ? `Applies to ${commit} and every changed file parses. It was not run.`
      : `Applies to ${commit}. It was not run, and some checks were skipped: ${missing}.`;
  return { status, reason, log: [...log, "not run"].join("\n") };
}

function readable(input: PatchCheck): { ok: true; files: PatchedFile[] } | { ok: false; reason: string } {
  if (Buffer.byteLength(input.patch) > MAX_PATCH_BYTES)
    return { ok: false, reason: "The patch is too large." };
  const read = readPatch(input.patch);
  if (!read.ok) return { ok: false, reason: `The patch cannot be used: ${read.reason}.` };
  const { files } = read;
  const forbidden = files.map((file) => pathObjection(file.path)).find((objection) => objection !== null);
  if (forbidden) return { ok: false, reason: `The patch must not be used: ${forbidden}.` };
  const lines = files.reduce((sum, file) => sum + file.additions + file.deletions, 0);
  if (files.length > MAX_FILES || lines > MAX_LINES) {
    return {
      ok: false,
      reason: `The patch is too large for a fix: ${files.length} files, ${lines} lines (at most ${MAX_FILES} and ${MAX_LINES}).`,
    };
  }
  return { ok: true, files };
}

interface Parsed {
  log: string[];
  broken: string | null;
  unchecked: string[];
}

async function parseFiles(edits: readonly FileEdit[]): Promise<Parsed> {
  const left = edits.flatMap(({ path, before, after }) => (after === null ? [] : [{ path, before, after }]));
  const python = await parsePython(left.filter((edit) => edit.path.endsWith(".py")));
  const data = left.filter((edit) => /\.(?:ya?ml|json)$/.test(edit.path)).map(parseData);
  // Requirements files and the like have no grammar to break.
  const other = left.filter((edit) => !/\.(?:py|ya?ml|json|txt|md|cfg|ini|csv)$/.test(edit.path));
  const results = [python, ...data];
  return {
    log: results.flatMap((result) => result.log),
    broken: results.find((result) => result.broken !== null)?.broken ?? null,
    unchecked: [
      ...results.flatMap((result) => result.unchecked),
      ...other.map((edit) => `no parser for ${edit.path}`),
    ],
  };
}

type Left = { path: string; before: string | null; after: string };

async function parsePython(edits: readonly Left[]): Promise<Parsed> {
  if (edits.length === 0) return { log: [], broken: null, unchecked: [] };
  const [before, after] = await Promise.all([
    findSyntaxErrors(edits.flatMap(({ path, before }) => (before === null ? [] : [{ path, text: before }]))),
    findSyntaxErrors(edits.map(({ path, after: text }) => ({ path, text }))),
  ]);
  if (!before || !after) {
    const reason = "python3 is not available to parse Python files";
    return { log: [reason], broken: null, unchecked: [reason] };
  }
  const errors = Object.entries(after);
  const broken = errors.find(([path]) => before[path] === undefined);
  return {
    log: edits.map(({ path }) => `${path}: ${after[path] ?? "parses"}`),
    broken: broken ? `${broken[0]} would no longer parse: ${broken[1]}` : null,
    // A template, or a file for another Python version, did not parse before either.
    unchecked: errors
      .filter((error) => error !== broken)
      .map(([path]) => `${path} did not parse before the change`),
  };
}

function parseData({ path, before, after }: Left): Parsed {
  const isJson = path.endsWith(".json");
  const error = dataError(after, isJson);
  if (error === null) return { log: [`${path}: parses`], broken: null, unchecked: [] };
  if (before !== null && dataError(before, isJson) !== null) {
    return {
      log: [`${path}: ${error}`],
      broken: null,
      unchecked: [`${path} did not parse before the change`],
    };
  }
  return { log: [], broken: `${path} would no longer parse: ${error}`, unchecked: [] };
}

function dataError(text: string, isJson: boolean): string | null {
  try {
    if (isJson) JSON.parse(text);
    else {
      const broken = [parseAllDocuments(text)].flat().find((document) => document.errors.length > 0);
      if (broken) throw broken.errors[0] ?? new Error("unreadable");
    }
    return null;
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? "").slice(0, 200) : "unreadable";
  }
}
