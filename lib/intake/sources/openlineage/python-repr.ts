/** Deeper values are read as text. */
const MAX_DEPTH = 20;
/** Longer texts are not read. */
const MAX_LENGTH = 200_000;

/**
 * The value of a Python literal, as Airflow's OpenLineage provider writes lists and dicts: `"['a', 'b']"`. Tuples and sets are
 * read as lists, objects such as `Asset(name='x')` as their text. A text that is no literal is returned unchanged; null if it
 * is cut off or too long. Pure, linear.
 */
export function parsePythonRepr(text: string): unknown {
  if (text.length > MAX_LENGTH) return null;
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.skipSpace();
  if (value === CUT_OFF) return null;
  return reader.isAtEnd() ? value : text;
}

/** The texts of a list, whether it was sent as JSON or as a Python literal; empty for anything else. */
export function textsOf(value: unknown): string[] {
  const list = typeof value === "string" ? parsePythonRepr(value) : value;
  return Array.isArray(list) ? list.filter((item) => typeof item === "string") : [];
}

const CUT_OFF = Symbol("cut off");
const CLOSING: Record<string, string> = { "[": "]", "(": ")", "{": "}" };
const WORDS: Record<string, unknown> = { None: null, True: true, False: false };
const ESCAPES: Record<string, string> = {
  n: "\n",
  r: "\r",
  t: "\t",
  "0": "",
  a: "",
  b: "",
  f: "",
  v: "",
  "\n": "",
};
const HEX_DIGITS: Record<string, number> = { x: 2, u: 4, U: 8 };
/** Text without a quote or an escape. */
const PLAIN_IN_SINGLE = /[^'\\]*/y;
const PLAIN_IN_DOUBLE = /[^"\\]*/y;
const NUMBER = /^[+-]?\d{1,20}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?$/;

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  skipSpace(): void {
    while (" \n\r\t".includes(this.text[this.at] ?? "x")) this.at++;
  }

  value(depth: number): unknown {
    this.skipSpace();
    const char = this.text[this.at];
    if (char === undefined) return CUT_OFF;
    if (char === "'" || char === '"') return this.string(char);
    // Prefixes of string literals: b'…', u'…', r'…'.
    const quote = this.text[this.at + 1];
    if ("bBuUrR".includes(char) && (quote === "'" || quote === '"')) {
      this.at++;
      return this.string(quote);
    }
    if (char in CLOSING && depth < MAX_DEPTH) return this.collection(char, depth);
    return this.word();
  }

  private string(quote: string): unknown {
    const plain = quote === "'" ? PLAIN_IN_SINGLE : PLAIN_IN_DOUBLE;
    let value = "";
    for (this.at++; this.at < this.text.length; this.at++) {
      plain.lastIndex = this.at;
      const part = plain.exec(this.text)?.[0] ?? "";
      this.at += part.length;
      value += part;
      const char = this.text[this.at];
      if (char === quote) {
        this.at++;
        return value;
      }
      if (char === "\\") value += this.escape();
    }
    return CUT_OFF;
  }

  /** Reads from the backslash; leaves `at` on the last character of the escape. */
  private escape(): string {
    const char = this.text[++this.at] ?? "";
    const digits = HEX_DIGITS[char];
    if (digits === undefined) return ESCAPES[char] ?? char;
    const code = Number.parseInt(this.text.slice(this.at + 1, this.at + 1 + digits), 16);
    this.at += digits;
    return Number.isNaN(code) || code > 0x10ffff ? "" : String.fromCodePoint(code);
  }

  private collection(opening: string, depth: number): unknown {
    const closing = CLOSING[opening];
    const items: unknown[] = [];
    const entries: [string, unknown][] = [];
    let isDict = false;
    this.at++;
    for (;;) {
      this.skipSpace();
      const char = this.text[this.at];
      if (char === undefined) return CUT_OFF;
      if (char === closing) {
        this.at++;
        // `{}` is an empty dict, not an empty set.
        return isDict || (opening === "{" && items.length === 0) ? Object.fromEntries(entries) : items;
      }
      if (char === ",") {
        this.at++;
        continue;
      }
      const start = this.at;
      const item = this.value(depth + 1);
      if (item === CUT_OFF) return CUT_OFF;
      this.skipSpace();
      if (opening === "{" && this.text[this.at] === ":") {
        this.at++;
        const value = this.value(depth + 1);
        if (value === CUT_OFF) return CUT_OFF;
        isDict = true;
        // `Object.fromEntries` defines own properties, so that `__proto__` is only a name.
        entries.push([String(item), value]);
      } else items.push(item);
      // Text after a value, such as the second part of `'a' 'b'`, would be read as an item of its own for ever otherwise.
      if (this.at === start) this.at++;
    }
  }

  /** A number, a constant or an object's text, up to the next comma, colon or bracket that is not its own. */
  private word(): unknown {
    const start = this.at;
    let open = 0;
    let quote = "";
    for (; this.at < this.text.length; this.at++) {
      const char = this.text[this.at] ?? "";
      if (quote !== "") {
        if (char === "\\") this.at++;
        else if (char === quote) quote = "";
      } else if (char === "'" || char === '"') quote = char;
      else if ("([{<".includes(char)) open++;
      else if (")]}>".includes(char)) {
        if (open === 0) break;
        open--;
      } else if (open === 0 && (char === "," || char === ":")) break;
    }
    const word = this.text.slice(start, this.at).trim();
    if (Object.hasOwn(WORDS, word)) return WORDS[word];
    return NUMBER.test(word) ? Number(word) : word;
  }
}
