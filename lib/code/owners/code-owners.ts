/**
 * Owners of files by CODEOWNERS (https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners):
 * patterns as in `.gitignore`, but without `!` and `[ ]`; the last one that matches a path wins, also one without owners.
 * Sections are GitLab's: each has its own last match, and default owners for patterns without any.
 */
export interface CodeOwners {
  sections: readonly Section[];
}

interface Section {
  rules: readonly Rule[];
}

interface Rule {
  /** Segments of the path; `**` for any number of them. */
  pattern: readonly string[];
  owners: readonly string[];
}

/** Where GitHub looks for the file, in its order. */
export const CODE_OWNERS_PATHS = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"] as const;

const MAX_LINES = 20_000;
const SECTION = /^\^?\[([^\]]{1,255})\](?:\[\d{1,3}\])?(?:\s+(.*))?$/;
const OWNER = /^(?:@[\w.-]{1,100}(?:\/[\w.-]{1,100})?|[^\s@]{1,100}@[^\s@]{1,200})$/;

/** Parses the file; lines that GitHub would skip are skipped. Pure. */
export function parseCodeOwners(text: string): CodeOwners {
  const sections = new Map<string, Rule[]>([["", []]]);
  let name = "";
  let defaults: readonly string[] = [];
  for (const raw of text.split(/\r?\n/, MAX_LINES)) {
    const line = withoutComment(raw).trim();
    if (line === "") continue;
    const section = SECTION.exec(line);
    if (section) {
      // GitLab merges sections of the same name, whatever their case.
      name = (section[1] ?? "").trim().toLowerCase();
      defaults = ownersIn(wordsOf(section[2] ?? ""));
      if (!sections.has(name)) sections.set(name, []);
      continue;
    }
    const [path = "", ...words] = wordsOf(line);
    const pattern = patternOf(path);
    if (pattern === null) continue;
    const owners = words.length === 0 ? defaults : ownersIn(words);
    sections.get(name)?.push({ pattern, owners });
  }
  return { sections: [...sections.values()].map((rules) => ({ rules })) };
}

/** The owners of a path, in the order of the file, as written. Pure. */
export function codeOwnersOf({ sections }: CodeOwners, path: string): string[] {
  const segments = path.split("/");
  const owners = sections.flatMap(
    ({ rules }) => rules.findLast(({ pattern }) => isMatch(pattern, segments))?.owners ?? [],
  );
  return [...new Set(owners)];
}

/** A `#` after a space starts a comment; `\#` is one of the path. */
function withoutComment(line: string): string {
  if (line.startsWith("#")) return "";
  const at = line.search(/\s#/);
  return at === -1 ? line : line.slice(0, at);
}

/** Words; a space after a backslash belongs to its word. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/(?:\\.|[^\s\\])+/g)].map(([word]) => word.replaceAll(/\\(.)/g, "$1"));
}

function ownersIn(words: readonly string[]): string[] {
  return words.filter((word) => OWNER.test(word));
}

function patternOf(path: string): string[] | null {
  if (path === "" || path.startsWith("!") || /[[\]]/.test(path)) return null;
  const isFolder = path.endsWith("/");
  const segments = path.split("/").filter((segment) => segment !== "");
  const last = segments.at(-1);
  if (last === undefined) return ["**"];
  // A slash at the start or in the middle ties it to the root.
  const isAnchored = path.replace(/\/$/, "").includes("/");
  // `docs/*` means the files in that folder only; any other name also means what is below it.
  const isOpen = isFolder || (last !== "*" && last !== "**") || !isAnchored;
  return [...(isAnchored ? [] : ["**"]), ...segments, ...(isFolder ? ["**", "*"] : isOpen ? ["**"] : [])];
}

/** Whether the segments match. */
function isMatch(pattern: readonly string[], segments: readonly string[]): boolean {
  // reach[j]: the pattern so far matches the first j segments.
  let reach = segments.map(() => false);
  reach = [true, ...reach];
  for (const part of pattern) {
    const next = reach.map(() => false);
    for (let j = 0; j <= segments.length; j += 1) {
      if (part === "**") next[j] = reach[j] === true || (j > 0 && next[j - 1] === true);
      else if (j > 0) next[j] = reach[j - 1] === true && isNamed(part, segments[j - 1] ?? "");
    }
    reach = next;
  }
  return reach[segments.length] === true;
}

/** Whether a name matches a segment with `*` and `?`; the time is at most the product of their lengths. */
function isNamed(part: string, name: string): boolean {
  let p = 0;
  let n = 0;
  let star = -1;
  let from = 0;
  while (n < name.length) {
    if (p < part.length && (part[p] === "?" || (part[p] !== "*" && part[p] === name[n]))) {
      p += 1;
      n += 1;
    } else if (part[p] === "*") {
      star = p;
      from = n;
      p += 1;
    } else if (star !== -1) {
      p = star + 1;
      from += 1;
      n = from;
    } else return false;
  }
  while (part[p] === "*") p += 1;
  return p === part.length;
}
