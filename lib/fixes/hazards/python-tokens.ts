/** A Python token. Comments and whitespace are dropped; `newline` ends a statement. */
export interface PythonToken {
  kind: "name" | "string" | "number" | "operator" | "newline";
  text: string;
}

export interface PythonTokens {
  tokens: PythonToken[];
  /** Whether the text was read to its end, with every string and bracket closed. */
  isComplete: boolean;
}

const NAME = /[\p{ID_Start}_][\p{ID_Continue}]*/uy;
const NUMBER = /\d\w*(?:\.[\d_]*(?:[eE][+-]?\d+)?)?[jJ]?|\.\d\w*/y;
const STRING_START = /([A-Za-z]{0,2})("""|'''|"|')/y;
const PREFIX = /^(?:[rbuft]|[rbft][rbft])?$/i;
const OPERATOR = /\*\*=?|\/\/=?|>>=?|<<=?|\.\.\.|:=|->|[-+*/%@&|^=!<>]=|[-+*/%@&|^~<>()[\]{},:;.=!`$?]/y;
const SPACE = /(?:[ \t\f]|\\\r?\n)+/y;
const COMMENT = /#[^\r\n]*/y;
const LINE_END = /\r\n?|\n/y;
/** Python's own limit for nested brackets. */
const MAX_NESTED = 200;

/**
 * Tokenizes Python: names are normalized as Python does (NFKC), code inside f-strings is tokenized too, and statements
 * are joined into logical lines. Linear in the length of the text. Pure.
 */
export function pythonTokens(source: string): PythonTokens {
  const reader = new TokenReader(source);
  reader.readCode(false);
  return { tokens: reader.tokens, isComplete: reader.isComplete };
}

class TokenReader {
  readonly tokens: PythonToken[] = [];
  isComplete = true;
  private at = 0;
  private fields = 0;

  constructor(private readonly source: string) {}

  /** Reads code to the end of the text or of an f-string's replacement field. */
  readCode(isField: boolean): void {
    let depth = 0;
    while (this.at < this.source.length) {
      if (this.take(SPACE) !== null || this.take(COMMENT) !== null) continue;
      if (this.take(LINE_END) !== null) {
        if (depth === 0 && !isField) this.push("newline", "\n");
      } else if (!this.readString() && !this.readWord()) {
        if (isField && depth === 0 && this.isFieldEnd()) return;
        depth = Math.max(0, depth + this.readOperator(depth));
        if (depth > MAX_NESTED) this.at = this.source.length;
      }
    }
    if (depth > 0 || isField) this.isComplete = false;
  }

  private readWord(): boolean {
    const name = this.take(NAME);
    if (name !== null) this.push("name", name.normalize("NFKC"));
    const number = name === null ? this.take(NUMBER) : null;
    if (number !== null) this.push("number", number);
    return name !== null || number !== null;
  }

  /** Returns the change in bracket depth. */
  private readOperator(depth: number): number {
    const text = this.take(OPERATOR);
    if (text === null) {
      this.at += 1;
      this.isComplete = false;
      return 0;
    }
    if (text === ";" && depth === 0) this.push("newline", text);
    else this.push("operator", text);
    return "([{".includes(text) ? 1 : ")]}".includes(text) ? -1 : 0;
  }

  private isFieldEnd(): boolean {
    const here = this.source[this.at];
    return here === "}" || here === ":" || (here === "!" && this.source[this.at + 1] !== "=");
  }

  private readString(): boolean {
    STRING_START.lastIndex = this.at;
    const [whole, prefix = "", quote = ""] = STRING_START.exec(this.source) ?? [];
    if (whole === undefined || !PREFIX.test(prefix)) return false;
    const start = this.at;
    this.at += whole.length;
    const isFormatted = /[ft]/i.test(prefix);
    const place = this.tokens.length;
    this.readText(quote, isFormatted);
    // Push the string before the code inside it.
    this.tokens.splice(place, 0, { kind: "string", text: this.source.slice(start, this.at) });
    return true;
  }

  /** Reads a string's contents and closing quote. */
  private readText(quote: string, isFormatted: boolean): void {
    while (this.at < this.source.length) {
      const here = this.source[this.at];
      if (this.source.startsWith(quote, this.at)) {
        this.at += quote.length;
        return;
      }
      if (quote.length === 1 && (here === "\n" || here === "\r")) break;
      if (here === "\\") this.at += this.escapeLength(isFormatted);
      else if (isFormatted && this.source.startsWith("{{", this.at)) this.at += 2;
      else if (isFormatted && here === "{") this.readField(quote);
      else this.at += 1;
    }
    this.isComplete = false;
  }

  /** A backslash does not escape a brace in an f-string. */
  private escapeLength(isFormatted: boolean): number {
    if (this.source.startsWith("\r\n", this.at + 1)) return 3;
    return isFormatted && this.source[this.at + 1] === "{" ? 1 : 2;
  }

  /** Reads `{code!r:format}` in an f-string; a format may contain nested fields. */
  private readField(quote: string): void {
    this.at += 1;
    this.fields += 1;
    if (this.fields > MAX_NESTED) this.at = this.source.length;
    this.push("operator", "(");
    this.readCode(true);
    this.push("operator", ")");
    this.fields -= 1;
    while (this.at < this.source.length && this.source[this.at] !== "}") {
      if (this.source.startsWith(quote, this.at)) return;
      if (this.source[this.at] === "{") this.readField(quote);
      else this.at += 1;
    }
    this.at += 1;
  }

  private push(kind: PythonToken["kind"], text: string): void {
    this.tokens.push({ kind, text });
  }

  private take(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.source);
    if (match === null) return null;
    this.at = pattern.lastIndex;
    return match[0];
  }
}
