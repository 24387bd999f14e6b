/**
 * The reason of a failed task that only its run's report lists. The task reports its exceptions itself, so it was killed, or
 * its report has not arrived.
 */
export const UNREPORTED_REASON = "The task itself reported nothing";
