import type { DeadlineAtRisk, DueRuns } from "@/lib/pipelines/expectations/deadline-risk";
import { arrivalOf, usualRunDuration } from "@/lib/pipelines/expectations/durations";
import { deadlinePhrase } from "@/lib/pipelines/expectations/judge-missing";
import { isHeldUp, toleranceOf } from "@/lib/pipelines/expectations/overdue";
import { isOpen, type KnownHistory, type JudgedRun } from "@/lib/pipelines/expectations/known-runs";
import { spokenDuration, durationRange, localTime } from "@/lib/pipelines/expectations/phrases";
import type { RunFinding } from "@/lib/pipelines/expectations/run-history";
import { CALENDAR_DAY_MS } from "@/lib/pipelines/expectations/zone-clock";

/** Runs that wait or run for longer than usual, or will miss the deadline. One finding per run. */
export function judgeLate(known: KnownHistory, due: DueRuns, risk: DeadlineAtRisk | null): RunFinding[] {
  return known.runs.flatMap((run) => {
    if (!isOpen(run) || run.type === "backfill") return [];
    const ownRisk = risk?.run === run ? risk : null;
    const finding =
      run.startedAt === null ? waitingTooLong(known, due, run, ownRisk) : runningTooLong(known, run, ownRisk);
    return finding === null ? [] : [finding];
  });
}

function runningTooLong(known: KnownHistory, run: JudgedRun, risk: DeadlineAtRisk | null): RunFinding | null {
  const startedAt = run.startedAt ?? known.now;
  const elapsed = known.now - startedAt;
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
  // It exists and will run, so only a clear excess is worth a word.
  const isSlow = known.now > since + 2 * tolerance.toleranceMs && !isHeldUp(known) && !isOfUnknownAge;
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

function lagsOf(known: KnownHistory, due: DueRuns): number[] {
  return known.regular.flatMap((run) => {
    const dueAt = due.dueOf(run);
    return dueAt === null || run.startedAt === null ? [] : [Math.max(0, run.startedAt - dueAt)];
  });
}
