/** Reads what a Python file imports and the text of its string literals, without running it. Pure. */

export interface PythonImport {
  /** Number of leading dots: 0 for an absolute import. */
  level: number;
  /** The dotted module; empty for `from . import x`. */
  module: string;
  /** The imported names; empty for `import a.b` and `from a import *`. */
  names: string[];
}

export interface PythonReferences {
  imports: PythonImport[];
  /** String literals, without their quotes, in order. */
  strings: string[];
}

const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_]*$/u;
const MAX_CHARS = 400_000;
const MAX_STRINGS = 2_000;

/** The imports and string literals of a module. Calls such as `importlib.import_module(name)` are not followed. */
export function readPythonReferences(text: string): PythonReferences {
  const { code, strings } = withoutStrings(text.slice(0, MAX_CHARS));
  return { imports: statementsOf(code).flatMap(importsIn), strings };
}

/** The code with strings and comments removed, and lines joined inside brackets and after a backslash. */
function withoutStrings(text: string): { code: string; strings: string[] } {
  const code: string[] = [];
  const strings: string[] = [];
  let depth = 0;
  for (let i = 0; i < text.length;) {
    const char = text.charAt(i);
    if (char === '"' || char === "'") {
      const end = endOfString(text, i);
      const quotes = text.startsWith(char.repeat(3), i) ? 3 : 1;
      if (strings.length < MAX_STRINGS)
        strings.push(text.slice(i + quotes, Math.max(i + quotes, end - quotes)));
      code.push('""');
      i = end;
    } else if (char === "#") {
      const end = text.indexOf("\n", i);
      i = end === -1 ? text.length : end;
    } else if (char === "\\" && /^\\\r?\n/.test(text.slice(i, i + 3))) {
      code.push(" ");
      i = text.indexOf("\n", i) + 1;
    } else {
      if ("([{".includes(char)) depth += 1;
      if (")]}".includes(char)) depth = Math.max(0, depth - 1);
      code.push(char === "\n" && depth > 0 ? " " : char);
      i += 1;
    }
  }
  return { code: code.join(""), strings };
}

/** Index after the string that begins at `start`; an unclosed one ends with its line, or with the text if triple-quoted. */
function endOfString(text: string, start: number): number {
  const quote = text.charAt(start);
  const isTriple = text.startsWith(quote.repeat(3), start);
  for (let i = start + (isTriple ? 3 : 1); i < text.length; i += 1) {
    const char = text.charAt(i);
    if (char === "\\") i += 1;
    else if (isTriple && text.startsWith(quote.repeat(3), i)) return i + 3;
    else if (!isTriple && char === quote) return i + 1;
    else if (!isTriple && char === "\n") return i;
  }
  return text.length;
}

function statementsOf(code: string): string[] {
  return code.split(/[\n;]/).map((statement) => statement.trim());
}

function importsIn(statement: string): PythonImport[] {
  if (/^import\s/.test(statement)) {
    return statement
      .slice("import".length)
      .split(",")
      .map((part) => part.trim().split(/\s/, 1)[0] ?? "")
      .filter(isDotted)
      .map((module) => ({ level: 0, module, names: [] }));
  }
  if (!/^from[\s.]/.test(statement)) return [];
  const at = statement.indexOf(" import");
  if (at === -1) return [];
  const from = statement.slice("from".length, at).replace(/\s/g, "");
  const module = from.replace(/^\.*/, "");
  if (module !== "" && !isDotted(module)) return [];
  const names = statement
    .slice(at + " import".length)
    .replace(/[()]/g, " ")
    .split(",")
    .map((part) => part.trim().split(/\s/, 1)[0] ?? "")
    .filter((name) => IDENTIFIER.test(name));
  return [{ level: from.length - module.length, module, names }];
}

function isDotted(name: string): boolean {
  return name.split(".").every((part) => IDENTIFIER.test(part));
}
