import type { ReadPiece } from "@/lib/diagnosis/tools/tool";
import { findEvidenceIds } from "@/lib/evidence/data";
import type { EvidenceDraft } from "@/lib/evidence/schemas";
import { storeEvidence } from "@/lib/evidence/store-evidence";
import type { Context } from "@/lib/platform/context";
import { sha256 } from "@/lib/platform/crypto";

/**
 * Stores what tools read and the model cited as evidence, so that every citation can be followed. Safe to run twice. Pieces of
 * an earlier analysis by the same role are superseded.
 * @param pieces by the name under which the model cites them
 * @returns their ids as evidence, by name
 */
export async function saveReadPieces(
  ctx: Context,
  input: { incidentId: string; role: string; pieces: ReadonlyMap<string, ReadPiece> },
): Promise<Record<string, string>> {
  const { incidentId, role, pieces } = input;
  const drafts = [...pieces.values()].map(toDraft);
  await storeEvidence(ctx.pool, [
    {
      workspaceId: ctx.workspaceId,
      incidentId,
      collector: role,
      pieces: drafts,
      durationMs: 0,
      collectedAt: ctx.now(),
    },
  ]);
  if (pieces.size === 0) return {};
  const ids = await findEvidenceIds(ctx, incidentId, role);
  return Object.fromEntries(
    [...pieces].flatMap(([name, piece]) => {
      const id = ids.get(keyOf(piece));
      return id === undefined ? [] : [[name, id]];
    }),
  );
}

function keyOf({ kind, title, text, startLine }: ReadPiece): string {
  return sha256(JSON.stringify([kind, title, text, startLine])).slice(0, 24);
}

function toDraft(piece: ReadPiece): EvidenceDraft {
  const { kind, title, text, startLine, provenance } = piece;
  const draft = {
    key: keyOf(piece),
    kind,
    status: "ok" as const,
    title,
    text,
    // Its kind's facts are those of a collector; the text says it all.
    facts: null,
    provenance,
    relevance: 0.3,
    relevanceReason: "Read and cited in the analysis by Claude",
    startLine,
    truncated: false,
    message: null,
  };
  return draft as unknown as EvidenceDraft;
}
