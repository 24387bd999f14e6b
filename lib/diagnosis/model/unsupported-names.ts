/** What names a thing: an address, a path, an identifier with an underscore or dots, a commit, a longer number. */
const NAMES = [
  /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'`<>()]{1,300}/gi,
  /(?<![\w/])\/?[\w.-]{1,100}(?:\/[\w.-]{1,100}){1,20}/g,
  // Its parts contain no separator, so that there is one way to read it.
  /\b[A-Za-z][A-Za-z0-9]{0,60}(?:[._][A-Za-z0-9]{1,60}){1,20}\b/g,
  /\b[0-9a-f]{7,40}\b/g,
  /\b\d{3,20}\b/g,
];
const MAX_NAMES = 5;
/** A cause is a sentence. */
const MAX_CHARS = 1_000;

/**
 * Names in a sentence that none of the sources contains, at most five, of its first thousand characters: whoever wrote the sentence took them from elsewhere.
 * Upper and lower case are the same, and punctuation at the end of a name does not count. Pure.
 */
export function unsupportedNames(sentence: string, sources: readonly string[]): string[] {
  const known = sources.map((source) => source.toLowerCase());
  const missing = namedThings(sentence).filter(
    (name) => !known.some((source) => source.includes(name.toLowerCase())),
  );
  // A part of a missing name says nothing more.
  const whole = missing.filter((name) => !missing.some((other) => other !== name && other.includes(name)));
  return whole.slice(0, MAX_NAMES);
}

/** What a sentence names, each once: of its first thousand characters, without punctuation at the end. Pure. */
export function namedThings(sentence: string): string[] {
  const text = sentence.slice(0, MAX_CHARS);
  const names = NAMES.flatMap((pattern) => text.match(pattern) ?? []);
  return [...new Set(names.map((name) => name.replace(/[.,:;!?]+$/, "")))];
}
