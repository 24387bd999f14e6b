import type { EarlierPackages } from "@/lib/evidence/deployments/data";
import type { DeployChange } from "@/lib/evidence/deployments/schemas";
import type { GoodRunComparison } from "@/lib/evidence/logs/schemas";

const MAX_CHANGES = 40;

/** Packages that differ from those of an earlier failure. Pure. */
export function packageChanges(
  packages: Readonly<Record<string, string>> | null,
  earlier: EarlierPackages | null,
): DeployChange[] {
  if (packages === null || earlier === null) return [];
  const names = [...new Set([...Object.keys(earlier.packages), ...Object.keys(packages)])].toSorted();
  return names
    .filter((name) => earlier.packages[name] !== packages[name])
    .map((name) => ({
      kind: "package",
      name,
      before: earlier.packages[name] ?? null,
      after: packages[name] ?? null,
      by: null,
      at: null,
    }));
}

/** Versions that the logs of the good and the failed run state. Pure. */
export function loggedChanges(versions: GoodRunComparison["versions"]): DeployChange[] {
  return versions.map(({ kind, name, before, after }) => ({ kind, name, before, after, by: null, at: null }));
}

/** How much a kind of change may explain, the most first; a package may also be known from the log. */
const ORDER: readonly DeployChange["kind"][] = [
  "code",
  "version",
  "image",
  "package",
  "connection",
  "variable",
  "parameter",
  "setting",
  "host",
];

/** The changes, the most telling first, without repetitions. Pure. */
export function arrangeChanges(changes: readonly DeployChange[]): DeployChange[] {
  const seen = new Set<string>();
  return changes
    .filter(({ kind, name, at }) => {
      const key = JSON.stringify([kind, name, at]);
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew;
    })
    .toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
    .slice(0, MAX_CHANGES);
}

/** One line per change. Pure. */
export function changeLine({ kind, name, before, after, by, at }: DeployChange): string {
  const who = by === null ? "" : ` by ${by}`;
  const when = at === null ? "" : ` at ${at}`;
  if (kind === "connection" || kind === "variable" || name.startsWith("pool ")) {
    const noun = name.startsWith("pool ") ? "" : `${kind} `;
    return `${noun}${name} was ${after === "deleted" ? "deleted" : "edited"}${who}${when}`;
  }
  const from = before === null ? "" : ` from ${before}`;
  if (after === null)
    return `${NOUNS[kind]}${name} was removed${before === null ? "" : `, it was ${before}`}`;
  const verb = before === null ? "is new:" : "changed";
  const to = before === null ? ` ${after}` : ` to ${after}`;
  return `${NOUNS[kind]}${name} ${verb}${from}${to}${who}${when}`;
}

const NOUNS: Readonly<Record<DeployChange["kind"], string>> = {
  code: "",
  version: "",
  image: "image ",
  package: "package ",
  connection: "connection ",
  variable: "variable ",
  parameter: "parameter ",
  setting: "",
  host: "",
};
