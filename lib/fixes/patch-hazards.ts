import type { FileEdit } from "@/lib/fixes/unified-diff";
import { hiddenInCode } from "@/lib/platform/hidden-characters";

/**
 * What a reviewer must not overlook in a change: files that tests and builds execute, and lines that run programs,
 * read secrets or send data. It is a list of what to look at, not a proof of safety: a change that none of it names
 * still has to be read.
 */

/** Files that a test run or a build executes although the change does not mention running anything. */
const EXECUTED: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)conftest\.py$/i, "the test run executes it"],
  [/(?:^|\/)(?:tests?\/.*|test_[^/]*|[^/]*_test)\.py$/i, "the test run executes it"],
  [/(?:^|\/)(?:setup|noxfile|fabfile|tasks|manage)\.py$/i, "builds and tools execute it"],
  [/(?:^|\/)(?:sitecustomize|usercustomize)\.py$|\.pth$/i, "every Python process executes it"],
  [
    /(?:^|\/)(?:pyproject\.toml|setup\.cfg|tox\.ini|pytest\.ini)$/i,
    "it configures what builds and tests run",
  ],
  [/(?:^|\/)package\.json$/i, "it can name scripts that an install runs"],
  [/(?:^|\/)(?:makefile|gnumakefile|justfile|rakefile|taskfile\.ya?ml)$|\.mk$/i, "builds execute it"],
  [/(?:^|\/)(?:dockerfile|containerfile)[^/]*$|\.dockerfile$/i, "image builds execute it"],
  [/(?:^|\/)(?:docker-)?compose[^/]*\.ya?ml$/i, "it configures what containers run"],
  [/\.(?:sh|bash|zsh|ps1|bat|cmd)$/i, "it is a script"],
  [/\.(?:tf|tfvars|hcl)$/i, "it changes infrastructure"],
];

/** Lines that run something, by what the reviewer is told. */
const RUNS =
  /\bos\.(?:system|popen|exec[lv]p?e?|spawn[lv]p?e?|posix_spawn)\s*\(|\bsubprocess\.|\bcommands\.getoutput|\bpty\.spawn|\bctypes\.|\bchild_process\b|\bRuntime\.getRuntime\(\)\.exec|\bProcessBuilder\s*\(/;
const EVALUATES =
  /(?:^|[^\w.])(?:eval|exec|compile|__import__)\s*\(|\b(?:pickle|cloudpickle|dill|marshal|shelve)\.loads?\s*\(|\byaml\.(?:unsafe_load|full_load)\s*\(|\bnew Function\s*\(/;
const PIPES_TO_SHELL = /\b(?:curl|wget)\b[^\n|]{0,500}\|\s*(?:sudo\s+)?(?:ba|z|da|k)?sh\b/;
const SENDS =
  /\b(?:requests|httpx|aiohttp|urllib3?|http\.client|socket|smtplib|ftplib|paramiko|telnetlib|websockets?)\b|\b(?:curl|wget|ncat|netcat|nc)\s+\S|\bfetch\s*\(|\bXMLHttpRequest\b|\/dev\/tcp\//;
const READS_SECRET =
  /\bos\.(?:environ|getenv)\b|\bprocess\.env\b|\bgetenv\s*\(|\bVariable\.get\s*\(|\bget_connection\s*\(|\bSecret\.load\b|\.ssh\/|\.aws\/credentials|\/proc\/self\/environ|\b[A-Z][A-Z0-9_]*(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|CREDENTIALS?)\b|\.(?:password|get_password)\b/;
const ADDRESS = /\b(?:https?|ftp|wss?):\/\/([\w.-]{1,200})/g;
const UNPINNED_SOURCE =
  /^\s*(?:-e|--editable|-i|--index-url|--extra-index-url|-f|--find-links|--trusted-host)\b|\bgit\+|^\s*[\w.-]{1,100}\s*@\s*(?:https?|file):/;

/** Why a change must not be used at all, or null. Pure. */
export function patchObjection(edits: readonly FileEdit[]): string | null {
  for (const { path, before, after } of edits) {
    const known = new Set(hiddenInCode(before ?? ""));
    const hidden = hiddenInCode(after ?? "").filter((name) => !known.has(name));
    if (hidden.length > 0) return `it adds characters to ${path} that do not show (${hidden.join(", ")})`;
  }
  return null;
}

/** What makes the risk of a change high, one sentence each, in the order of its files. Pure. */
export function patchHazards(edits: readonly FileEdit[]): string[] {
  return edits.flatMap((edit) => (edit.after === null ? [] : [...fileHazards(edit), ...lineHazards(edit)]));
}

function fileHazards({ path }: FileEdit): string[] {
  const found = EXECUTED.find(([pattern]) => pattern.test(path));
  return found ? [`Changes ${path}: ${found[1]}, also on a branch that nobody has merged.`] : [];
}

function lineHazards(edit: FileEdit): string[] {
  const added = addedLines(edit);
  const has = (pattern: RegExp) => added.some((line) => pattern.test(line));
  const hosts = newHosts(edit, added);
  const { path } = edit;
  return [
    ...(has(RUNS) ? [`Adds a line to ${path} that runs a program.`] : []),
    ...(has(EVALUATES) ? [`Adds a line to ${path} that executes data as code.`] : []),
    ...(has(PIPES_TO_SHELL) ? [`Adds a line to ${path} that downloads something and runs it.`] : []),
    ...(has(SENDS) && has(READS_SECRET) ? [`Adds lines to ${path} that read a secret and send data.`] : []),
    ...(hosts.length > 0
      ? [`Adds an address to ${path} that it did not name before: ${hosts.join(", ")}.`]
      : []),
    ...(/requirements[^/]*\.(?:txt|in)$/i.test(path) && has(UNPINNED_SOURCE)
      ? [`Adds a package to ${path} from elsewhere than the package index.`]
      : []),
  ];
}

/** Lines of the new text that the old one does not have, each as often as it is new. */
function addedLines({ before, after }: FileEdit): string[] {
  const left = new Map<string, number>();
  for (const line of (before ?? "").split("\n")) left.set(line, (left.get(line) ?? 0) + 1);
  return (after ?? "").split("\n").filter((line) => {
    const count = left.get(line) ?? 0;
    if (count > 0) left.set(line, count - 1);
    return count === 0;
  });
}

const MAX_HOSTS = 3;

function newHosts({ before }: FileEdit, added: readonly string[]): string[] {
  const hosts = added.flatMap((line) => [...line.matchAll(ADDRESS)].flatMap((match) => match[1] ?? []));
  return [...new Set(hosts)].filter((host) => !(before ?? "").includes(host)).slice(0, MAX_HOSTS);
}
