/** Reads container leaves in a text: `"credentials": {"value": "…"}` as JSON or Python repr. Pure, linear. */
import { containerOf, leafKind } from "@/lib/redaction/container-leaves";
import { advance, readQuoted } from "@/lib/redaction/read-value";
import type { SecretSpan } from "@/lib/redaction/secret-span";

const OPENING = /\{\s{0,80}/y;
const KEY = /\\{0,15}["']([\w.$# -]{1,80})\\{0,15}["']\s{0,8}(?::|=>)\s{0,8}/y;
/** What follows a leaf: its closing quote, closing brackets, the comma before the next key. */
const NEXT = /(?:\\{0,15}["'])?(?:\s{0,80}[}\]]){0,8}\s{0,80},?\s{0,80}/y;
const OTHER_LEAF = /[\w.+-]{1,40}/y;
const MAX_LEAVES = 40;

/** The secrets in the object at `at`, whose key is given. */
export function containerLeaves(text: string, at: number, key: string): SecretSpan[] {
  if (text.charCodeAt(at) !== 123) return [];
  const container = containerOf(key);
  if (container === null) return [];
  const spans: SecretSpan[] = [];
  let depth = 1;
  let next = advance(OPENING, text, at) ?? at;
  for (let leaves = 0; leaves < MAX_LEAVES; leaves += 1) {
    KEY.lastIndex = next;
    const name = KEY.exec(text)?.[1];
    if (name === undefined) break;
    const valueAt = KEY.lastIndex;
    const inner = advance(OPENING, text, valueAt);
    if (inner !== null) {
      depth += 1;
      next = inner;
      continue;
    }
    const read = readQuoted(text, valueAt);
    const end = read?.end ?? advance(OTHER_LEAF, text, valueAt);
    if (end === null) break;
    const kind = read === null ? null : leafKind(name, text.slice(read.start, read.end), container);
    if (read !== null && kind !== null)
      spans.push({ start: read.start, end: read.end, kind, guessable: true });
    next = advance(NEXT, text, end) ?? end;
    depth -= text.slice(end, next).split("}").length - 1;
    if (depth <= 0) break;
  }
  return spans;
}
