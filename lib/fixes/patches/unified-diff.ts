import { applyPatch, formatPatch, parsePatch, structuredPatch, type StructuredPatch } from "diff";

/** A file before and after; null if it does not exist. */
export interface FileEdit {
  path: string;
  before: string | null;
  after: string | null;
}

export interface ChangedFile {
  path: string;
  kind: "added" | "modified" | "removed";
  additions: number;
  deletions: number;
}

export type ReadPatch = { ok: true; files: ChangedFile[] } | { ok: false; reason: string };

const NO_FILE = "/dev/null";

/** A unified diff in git's format. Unchanged files are left out; empty if nothing changed. */
export function makePatch(edits: readonly FileEdit[]): string {
  return edits
    .filter((edit) => edit.before !== edit.after)
    .map(({ path, before, after }) => {
      const patch: StructuredPatch = structuredPatch(
        before === null ? NO_FILE : `a/${path}`,
        after === null ? NO_FILE : `b/${path}`,
        before ?? "",
        after ?? "",
        undefined,
        undefined,
        { context: 3 },
      );
      const body = formatPatch(patch, {
        includeIndex: false,
        includeUnderline: false,
        includeFileHeaders: true,
      });
      const mode =
        before === null ? "new file mode 100644\n" : after === null ? "deleted file mode 100644\n" : "";
      return `diff --git a/${path} b/${path}\n${mode}${body}`;
    })
    .join("");
}

/** Git's index line of a changed link or submodule. */
const LINK_HEADER = /^index [0-9a-f]{1,64}\.\.[0-9a-f]{1,64} (?!100644\s*$|100755\s*$)\d/m;

/**
 * Reads which files a unified diff changes. Refuses renames, mode changes, links, new executables and binary files,
 * which no fix needs.
 */
export function readPatch(patch: string): ReadPatch {
  if (LINK_HEADER.test(patch)) return { ok: false, reason: "it changes a link or a submodule" };
  const parsed = parse(patch);
  if (typeof parsed === "string") return { ok: false, reason: parsed };
  const files: ChangedFile[] = [];
  for (const file of parsed) {
    const objection = objectionTo(file);
    const path = pathOf(file);
    if (objection || path === null) return { ok: false, reason: objection ?? "a section names no file" };
    if (files.some((known) => known.path === path)) return { ok: false, reason: `it changes ${path} twice` };
    const lines = file.hunks.flatMap((hunk) => hunk.lines);
    files.push({
      path,
      kind: isAbsent(file.oldFileName) ? "added" : isAbsent(file.newFileName) ? "removed" : "modified",
      additions: lines.filter((line) => line.startsWith("+")).length,
      deletions: lines.filter((line) => line.startsWith("-")).length,
    });
  }
  return files.length === 0 ? { ok: false, reason: "it changes no files" } : { ok: true, files };
}

/**
 * Applies a patch. `base` contains every file the patch names, null for missing ones. Context must match exactly, but
 * lines may have moved.
 */
export function applyToFiles(
  patch: string,
  base: ReadonlyMap<string, string | null>,
): { ok: true; edits: FileEdit[] } | { ok: false; reason: string } {
  const parsed = parse(patch);
  if (typeof parsed === "string") return { ok: false, reason: parsed };
  const edits: FileEdit[] = [];
  for (const file of parsed) {
    const path = pathOf(file) ?? "";
    const before = base.get(path) ?? null;
    if (isAbsent(file.oldFileName) && before !== null) return { ok: false, reason: `${path} already exists` };
    if (!isAbsent(file.oldFileName) && before === null) return { ok: false, reason: `${path} does not exist` };
    const after = applyPatch(before ?? "", file, { autoConvertLineEndings: false });
    if (after === false) return { ok: false, reason: `its context does not match ${path}` };
    edits.push({ path, before, after: isAbsent(file.newFileName) ? null : after });
  }
  return { ok: true, edits };
}

function parse(patch: string): StructuredPatch[] | string {
  try {
    return parsePatch(patch).filter((item) => item.hunks.length > 0 || item.oldFileName !== undefined);
  } catch (error) {
    return `it is not a unified diff (${error instanceof Error ? error.message.slice(0, 150) : "unreadable"})`;
  }
}

function objectionTo(patch: StructuredPatch): string | null {
  if (patch.isRename || patch.isCopy) return "it renames or copies a file";
  if (patch.isBinary) return "it changes a binary file";
  const modes = [patch.oldMode, patch.newMode].filter((mode) => mode !== undefined);
  if (modes.some((mode) => mode !== "100644" && mode !== "100755")) return "it adds a link or a submodule";
  if (patch.isCreate && patch.newMode === "100755") return "it adds an executable file";
  if (patch.oldMode !== undefined && patch.newMode !== undefined) return "it changes a file's mode";
  if (patch.hunks.length === 0) return "a section changes no lines";
  const [from, to] = [plainPath(patch.oldFileName), plainPath(patch.newFileName)];
  return from !== null && to !== null && from !== to ? "it renames a file" : null;
}

function pathOf(patch: StructuredPatch): string | null {
  return plainPath(patch.newFileName) ?? plainPath(patch.oldFileName);
}

function isAbsent(name: string | undefined): boolean {
  return name === NO_FILE;
}

/** Strips the `a/` and `b/` prefixes, if present. */
function plainPath(name: string | undefined): string | null {
  if (name === undefined || isAbsent(name)) return null;
  return /^[ab]\//.test(name) ? name.slice(2) : name;
}
