import { pythonTokens, type PythonToken } from "@/lib/fixes/hazards/python-tokens";

/** A dotted name used in a statement, as Python would resolve it. */
export interface NameUse {
  /**
   * What the name may refer to: `os.system` for `o.system` after `import os as o`; `builtins.exec` for `exec`; `?` for
   * unknown parts, as in `?.get_connection`; `os.(everything)` for a star import.
   */
  names: readonly string[];
  /** Token range in its statement, end exclusive. */
  at: number;
  end: number;
  /** Token range of the arguments; null if it is not called. */
  args: readonly [number, number] | null;
  /** The token after the name. */
  next: string;
}

export interface PythonStatement {
  tokens: readonly PythonToken[];
  uses: readonly NameUse[];
}

export interface PythonFile {
  statements: readonly PythonStatement[];
  /** False if the text could not be parsed to its end. */
  isComplete: boolean;
}

const BUILTINS: ReadonlySet<string> = new Set(
  "eval exec compile __import__ print getattr open breakpoint input __builtins__ __loader__".split(" "),
);
/** Modules resolved by name even without an import, because a star import may provide them. */
const WELL_KNOWN: ReadonlySet<string> = new Set(
  `os posix subprocess builtins importlib pickle cPickle cloudpickle dill joblib marshal shelve pty ctypes asyncio
  runpy sys yaml requests httpx aiohttp urllib urllib3 socket smtplib ftplib paramiko boto3 logging`.split(
    /\s+/,
  ),
);
/** More than any honest file needs; the rest is not resolved. */
const MAX_STAR_IMPORTS = 20;
const MAX_MEANINGS = 50;

/**
 * Parses a Python file into statements and resolves the names they use through imports and aliases. Scopes are ignored,
 * so a name may have several meanings. Run-time values (`getattr` with a computed name, objects of other project
 * modules) are not resolved. Pure.
 */
export function readPython(source: string): PythonFile {
  const { tokens, isComplete } = pythonTokens(source);
  const lines = splitStatements(tokens);
  const scope = new Scope();
  const imported = lines.map((line) => scope.addImports(line));
  // A second pass resolves aliases of aliases defined further down.
  for (const line of [...lines, ...lines]) scope.addAlias(line);
  const statements = lines.map((line, at) => ({
    tokens: line,
    uses: [...(imported[at] ?? []), ...usesIn(line, scope)],
  }));
  return { statements, isComplete: isComplete && !scope.isOverfull };
}

function splitStatements(tokens: readonly PythonToken[]): PythonToken[][] {
  const lines: PythonToken[][] = [];
  let line: PythonToken[] = [];
  for (const token of [...tokens, { kind: "newline", text: "" } as const]) {
    if (token.kind !== "newline") line.push(token);
    else if (line.length > 0) {
      lines.push(line);
      line = [];
    }
  }
  return lines;
}

class Scope {
  isOverfull = false;
  private readonly starModules: string[] = [];
  private readonly bound = new Map<string, Set<string>>();
  private readonly resolved = new Map<string, readonly string[]>();

  /** Binds the names of an import statement and returns them as uses. */
  addImports(line: readonly PythonToken[]): NameUse[] {
    const at = line.findIndex((token) => isWord(token, "import"));
    if (at === -1) return [];
    const from = line.findLastIndex((token, i) => i < at && isWord(token, "from"));
    const module = from === -1 ? null : textOfTokens(line.slice(from + 1, at), "");
    const rest = line.slice(at + 1).filter((token) => token.text !== "(" && token.text !== ")");
    return splitAt(rest, ",").flatMap((part) => this.addImport(module, part));
  }

  /** Binds `name = other.name`. */
  addAlias(line: readonly PythonToken[]): void {
    const at = line.findIndex((token) => token.text === "=");
    const [name] = line;
    const [head, ...rest] = line.slice(at + 1);
    const isPlain = at === 1 || (at > 2 && line[1]?.text === ":");
    if (!isPlain || name?.kind !== "name" || head?.kind !== "name") return;
    if (rest.some((token, i) => (i % 2 === 0 ? token.text !== "." : token.kind !== "name"))) return;
    for (const full of this.resolve(head.text)) {
      if (!full.startsWith("?")) this.bind(name.text, full + textOfTokens(rest, ""));
    }
  }

