import type { DeadlineAtRisk, DueRuns } from "@/lib/pipelines/expectations/deadline-risk";
import { arrivalOf, usualRunDuration } from "@/lib/pipelines/expectations/durations";
import { deadlinePhrase } from "@/lib/pipelines/expectations/judge-missing";
import { isHeldUp, toleranceOf } from "@/lib/pipelines/expectations/overdue";
import { isOpen, type KnownHistory, type JudgedRun } from "@/lib/pipelines/expectations/known-runs";
import { spokenDuration, durationRange, localTime } from "@/lib/pipelines/expectations/phrases";
import type { RunFinding } from "@/lib/pipelines/expectations/run-history";
import { CALENDAR_DAY_MS } from "@/lib/pipelines/expectations/zone-clock";

/**
 * Runs that wait or run for longer than usual, or will miss the deadline. One finding per run, but only one for all that
 * wait: the oldest holds up the others.
 */
export function judgeLate(known: KnownHistory, due: DueRuns, risk: DeadlineAtRisk | null): RunFinding[] {
  const open = known.runs.filter((run) => isOpen(run) && run.type !== "backfill");
  const oldest = open.findLast((run) => run.startedAt === null);
  return open.flatMap((run) => {
    const ownRisk = risk?.run === run ? risk : null;
    if (run.startedAt !== null) return runningTooLong(known, run, ownRisk) ?? [];
    return run === oldest || ownRisk !== null ? (waitingTooLong(known, due, run, ownRisk) ?? []) : [];
  });
}

function runningTooLong(known: KnownHistory, run: JudgedRun, risk: DeadlineAtRisk | null): RunFinding | null {
  const startedAt = run.startedAt ?? known.now;
  const elapsed = known.now - startedAt;
  if (risk === null && elapsed <= shortestDuration(known)) return null;
  const usual = usualRunDuration(known, startedAt);
  const isSlow = usual !== null && elapsed > usual.boundMs;
  if (!isSlow && risk === null) return null;
  const compared =
    usual === null
      ? "too few runs tell how long it usually takes"
      : `it usually takes ${durationRange(usual.medianMs, usual.highMs)} (${usual.runs} runs)`;
  const arrivalAt = usual === null ? null : arrivalOf(run, usual, known.now);
  return {
    kind: "late",
    runId: run.id,
    at: new Date(run.dueAt ?? startedAt),
    count: 1,
    expectedAt: usual === null ? null : new Date(startedAt + usual.mostMs),
    arrivalAt: arrivalAt === null ? null : new Date(arrivalAt),
    deadlineAt: risk === null ? null : new Date(risk.deadlineAt),
    because:
      `Running for ${spokenDuration(elapsed)}; ${compared}` +
      (risk === null ? "" : deadlinePhrase(known, risk)),
  };
}

/** No run is late before it has taken as long as the shortest one; which others are like it need not be known for that. */
function shortestDuration(known: KnownHistory): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (const run of known.runs)
    if (run.state === "succeeded" && run.type !== "backfill" && run.durationMs !== null)
      shortest = Math.min(shortest, run.durationMs);
  return shortest;
}

function waitingTooLong(
  known: KnownHistory,
  due: DueRuns,
  run: JudgedRun,
  risk: DeadlineAtRisk | null,
): RunFinding | null {
  const dueAt = due.dueOf(run);
  if (dueAt === null) return null;
  const tolerance = due.rhythm ?? toleranceOf(lagsOf(known, due), CALENDAR_DAY_MS);
  const waiting = known.regular.filter((other) => other.state === "queued");
  // Several that nobody knows the age of may be made up for after an outage.
  const isOfUnknownAge = run.queuedAt === null && waiting.length > 1;
  const since = Math.max(dueAt, run.queuedAt ?? dueAt);
  // A queue that moves holds up what is behind: its runs start one after another.
  const movedAt = Math.max(since, ...known.runs.flatMap((other) => movedBefore(known, other, run)));
  // It exists and will run, so only a clear excess is worth a word.
  const isSlow =
    known.now > movedAt + 2 * tolerance.toleranceMs &&
    !isHeldUp(known) &&
    !known.runs.some((other) => other.type === "backfill" && other.state === "running") &&
    !isOfUnknownAge;
  if (!isSlow && risk === null) return null;
  const usual = usualRunDuration(known, known.now);
  const compared =
    tolerance.seen === null
      ? "too few runs tell how long it usually waits"
      : `the last ${tolerance.seen.runs} runs started at most ${spokenDuration(tolerance.seen.highMs)} after they were due`;
  return {
    kind: "late",
    runId: run.id,
    at: new Date(dueAt),
    count: 1,
    expectedAt: usual === null ? null : new Date(dueAt + (tolerance.usualLagMs ?? 0) + usual.mostMs),
    arrivalAt: usual === null ? null : new Date(known.now + usual.medianMs),
    deadlineAt: risk === null ? null : new Date(risk.deadlineAt),
    because:
      `Waiting in the queue since ${localTime(since, known.zone)}, for ${spokenDuration(known.now - since)}; ${compared}` +
      (risk === null ? "" : deadlinePhrase(known, risk)),
  };
}

/** When a run that was before another in the queue started and ended. */
function movedBefore(known: KnownHistory, other: JudgedRun, run: JudgedRun): number[] {
  const isBefore = known.runs.indexOf(other) > known.runs.indexOf(run);
  return isBefore && other.startedAt !== null ? [other.startedAt, other.endedAt ?? known.now] : [];
}

function lagsOf(known: KnownHistory, due: DueRuns): number[] {
  return known.regular.flatMap((run) => {
    const dueAt = due.dueOf(run);
    return dueAt === null || run.startedAt === null || run.isRepeated
      ? []
      : [Math.max(0, run.startedAt - dueAt)];
  });
}
