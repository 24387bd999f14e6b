import type { PatternFact, Slots, SlotTemplate } from "@/lib/knowledge/patterns/schemas";
import { slotsIn } from "@/lib/knowledge/patterns/template";

/** Slots whose values unrelated lines share by chance. */
const COMMONPLACE = /^(?:number|time|version|id|secret)(?:_\d+)?$/;
const PATH = /^path(?:_\d+)?$/;
/** An added or removed line, but no header of a diff. */
const CHANGED = /^(?:\+(?!\+\+)|-(?!--))/;
const MIN_NAME = 3;

/**
 * Whether a fact can show the cause of a failure whose own lines have these slots. A commit does so by a changed line that names
 * what the error names; its head, its message and the headers of its diff would fit any commit. Pure.
 */
export function isAboutFailure({ kind, template }: PatternFact, ofFailure: readonly string[]): boolean {
  if (kind !== "commit") return true;
  const [first] = template;
  return typeof first === "string" && CHANGED.test(first) && sharedSlots(template, ofFailure).length > 0;
}

/** Whether the current failure says what a fact has to be about, so that it can be looked for. Pure. */
export function isBoundToFailure({ kind, template }: PatternFact, ofFailure: Slots): boolean {
  if (kind !== "commit") return true;
  const shared = sharedSlots(template, Object.keys(ofFailure));
  return shared.some((slot) => (ofFailure[slot]?.length ?? 0) >= MIN_NAME);
}

/**
 * Whether a line that fits a fact is about the same things: known values are whole words in it, and a path that nothing else gives
 * is that of the example, apart from numbers. Pure.
 */
export function isSameSubject(
  template: SlotTemplate,
  line: string,
  { bound, found, example }: { bound: Slots; found: Slots; example: Slots },
): boolean {
  return slotsIn(template).every((slot) => {
    const known = bound[slot];
    if (known !== undefined) return isWholeIn(line, known);
    const then = example[slot];
    return (
      !PATH.test(slot) || then === undefined || withoutNumbers(found[slot] ?? "") === withoutNumbers(then)
    );
  });
}

function sharedSlots(template: SlotTemplate, ofFailure: readonly string[]): string[] {
  return slotsIn(template).filter((slot) => !COMMONPLACE.test(slot) && ofFailure.includes(slot));
}

const isWord = (char: string | undefined) => char !== undefined && /\w/.test(char);

/** Whether a value occurs in a line other than as a part of a longer word. */
function isWholeIn(line: string, value: string): boolean {
  for (let at = line.indexOf(value); at !== -1; at = line.indexOf(value, at + 1)) {
    const after = at + value.length;
    const isCutBefore = isWord(value[0]) && isWord(line[at - 1]);
    if (!isCutBefore && !(isWord(value.at(-1)) && isWord(line[after]))) return true;
  }
  return false;
}

const withoutNumbers = (path: string) => path.replaceAll(/\d+/g, "0");
