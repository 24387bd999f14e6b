import { PATH_RULES, type PathRule } from "@/lib/fixes/hazards/executable-path-rules";

interface CompiledRule {
  rule: PathRule;
  pattern: RegExp;
}

const RULES: readonly CompiledRule[] = PATH_RULES.map((rule) => ({ rule, pattern: compile(rule) }));

/**
 * The rule for a file that something executes by itself (a build service, a hook, an editor, a build tool, the
 * orchestrator), or null for an ordinary file. Compares names as the most lenient file system would: without letter
 * case, in compatibility form, without the dots and spaces at the end that Windows drops. A table of well-known names
 * is all it is: a project may execute any file, so what it does not name still has to be reviewed. Pure.
 */
export function executableRule(path: string, isNew: boolean): PathRule | null {
  const name = foldPath(path);
  const found = RULES.find(({ rule, pattern }) => (isNew || !rule.isNewOnly) && pattern.test(name));
  return found?.rule ?? null;
}

/** A path as the most lenient file system compares it. Pure. */
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

/** `*` is anything within a name, `**` anything, `{a,b}` either of the two. */
function toPattern(name: string): string {
  return name
    .replaceAll(/[.+^$()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/\*{1,2}/g, (stars) => (stars === "*" ? "[^/]*" : ".*"))
    .replaceAll("{", "(?:")
    .replaceAll("}", ")")
    .replaceAll(/,/g, "|");
}
