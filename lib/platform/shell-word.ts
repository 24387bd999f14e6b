import { hiddenInCode } from "@/lib/platform/hidden-characters";

const MAX_LENGTH = 1_000;

/**
 * A value as one word of a POSIX shell command; null for a value that cannot be shown as it is: one with control or
 * invisible characters, or an overlong one. Names come from other systems, so a person must see what is copied.
 */
export function shellWord(value: string): string | null {
  // oxlint-disable-next-line no-control-regex -- It detects control characters.
  if (value.length > MAX_LENGTH || /[\u0000-\u001f\u007f-\u009f]/.test(value)) return null;
  if (hiddenInCode(value).length > 0) return null;
  return /^[\w./:@%+=,-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * A command line made of words, each quoted; null if one of them cannot be quoted. Words that start with a dash must be
 * flags: a value follows its flag as `--flag=value`, and positional values follow `--`.
 */
export function shellCommand(...words: readonly string[]): string | null {
  const quoted = words.map(shellWord);
  return quoted.every((word) => word !== null) ? quoted.join(" ") : null;
}
