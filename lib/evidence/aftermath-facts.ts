import type { SimilarFacts } from "@/lib/evidence/schemas";
import { holdingOf, type Aftermath } from "@/lib/knowledge/holding";

type AftermathFacts = Pick<
  SimilarFacts,
  "resolvedAt" | "resolution" | "comment" | "holding" | "cameBackAt" | "goodRuns"
>;

/** How a similar incident was resolved and whether that held, as facts. Pure. */
export function aftermathFacts(aftermath: Aftermath, now: Date): AftermathFacts {
  const { resolvedAt, resolution, comment, cameBackAt, goodRuns } = aftermath;
  return {
    resolvedAt: resolvedAt?.toISOString() ?? null,
    resolution,
    comment,
    holding: holdingOf(aftermath, now),
    cameBackAt: cameBackAt?.toISOString() ?? null,
    goodRuns,
  };
}
