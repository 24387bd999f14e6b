/**
 * Whether two failing lines describe the same trouble. Errors of one kind share most of their words, so that the words alone
 * link a missing `boto3` to a missing `pandas`; what differs is what they name. Pure.
 */

interface LineParts {
  /** CamelCase words: types of errors, services, operations. */
  kinds: Set<string>;
  /** Status, exit and error codes. */
  codes: Set<string>;
  /** Quoted values, identifiers, paths, hosts. */
  names: Set<string>;
  /** All other words. */
  words: Set<string>;
}

const MAX_CHARS = 1_000;

/** Share of the names of the line with fewer of them that both must have. */
const MIN_NAMES_OF_SHORTER = 0.6;
const MIN_NAMES_OF_BOTH = 1 / 3;
/** Share of the other words that both must have; and, if a line names nothing, the share and the number. */
const MIN_WORDS = 0.6;
const MIN_WORDS_ALONE = 0.85;
const MIN_WORD_COUNT = 3;

/** Whether the lines name the same things with similar words and no differing codes. Dates and long numbers do not count. */
export function describeSameTrouble(a: string, b: string): boolean {
  const [mine, theirs] = [partsOf(a), partsOf(b)];
  const hasCodes = mine.codes.size > 0 && theirs.codes.size > 0;
  if (hasCodes && countShared(mine.codes, theirs.codes) === 0) return false;
  // One line may show a wrapping error that the other does not, but not another error in its place.
  const kinds = countShared(mine.kinds, theirs.kinds);
  if (kinds < mine.kinds.size && kinds < theirs.kinds.size) return false;
  const words = shareOfBoth(mine.words, theirs.words);
  if (mine.names.size === 0 || theirs.names.size === 0)
    return words >= MIN_WORDS_ALONE && countShared(mine.words, theirs.words) >= MIN_WORD_COUNT;
  const shared = countShared(mine.names, theirs.names);
  const shorter = Math.min(mine.names.size, theirs.names.size);
  return (
    shared / shorter >= MIN_NAMES_OF_SHORTER &&
    shareOfBoth(mine.names, theirs.names) >= MIN_NAMES_OF_BOTH &&
    words > MIN_WORDS
  );
}

const CODES: readonly RegExp[] = [
  /\b(?:exit code|exit status|return code|errno|error code|status code|status)\W{0,3}(\d{1,6})\b/gi,
  /\b([45]\d\d)\b/g,
  /\b(\d{6}) \([0-9A-Z]{5}\)/g,
  /\b(ORA-\d{5})\b/g,
];
const QUOTED = /["'`]{1,2}([^"'`\n]{1,200})["'`]/g;

function partsOf(line: string): LineParts {
  const text = line.slice(0, MAX_CHARS);
  const codes = new Set(CODES.flatMap((code) => [...text.matchAll(code)].map((match) => match[1] ?? "")));
  const masked = withoutNumbers(text);
  const quoted = [...masked.matchAll(QUOTED)].map((match) => trimmed(match[1] ?? ""));
  const names = new Set(quoted.filter((name) => name !== "" && name.split(" ").length <= 3));
  const words = new Set<string>();
  const kinds = new Set<string>();
  for (const token of masked.replaceAll(QUOTED, " ").split(/[\s,;()=[\]{}<>"'`|]+/)) {
    const name = trimmed(token);
    const last = name.slice(name.lastIndexOf(".") + 1);
    if (isKind(token)) kinds.add(last);
    else if (isName(token)) names.add(name);
    else if (/^[a-z]{2,40}$/.test(name)) words.add(name);
  }
  return { codes, kinds, names, words };
}

/** Dates, addresses and numbers of three digits or more become `#`; the query of a URL is left out. */
function withoutNumbers(text: string): string {
  return text
    .replaceAll(/\?[\w.=&%+-]{1,500}/g, "")
    .replaceAll(/\b\d{4}[-/_]?\d{2}[-/_]?\d{2}(?:[T ]?\d{2}:?\d{2}(?::?\d{2})?)?/g, "#")
    .replaceAll(/\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/g, "#")
    .replaceAll(/\d{3,}/g, "#");
}

/** In lower case, of a path only the last part: folders differ between machines. */
function trimmed(token: string): string {
  const text = withoutSigns(token);
  return text.includes("://") ? text : (text.split("/").findLast((part) => part !== "") ?? text);
}

function withoutSigns(token: string): string {
  return token.replaceAll(/^[^\p{L}\p{N}_/#.]+|[^\p{L}\p{N}_/#]+$/gu, "").toLowerCase();
}

/** A CamelCase word, also at the end of a dotted name: `psycopg2.errors.UndefinedTable`. */
function isKind(token: string): boolean {
  return /(?:^|\.)[A-Z][A-Za-z\d]*[a-z][A-Z][A-Za-z\d]*\W?$|(?:^|\.)[A-Z]{2,}[a-z]+[A-Za-z]*\W?$/.test(
    token.slice(0, 200),
  );
}

/** An identifier, a path or a host. */
function isName(token: string): boolean {
  const text = token.replaceAll(/^[^\w/]+|[^\w/]+$/g, "");
  return /[a-z]/i.test(text) && (/[\w#][_/.:-][\w#]/.test(text) || text.startsWith("/"));
}

function countShared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return [...a].filter((item) => b.has(item)).length;
}

/** Shared items among all items of both (Jaccard); 1 if there are none. */
function shareOfBoth(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const all = new Set([...a, ...b]).size;
  return all === 0 ? 1 : countShared(a, b) / all;
}
