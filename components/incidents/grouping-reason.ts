import type { TimelineEntry } from "@/lib/incidents/history/schemas";

/** Numbers of the incidents merged into this one by hand, read from its timeline. */
export function mergedByHand(entries: readonly Pick<TimelineEntry, "data">[]): number[] {
  const numbers = entries.map(({ data }) => data["mergedNumber"]);
  return [...new Set(numbers.filter((number) => typeof number === "number"))];
}

/**
 * Explains why an incident's failures are grouped.
 * @param merged numbers of the incidents merged into it by hand; null while loading
 */
export function groupingReason(failures: number, merged: readonly number[] | null): string {
  if (failures === 1) return "Later failures that share these parts will be grouped into this incident.";
  if (merged === null) return "Failures that share these parts are grouped.";
  if (merged.length === 0) return `All ${failures} failures share these parts, so they are grouped.`;
  const names = merged.map((number) => `#${number}`).join(", ");
  return `Failures that share these parts are grouped. Merged by hand, so their parts may differ: ${names}.`;
}
