/** Finds the errors in a log that only follow from an earlier one. */
import { COMPLAINT_WORDS } from "@/lib/logs/ranking/foreign-words";

/** An error line; `text` includes the lines that belong to it. */
export interface ErrorLine {
  line: number;
  /** The log record it belongs to; parts of one record do not cause each other. */
  record: number;
  text: string;
  score: number;
}

/** That an error follows from the one at line `cause`; `name` is what both are about. */
export interface Consequence {
  cause: number;
  name: string;
}

/** The start of the reason given for a consequence. */
export const FOLLOWS_FROM_ABOVE = "follows from an error above";

/** Weaker lines do not cause anything. */
const MIN_CAUSE = 30;
/** How often the same thing must be missed to follow from an error that does not name it. */
const MIN_REPEATS = 2;
const MIN_INDEPENDENT = 45;

const OPEN = "[\"'`«»„“]\\s?";
const CLOSE = "\\s?[\"'`»«“”]";
const NAME = `(?:${OPEN}(?<quoted>[^"'\`«»„“”\\n]{2,120}?)${CLOSE}|(?<plain>[\\w.]{3,120}))`;
const ABSENT = `do(?:es)? not exist|doesn['’]t exist|(?:was |is |were )?not (?:be )?found|is missing|${COMPLAINT_WORDS.ABSENT}`;
/** Errors about something that an earlier step should have made. */
const MISSES: readonly RegExp[] = [
  new RegExp(`is not present in table ${NAME}`, "i"),
  new RegExp(`(?:relation|table|view|model|object|node|dataset|source|vue matérialisée|tabla|relaci[oó]n|tabela|Tabelle|отношение|таблица) ${NAME}[^\\n]{0,20}(?:${ABSENT})`, "i"),
  new RegExp(`(?:skipp(?:ed|ing)|not run|blocked)[^\\n]{0,60}(?:because(?: of)?|due to|depends on|upstream)[^\\n]{0,40}${NAME} (?:failed|was skipped|did not)`, "i"),
]; // prettier-ignore

/**
 * The errors that follow from an earlier one, by line: they miss what an earlier error failed to make (a foreign key to rows
 * that were refused, a relation whose creation failed), or they miss the same thing again and again after another error.
 */
export function findConsequences(errors: readonly ErrorLine[]): Map<number, Consequence> {
  const inOrder = errors.toSorted((a, b) => a.line - b.line);
  const missing = new Map(inOrder.map((error) => [error.line, missedName(error.text)]));
  const found = new Map<number, Consequence>();
  for (const error of inOrder) {
    const name = missing.get(error.line) ?? null;
    if (name === null) continue;
    const isEarlier = (other: ErrorLine) =>
      other.line < error.line &&
      other.record !== error.record &&
      other.score >= MIN_CAUSE &&
      missing.get(other.line) !== name;
    const maker = inOrder.find((other) => isEarlier(other) && mentions(other.text, name));
    const repeats = [...missing.values()].filter((other) => other === name).length;
    const independent = inOrder.find(
      (other) => isEarlier(other) && other.score >= MIN_INDEPENDENT && missing.get(other.line) === null,
    );
    const cause = maker ?? (repeats >= MIN_REPEATS ? independent : undefined);
    if (cause !== undefined) found.set(error.line, { cause: cause.line, name });
  }
  return found;
}

function missedName(text: string): string | null {
  for (const pattern of MISSES) {
    const { quoted, plain } = pattern.exec(text)?.groups ?? {};
    const name = (quoted ?? plain)?.trim();
    if (name !== undefined && name !== "") return name.split(".").at(-1) ?? name;
  }
  return null;
}

/** Whether the text contains the name as a whole word. */
function mentions(text: string, name: string): boolean {
  const at = text.indexOf(name);
  if (at === -1) return false;
  const isWord = (character: string | undefined) =>
    character !== undefined && /[\p{L}\p{N}_]/u.test(character);
  return !isWord(text[at - 1]) && !isWord(text[at + name.length]);
}
