/** Finds a literal in a pattern's source without parsing the pattern: parsing thousands of them takes half a second. */

/** Ordinary characters, an escape, a class, the start or end of a group, a quantifier, or any other character. */
const TOKEN =
  /[\w "'#%&,:;<=>@`~!/-]+|\\[^]|\[(?:\\[^]|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|<\w+>))?|\)?(?:[*?]|\{[^}]*\})|[^]/g;
const ORDINARY = /^[\w "'#%&,:;<=>@`~!/-]/;
/** Escapes that match a kind of character, or nothing. Other letters and digits after a backslash need the parser. */
const KIND = /^\\[bBdDfnrsStvwW]$/;
const LOOKAROUND = /^\(\?(?:[=!]|<[=!])$/;

/** An open group, and what had been found before it. */
interface Group {
  before: string | null;
  /** Whether a match may lack its text. */
  isOptional: boolean;
}

/**
 * The first run of at least `minLength` ASCII characters, in lower case, that every match contains. Null if there is
 * none, for a pattern with alternatives outside of groups, and for syntax that only a parser understands.
 */
export function plainLiteral({ source, flags }: RegExp, minLength: number): string | null {
  if (flags.includes("v")) return null;
  const open: Group[] = [];
  let found: string | null = null;
  let run = "";
  const endRun = () => {
    if (run.length >= minLength) found ??= run.toLowerCase();
    run = "";
  };
  for (const [token] of source.matchAll(TOKEN)) {
    if (ORDINARY.test(token)) {
      run += token;
      continue;
    }
    if (token.startsWith("\\") && !KIND.test(token)) {
      if (/\w$/.test(token)) return null;
      run += token.slice(1);
      continue;
    }
    // The character before such a quantifier may be missing.
    if (/^[*?{]/.test(token)) run = run.slice(0, -1);
    endRun();
    if (token === "|") {
      const group = open.at(-1);
      if (group === undefined) return null;
      group.isOptional = true;
    } else if (token.startsWith("(")) {
      open.push({ before: found, isOptional: LOOKAROUND.test(token) });
    } else if (token.startsWith(")")) {
      const group = open.pop();
      if (group?.isOptional === true || token.length > 1) found = group?.before ?? null;
    }
  }
  endRun();
  return found;
}
