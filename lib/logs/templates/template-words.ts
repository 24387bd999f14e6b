/** Compares lists of masked words with templates. Pure. */
import { WILDCARD } from "@/lib/logs/templates/template-mask";

/** Whether the template matches the words. */
export function coversWords(template: readonly string[], words: readonly string[]): boolean {
  for (let i = 0; i < words.length; i += 1) {
    const word = template[i] ?? "";
    const other = words[i] ?? "";
    if (word !== other && !coversWord(word, other)) return false;
  }
  return true;
}

function coversWord(template: string, word: string): boolean {
  if (template === WILDCARD) return true;
  return template.includes(WILDCARD) && widenWord(template, word) === template;
}

/** Positions at which two lists of equal length differ, or null if they share less than `similarity`. */
export function differences(a: readonly string[], b: readonly string[], similarity: number): number[] | null {
  const most = a.length < 2 ? 0 : Math.max(1, Math.floor(a.length * (1 - similarity)));
  const at: number[] = [];
  for (let i = 0; i < a.length; i += 1) {
    if (a[i] === b[i]) continue;
    if (at.length === most) return null;
    at.push(i);
  }
  return at;
}

const PIECES = /(<\*>|[:=,;()[\]{}"'|#&?!@/])/;

/** The most specific word with wildcards that matches both: `rhost=a` and `rhost=b` give `rhost=<*>`. */
export function widenWord(a: string, b: string): string {
  if (a === b) return a;
  const left = piecesOf(a);
  const right = piecesOf(b);
  if (left.length === right.length) {
    return left.map((piece, i) => (piece === right[i] ? piece : WILDCARD)).join("");
  }
  const least = Math.min(left.length, right.length);
  let head = 0;
  while (head < least && left[head] === right[head] && left[head] !== WILDCARD) head += 1;
  let tail = 0;
  while (
    tail < least - head &&
    left.at(-1 - tail) === right.at(-1 - tail) &&
    left.at(-1 - tail) !== WILDCARD
  ) {
    tail += 1;
  }
  return left.slice(0, head).join("") + WILDCARD + left.slice(left.length - tail).join("");
}

function piecesOf(word: string): string[] {
  return word.split(PIECES).filter((piece) => piece !== "");
}
