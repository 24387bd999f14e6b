import type { DeployChange } from "@/lib/evidence/deployments/schemas";

const MAX_CHANGES = 20;
const MAX_VALUE = 200;
/** Parameters whose values are not shown; redaction only knows common forms of secrets. */
const IS_SECRET = /pass|secret|token|key|credential|auth/i;

/** Parameters of a run that differ from those of the good run, by name. Pure. */
export function differentParameters(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): DeployChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  return names
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .slice(0, MAX_CHANGES)
    .map((name) => ({
      kind: "parameter",
      name: name.slice(0, MAX_VALUE),
      before: shown(name, before[name]),
      after: shown(name, after[name]),
      by: null,
      at: null,
    }));
}

function shown(name: string, value: unknown): string | null {
  if (value === undefined) return null;
  if (IS_SECRET.test(name)) return "(hidden)";
  return (typeof value === "string" ? value : JSON.stringify(value)).slice(0, MAX_VALUE);
}
