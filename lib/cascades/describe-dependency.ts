import type { Dependency } from "@/lib/cascades/judge-dependent";

const MAX_NAMES = 3;

/** How a pipeline depends on `producer`, as a clause about the pipeline: "it reads raw.orders, which … writes". Pure. */
export function describeDependency(
  producer: string,
  { through, vias, datasets, isWaiting }: Dependency,
): string {
  if (isWaiting || vias.includes("sensor")) return `it waits for ${producer}`;
  if (through.length > 0) return `it depends on ${producer} through ${names(through)}`;
  if (datasets.length > 0) return `it reads ${names(datasets)}, which ${producer} writes`;
  if (vias.includes("asset")) return `it runs on what ${producer} updates`;
  return `it runs after ${producer}`;
}

function names(all: readonly string[]): string {
  const shown = all.slice(0, MAX_NAMES);
  const more = all.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}
