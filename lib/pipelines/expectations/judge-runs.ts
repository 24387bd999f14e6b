import { findDeadlineRisk, type DueRuns } from "@/lib/pipelines/expectations/deadline-risk";
import { judgeLate } from "@/lib/pipelines/expectations/judge-late";
import { judgeMissing } from "@/lib/pipelines/expectations/judge-missing";
import { judgeOutput } from "@/lib/pipelines/expectations/judge-output";
import { type KnownHistory, prepareHistory } from "@/lib/pipelines/expectations/known-runs";
import { learnDailyRhythm } from "@/lib/pipelines/expectations/learned-days";
import type { RunFinding, RunHistory } from "@/lib/pipelines/expectations/run-history";
import { scheduledRhythm } from "@/lib/pipelines/expectations/scheduled-rhythm";

/**
 * Tells what is wrong with a pipeline that reports no failure: a run that did not start, one that takes too long or will
 * miss the deadline, one that succeeded without doing its work. Compares with the pipeline's schedule and its own past;
 * too little of both says nothing. Failed runs are no concern of it.
 *
 * A finding stays, with the same `kind`, `runId` and `at`, for as long as the trouble lasts, so that judging again makes
 * no second one.
 *
 * @param known The history prepared for the same time, where it is at hand.
 */
export function judgeRuns(
  history: RunHistory,
  now: Date,
  known: KnownHistory = prepareHistory(history, now),
): RunFinding[] {
  const scheduled = scheduledRhythm(known);
  const rhythm = scheduled ?? (known.schedule.kind === "unknown" ? learnDailyRhythm(known) : null);
  const due: DueRuns = {
    rhythm: rhythm?.rhythm ?? null,
    dueOf: scheduled?.dueOf ?? ((run) => run.dueAt),
  };
  const risk = known.isPaused ? null : findDeadlineRisk(known, due);
  return [...judgeMissing(known, rhythm, risk), ...judgeLate(known, due, risk), ...judgeOutput(known)];
}
