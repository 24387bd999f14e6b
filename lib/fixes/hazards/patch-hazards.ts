import { executableRule } from "@/lib/fixes/hazards/executable-paths";
import { shadowedModule } from "@/lib/fixes/hazards/module-names";
import { newHosts } from "@/lib/fixes/hazards/new-hosts";
import { newItems } from "@/lib/fixes/hazards/new-items";
import { pythonHazards, type Hazard, type HazardKind } from "@/lib/fixes/hazards/python-hazards";
import { addsForeignPackage, isKubernetes, sendsSecret, textHazards } from "@/lib/fixes/hazards/text-hazards";
import type { FileEdit } from "@/lib/fixes/patches/unified-diff";
import { hiddenInCode } from "@/lib/platform/hidden-characters";

/** Why a change must not be used at all, or null. Pure. */
export function patchObjection(edits: readonly FileEdit[]): string | null {
  for (const { path, before, after } of edits) {
    const added = newItems(hiddenInCode(before ?? ""), hiddenInCode(after ?? ""), (name) => name);
    const hidden = [...new Set(added)];
    if (hidden.length > 0) return `it adds characters to ${path} that do not show (${hidden.join(", ")})`;
    const encoding = codingOf(after ?? "");
    if (encoding !== null && encoding !== codingOf(before ?? ""))
      return `it makes Python read ${path} in the encoding ${encoding}, in which it says something else`;
  }
  return null;
}

/** Encodings in which a text of ASCII letters says what it seems to say. */
const PLAIN_ENCODING =
  /^(?:utf[-_]?8(?:[-_]sig)?|(?:us[-_])?ascii|latin[-_]?\w{0,3}|iso[-_]?8859[-_]\d{1,2}|(?:cp|windows[-_]?)125\d)$/i;

/** The encoding that the first two lines of a Python file declare (PEP 263), null for a plain one. */
function codingOf(text: string): string | null {
  const lines = text.split(/\r\n?|\n/, 2);
  const found = lines.flatMap(
    (line) => /^[ \t\f]{0,200}#.{0,500}?coding[:=][ \t]{0,50}([-\w.]{1,60})/.exec(line)?.[1] ?? [],
  );
  return found.find((encoding) => !PLAIN_ENCODING.test(encoding)) ?? null;
}

/**
 * What a reviewer must not overlook in a change, one sentence each, in the order of its files: files that something
 * executes by itself, code that runs programs, executes data, reads secrets or sends data. It makes the risk high. It
 * is a list of what to look at, not a proof of safety: a change that none of it names still has to be read. Pure.
 */
export function patchHazards(edits: readonly FileEdit[]): string[] {
  return edits.flatMap(({ path, before, after }) => {
    if (after === null) return [];
    const file = { path, before: before ?? "", after, isNew: before === null };
    return [...fileHazards(file), ...contentHazards(file)];
  });
}

/** Reading more takes more than half a second; a file of code is rarely a tenth of it. */
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
    ...(rule ? [`Changes ${path}: ${rule.why}, also on a branch that nobody has merged.`] : []),
    ...(!rule && isScript(path, after) ? [`Changes ${path}: it is a script.`] : []),
    ...(isKubernetes(path, after) ? [`Changes ${path}: it says what a cluster runs.`] : []),
    ...(shadowed ? [`Adds ${path}: what imports ${shadowed} may get this file instead.`] : []),
  ];
}

/** Whether the first line names an interpreter; DAGs and other modules have such a line without being run by it. */
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
      ? [`Changes ${path}, which is too large to be checked in full: read every changed line.`]
      : []),
    ...sentences(path, python?.hazards ?? []),
    ...textHazards(added, isRead).map((what) => `Adds a line to ${path} that ${what}.`),
    ...(!isRead && sendsSecret(added) ? [`Adds lines to ${path} that read a secret and send data.`] : []),
    ...(hosts.length > 0
      ? [`Adds an address to ${path} that it did not name before: ${hosts.join(", ")}.`]
      : []),
    ...(addsForeignPackage(path, added)
      ? [`Adds a package to ${path} from elsewhere than the package index.`]
      : []),
  ];
}

const KINDS: Readonly<Record<HazardKind, string>> = {
  runs: "runs a program",
  evaluates: "executes data as code, or finds code by a name",
  environment: "hands on the whole environment, with its secrets",
  leaks: "prints, stores or sends what may be a secret",
};
const MAX_NAMES = 3;

/** One sentence for each kind, with the names by which it is done. */
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

/** The Python of a file: of a notebook the code of its cells. */
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
