/** Reads PEM private keys: complete, truncated, indented, quoted, with escaped line breaks, or one log record per line. */
import { advance } from "@/lib/redaction/read-value";

const BEGIN = /-----BEGIN[ +](?:[A-Z0-9]{1,12}[ +]){0,3}PRIVATE[ +]KEY(?:[ +]BLOCK)?-----/y;
/** Between two key lines: whitespace, quotes, line breaks (escaped or not), or the prefix of the next log record. */
const GAP = "(?:(?:\\r?\\n[+-]?|\\\\{1,8}[rn]|[ \\t\"'+,]){1,16}|\\r?\\n[^\\r\\n]{1,160}?(?:[\\]|}:]|-) )";
const HEADER = "(?:Proc-Type|DEK-Info|Version|Comment|Hash): [^\\r\\n\\\\]{1,80}";
const BODY_LINE = new RegExp(`${GAP}(?:${HEADER}|[A-Za-z0-9+/=]{20,8192}(?=[\\s\\\\"'-]|$))`, "y");
const LAST_LINE = new RegExp(`${GAP}[A-Za-z0-9+/=]{1,80}(?=[\\s\\\\"'-]|$)`, "y");
const END = new RegExp(
  `(?:${GAP})?-----END[ +](?:[A-Z0-9]{1,12}[ +]){0,3}PRIVATE[ +]KEY(?:[ +]BLOCK)?-----`,
  "y",
);

/**
 * The index after the private key that begins at `at`, or null if there is none. A truncated key ends with its last
 * complete line.
 */
export function privateKeyEnd(text: string, at: number): number | null {
  let end = advance(BEGIN, text, at);
  if (end === null) return null;
  let next = advance(BODY_LINE, text, end);
  while (next !== null) {
    end = next;
    next = advance(BODY_LINE, text, end);
  }
  const close = advance(END, text, end);
  if (close !== null) return close;
  const last = advance(LAST_LINE, text, end);
  return (last === null ? null : advance(END, text, last)) ?? end;
}
