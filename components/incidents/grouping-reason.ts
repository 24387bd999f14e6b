import type { TimelineEntry } from "@/lib/incidents/schemas";

const MERGED = /^#([0-9]{1,9}) was merged into this incident$/;

/** The numbers of the incidents that people merged into this one, as its timeline tells. */
export function mergedByHand(entries: readonly Pick<TimelineEntry, "kind" | "text">[]): string[] {
  const numbers = entries.flatMap(({ kind, text }) =>
    kind === "status" ? (MERGED.exec(text)?.[1] ?? []) : [],
  );
  return [...new Set(numbers)];
}

/**
 * Why the failures of an incident are one incident.
 * @param merged the numbers of those that were merged into it by hand; null while that is not known
 */
export function groupingReason(failures: number, merged: readonly string[] | null): string {
  if (failures === 1) return "A later failure with these parts will fold into this incident.";
  if (merged === null) return "Failures that share these parts are one incident.";
  if (merged.length === 0) return `All ${failures} failures share these parts, so they are one incident.`;
  const names = merged.map((number) => `#${number}`).join(", ");
  return `Failures that share these parts are one incident. Merged by hand: ${names}, which may have others.`;
}
