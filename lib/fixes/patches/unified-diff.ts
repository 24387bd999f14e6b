import { applyPatch, formatPatch, parsePatch, structuredPatch, type StructuredPatch } from "diff";

/** One file before and after; null where it is not there. */
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

/** A unified diff in git's form. Files that did not change are left out; empty when nothing did. */
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

/** Git's line that says of a changed file that it is a link or a submodule. */
const LINK_HEADER = /^index [0-9a-f]{1,64}\.\.[0-9a-f]{1,64} (?!100644\s*$|100755\s*$)\d/m;

/**
 * What a unified diff changes. Renames, modes, links, new executables and binary files are refused: a fix has no need of
 * them.
 */
export function readPatch(patch: string): ReadPatch {
  if (LINK_HEADER.test(patch)) return { ok: false, reason: "it changes a link or a submodule" };
  const parsed = parse(patch);
  if (typeof parsed === "string") return { ok: false, reason: parsed };
  const files: ChangedFile[] = [];
  for (const one of parsed) {
    const objection = objectionTo(one);
    const path = pathOf(one);
    if (objection || path === null) return { ok: false, reason: objection ?? "a part of it names no file" };
    if (files.some((file) => file.path === path)) return { ok: false, reason: `it changes ${path} twice` };
    const lines = one.hunks.flatMap((hunk) => hunk.lines);
    files.push({
      path,
      kind: isAbsent(one.oldFileName) ? "added" : isAbsent(one.newFileName) ? "removed" : "modified",
      additions: lines.filter((line) => line.startsWith("+")).length,
      deletions: lines.filter((line) => line.startsWith("-")).length,
    });
  }
  return files.length === 0 ? { ok: false, reason: "it changes no file" } : { ok: true, files };
}

/**
 * The files after the patch. `base` holds every file that the patch names, null for one that is not there.
 * Context must fit exactly, though lines may have moved.
 */
export function applyToFiles(
  patch: string,
  base: ReadonlyMap<string, string | null>,
): { ok: true; edits: FileEdit[] } | { ok: false; reason: string } {
  const parsed = parse(patch);
  if (typeof parsed === "string") return { ok: false, reason: parsed };
  const edits: FileEdit[] = [];
  for (const one of parsed) {
    const path = pathOf(one) ?? "";
    const before = base.get(path) ?? null;
    if (isAbsent(one.oldFileName) && before !== null) return { ok: false, reason: `${path} exists already` };
    if (!isAbsent(one.oldFileName) && before === null)
      return { ok: false, reason: `there is no file ${path}` };
    const after = applyPatch(before ?? "", one, { autoConvertLineEndings: false });
    if (after === false) return { ok: false, reason: `its lines do not fit ${path}` };
    edits.push({ path, before, after: isAbsent(one.newFileName) ? null : after });
  }
  return { ok: true, edits };
}

function parse(patch: string): StructuredPatch[] | string {
  try {
    return parsePatch(patch).filter((one) => one.hunks.length > 0 || one.oldFileName !== undefined);
  } catch (error) {
    return `it is not a unified diff (${error instanceof Error ? error.message.slice(0, 150) : "unreadable"})`;
  }
}

function objectionTo(patch: StructuredPatch): string | null {
  if (patch.isRename || patch.isCopy) return "it renames or copies a file";
  if (patch.isBinary) return "it changes a binary file";
  const modes = [patch.oldMode, patch.newMode].filter((mode) => mode !== undefined);
  if (modes.some((mode) => mode !== "100644" && mode !== "100755")) return "it makes a link or a submodule";
  if (patch.isCreate && patch.newMode === "100755") return "it adds a file that can be executed";
  if (patch.oldMode !== undefined && patch.newMode !== undefined) return "it changes a file's mode";
  if (patch.hunks.length === 0) return "a part of it changes no line";
  const [from, to] = [plainPath(patch.oldFileName), plainPath(patch.newFileName)];
  return from !== null && to !== null && from !== to ? "it renames a file" : null;
}

function pathOf(patch: StructuredPatch): string | null {
  return plainPath(patch.newFileName) ?? plainPath(patch.oldFileName);
}

function isAbsent(name: string | undefined): boolean {
  return name === NO_FILE;
}

/** `a/x` and `b/x` without their letter; a diff made without prefixes is taken as it is. */
function plainPath(name: string | undefined): string | null {
  if (name === undefined || isAbsent(name)) return null;
  return /^[ab]\//.test(name) ? name.slice(2) : name;
}
