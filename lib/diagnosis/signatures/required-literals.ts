/**
 * Literals of which one stands in every text that the pattern matches, in lower case; null when the
 * pattern has no such literal of at least four characters. Reads the pattern's source: alternatives
 * at the top level give one literal each; groups, classes and optional characters end a run.
 */
export function requiredLiterals(pattern: RegExp): string[] | null {
  const literals: string[] = [];
  for (const branch of splitTop(pattern.source)) {
    const run = longestRun(branch);
    if (run.length < 4) return null;
    literals.push(run.toLowerCase());
  }
  return literals;
}

/** Splits at `|` outside of groups and classes. */
function splitTop(source: string): string[] {
  const branches: string[] = [];
  let depth = 0;
  let isInClass = false;
  let from = 0;
  for (let at = 0; at < source.length; at++) {
    const char = source[at];
    if (char === "\\") at++;
    else if (isInClass) isInClass = char !== "]";
    else if (char === "[") isInClass = true;
    else if (char === "(") depth++;
    else if (char === ")") depth--;
    else if (char === "|" && depth === 0) {
      branches.push(source.slice(from, at));
      from = at + 1;
    }
  }
  return [...branches, source.slice(from)];
}

function longestRun(branch: string): string {
  let best = "";
  let run = "";
  const close = (): void => {
    if (run.length > best.length) best = run;
    run = "";
  };
  for (let at = 0; at < branch.length;) {
    const atom = readAtom(branch, at);
    at = atom.end;
    const quantifier = /^(?:[?*+]|\{\d+(?:,\d*)?\})\??/.exec(branch.slice(at))?.[0] ?? "";
    at += quantifier.length;
    if (atom.char === null) close();
    else if (quantifier === "") run += atom.char;
    else {
      if (quantifier.startsWith("+")) run += atom.char;
      close();
    }
  }
  close();
  return best;
}

/** One atom from `at`: a plain character, or (char null) a class, group, escape class or assertion. */
function readAtom(source: string, at: number): { char: string | null; end: number } {
  const char = source.charAt(at);
  if (char === "\\") {
    const next = source.charAt(at + 1);
    return { char: /[a-zA-Z0-9]/.test(next) ? null : next, end: at + 2 };
  }
  if (char === "[") return { char: null, end: endOfClass(source, at) };
  if (char === "(") return { char: null, end: endOfGroup(source, at) };
  return { char: ".^$".includes(char) ? null : char, end: at + 1 };
}

function endOfClass(source: string, at: number): number {
  let end = at + 1;
  while (end < source.length && source[end] !== "]") end += source[end] === "\\" ? 2 : 1;
  return end + 1;
}

function endOfGroup(source: string, at: number): number {
  let depth = 0;
  for (let end = at; end < source.length; end++) {
    const char = source[end];
    if (char === "\\") end++;
    else if (char === "[") end = endOfClass(source, end) - 1;
    else if (char === "(") depth++;
    else if (char === ")" && --depth === 0) return end + 1;
  }
  return source.length;
}
