import { AppError } from "@/lib/platform/errors";

export interface ExpressionToken {
  kind: "name" | "number" | "string" | "symbol" | "end";
  /** The source text; for a string, its value. */
  text: string;
  at: number;
}

const SYMBOLS = [
  "&&",
  "||",
  "==",
  "!=",
  "<=",
  ">=",
  "<",
  ">",
  "!",
  "+",
  "-",
  "*",
  "/",
  "%",
  "?",
  ":",
  "(",
  ")",
  "[",
  "]",
  ".",
  ",",
];
const ESCAPES: Record<string, string> = { n: "\n", t: "\t", r: "\r", "\\": "\\", '"': '"', "'": "'" };
const MAX_LENGTH = 2_000;

/** Splits an expression into tokens. Throws INVALID with the position of the first unexpected character. */
export function tokenize(source: string): ExpressionToken[] {
  if (source.length > MAX_LENGTH)
    throw new AppError("INVALID", `an expression can have at most ${MAX_LENGTH} characters`);
  const tokens: ExpressionToken[] = [];
  const word = /[A-Za-z_]\w*/y;
  const digits = /\d+(?:\.\d+)?/y;
  let at = 0;
  while (at < source.length) {
    const char = source.charAt(at);
    if (/\s/.test(char)) {
      at += 1;
      continue;
    }
    if (char === '"' || char === "'") {
      const { text, end } = readString(source, at, char);
      tokens.push({ kind: "string", text, at });
      at = end;
      continue;
    }
    word.lastIndex = at;
    digits.lastIndex = at;
    const name = word.exec(source)?.[0];
    const number = digits.exec(source)?.[0];
    const symbol = SYMBOLS.find((candidate) => source.startsWith(candidate, at));
    const text = name ?? number ?? symbol;
    if (text === undefined) throw new AppError("INVALID", `unexpected "${char}" at ${at + 1} in: ${source}`);
    tokens.push({ kind: name ? "name" : number ? "number" : "symbol", text, at });
    at += text.length;
  }
  tokens.push({ kind: "end", text: "the end", at: source.length });
  return tokens;
}

function readString(source: string, start: number, quote: string): { text: string; end: number } {
  let text = "";
  for (let at = start + 1; at < source.length; at++) {
    const char = source.charAt(at);
    if (char === quote) return { text, end: at + 1 };
    if (char !== "\\") {
      text += char;
      continue;
    }
    at += 1;
    const escaped = ESCAPES[source.charAt(at)];
    if (escaped === undefined) throw new AppError("INVALID", `unknown escape at ${at} in: ${source}`);
    text += escaped;
  }
  throw new AppError("INVALID", `unterminated string at ${start + 1} in: ${source}`);
}
