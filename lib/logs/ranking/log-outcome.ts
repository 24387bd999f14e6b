/** Determines whether the run that wrote the log failed, from the last statement about it in the log. */
import { isErrorLevel } from "@/lib/logs/records/error-level";
import {
  findClosingStatement,
  isShutdownNoise,
  type ClosingStatement,
} from "@/lib/logs/ranking/closing-statement";
import { ExitReader } from "@/lib/logs/ranking/exit-state";
import { lineEvidence, SAYS_HOW } from "@/lib/logs/ranking/line-evidence";
import type { LogLine } from "@/lib/logs/records/log-line";
import type { ReadLog } from "@/lib/logs/records/record-builder";
import type { LogException, LogOutcome, ParsedLog } from "@/lib/logs/schemas";

export interface OutcomeReading {
  outcome: LogOutcome;
  reason: { text: string; line: number | null };
  exit: ParsedLog["exit"];
}

interface Verdict {
  pattern: RegExp;
  failed: boolean;
  text: string;
  /** True for the success of a part (a command, dbt's run): a later exception still fails the whole. */
  ofPart?: true;
}

interface Found {
  verdict: Verdict;
  line: number;
}

const VERDICTS: readonly Verdict[] = [
  { pattern: /^Marking task as SUCCESS/, failed: false, text: "Airflow marked the task as successful" },
  { pattern: /^Marking task as (?:FAILED|UP_FOR_RETRY)/, failed: true, text: "Airflow marked the task as failed" },
  { pattern: /^Task exited with return code 0\b/, failed: false, text: "the task exited with return code 0" },
  { pattern: /^Task exited with return code -?[1-9]/, failed: true, text: "the task exited with a non-zero return code" },
  { pattern: /^Task failed with exception/, failed: true, text: "Airflow reported that the task failed" },
  { pattern: /^Process terminated by signal/, failed: true, text: "the process was terminated by a signal" },
  { pattern: /^(?:Marking task as SKIPPED|Skipping task\.)/, failed: false, text: "the task was skipped deliberately" },
  { pattern: /^Task exited$/, failed: true, text: "the task ended its own process with a non-zero exit code" },
  { pattern: / - RUN_SUCCESS - /, failed: false, text: "Dagster marked the run as successful" },
  { pattern: / - RUN_(?:FAILURE|CANCELED) - /, failed: true, text: "Dagster marked the run as failed" },
  { pattern: /^Task killed!/, failed: true, text: "the task was killed" },
  { pattern: /^Task instance in success state/, failed: false, text: "the task instance is in state success" },
  { pattern: /^Task instance in failure state/, failed: true, text: "the task instance is in state failed" },
  { pattern: /^Finished in state (?:Completed|Cached)\(/, failed: false, text: "Prefect marked the run as completed" },
  { pattern: /^Finished in state (?:Failed|Crashed|TimedOut)/, failed: true, text: "Prefect marked the run as failed" },
  { pattern: /^Completed successfully/, failed: false, text: "dbt completed successfully", ofPart: true },
  { pattern: /^Completed with \d+ warnings?:/, failed: false, text: "dbt completed with warnings only", ofPart: true },
  { pattern: /^Done\. PASS=\d+ WARN=\d+ ERROR=0 /, failed: false, text: "dbt finished without errors", ofPart: true },
  { pattern: /^Done\. PASS=\d+ WARN=\d+ ERROR=[1-9]/, failed: true, text: "dbt finished with errors" },
  { pattern: /^\d+ of \d+ ERROR STALE freshness of /, failed: true, text: "dbt found a source that is not fresh enough" },
  { pattern: /^Command exited with return code 0\b/, failed: false, text: "the command exited with return code 0", ofPart: true },
  { pattern: /^Command exited with return code [1-9]/, failed: true, text: "the command exited with a non-zero return code" },
  { pattern: /^Encountered an error:/, failed: true, text: "dbt encountered an error" },
  { pattern: /^(?:The command|Process completed) .{0,200}(?:exited with|exit code) [1-9]/, failed: true, text: "a command exited with a non-zero exit code" },
  { pattern: /^Done\. Your build exited with [1-9]/, failed: true, text: "the build exited with a non-zero exit code" },
  { pattern: /^Done\. Your build exited with 0/, failed: false, text: "the build exited with exit code 0" },
  { pattern: /^DTExec: The package execution returned DTSER_SUCCESS/, failed: false, text: "the SSIS package succeeded" },
  { pattern: /^DTExec: The package execution returned DTSER_(?:FAILURE|CANCELED)/, failed: true, text: "the SSIS package failed" },
  { pattern: /^Job \S.{0,120} switched from state \S{1,20} to FINISHED/, failed: false, text: "Flink finished the job" },
  { pattern: /^Job \S.{0,120} switched from state \S{1,20} to FAILED/, failed: true, text: "Flink marked the job as failed" },
  { pattern: /^Done\. Returned value was: /, failed: false, text: "the task's callable returned a value" },
]; // prettier-ignore

const VERDICT_STARTS =
  /^(?:Marking|Skipping|Task|Process|Finished|Completed|Done|Command|Encountered|The command|DTExec|Job |\d+ of \d+ ERROR STALE)/;

/** Whether a line states how the run ended. */
export function isVerdict(text: string): boolean {
  return VERDICT_STARTS.test(text) && VERDICTS.some((verdict) => verdict.pattern.test(text));
}

/** Whether a record states that a run or attempt failed, whatever came later. */
export function statesFailure(message: string): boolean {
  return (
    VERDICT_STARTS.test(message) && VERDICTS.find((verdict) => verdict.pattern.test(message))?.failed === true
  );
}

/** The outcome according to the last statement about how the run ended, or else to the exceptions found. */
export function readOutcome(log: ReadLog, exceptions: readonly LogException[]): OutcomeReading {
  let whole: Found | null = null;
  const tasks = new Map<string, Found>();
  const exits = new ExitReader();
  for (const line of log.lines) {
    if (!VERDICT_STARTS.test(line.text) && !line.text.includes(" - RUN_")) continue;
    exits.read(line);
    const verdict = VERDICTS.find((candidate) => candidate.pattern.test(line.text));
    if (verdict === undefined) continue;
    const logger = log.records[line.record]?.logger ?? "";
    if (logger.startsWith("Task run ")) tasks.set(logger, { verdict, line: line.no });
    else whole = { verdict, line: line.no };
  }
  const exit = exits.finish(log.exits, exceptions);
  const root = exceptions.findLast((exception) => exception.isRoot);
  const last = whole ?? ofTasks([...tasks.values()]);
  const isOvertaken =
    last !== null && !last.verdict.failed && isTroubleAfter(log, last, root?.messageLine ?? 0);
  if (last !== null && !isOvertaken) {
    const outcome: LogOutcome = last.verdict.failed ? "failure" : "no_failure";
    return { outcome, reason: { text: last.verdict.text, line: last.line }, exit };
  }
  const success = exit === null || exit.code === 0 ? statedSuccess(log, exceptions) : null;
  if (success !== null) return { outcome: "no_failure", reason: success, exit };
  if (root !== undefined) {
    return { outcome: "failure", reason: { text: "an exception was raised", line: root.messageLine }, exit };
  }
  return {
    outcome: "unknown",
    reason: { text: "the log does not say how the run ended", line: null },
    exit,
  };
}

/** What runs after a task that succeeded: its callbacks and messages, whose failure does not change that. */
const AFTERMATH =
  /\bcallback\b|\blistener\b|on_success|e-?mail|OpenLineage|heartbeat|Could not (?:verify|write|read|append) (?:previous )?logs?\b|^Post job cleanup|^Server error|has already stopped/i;

/**
 * Whether an error follows the statement that a run or a part of it succeeded. After the success of a part any error
 * counts; after that of the whole only what is logged as one.
 */
function isTroubleAfter(log: ReadLog, { verdict, line: from }: Found, rootLine: number): boolean {
  if (verdict.ofPart === true && rootLine > from) return true;
  return log.lines.some((line) => {
    if (line.no <= from || AFTERMATH.test(line.text) || isShutdownNoise(line.text)) return false;
    const says = lineEvidence(line.text)?.weight ?? 0;
    if (isErrorLevel(line.level) && line.head) return says === 0 || says >= SAYS_HOW;
    return verdict.ofPart === true && line.level === null && says >= ERROR_WEIGHT;
  });
}

/** What a log without an orchestrator's verdict says about its success, or null. */
function statedSuccess(log: ReadLog, exceptions: readonly LogException[]): OutcomeReading["reason"] | null {
  const workflow = endOfWorkflow(log.lines);
  if (workflow !== null) return { text: "the workflow's job ended without an error", line: workflow };
  const closing = findClosingStatement(log.lines);
  if (closing === null || isContradicted(log, exceptions, closing)) return null;
  return { text: `the log ends with “${closing.text}”`, line: closing.line };
}

/** The line with which GitHub Actions ends a job, if no step of it reported an error; else null. */
function endOfWorkflow(lines: readonly LogLine[]): number | null {
  const last = lines.findLast(({ text }) => text.trim() !== "");
  if (last === undefined || !last.text.startsWith("Cleaning up orphan processes")) return null;
  return lines.some(({ text }) => text.startsWith("##[error]")) ? null : last.no;
}

/**
 * Whether an earlier error makes a closing statement doubtful: it says no more than that the program ended, and the error
 * was neither a warning nor followed by a retry.
 */
function isContradicted(
  log: ReadLog,
  exceptions: readonly LogException[],
  closing: ClosingStatement,
): boolean {
  const root = exceptions.findLast((exception) => exception.isRoot);
  const isInException = (no: number) =>
    exceptions.some(({ startLine, endLine }) => startLine <= no && no <= endLine);
  const error = log.lines.findLast(
    (line) =>
      line.no < closing.line && !isInException(line.no) && isError(line) && !isShutdownNoise(line.text),
  );
  const rootLevel =
    root &&
    log.records.find(({ startLine, endLine }) => startLine <= root.startLine && root.startLine <= endLine)
      ?.level;
  const hasRoot =
    root !== undefined && root.startLine < closing.line && rootLevel !== "warning" && rootLevel !== "info";
  if (error === undefined && !hasRoot) return false;
  const lastError = Math.max(error?.no ?? 0, hasRoot ? root.startLine : 0);
  const isRetried = log.lines.some(
    ({ no, text }) => no >= lastError - RETRY_REACH && no < closing.line && RETRIED.test(text),
  );
  return !isRetried && (!closing.saysSuccess || isOfAnother(log.lines, closing));
}

/** A job, task or step by its name. */
const UNIT = /\b(?:job|task|step|flow|workflow) ["'`]?(?<name>[\w-]*[a-z][\w-]*[_-][\w-]+)/gi;

/** Whether the statement is about one job, and an error before it about another: the log is of several. */
function isOfAnother(lines: readonly LogLine[], closing: ClosingStatement): boolean {
  const namesIn = (text: string) =>
    [...text.slice(0, 400).matchAll(UNIT)].map((hit) => hit.groups?.["name"] ?? "");
  const own = namesIn(closing.text);
  if (own.length === 0) return false;
  return lines.some(
    ({ no, level, text }) =>
      no < closing.line && isErrorLevel(level) && namesIn(text).some((name) => !own.includes(name)),
  );
}

/** How far above an error's own line its retry may be announced. */
const RETRY_REACH = 8;

/** Points of `lineEvidence` from which an unmarked line counts as an error. */
const ERROR_WEIGHT = 50;

function isError({ level, text }: LogLine): boolean {
  if (isErrorLevel(level)) return true;
  return level === null && (lineEvidence(text)?.weight ?? 0) >= ERROR_WEIGHT;
}

const RETRIED =
  /\bretr(?:y|ies|ying|ied)\b|\battempt \d|\bre-?connect|\btrying again\b|\bresubmit|\brecovered\b|\bresum(?:ing|ed)\b|\bre-?established\b/i;

/** The outcome of a flow whose own end is not in the log: failed if any of its tasks failed. */
function ofTasks(tasks: readonly Found[]): Found | null {
  return tasks.find(({ verdict }) => verdict.failed) ?? tasks.at(-1) ?? null;
}
