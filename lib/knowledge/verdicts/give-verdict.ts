import { getIncidentRef, type IncidentChanged } from "@/lib/incidents/data";
import { recordEvents } from "@/lib/incidents/history/record-events";
import { learnFromIncident } from "@/lib/knowledge/patterns/learn-from-incident";
import type { GiveVerdict } from "@/lib/knowledge/verdicts/schemas";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { AppError, invalidField } from "@/lib/platform/errors";
import { redact } from "@/lib/redaction/redact";

/**
 * Says whether the current diagnosis of an incident is right. It replaces what the same person said about that diagnosis before;
 * what confirms a cause, or takes that back, is learned at once. `changeIds` name the timeline entry that undoes it.
 * @throws AppError NOT_FOUND; CONFLICT without a diagnosis; INVALID for a cause with "right", or "wrong" with a cause and no
 * category.
 */
export async function giveVerdict(ctx: Context, id: string, input: GiveVerdict): Promise<IncidentChanged> {
  authorize(ctx, "incident.give-verdict");
  refuseUnfitting(input);
  const ref = await getIncidentRef(ctx, id);
  const entryId = newId();
  await ctx.db.$transaction(async (tx) => {
    const said = await currentDiagnosis(ctx, tx, ref);
    const by = { actorType: ctx.actor.type, actorId: ctx.actor.id ?? "" };
    const { workspaceId } = ctx;
    const open = { diagnosisId: said.id, endedAt: null, ...by };
    const before = await tx.verdict.findFirst({ where: { workspaceId, ...open }, select: { id: true } });
    await tx.verdict.updateMany({ where: { workspaceId, ...open }, data: { endedAt: ctx.now() } });
    const verdictId = newId();
    const { verdict, category = null, cause, comment } = input;
    const text = { cause: cause ? redact(cause).text : null, comment: comment ? redact(comment).text : null };
    await tx.verdict.create({
      data: {
        id: verdictId,
        workspaceId,
        incidentId: ref.id,
        diagnosisId: said.id,
        verdict,
        category,
        ...text,
        ...by,
        actorName: ctx.actor.name,
        engine: said.engine,
        // An inconclusive diagnosis says nothing that could be confirmed.
        saidCategory: said.outcome === "diagnosed" ? said.category : "unknown",
        saidCause: said.rootCause,
        confidence: said.confidence,
        rawConfidence: rawConfidence(said),
        patternId: said.patternId,
        createdAt: ctx.now(),
      },
    });
    await recordEvents(ctx, tx, [
      {
        incidentId: ref.id,
        id: entryId,
        event: { type: "verdict_given", diagnosisId: said.id, verdict, category, cause: text.cause },
        undo: { type: "verdict", verdictId, previousId: before?.id ?? null },
      },
    ]);
  });
  await learnFromIncident(ctx, ref.id);
  return { ...ref, changeIds: [entryId] };
}

function refuseUnfitting({ verdict, category, cause }: GiveVerdict): void {
  if (verdict === "right" && (category ?? cause) !== undefined)
    throw invalidField(
      cause === undefined ? "category" : "cause",
      "must be left out if the diagnosis was right",
    );
  if (verdict === "wrong" && cause !== undefined && category === undefined)
    throw invalidField("category", "is required with a cause");
}

/** @throws AppError CONFLICT if there is none. */
async function currentDiagnosis(
  ctx: Context,
  tx: Prisma.TransactionClient,
  { id, number }: { id: string; number: number },
) {
  const { workspaceId } = ctx;
  const incident = await tx.incident.findFirst({ where: { id, workspaceId }, select: { diagnosisId: true } });
  const row =
    incident?.diagnosisId &&
    (await tx.diagnosis.findFirst({ where: { id: incident.diagnosisId, workspaceId, incidentId: id } }));
  if (!row) throw new AppError("CONFLICT", `#${number} has no diagnosis yet. Analyze it first.`);
  return row;
}

function rawConfidence({
  confidence,
  confidenceParts,
}: {
  confidence: number;
  confidenceParts: unknown;
}): number {
  const raw = (confidenceParts as { raw?: unknown } | null)?.raw;
  return typeof raw === "number" ? raw : confidence;
}
