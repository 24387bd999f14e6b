/** Reads an unquoted value on the line below its key. Pure, linear. */
import { looksRandom } from "@/lib/redaction/path-secret";
import type { ReadValue } from "@/lib/redaction/secret-value";

/** A backslash at the end of the line, which may be escaped. */
const CONTINUED =
  /\\{1,8}(?:\r?\n|\\r\\n|\\n)[ \t]{0,80}\\{0,4}["']?([^\s"'`<>,;&\\-][^\s"'`<>,;&\\]{2,1023})/y;
/** The only word of the next line, also as an item of a list. */
const BELOW =
  /(?:\r?\n|(?:\\{1,4}r)?\\{1,4}n)([ \t]{0,80})(?:- )?([^\s"'`<>,;{}[\]()\\]{3,1024})(?=[ \t]{0,40}(?:\r?\n|\\{1,4}[rn]|\\{0,4}["']|$))/y;
/** Another key, a flag, a comment or a path. */
const NO_VALUE = /^[-#/.]|[:=]$|:\/\/|^[\w.-]+=/;
/** Letters with a digit or a sign: no word of a sentence or a schema. */
const CHOSEN = /^(?=.*[A-Za-z])(?=.*(?:[0-9]|[!@#$%^&*+~?].))/;

/** The value below the place `at` behind a key, or null if none follows there. */
export function readBelow(text: string, at: number, isCertain: boolean): ReadValue | null {
  CONTINUED.lastIndex = at;
  const continued = CONTINUED.exec(text)?.[1];
  if (continued !== undefined) return endingAt(CONTINUED.lastIndex, continued);
  // An empty value behind an equals sign is empty.
  if (!/:[ \t]{0,4}$/.test(text.slice(Math.max(0, at - 5), at))) return null;
  BELOW.lastIndex = at;
  const [, indent = "", value = ""] = BELOW.exec(text) ?? [];
  if (value === "" || NO_VALUE.test(value)) return null;
  const isValue = looksRandom(value) || (isCertain && indent !== "" && CHOSEN.test(value));
  return isValue ? endingAt(BELOW.lastIndex, value) : null;
}

function endingAt(end: number, value: string): ReadValue {
  return { start: end - value.length, end, quoted: false };
}
