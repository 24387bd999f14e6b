import type { DeadlineAtRisk } from "@/lib/pipelines/expectations/deadline-risk";
import { usualRunDuration } from "@/lib/pipelines/expectations/durations";
import { findIgnoredInputs } from "@/lib/pipelines/expectations/input-rhythm";
import type { KnownHistory } from "@/lib/pipelines/expectations/known-runs";
import { findLongSilence } from "@/lib/pipelines/expectations/learned-gaps";
import {
  findOverdue,
  isForgotten,
  isHeldUp,
  type Overdue,
  type Rhythm,
  toleranceOf,
} from "@/lib/pipelines/expectations/overdue";
import { quantity, spokenDuration, localTime } from "@/lib/pipelines/expectations/phrases";
import type { RunFinding } from "@/lib/pipelines/expectations/run-history";
import { HOUR_MS } from "@/lib/pipelines/expectations/zone-clock";

/** The due times that a pipeline follows; null if they are neither scheduled nor learned. */
export interface KnownRhythm {
  rhythm: Rhythm;
  coveredUntil: number;
}

/** At most one finding: all due times missed since the newest run, or the deadline that passed without a run. */
export function judgeMissing(
  known: KnownHistory,
  rhythm: KnownRhythm | null,
  risk: DeadlineAtRisk | null,
): RunFinding[] {
  if (known.isPaused || isHeldUp(known)) return [];
  const overdue = overdueOf(known, rhythm);
  const deadlineAt = risk !== null && risk.run === null ? risk : null;
  if (overdue === null) return deadlineAt?.isMissed ? [missedDeadline(known, deadlineAt)] : [];
  const usual = usualRunDuration(known, known.now);
  const expectedAt =
    usual === null || overdue.sameHours !== undefined
      ? null
      : overdue.firstDueAt + (overdue.rhythm.usualLagMs ?? 0) + usual.mostMs;
  return [
    {
      kind: "missing",
      runId: null,
      at: new Date(overdue.firstDueAt),
      count: overdue.count,
      expectedAt: expectedAt === null ? null : new Date(expectedAt),
      arrivalAt: usual === null ? null : new Date(known.now + usual.medianMs),
      deadlineAt: deadlineAt === null ? null : new Date(deadlineAt.deadlineAt),
      because:
        becauseOverdue(known, overdue) + (deadlineAt === null ? "" : deadlinePhrase(known, deadlineAt)),
    },
  ];
}

/** What a deadline at risk adds to a sentence. */
export function deadlinePhrase(known: KnownHistory, risk: DeadlineAtRisk): string {
  const at = localTime(risk.deadlineAt, known.deadline?.zone ?? known.zone);
  if (risk.isMissed) return `; the deadline was ${at}, ${spokenDuration(known.now - risk.deadlineAt)} ago`;
  const left = `; the deadline is ${at}, in ${spokenDuration(risk.deadlineAt - known.now)}`;
  return risk.arrivalAt === null
    ? left
    : `${left}, and it would take until about ${localTime(risk.arrivalAt, known.deadline?.zone ?? known.zone)}`;
}

function overdueOf(known: KnownHistory, rhythm: KnownRhythm | null): Overdue | null {
  if (known.nextRunAt !== null) return announcedOverdue(known, rhythm, known.nextRunAt);
  if (known.schedule.kind === "once") return null;
  if (rhythm !== null && rhythm.rhythm.words === null)
    return findOverdue(known, rhythm.rhythm, rhythm.coveredUntil);
  if (known.schedule.kind !== "unknown") return null;
  if (known.inputUpdates != null && known.inputUpdates.length > 0)
    return findIgnoredInputs(known, known.inputUpdates);
  if (rhythm !== null) return findOverdue(known, rhythm.rhythm, rhythm.coveredUntil);
  return findLongSilence(known);
}

