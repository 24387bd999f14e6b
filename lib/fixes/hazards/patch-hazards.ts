import { executableRule } from "@/lib/fixes/hazards/executable-paths";
import { shadowedModule } from "@/lib/fixes/hazards/module-names";
import { newHosts } from "@/lib/fixes/hazards/new-hosts";
import { newItems } from "@/lib/fixes/hazards/new-items";
import { pythonHazards, type Hazard, type HazardKind } from "@/lib/fixes/hazards/python-hazards";
import { addsForeignPackage, isKubernetes, sendsSecret, textHazards } from "@/lib/fixes/hazards/text-hazards";
import type { FileEdit } from "@/lib/fixes/patches/unified-diff";
import { hiddenInCode } from "@/lib/platform/hidden-characters";

/** Why a change must be refused, or null. Pure. */
export function patchObjection(edits: readonly FileEdit[]): string | null {
  for (const { path, before, after } of edits) {
    const added = newItems(hiddenInCode(before ?? ""), hiddenInCode(after ?? ""), (name) => name);
    const hidden = [...new Set(added)];
    if (hidden.length > 0) return `it adds invisible characters to ${path} (${hidden.join(", ")})`;
    const encoding = codingOf(after ?? "");
    if (encoding !== null && encoding !== codingOf(before ?? ""))
      return `it makes Python decode ${path} as ${encoding}, which changes its meaning`;
  }
  return null;
}

/** Encodings that are supersets of ASCII. */
const PLAIN_ENCODING =
  /^(?:utf[-_]?8(?:[-_]sig)?|(?:us[-_])?ascii|latin[-_]?\w{0,3}|iso[-_]?8859[-_]\d{1,2}|(?:cp|windows[-_]?)125\d)$/i;

/** The encoding declared in the first two lines of a Python file (PEP 263); null if compatible with ASCII. */
function codingOf(text: string): string | null {
  const lines = text.split(/\r\n?|\n/, 2);
  const found = lines.flatMap(
    (line) => /^[ \t\f]{0,200}#.{0,500}?coding[:=][ \t]{0,50}([-\w.]{1,60})/.exec(line)?.[1] ?? [],
  );
  return found.find((encoding) => !PLAIN_ENCODING.test(encoding)) ?? null;
}

/**
 * What a reviewer must not overlook in a change, one sentence each, in file order: automatically executed files, and
 * code that runs programs, executes data, reads secrets or sends data. Any hazard makes the risk high. An empty list is
 * no proof of safety. Pure.
 */
export function patchHazards(edits: readonly FileEdit[]): string[] {
  return edits.flatMap(({ path, before, after }) => {
    if (after === null) return [];
    const file = { path, before: before ?? "", after, isNew: before === null };
    return [...fileHazards(file), ...contentHazards(file)];
  });
}

/** Parsing more would take over half a second; source files are rarely a tenth of this. */
const MAX_PYTHON_CHARS = 250_000;

interface ChangedText {
  path: string;
  before: string;
  after: string;
  isNew: boolean;
}

function fileHazards(file: ChangedText): string[] {
  const { path, after, isNew } = file;
  const rule = executableRule(path, isNew);
  const shadowed = isNew ? shadowedModule(path) : null;
  return [
    ...(rule ? [`Changes ${path}: ${rule.why}, even on an unmerged branch.`] : []),
    ...(!rule && isScript(path, after) ? [`Changes ${path}: it is a script.`] : []),
    ...(isKubernetes(path, after) ? [`Changes ${path}: it configures what a cluster runs.`] : []),
    ...(shadowed ? [`Adds ${path}: imports of ${shadowed} may load this file instead.`] : []),
  ];
}

/** Whether the file starts with a shebang. Python and similar modules may have one without being scripts. */
function isScript(path: string, text: string): boolean {
  return /^\s{0,10}#!/.test(text) && !/\.(?:pyi?|sql|ya?ml|json|md|txt|r|jl|scala|java|rs)$/i.test(path);
}

function contentHazards(file: ChangedText): string[] {
  const { path, before, after } = file;
  const added = newItems(before.split("\n"), after.split("\n"), (line) => line);
  const isCode = isPython(file);
  const isTooLarge = isCode && Math.max(before.length, after.length) > MAX_PYTHON_CHARS;
  const python = isCode && !isTooLarge ? pythonHazards(codeOf(path, before), codeOf(path, after)) : null;
  const isRead = python?.isComplete === true;
  const hosts = newHosts(before, added);
  return [
    ...(isTooLarge
      ? [`Changes ${path}, which is too large to check in full: review every changed line.`]
      : []),
    ...sentences(path, python?.hazards ?? []),
    ...textHazards(added, isRead).map((effect) => `Adds a line to ${path} that ${effect}.`),
    ...(!isRead && sendsSecret(added) ? [`Adds lines to ${path} that read a secret and send data.`] : []),
    ...(hosts.length > 0 ? [`Adds a new host to ${path}: ${hosts.join(", ")}.`] : []),
    ...(addsForeignPackage(path, added) ? [`Adds a package to ${path} from outside the package index.`] : []),
  ];
}

const KINDS: Readonly<Record<HazardKind, string>> = {
  runs: "runs a program",
  evaluates: "executes data as code, or looks up code by name",
  environment: "passes on the entire environment, including secrets",
  leaks: "may print, store or send a secret",
};
const MAX_NAMES = 3;

/** One sentence per kind, with the names involved. */
function sentences(path: string, hazards: readonly Hazard[]): string[] {
  return (Object.keys(KINDS) as HazardKind[]).flatMap((kind) => {
    const found = hazards.filter((hazard) => hazard.kind === kind);
    const names = [...new Set(found.map(({ name }) => name.replace(/^\?\.|^builtins\./, "")))].filter(
      Boolean,
    );
    const shown = names.length > 0 ? ` (${names.slice(0, MAX_NAMES).join(", ")})` : "";
    return found.length > 0 ? [`Adds code to ${path} that ${KINDS[kind]}${shown}.`] : [];
  });
}

function isPython({ path, after }: ChangedText): boolean {
  return /\.(?:pyw?|pyi|pyx|pxd|ipynb|star)$/i.test(path) || /^#![^\n]{0,100}python/.test(after);
}

/** The Python code of a file; for a notebook, the code of its cells. */
function codeOf(path: string, text: string): string {
  if (!/\.ipynb$/i.test(path)) return text;
  try {
    const { cells } = JSON.parse(text) as { cells?: { cell_type?: unknown; source?: unknown }[] };
    return (Array.isArray(cells) ? cells : [])
      .filter((cell) => cell.cell_type === "code")
      .map((cell) => [cell.source].flat().join(""))
      .join("\n");
  } catch {
    return text;
  }
}
