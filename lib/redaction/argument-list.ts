/** Finds secrets in a list of program arguments in a document. Pure, linear. */
import { announcedSpans } from "@/lib/redaction/find-secrets";
import type { Meter } from "@/lib/redaction/meter";
import type { SecretSpan } from "@/lib/redaction/secret-span";

const BETWEEN = '", "';
const MAX_LENGTH = 8192;
/** A program by its name or path. */
const PROGRAM = /^[\w.:/\\-]{1,200}$/;
/** Characters that would end an argument or its line in the joined text. */
const ENDS = /["\\\r\n]/g;

/** Secret spans by argument index, found as in a log that shows the list: `["mysql", "-p…"]`. */
export function argumentSpans(list: readonly unknown[], meter: Meter): ReadonlyMap<number, SecretSpan[]> {
  const found = new Map<number, SecretSpan[]>();
  const words = argumentsOf(list);
  if (words === null) return found;
  const text = `["${words.map((word) => word.replaceAll(ENDS, "_")).join(BETWEEN)}"]`;
  const spans = announcedSpans(text, meter);
  let start = 2;
  let next = 0;
  for (const [index, word] of words.entries()) {
    const end = start + word.length;
    for (let span = spans[next]; span !== undefined && span.start < end; span = spans[next]) {
      next += 1;
      if (span.start < start || span.end > end) continue;
      const own = { ...span, start: span.start - start, end: span.end - start };
      found.set(index, [...(found.get(index) ?? []), own]);
    }
    start = end + BETWEEN.length;
  }
  return found;
}

/** The strings of a list that may be a command, or null. */
function argumentsOf(list: readonly unknown[]): string[] | null {
  const words = list.filter((item) => typeof item === "string");
  const [program] = words;
  if (program === undefined || words.length !== list.length || words.length < 2) return null;
  if (!PROGRAM.test(program)) return null;
  const length = words.reduce((sum, word) => sum + word.length, 0);
  return length <= MAX_LENGTH ? words : null;
}
