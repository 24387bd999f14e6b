/** The only match of a pattern (with the flag `g`) in a text; null if there is none or more than one. Pure. */
export function onlyMatch(text: string, pattern: RegExp): RegExpExecArray | null {
  let only: RegExpExecArray | null = null;
  for (const match of text.matchAll(pattern)) {
    if (only) return null;
    only = match;
  }
  return only;
}

/** Replaces a named group of a match, which must have the flag `d` for its position. Pure. */
export function replaceGroup(text: string, match: RegExpExecArray, group: string, to: string): string {
  const span = match.indices?.groups?.[group];
  return span ? text.slice(0, span[0]) + to + text.slice(span[1]) : text;
}

/** The 1-based line of a position. Pure. */
export function lineNumberAt(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}

/** A name for use in a regular expression. Pure. */
export function escapedName(name: string): string {
  return name.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);
}
