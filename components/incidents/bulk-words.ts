import { count } from "@/components/ui/words";

/** The result of a bulk change for one incident. */
export interface BulkOutcome {
  number: number;
  /** Why it was not changed; null if it was. */
  refusal: string | null;
}

interface Refusal {
  number: number;
  message: string;
}

/** More than these are only counted. */
const MAX_NAMED = 10;

/** One line for each incident that could not be changed, naming it and why. */
export function refusalLines(refusals: readonly Refusal[]): string {
  const lines = refusals.slice(0, MAX_NAMED).map(({ number, message }) =>
    // Some messages name their incident themselves.
    message.startsWith(`#${number} `) ? message : `#${number}: ${message}`,
  );
  const more = refusals.length - lines.length;
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join("\n");
}

/** `3 incidents acknowledged`, then a line for each that was not. `done` completes `#12 …`. */
export function bulkSummary(done: string, outcomes: readonly BulkOutcome[]): string {
  const refusals = outcomes.flatMap(({ number, refusal }) =>
    refusal === null ? [] : [{ number, message: refusal }],
  );
  const changed = outcomes.filter(({ refusal }) => refusal === null);
  const [first] = changed;
  const subject = first && changed.length === 1 ? `#${first.number}` : count(changed.length, "incident");
  if (refusals.length === 0) return `${subject} ${done}`;
  const failed = `${count(refusals.length, "incident")} could not be changed:\n${refusalLines(refusals)}`;
  return changed.length === 0 ? failed : `${subject} ${done}\n${failed}`;
}
