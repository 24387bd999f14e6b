import { diffFiles } from "@/components/diff/diff-rows";

/** A patch while it is edited: what it changes, or why it cannot be saved. */
export type PatchDraft =
  | { ok: true; files: { path: string; additions: number; deletions: number }[] }
  | { ok: false; reason: string };

const HUNK = /^@@ -\d{1,9}(?:,(?<old>\d{1,9}))? \+\d{1,9}(?:,(?<now>\d{1,9}))? @@/;

/** Checks the form of a patch, so that mistakes show while typing. Whether it applies is checked when it is saved. Pure. */
export function readPatchDraft(text: string): PatchDraft {
  if (text.trim() === "") return { ok: false, reason: "The patch is empty." };
  const wrong = wrongHunk(text);
  if (wrong !== null) return { ok: false, reason: wrong };
  const files = diffFiles(text);
  if (!files || files.length === 0)
    return { ok: false, reason: "This is not a unified diff: it needs ---, +++ and @@ lines." };
  return { ok: true, files: files.map(({ path, additions, deletions }) => ({ path, additions, deletions })) };
}

/** The first hunk whose header does not match the lines that follow it. */
function wrongHunk(text: string): string | null {
  const lines = text.split("\n");
  for (const [at, line] of lines.entries()) {
    const counts = HUNK.exec(line)?.groups;
    if (!counts) continue;
    const body = bodyOf(lines.slice(at + 1));
    const expected = { old: Number(counts["old"] ?? 1), now: Number(counts["now"] ?? 1) };
    const found = {
      old: body.filter((item) => !item.startsWith("+")).length,
      now: body.filter((item) => !item.startsWith("-")).length,
    };
    if (found.old !== expected.old || found.now !== expected.now)
      return `Line ${at + 1} announces ${expected.old} old and ${expected.now} new lines, but ${found.old} and ${found.now} follow.`;
  }
  return null;
}

/** The lines of a hunk; an empty line at the end of the text belongs to none. */
function bodyOf(lines: readonly string[]): string[] {
  const end = lines.findIndex(
    (line, i) => /^(?:@@ |diff --git |--- \S)/.test(line) || (line === "" && i === lines.length - 1),
  );
  return lines.slice(0, end === -1 ? undefined : end).filter((line) => !line.startsWith("\\"));
}
