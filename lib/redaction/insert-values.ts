/** Finds secrets in the rows of an INSERT statement by column name. Pure, linear. */
import type { Meter } from "@/lib/redaction/meter";
import { advance, readQuoted } from "@/lib/redaction/read-value";
import { secretKeyKind } from "@/lib/redaction/secret-key";
import type { SecretSpan } from "@/lib/redaction/secret-span";
import { isSecretValue } from "@/lib/redaction/secret-value";

/** `INSERT INTO raw.users (name, "password") VALUES`, and the REPLACE and UPSERT variants. */
const HEAD =
  /(?:insert|replace|upsert)[ \t\r\n]{1,20}into[ \t\r\n]{1,20}(?:table[ \t\r\n]{1,20})?[\w."`[\]$-]{1,200}\s{0,20}\(([\w\s,."`[\]$\\-]{1,4000})\)\s{0,20}(?:overriding[ \t]\w{1,10}[ \t]value\s{1,20})?values?\s{0,20}/iy;
const OPEN = /\s{0,40}\(\s{0,40}/y;
/** A value that is not a string: a number, a parameter, a call without strings. */
const OTHER_VALUE = /[^\s,()'"][^,()'"\n]{0,200}(?:\([^()'"\n]{0,200}\))?/y;
const NEXT_VALUE = /['"]?\s{0,40},\s{0,40}/y;
const CLOSE = /['"]?\s{0,40}\)\s{0,40},?/y;

/** The secrets in the rows of the statement at `at`, and where reading stopped. */
export function insertedSecrets(
  text: string,
  at: number,
  meter: Meter,
): { spans: SecretSpan[]; end: number } {
  HEAD.lastIndex = at;
  const columns = HEAD.exec(text)?.[1];
  if (columns === undefined) return { spans: [], end: at };
  const keys = columns.split(",").map((name) => secretKeyKind(name.replaceAll(/[\s"`[\]\\]/g, "")));
  const spans: SecretSpan[] = [];
  let end = HEAD.lastIndex;
  if (keys.every((key) => key === null)) return { spans, end: at };
  for (let row = advance(OPEN, text, end); row !== null; row = advance(OPEN, text, end)) {
    let value = row;
    for (const key of keys) {
      const read = readQuoted(text, value);
      const valueEnd = read?.end ?? advance(OTHER_VALUE, text, value);
      if (valueEnd === null) break;
      if (read !== null && key !== null && isSecretValue(text, read, key.certain, false))
        spans.push({ start: read.start, end: read.end, kind: key.kind, guessable: true });
      value = advance(NEXT_VALUE, text, valueEnd) ?? valueEnd;
    }
    const close = advance(CLOSE, text, value);
    meter.scanned += (close ?? value) - row;
    if (close === null) break;
    end = close;
  }
  return { spans, end };
}
