import { z } from "zod";
import { readableTextInBackground } from "@/lib/background/readable-in-background";
import { noText, type ModelTool, type ReadPiece, type ToolAnswer } from "@/lib/diagnosis/tools/tool";
import { describeSimilar } from "@/lib/evidence/collectors/similar-incidents";
import type { Evidence } from "@/lib/evidence/schemas";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import { findSimilarIncidents, type SimilarIncident } from "@/lib/knowledge/find-similar-incidents";
import type { Context } from "@/lib/platform/context";

const DEFAULT_LIMIT = 10;

const SimilarQuestion = z.strictObject({
  limit: z.int().min(1).max(20).optional().describe(`How many; ${DEFAULT_LIMIT} if left out`),
  confirmedOnly: z.boolean().optional().describe("Only those whose cause was confirmed"),
});
type SimilarQuestion = z.infer<typeof SimilarQuestion>;

/** Earlier incidents of the workspace with a similar failure, with confirmed causes only (decision 010). */
export function listSimilarIncidents(
  ctx: Context,
  { incident, evidence }: { incident: Pick<IncidentContext, "incidentId">; evidence: readonly Evidence[] },
): ModelTool<SimilarQuestion> {
  return {
    name: "list_similar_incidents",
    description:
      "Lists earlier incidents with the same or a similar failure: how they ended, and their cause if a person or a fix that worked confirmed it. A cause that is not confirmed is not shown.",
    input: SimilarQuestion,
    read: async ({ limit = DEFAULT_LIMIT, confirmedOnly = false }): Promise<ToolAnswer> => {
      const { incidentId } = incident;
      const similar = await findSimilarIncidents(ctx, { incidentId, limit: 20, isReadOnly: true });
      const shown = similar.filter(({ confirmed }) => !confirmedOnly || confirmed !== null).slice(0, limit);
      if (shown.length === 0)
        return noText(
          similar.length === 0
            ? "There are no similar earlier incidents."
            : `None of the ${similar.length} similar earlier incidents has a confirmed cause.`,
        );
      const pieces = shown.map((earlier) => toPiece(earlier, evidence, ctx.now()));
      return { pieces: await Promise.all(pieces), note: null };
    },
  };
}

/** The stored evidence if it still says the same. */
async function toPiece(
  earlier: SimilarIncident,
  evidence: readonly Evidence[],
  now: Date,
): Promise<ReadPiece> {
  const text = await readableTextInBackground(describeSimilar(earlier, now));
  const stored = evidence.find(
    (piece) => piece.kind === "similar_incident" && piece.facts?.id === earlier.id && piece.text === text,
  );
  return {
    evidenceId: stored?.id ?? null,
    kind: "similar_incident",
    title: stored?.title ?? `#${earlier.number} ${earlier.title}`,
    text,
    startLine: 1,
    provenance: "fact",
  };
}
