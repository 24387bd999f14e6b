import { withoutBreaks, withoutEscapes } from "@/lib/diagnosis/engine/failure-text";
import { innerMessage } from "@/lib/logs/exceptions/inner-message";
import { lineEvidence } from "@/lib/logs/ranking/line-evidence";

const MAX_CHARS = 220;
/** The part of a statement that says enough to count as its decisive words, in points of `lineEvidence`. */
const DECISIVE = 40;
/** A first line that leaves the message to the second. */
const ANNOUNCES =
  /(?:\b(?:error|errors|message|reason|details?|failed|exception|body|response|because|cause|caused by) ?(?:message)?:|: ?SQL compilation error|Database Error in \w+ \S+(?: \([^()]*\))?)\s*$/i;
/** Where a sentence may be cut: between clauses, and at line breaks. */
const CLAUSES = /(?<=[.;!]) +|(?<=[:,]) +(?=[A-Z"'`[({<])|(?: *\n *)+/;

/**
 * A reported message as part of a sentence: one line, escapes read, no quotes or brackets around it, at most 220 characters.
 * A longer message is cut to the clauses around its decisive words.
 */
export function readableMessage(text: string): string {
  const plain = withoutBreaks(withoutEscapes(text));
  const [first = "", second] = plain.split("\n").filter((line) => line.trim() !== "");
  const said = second !== undefined && ANNOUNCES.test(first) ? `${first} ${second}` : first;
  const flat = unwrap(innerMessage(said.replaceAll(/\s+/g, " ").trim()));
  return flat.length <= MAX_CHARS ? flat : decisivePart(flat);
}

/** Removes quotes or brackets around the whole, and the full stop. */
function unwrap(text: string): string {
  const inner = /^(?:"(?<a>[^"]*)"|'(?<b>[^']*)'|\((?<c>[^()]*)\)|\[(?<d>[^[\]]*)\])[.,;]?$/.exec(
    text,
  )?.groups;
  const found = Object.values(inner ?? {}).find((part) => part !== undefined);
  return (found ?? text).trim().replace(/[.:;,]$/, "");
}

function decisivePart(text: string): string {
  const clauses = text.split(CLAUSES).filter((clause) => clause !== "");
  const weights = clauses.map((clause) => lineEvidence(clause)?.weight ?? 0);
  const best = weights.findIndex((weight) => weight >= DECISIVE);
  if (best <= 0) return clip(text);
  let part = clauses[best] ?? "";
  // The clause before often names what the decisive clause is about.
  const before = clauses[best - 1] ?? "";
  if (part.length + before.length < MAX_CHARS) part = `${before} ${part}`;
  return clip(part.replace(/[.:;,]$/, ""));
}

function clip(text: string): string {
  return text.length <= MAX_CHARS ? text : `${text.slice(0, MAX_CHARS - 1).trimEnd()}…`;
}
