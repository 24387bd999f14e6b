import { applyPatch, parsePatch, reversePatch } from "diff";
import type { Code, CodeFrame, FixMaterial } from "@/lib/fixes/proposals/fix-material";
import type { FixTemplate } from "@/lib/fixes/templates/template";
import { readPatch, type FileEdit } from "@/lib/fixes/patches/unified-diff";
import type { Commit } from "@/lib/vendors/source-control";

const MAX_FILES = 5;
const MAX_COMMITS = 30;
/** Shorter lines, such as `)` or `return`, occur in many commits. */
const MIN_LINE = 8;
const CATEGORIES = new Set([
  "code_bug",
  "configuration",
  "warehouse_sql",
  "schema_change",
  "missing_dependency",
]);

/**
 * Reverts the commit that introduced the failing line, if the evidence already suspects it, it changed few files, and
 * it can be reverted completely without touching later work.
 */
export const revertCommit: FixTemplate = {
  id: "code/revert-commit",
  kind: "rollback",
  async draft({ material, code }) {
    const frame = code.frames[0];
    if (!frame || !CATEGORIES.has(material.diagnosis.category)) return null;
    const commit = await findCulprit(material, code, frame);
    const edits = commit && (await revertEdits(commit, code));
    if (!commit || !edits) return null;
    const title = commit.message.split("\n", 1)[0]?.slice(0, 120) ?? "";
    return {
      title: `Revert ${commit.sha.slice(0, 8)}: ${title}`.slice(0, 190),
      rationale: `The failing line in ${frame.path} was introduced by commit ${commit.sha.slice(0, 8)} ("${title}") by ${commit.author} on ${commit.date.slice(0, 10)}.`,
      edits,
      cautions: [
        "The purpose of the commit is reverted too.",
        "If a table or another service already depends on it, reverting breaks that.",
      ],
      level: "medium",
    };
  },
};

async function findCulprit(material: FixMaterial, code: Code, frame: CodeFrame): Promise<Commit | null> {
  const suspected = material.evidence.flatMap((piece) =>
    piece.kind === "commit" && piece.facts ? [piece.facts.sha] : [],
  );
  const line = await failingLine(code, frame);
  if (suspected.length === 0 || line === null) return null;
  // Evidence is redacted, but a revert must restore the original text.
  const listed = await code.repository.listCommits({ path: frame.path, limit: MAX_COMMITS });
  const commits = listed.filter((commit) => !commit.isPatchCut);
  const wrote = commits.find((commit) => addedLines(commit.patch, frame.path).includes(line));
  return wrote && suspected.includes(wrote.sha) ? wrote : null;
}

async function failingLine(code: Code, frame: CodeFrame): Promise<string | null> {
  const text = await code.read(frame.path);
  const there = frame.line === null ? undefined : text?.split("\n")[frame.line - 1]?.trim();
  const printed = frame.source?.trim();
  // If both are known they must match; otherwise a different version of the file ran.
  if (there !== undefined && printed !== undefined && there !== printed) return null;
  const line = there ?? printed ?? "";
  return line.length >= MIN_LINE ? line : null;
}

function addedLines(patch: string, path: string): string[] {
  const ours = parsePatch(patch).filter(
    (item) => item.newFileName === `b/${path}` && item.oldFileName !== "/dev/null",
  );
  return ours
    .flatMap((our) => our.hunks.flatMap((hunk) => hunk.lines))
    .flatMap((line) => (line.startsWith("+") ? [line.slice(1).trim()] : []));
}

async function revertEdits(commit: Commit, code: Code): Promise<FileEdit[] | null> {
  const read = readPatch(commit.patch);
  if (!read.ok || read.files.length > MAX_FILES || read.files.some((file) => file.kind !== "modified"))
    return null;
  const edits: FileEdit[] = [];
  for (const part of reversePatch(parsePatch(commit.patch))) {
    const path = (part.newFileName ?? "").replace(/^[ab]\//, "");
    const before = await code.read(path);
    const after = before === null ? false : applyPatch(before, part, { autoConvertLineEndings: false });
    if (before === null || after === false) return null;
    edits.push({ path, before, after });
  }
  return edits;
}