/** The orchestrator itself says when the next run is due: if that has passed, no other sign is needed. */
function announcedOverdue(
  known: KnownHistory,
  rhythm: KnownRhythm | null,
  nextRunAt: number,
): Overdue | null {
  if (nextRunAt > known.now) return null;
  const hasSchedule = rhythm !== null && rhythm.rhythm.words === null;
  if (hasSchedule) {
    const { next } = rhythm.rhythm;
    // Where nobody tells the time zone of the schedule, its times are off by the same distance.
    const offMs = (next(nextRunAt - 1) ?? nextRunAt) - nextRunAt;
    const nextAnnounced = (after: number) => {
      if (after < nextRunAt) return nextRunAt;
      const due = next(after + offMs);
      return due === null ? null : due - offMs;
    };
    return findOverdue(known, { ...rhythm.rhythm, next: nextAnnounced }, rhythm.coveredUntil);
  }
  const newest = known.regular.find((run) => run.dueAt !== null || run.startedAt !== null);
  const lastAt = newest?.dueAt ?? newest?.startedAt ?? null;
  if (lastAt !== null && lastAt >= nextRunAt) return null;
  const lags = known.regular.flatMap((run) =>
    run.dueAt === null || run.startedAt === null ? [] : [Math.max(0, run.startedAt - run.dueAt)],
  );
  const { toleranceMs, usualLagMs, seen } = toleranceOf(lags, HOUR_MS);
  const since = Math.max(nextRunAt, known.changedAt ?? nextRunAt);
  if (known.now <= since + toleranceMs || isForgotten(known.now, nextRunAt, lastAt ?? nextRunAt)) return null;
  return { firstDueAt: nextRunAt, count: 1, rhythm: { usualLagMs, seen, words: null }, inputs: null };
}

function missedDeadline(known: KnownHistory, risk: DeadlineAtRisk): RunFinding {
  const newest = known.runs.find((run) => run.type !== "backfill" && run.startedAt !== null);
  const last =
    newest?.startedAt == null
      ? ""
      : ` since the last run started at ${localTime(newest.startedAt, known.zone)}`;
  return {
    kind: "missing",
    runId: null,
    at: new Date(risk.firstMissedAt),
    count: 1,
    expectedAt: null,
    arrivalAt: risk.arrivalAt === null ? null : new Date(risk.arrivalAt),
    deadlineAt: new Date(risk.deadlineAt),
    because: `No run has started${last}${deadlinePhrase(known, risk)}`,
  };
}

function becauseOverdue(known: KnownHistory, overdue: Overdue): string {
  const { firstDueAt, count: missed, rhythm, inputs, sameHours } = overdue;
  const at = localTime(firstDueAt, known.zone);
  const late = spokenDuration(known.now - firstDueAt);
  if (sameHours !== undefined)
    return (
      `No run has started since ${at}, ${late} ago; in the ${spokenDuration(sameHours.until - firstDueAt)} after that time ` +
      `${sameHours.days} comparable days before had ${sameHours.fewest} to ${sameHours.most} runs`
    );
  if (inputs !== null)
    return (
      `No run has followed the update of ${inputs} at ${at}, ${late} ago` +
      (rhythm.seen === null
        ? ""
        : `; the last ${rhythm.seen.runs} runs followed within ${spokenDuration(rhythm.seen.highMs)}`)
    );
  const what =
    missed === 1
      ? `No run has started; it was due at ${at}, ${late} ago`
      : `${quantity(missed, "run")} did not start; the first was due at ${at}, ${late} ago`;
  if (rhythm.words !== null)
    return `${what}, and the pipeline usually runs ${rhythm.words} at about that time`;
  if (rhythm.seen === null) return `${what}; too few runs tell how late it usually starts`;
  if (rhythm.usualLagMs === null)
    return `${what}; after ${quantity(rhythm.seen.runs, "run")} at this time of day the next followed within ${spokenDuration(rhythm.seen.highMs)}`;
  return `${what}; the last ${rhythm.seen.runs} runs started at most ${spokenDuration(rhythm.seen.highMs)} after they were due`;
}
