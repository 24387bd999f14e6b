import { PATH_RULES, type PathRule } from "@/lib/fixes/hazards/executable-path-rules";

interface CompiledRule {
  rule: PathRule;
  pattern: RegExp;
}

const RULES: readonly CompiledRule[] = PATH_RULES.map((rule) => ({ rule, pattern: compile(rule) }));

/**
 * The rule for a file that is executed automatically (by CI, a hook, an editor, a build tool or the orchestrator), or
 * null for an ordinary file. Compares names like the most lenient file system: ignoring case, Unicode-normalized,
 * without the trailing dots and spaces that Windows drops. This is only a list of well-known names; a project may
 * execute any file, so other changes still need review. Pure.
 */
export function executableRule(path: string, isNew: boolean): PathRule | null {
  const name = foldPath(path);
  const found = RULES.find(({ rule, pattern }) => (isNew || !rule.isNewOnly) && pattern.test(name));
  return found?.rule ?? null;
}

/** Normalizes a path for comparison, like the most lenient file system. Pure. */
export function foldPath(path: string): string {
  return path
    .normalize("NFKC")
    .toLowerCase()
    .split("/")
    .map((part) => part.replace(/[. ]{1,400}$/, "") || part)
    .join("/");
}

function compile({ folders, files }: PathRule): RegExp {
  const inFolders = names(folders).map((name) => `${toPattern(name)}/.*`);
  return new RegExp(`(?:^|/)(?:${[...inFolders, ...names(files).map(toPattern)].join("|")})$`);
}

function names(list: string | undefined): string[] {
  return list?.split(/\s+/).filter(Boolean) ?? [];
}

/** `*` matches anything within a name, `**` anything, `{a,b}` either. */
function toPattern(name: string): string {
  return name
    .replaceAll(/[.+^$()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/\*{1,2}/g, (stars) => (stars === "*" ? "[^/]*" : ".*"))
    .replaceAll("{", "(?:")
    .replaceAll("}", ")")
    .replaceAll(/,/g, "|");
}
