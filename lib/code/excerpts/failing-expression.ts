/** Finds the part of a source line that an error is about. Pure. */

/** Half-open range of 0-based columns, in UTF-16 units. */
export interface Columns {
  start: number;
  end: number;
}

interface Failure {
  type: string | null;
  message: string;
}

const MAX_LINE = 2_000;

/**
 * The failing part of a line: the part that the traceback underlines, or else the key, attribute, name or argument that
 * the error names, with what it is read from (`row["member_no"]`). Null if the error names nothing on the line or the
 * name could mean several places.
 * @param anchor the underlined columns, relative to the line without its indentation.
 */
export function failingExpression(
  text: string,
  failure: Failure | null,
  anchor: Columns | null,
): Columns | null {
  if (text.length > MAX_LINE) return null;
  const indent = text.length - text.trimStart().length;
  if (anchor !== null && anchor.start < anchor.end && indent + anchor.end <= text.trimEnd().length)
    return { start: indent + anchor.start, end: indent + anchor.end };
  return failure === null ? null : named(text, failure);
}

function named(text: string, { type, message }: Failure): Columns | null {
  const first = message.split("\n", 1)[0]?.slice(0, 500) ?? "";
  if (type?.split(".").at(-1) === "KeyError") {
    const key = /^['"](.{1,200})['"]$/.exec(first.trim())?.[1];
    return key === undefined ? null : withReceiver(text, onlyLiteral(text, key));
  }
  const attribute = /has no attribute '(\w{1,100})'/.exec(first)?.[1];
  if (attribute !== undefined) return attributeAt(text, attribute);
  const name = /(?:^|\s)(?:name|variable) '(\w{1,100})'/.exec(first)?.[1];
  if (name !== undefined) return words(text, name)[0] ?? null;
  const called = /^(?:[\w.<>]{0,200}\.)?(\w{1,100})\(\) (?:got|missing|takes)\b/.exec(first)?.[1];
  if (called !== undefined) return argumentOrCall(text, first, called);
  return onlyQuoted(text, first);
}

/** The only value quoted in the message that the line contains once: a path, a column, a module. */
function onlyQuoted(text: string, message: string): Columns | null {
  const values = [...message.matchAll(/'([^'\n]{3,200})'|"([^"\n]{3,200})"/g)].map(
    (hit) => hit[1] ?? hit[2] ?? "",
  );
  const found = [...new Set(values)].flatMap(
    (value) => onlyLiteral(text, value) ?? onlyWord(text, value) ?? [],
  );
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** `value` as a string literal, quotes included, if the line contains it once. */
function onlyLiteral(text: string, value: string): Columns | null {
  const found = [`"${value}"`, `'${value}'`].flatMap((literal) => occurrences(text, literal));
  return found.length === 1 ? (found[0] ?? null) : null;
}

function onlyWord(text: string, value: string): Columns | null {
  const found = words(text, value);
  return found.length === 1 ? (found[0] ?? null) : null;
}

function words(text: string, word: string): Columns[] {
  const isPart = (char: string) => /[\w]/.test(char);
  return occurrences(text, word).filter(
    ({ start, end }) => !isPart(text.charAt(start - 1)) && !isPart(text.charAt(end)),
  );
}

function occurrences(text: string, part: string): Columns[] {
  const found: Columns[] = [];
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length))
    found.push({ start: at, end: at + part.length });
  return found;
}

function attributeAt(text: string, attribute: string): Columns | null {
  const found = words(text, attribute).filter(({ start }) => text.charAt(start - 1) === ".");
  const [only] = found;
  if (only === undefined || found.length > 1) return null;
  return { start: receiverStart(text, only.start - 1), end: only.end };
}

/** The unexpected argument with its `=`, or else the called name. */
function argumentOrCall(text: string, message: string, called: string): Columns | null {
  const argument = /unexpected keyword argument '(\w{1,100})'/.exec(message)?.[1];
  const passed =
    argument === undefined ? undefined : words(text, argument).find(({ end }) => text.charAt(end) === "=");
  if (passed !== undefined) return passed;
  const calls = words(text, called).filter(({ end }) => text.charAt(end) === "(");
  return calls.length === 1 ? (calls[0] ?? null) : null;
}

/** Widens a key to the subscript or call that reads it: `row["member_no"]`, `row.pop("member_no")`. */
function withReceiver(text: string, key: Columns | null): Columns | null {
  if (key === null) return null;
  const open = text.charAt(key.start - 1);
  const close = { "[": "]", "(": ")" }[open];
  if (close === undefined) return key;
  const end = text.indexOf(close, key.end);
  return { start: receiverStart(text, key.start - 1), end: end === -1 ? key.end : end + 1 };
}

const OPENERS: Readonly<Record<string, string>> = { ")": "(", "]": "[" };

/** Where the expression that ends before `at` begins: names, dots, and balanced brackets. */
function receiverStart(text: string, at: number): number {
  let start = at;
  while (start > 0) {
    const char = text.charAt(start - 1);
    const opener = OPENERS[char];
    if (opener !== undefined) {
      const from = openerBefore(text, start - 1, { closer: char, opener });
      if (from === null) return start;
      start = from;
    } else if (/[\w.]/.test(char)) start -= 1;
    else break;
  }
  return start;
}

function openerBefore(text: string, at: number, pair: { closer: string; opener: string }): number | null {
  let depth = 0;
  for (let i = at; i >= 0; i -= 1) {
    if (text.charAt(i) === pair.closer) depth += 1;
    if (text.charAt(i) === pair.opener) depth -= 1;
    if (depth === 0) return i;
  }
  return null;
}
