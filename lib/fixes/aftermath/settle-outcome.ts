import { findOutcomeFacts, getFixRow, watchMs } from "@/lib/fixes/data";
import { judgeOutcome, type RunEnding, type OutcomeJudgement } from "@/lib/fixes/aftermath/judge-outcome";
import type { FixOutcome } from "@/lib/fixes/schemas";
import type { RecordedEvent } from "@/lib/incidents/history/event-records";
import { recordEvents } from "@/lib/incidents/history/record-events";
import { withoutSnooze, type IncidentState } from "@/lib/incidents/lifecycle";
import { loadStates } from "@/lib/incidents/load-states";
import { saveChanges } from "@/lib/incidents/save-changes";
import { OPEN_STATUSES } from "@/lib/incidents/schemas";
import { withIncidentsLocked } from "@/lib/incidents/with-incidents-locked";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import type { Fix as FixRow, Prisma } from "@/lib/platform/db/generated/client";

/**
 * Judges a merged fix by the runs since the merge, whoever started them, and saves its outcome: a success of what had failed
 * resolves the incident as fixed; the same failure is said on the incident that it opened or continued. It starts nothing.
 * Safe to run twice.
 * @returns the outcome; null while it is not known
 */
export async function settleOutcome(ctx: Context, fixId: string): Promise<FixOutcome | null> {
  authorize(ctx, "fix.follow");
  const facts = await findOutcomeFacts(ctx, fixId);
  if (facts === null) return null;
  const judged = judgeOutcome(facts, ctx.now().getTime(), watchMs());
  const row = await getFixRow(ctx, fixId);
  if (judged.outcome === null && judged.others.length === 0) return null;
  return withIncidentsLocked(ctx, async (tx) => {
    const events = await withoutKnown(ctx, tx, otherFailures(row, judged.others));
    if (judged.outcome !== null) {
      const saved = await tx.fix.updateMany({
        where: { id: fixId, workspaceId: ctx.workspaceId, status: "merged", outcome: null },
        data: {
          outcome: judged.outcome,
          outcomeAt: judged.ending === null ? ctx.now() : new Date(judged.ending.at),
          outcomeRunId: judged.ending?.runId ?? null,
          outcomeReason: reasonFor(judged),
        },
      });
      if (saved.count === 0) return null;
      const [state] = await loadStates(ctx, tx, { ids: [row.incidentId] });
      const next = state && judged.outcome === "worked" ? asFixed(state, judged.ending) : null;
      if (state && next) await saveChanges(ctx, tx, [{ state, next }]);
      const isResolved = next !== null && state !== undefined && OPEN_STATUSES.includes(state.status);
      events.push(...outcomeEvents(row, judged, { number: state?.number ?? 0, isResolved }));
    }
    await recordEvents(ctx, tx, events);
    return judged.outcome;
  });
}

/**
 * The incident as a fix that worked leaves it: resolved as fixed, unless a person said otherwise or it has failed since. Null
 * if nothing changes. Pure.
 */
export function asFixed(state: IncidentState, { runId, at }: RunEnding): IncidentState | null {
  const fixed = { resolution: "fixed", resolvedByRunId: runId } as const;
  if (OPEN_STATUSES.includes(state.status)) {
    if (state.lastSeenAt.getTime() > at) return null;
    const resolvedAt = new Date(Math.max(at, state.firstSeenAt.getTime()));
    return { ...withoutSnooze(state), status: "resolved", suppressedBy: null, resolvedAt, ...fixed };
  }
  const isOurs = state.resolution === "recovered" || state.resolution === null;
  return state.status === "resolved" && isOurs ? { ...state, ...fixed } : null;
}

function proposedBy({ id, title, prNumber, branch }: FixRow) {
  return { fixId: id, title, number: prNumber, branch };
}

/** One entry per incident, however often it fails. */
function otherFailures(row: FixRow, others: readonly RunEnding[]): RecordedEvent[] {
  const numbers = new Map(others.flatMap((end) => (end.incident ? [[end.incident.number, end]] : [])));
  return [...numbers].map(([otherNumber, { run }]) => ({
    incidentId: row.incidentId,
    event: { type: "other_failure_after_fix", run, otherNumber, ...proposedBy(row) },
    dedupKey: `other-failure:${row.id}:${otherNumber}`,
  }));
}

/** Leaves out what the timeline says already, so that judging again every minute changes nothing. */
async function withoutKnown(
  ctx: Context,
  tx: Prisma.TransactionClient,
  events: readonly RecordedEvent[],
): Promise<RecordedEvent[]> {
  const keys = events.flatMap(({ dedupKey }) => dedupKey ?? []);
  if (keys.length === 0) return [];
  const known = await tx.timelineEntry.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      incidentId: { in: events.map((e) => e.incidentId) },
      dedupKey: { in: keys },
    },
    select: { dedupKey: true },
  });
  return events.filter(({ dedupKey }) => known.every((entry) => entry.dedupKey !== dedupKey));
}

function outcomeEvents(
  row: FixRow,
  judged: OutcomeJudgement,
  { number, isResolved }: { number: number; isResolved: boolean },
): RecordedEvent[] {
  const { incidentId } = row;
  const fix = proposedBy(row);
  const dedupKey = `outcome:${row.id}`;
  switch (judged.outcome) {
    case null:
      return [];
    case "unknown":
      return [
        {
          incidentId,
          dedupKey,
          event: { type: "fix_outcome_unknown", days: watchMs() / 86_400_000, ...fix },
        },
      ];
    case "worked": {
      const { run, at } = judged.ending;
      const event = { type: "fix_worked", run, at: new Date(at).toISOString(), isResolved, ...fix } as const;
      return [{ incidentId, dedupKey, event }];
    }
    case "did_not_work": {
      const { run, incident } = judged.ending;
      const event = { type: "fix_did_not_work", run, ofNumber: null, ...fix } as const;
      const isElsewhere = incident !== null && incident.id !== incidentId;
      return [
        { incidentId, dedupKey, event },
        ...(isElsewhere
          ? [{ incidentId: incident.id, dedupKey, event: { ...event, ofNumber: number } }]
          : []),
      ];
    }
  }
}

function reasonFor(judged: OutcomeJudgement): string {
  switch (judged.outcome) {
    case "worked":
      return `Run ${judged.ending.run} succeeded after the merge.`;
    case "did_not_work":
      return judged.ending.run === null
        ? "The same failure was reported again after the merge."
        : `The same failure came back in run ${judged.ending.run} after the merge.`;
    default:
      return `No run showed it within ${watchMs() / 86_400_000} days of the merge.`;
  }
}
