import type { RecordedEvent } from "@/lib/incidents/history/event-records";
import { recordEvents } from "@/lib/incidents/history/record-events";
import { learnFailure } from "@/lib/knowledge/patterns/learn-failure";
import { loadConfirmed } from "@/lib/knowledge/patterns/load-confirmed";
import { composeAgain, placeLesson } from "@/lib/knowledge/patterns/place-lesson";
import { withLessonsLocked } from "@/lib/knowledge/patterns/with-lessons-locked";
import { embedPattern } from "@/lib/knowledge/patterns/embed-pattern";
import { judgeCause, type JudgedCause } from "@/lib/knowledge/verdicts/judge-cause";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import type { Confirmation, Prisma } from "@/lib/platform/db/generated/client";

/**
 * Brings the confirmed cause of an incident up to date with its verdicts and the outcomes of its fixes, and its pattern with
 * that: a confirmed cause of a resolved incident belongs to one. Idempotent; what confirmed nothing any more is taken back.
 * @returns the pattern it belongs to, or null; null too for an incident that is gone.
 */
export async function learnFromIncident(
  ctx: Context,
  incidentId: string,
): Promise<{ patternId: string | null }> {
  authorize(ctx, "incident.learn");
  const patternId = await withLessonsLocked(ctx, async (tx) => {
    const { workspaceId } = ctx;
    await tx.staleLesson.deleteMany({ where: { workspaceId, incidentId } });
    const before = await tx.confirmation.findFirst({ where: { workspaceId, incidentId } });
    const incident = await tx.incident.findFirst({
      where: { id: incidentId, workspaceId },
      select: { status: true },
    });
    if (!incident) return null;
    const cause = judgeCause(...(await loadGrounds(ctx, tx, incidentId)));
    if (cause === null) {
      if (before) await withdraw(ctx, tx, before);
      return null;
    }
    const changed = before === null || isChanged(before, cause);
    if (changed && !(await confirm(ctx, tx, incidentId, cause, before))) return null;
    return incident.status === "resolved" ? placeLesson(ctx, tx, incidentId) : takeOut(ctx, tx, incidentId);
  });
  if (patternId !== null) await embedPattern(ctx, patternId);
  return { patternId };
}

async function loadGrounds(
  { workspaceId }: Context,
  tx: Prisma.TransactionClient,
  incidentId: string,
): Promise<Parameters<typeof judgeCause>> {
  const verdicts = await tx.verdict.findMany({ where: { workspaceId, incidentId, endedAt: null } });
  const fixes = await tx.fix.findMany({
    where: { workspaceId, incidentId, outcome: "worked" },
    include: { diagnosis: { select: { category: true, rootCause: true, outcome: true } } },
  });
  return [
    verdicts,
    fixes.map(({ diagnosis, ...fix }) => ({
      ...fix,
      outcomeAt: fix.outcomeAt ?? fix.updatedAt,
      saidCategory: diagnosis.outcome === "diagnosed" ? diagnosis.category : "unknown",
      saidCause: diagnosis.rootCause,
    })),
  ];
}

function isChanged(before: Confirmation, cause: JudgedCause): boolean {
  return (
    before.category !== cause.category ||
    before.rootCause !== cause.rootCause ||
    before.kind !== cause.kind ||
    before.confirmedBy !== cause.confirmedBy ||
    before.diagnosisId !== cause.diagnosisId
  );
}

/** @returns false if the diagnosis is gone, so that nothing can be learned. */
async function confirm(
  ctx: Context,
  tx: Prisma.TransactionClient,
  incidentId: string,
  cause: JudgedCause,
  before: Confirmation | null,
): Promise<boolean> {
  const { workspaceId } = ctx;
  const failure = await loadConfirmed(ctx, tx, incidentId, cause);
  if (failure === null) return false;
  const data = { ...cause, learned: learnFailure(failure), forgottenAt: null };
  await tx.confirmation.upsert({
    where: { incidentId, workspaceId },
    create: { ...data, incidentId, workspaceId },
    update: data,
  });
  await showCause(ctx, tx, incidentId);
  const { kind, confirmedBy: by, rootCause } = cause;
  const isNew = before === null || before.rootCause !== rootCause || before.kind !== kind;
  // What a person said is on the timeline already.
  const event: RecordedEvent = { incidentId, event: { type: "cause_confirmed", kind, by, rootCause } };
  if (isNew && kind === "fix") await recordEvents(ctx, tx, [event]);
  return true;
}

async function withdraw(ctx: Context, tx: Prisma.TransactionClient, before: Confirmation): Promise<void> {
  const { workspaceId } = ctx;
  const { incidentId, patternId, confirmedBy: by } = before;
  await tx.confirmation.deleteMany({ where: { incidentId, workspaceId } });
  await showCause(ctx, tx, incidentId);
  if (patternId !== null) await composeAgain(ctx, tx, patternId);
  await recordEvents(ctx, tx, [{ incidentId, event: { type: "confirmation_withdrawn", by } }]);
}

/** The incident is open again, so its cause is in no pattern. */
async function takeOut(ctx: Context, tx: Prisma.TransactionClient, incidentId: string): Promise<null> {
  const { workspaceId } = ctx;
  const row = await tx.confirmation.findFirst({
    where: { workspaceId, incidentId },
    select: { patternId: true },
  });
  if (!row?.patternId) return null;
  await tx.confirmation.updateMany({ where: { workspaceId, incidentId }, data: { patternId: null } });
  await composeAgain(ctx, tx, row.patternId);
  return null;
}

/** Lists show a corrected cause, and without a correction that of the current diagnosis. */
async function showCause(
  { workspaceId, now }: Context,
  tx: Prisma.TransactionClient,
  incidentId: string,
): Promise<void> {
  await tx.$executeRawUnsafe(SHOW_CAUSE, workspaceId, incidentId, now());
}

/** A trigger puts a correction in its place (migration 20261130220000). */
const SHOW_CAUSE = `
UPDATE incidents n SET updated_at = $3, category = CASE WHEN d.outcome = 'diagnosed' THEN d.category END,
  confidence = CASE WHEN d.outcome = 'diagnosed' THEN d.confidence END,
  root_cause = CASE WHEN d.outcome = 'diagnosed' THEN d.root_cause END
FROM diagnoses d WHERE n.workspace_id = $1 AND n.id = $2 AND d.id = n.diagnosis_id AND d.workspace_id = $1`;
