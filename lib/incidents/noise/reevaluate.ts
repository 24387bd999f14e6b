import { recordEvents } from "@/lib/incidents/history/record-events";
import { findPoliciesInEffect } from "@/lib/incidents/noise/data";
import { Suppression } from "@/lib/incidents/noise/schemas";
import { remainingSuppression, suppressionOf, type NoisePolicyRule } from "@/lib/incidents/noise/suppression";
import {
  SUBJECT_COLUMNS,
  SUBJECT_JOINS,
  toNoiseSubject,
  type NoiseSubjectRow,
} from "@/lib/incidents/noise/subjects-sql";
import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";

/** More are left for the next time. */
const MAX_INCIDENTS = 20_000;

/**
 * Evaluates the policies for suppressed incidents again: those that no policy suppresses any more become triggered.
 * Incidents that a person suppressed stay as they are. Call it inside `withIncidentsLocked`.
 */
export async function reevaluateSuppressed(
  ctx: Context,
  tx: Prisma.TransactionClient,
): Promise<{ woken: number }> {
  const rows = await tx.$queryRawUnsafe<SuppressedRow[]>(SUPPRESSED, ctx.workspaceId, MAX_INCIDENTS);
  if (rows.length === 0) return { woken: 0 };
  const policies = await findPoliciesInEffect(ctx, tx);
  const now = ctx.now();
  const changes = rows.flatMap((row) => {
    const suppression = Suppression.safeParse(row.suppressedBy).data ?? UNREADABLE;
    const { openedAt, occurrenceCount } = row;
    const suppressed = { suppression, subject: toNoiseSubject(row, []), openedAt, occurrenceCount };
    const next = remainingSuppression(policies, suppressed, now);
    return isSame(suppression, next) ? [] : [{ id: row.id, before: suppression, next }];
  });
  await setSuppression(ctx, tx, changes);
  await recordEvents(
    ctx,
    tx,
    changes.flatMap(({ id, before, next }) => {
      if (next?.policyId === before.policyId) return [];
      const { policyId, name } = before;
      const event = next
        ? ({ type: "suppressed", ...next } as const)
        : ({ type: "woken", policyId, name } as const);
      return [{ incidentId: id, event }];
    }),
  );
  return { woken: changes.filter(({ next }) => next === null).length };
}

interface SuppressedRow extends NoiseSubjectRow {
  suppressedBy: unknown;
  occurrenceCount: number;
}

const SUPPRESSED = `
SELECT ${SUBJECT_COLUMNS}, n.suppressed_by AS "suppressedBy", n.occurrence_count AS "occurrenceCount"
FROM incidents n ${SUBJECT_JOINS}
WHERE n.workspace_id = $1 AND n.status = 'suppressed' AND n.suppressed_by IS NOT NULL
ORDER BY n.last_seen_at DESC LIMIT $2`;

/** Written by another version, so nothing is known that could keep it. */
const UNREADABLE: Suppression = {
  policyId: "",
  name: "unknown",
  kind: "mute",
  because: "",
  until: null,
};

function isSame(before: Suppression, next: Suppression | null): boolean {
  return next?.policyId === before.policyId && next.because === before.because && next.until === before.until;
}

/**
 * Suppresses open incidents that nobody has acknowledged yet, by a policy that is in effect. Call it inside
 * `withIncidentsLocked`.
 */
export async function suppressOpen(
  ctx: Context,
  tx: Prisma.TransactionClient,
  policy: NoisePolicyRule,
): Promise<{ suppressed: number }> {
  const rows = await tx.$queryRawUnsafe<NoiseSubjectRow[]>(TRIGGERED, ctx.workspaceId, MAX_INCIDENTS);
  const changes = rows.flatMap((row) => {
    const next = suppressionOf([policy], toNoiseSubject(row, []), ctx.now());
    return next ? [{ id: row.id, next }] : [];
  });
  await setSuppression(ctx, tx, changes);
  await recordEvents(
    ctx,
    tx,
    changes.map(({ id, next }) => ({ incidentId: id, event: { type: "suppressed", ...next } })),
  );
  return { suppressed: changes.length };
}

const TRIGGERED = `
SELECT ${SUBJECT_COLUMNS} FROM incidents n ${SUBJECT_JOINS}
WHERE n.workspace_id = $1 AND n.status = 'triggered' ORDER BY n.last_seen_at DESC LIMIT $2`;

/** Suppressed incidents are not snoozed: they are hidden already. */
async function setSuppression(
  ctx: Context,
  tx: Prisma.TransactionClient,
  changes: readonly { id: string; next: Suppression | null }[],
): Promise<void> {
  if (changes.length === 0) return;
  await tx.$executeRawUnsafe(
    SET_SUPPRESSION,
    ctx.workspaceId,
    JSON.stringify(changes.map(({ id, next }) => ({ id, next }))),
    ctx.now(),
  );
}

const SET_SUPPRESSION = `
UPDATE incidents n SET suppressed_by = NULLIF(x.next, 'null'::jsonb), updated_at = $3,
  status = CASE WHEN jsonb_typeof(x.next) = 'object' THEN 'suppressed' ELSE 'triggered' END, snoozed_until = NULL
FROM jsonb_to_recordset($2::jsonb) AS x(id text, next jsonb)
WHERE n.id = x.id AND n.workspace_id = $1`;