  /** What the first part of a dotted name may refer to. */
  resolve(head: string): readonly string[] {
    const known = this.resolved.get(head);
    if (known) return known;
    const found = new Set(this.bound.get(head));
    if (WELL_KNOWN.has(head)) found.add(head);
    if (BUILTINS.has(head)) found.add(`builtins.${head}`);
    for (const module of this.starModules) found.add(`${module}.${head}`);
    found.add(`?.${head}`);
    this.resolved.set(head, [...found]);
    return [...found];
  }

  private addImport(module: string | null, part: readonly PythonToken[]): NameUse[] {
    const as = part.findIndex((token) => isWord(token, "as"));
    const path = textOfTokens(as === -1 ? part : part.slice(0, as), "");
    if (path === "") return [];
    const alias = as === -1 ? null : (part[as + 1]?.text ?? null);
    const full = module === null ? path : `${module}.${path === "*" ? "(everything)" : path}`;
    if (module !== null && path === "*") this.addStar(module);
    else if (alias !== null) this.bind(alias, full);
    else if (module !== null) this.bind(path, full);
    else this.bind(path.split(".")[0] ?? path, path.split(".")[0] ?? path);
    return [{ names: [full], at: 0, end: 0, args: null, next: "import" }];
  }

  private addStar(module: string): void {
    if (this.starModules.length < MAX_STAR_IMPORTS) this.starModules.push(module);
    else this.isOverfull = true;
  }

  private bind(name: string, full: string): void {
    const meanings = this.bound.get(name) ?? new Set();
    if (meanings.size < MAX_MEANINGS) this.bound.set(name, meanings.add(full));
    else this.isOverfull = true;
    this.resolved.delete(name);
  }
}

function usesIn(line: readonly PythonToken[], scope: Scope): NameUse[] {
  const imports = line.findIndex((token) => isWord(token, "import"));
  const from = line.findLastIndex((token, i) => i < imports && isWord(token, "from"));
  const end = imports === -1 ? line.length : from === -1 ? imports : from;
  const closings = closingBrackets(line);
  const uses: NameUse[] = [];
  for (let at = 0; at < end;) {
    const use = useAt(line, at, { scope, closings });
    if (use !== null) uses.push(use);
    at = use?.end ?? at + 1;
  }
  return uses;
}

function useAt(
  line: readonly PythonToken[],
  at: number,
  { scope, closings }: { scope: Scope; closings: ReadonlyMap<number, number> },
): NameUse | null {
  const head = line[at];
  const before = line[at - 1]?.text;
  if (head?.kind !== "name" || before === "def" || before === "class") return null;
  let end = at + 1;
  while (line[end]?.text === "." && line[end + 1]?.kind === "name") end += 2;
  const rest = textOfTokens(line.slice(at + 1, end), "");
  const next = line[end]?.text ?? "";
  // `name=` is an assignment or a keyword argument.
  if (rest === "" && next === "=") return null;
  const heads = before === "." ? [`?.${head.text}`] : scope.resolve(head.text);
  const args = next === "(" ? ([end + 1, closings.get(end) ?? line.length] as const) : null;
  return { names: heads.map((name) => name + rest), at, end, args, next };
}

/** Maps each opening bracket to its closing one, by index. */
function closingBrackets(line: readonly PythonToken[]): Map<number, number> {
  const found = new Map<number, number>();
  const open: number[] = [];
  for (const [at, token] of line.entries()) {
    if (token.kind !== "operator") continue;
    if ("([{".includes(token.text)) open.push(at);
    else if (")]}".includes(token.text)) found.set(open.pop() ?? -1, at);
  }
  return found;
}

/** Splits tokens at separators outside brackets. Pure. */
export function splitAt(tokens: readonly PythonToken[], separator: string): PythonToken[][] {
  const parts: PythonToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === "operator" && "([{".includes(token.text)) depth += 1;
    if (token.kind === "operator" && ")]}".includes(token.text)) depth -= 1;
    if (depth === 0 && token.kind === "operator" && token.text === separator) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

/** Joins tokens, ignoring the original spacing and comments. Pure. */
export function textOfTokens(tokens: readonly PythonToken[], separator = " "): string {
  return tokens.map((token) => token.text).join(separator);
}

function isWord(token: PythonToken, word: string): boolean {
  return token.kind === "name" && token.text === word;
}
