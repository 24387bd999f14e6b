import { diffArrays } from "diff";

/** A changed line of a patch that a person edited. */
export interface EditedLine {
  kind: "added" | "removed";
  /** The line of the patch, with its sign. */
  text: string;
}

/** Lines that an edit added to a proposed patch or removed from it, without headers and context. Pure. */
export function editedLines(proposed: string, now: string): EditedLine[] {
  return diffArrays(changesIn(proposed), changesIn(now)).flatMap((part) => {
    if (part.added) return part.value.map((text): EditedLine => ({ kind: "added", text }));
    return part.removed ? part.value.map((text): EditedLine => ({ kind: "removed", text })) : [];
  });
}

/** The added and removed lines of a patch. */
function changesIn(patch: string): string[] {
  return patch.split("\n").filter((line) => /^[+-]/.test(line) && !/^(?:\+\+\+|---) /.test(line));
}
