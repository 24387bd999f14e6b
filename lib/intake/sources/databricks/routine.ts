import { createHash } from "node:crypto";

/** What starts the same work again: a schedule, or data that arrived. People start `ONE_TIME`. Jobs API 2.2, `TriggerType`. */
const ROUTINES = new Set(["PERIODIC", "CONTINUOUS", "FILE_ARRIVAL", "TABLE"]);

/**
 * A run's `routine` by what its API says: the trigger, with the same parameters. Null for what people started. Notifications
 * say neither.
 */
export function databricksRoutine({
  trigger,
  parameters,
}: {
  trigger: string | null;
  parameters: Readonly<Record<string, string | null>>;
}): string | null {
  if (trigger === null || !ROUTINES.has(trigger)) return null;
  const sorted = Object.entries(parameters).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `${trigger} ${createHash("sha256").update(JSON.stringify(sorted)).digest("hex")}`;
}
