import type { TimelineEntry } from "@/lib/incidents/history/schemas";

/** The numbers of the incidents that people merged into this one, as its timeline tells. */
export function mergedByHand(entries: readonly Pick<TimelineEntry, "data">[]): number[] {
  const numbers = entries.map(({ data }) => data["mergedNumber"]);
  return [...new Set(numbers.filter((number) => typeof number === "number"))];
}

/**
 * Why the failures of an incident are one incident.
 * @param merged the numbers of those that were merged into it by hand; null while that is not known
 */
export function groupingReason(failures: number, merged: readonly number[] | null): string {
  if (failures === 1) return "A later failure with these parts will fold into this incident.";
  if (merged === null) return "Failures that share these parts are one incident.";
  if (merged.length === 0) return `All ${failures} failures share these parts, so they are one incident.`;
  const names = merged.map((number) => `#${number}`).join(", ");
  return `Failures that share these parts are one incident. Merged by hand: ${names}, which may have others.`;
}
