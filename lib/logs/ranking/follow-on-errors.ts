/** Finds errors that an earlier failure brings about by their nature: a refused rerun, a probe, a notification. */

interface ScoredError {
  line: number;
  record: number;
  text: string;
  score: number;
  /** Points it lost for being from an earlier attempt. */
  lost: number;
  /** Logged as an error. */
  isLoud: boolean;
}

interface FollowOn {
  pattern: RegExp;
  /** The least score of the error it follows from. */
  minCause: number;
  /** Whether only what is logged as an error, or says so, can be its cause. */
  needsLoud?: true;
}

const FOLLOW_ONS: readonly FollowOn[] = [
  // What a failed attempt left behind refuses the next one.
  {
    pattern:
      /\bhas been attempted too many times\b|\bMaxAttemptsExceeded\w*|\bCrawlerRunningException\b|\bConcurrentRunsExceededException\b|\bhas already (?:been )?started\b|\b(?:another|a previous|previous) (?:\w+ )?(?:instance|run|process|execution|job) (?:of \S{1,80} )?is (?:still |already )?(?:running|active|in progress)\b|\bAbortedByCircuitBreaker\b/i,
    minCause: 45,
  },
  {
    pattern: /\bCannot create a table on a non-empty location\b|\bHIVE_PATH_ALREADY_EXISTS\b|\balready exists and is not empty\b/,
    minCause: 45,
  },
  // The program that should answer has ended.
  {
    pattern: /\b(?:readiness|liveness|startup) probe (?:failed|errored)\b|\bBack-?off restarting failed container\b/i,
    minCause: 30,
  },
  // A value is missing because what should have provided it failed, and nobody checked.
  {
    pattern:
      /\bCannot (?:read|set) propert(?:y|ies) (?:of|'\w+' of) (?:undefined|null)|\b'?NoneType'? object (?:has no attribute|is not (?:subscriptable|iterable|callable))|\bNullPointerException\b|\bundefined method [`'"]\w+['"]? for nil\b|\bNullReferenceException\b|\bnil pointer dereference\b|\bEvent loop is closed\b|\bIndexError: list index out of range|\bCancellationException\b/,
    minCause: 50,
    needsLoud: true,
  },
  // What the failed program should have left behind is looked for: its container, its output, its state.
  {
    pattern:
      /\bpods? \\?"[^"\\]{1,200}\\?" not found|\bNo such container(?::path)?\b|\bfailed to save outputs?\b|\bsnapshot_missing_exception\b|\bfailed to resume the transaction\b|\bThe postmaster has commanded this server process to roll back\b|\bcurrent transaction is aborted\b|\b(?:could not|failed to|unable to) (?:release|remove|clear) (?:the )?(?:change ?log )?lock\b|\bOptimisticLockingFailureException\b|\blockmgr\.LockException\b|\b(?:failed|unable) to (?:publish|send|flush) (?:\w+ )?(?:analytics|telemetry|usage|metrics)\b|\bState 'stop-sigterm' timed out\b/i,
    minCause: 40,
  },
  // What a failed run leaves behind is cleared away.
  {
    pattern: /^(?:\S{1,60}:? )?(?:trap_|run_)?(?:clean(?:ing)?[-_ ]?up|teardown|rollback)\b/i,
    minCause: 40,
  },
  // Somebody should be told of the failure.
  {
    pattern:
      /\b(?:notif(?:y|ies|ied|ications?|iers?))(?:\b|_)|Notify[A-Z]\w*|hooks\.slack\.com|\bslack_sdk\b|\bSlackApiError\b|\bpagerduty\b|\bopsgenie\b|webhook\.office\.com|\bsns:publish\b|"resource":"publish"|\bsmtplib\b|\bSMTP\w*(?:Error|Exception)\b|\bsend_?e?mail\b/i,
    minCause: 30,
  },
]; // prettier-ignore

const SAYS_ERROR = /\b(?:[A-Z]\w*)?(?:ERROR|FATAL|Error|Exception|Failure)\b/;

/** The lines of such errors, each with the line of the last earlier error that is not one. */
export function findFollowOns(errors: readonly ScoredError[]): Map<number, number> {
  const inOrder = errors.toSorted((a, b) => a.line - b.line);
  const kinds = inOrder.map(({ text }) => FOLLOW_ONS.find(({ pattern }) => pattern.test(text)));
  const found = new Map<number, number>();
  for (const [at, error] of inOrder.entries()) {
    const kind = kinds[at];
    if (kind === undefined) continue;
    const cause = inOrder.findLast(
      (other, index) =>
        index < at &&
        kinds[index] === undefined &&
        other.record !== error.record &&
        (kind.needsLoud !== true || other.isLoud || SAYS_ERROR.test(other.text)) &&
        other.score + other.lost >= kind.minCause,
    );
    if (cause !== undefined) found.set(error.line, cause.line);
  }
  return found;
}
