/**
 * The reason of a failed task that only its run's report lists. The task reports its exceptions itself, so it was killed, or
 * its report has not arrived.
 */
export const UNREPORTED_REASON = "The task itself reported nothing";

/** The reason of a task whose process ended without an exception. */
export const KILLED_REASON = "Process ended without an exception (killed or heartbeat lost)";

/** The reason of a failed run in which the orchestrator's API shows no failed task. */
export const NO_FAILED_TASK =
  "The run failed although none of its tasks did, as when it takes longer than dagrun_timeout or is marked as failed.";

/** Our own sentences where a sender says nothing: they identify no failure, and their words say nothing about its cause. */
export const OWN_REASONS: ReadonlySet<string> = new Set([UNREPORTED_REASON, KILLED_REASON, NO_FAILED_TASK]);
