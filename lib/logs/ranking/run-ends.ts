/** Finds where the attempts in a log begin and where the last one fails; what follows is aftermath. */
import type { ReadLog } from "@/lib/logs/records/record-builder";
import type { LogRecord } from "@/lib/logs/schemas";

const RUN_START =
  /^(?:Starting attempt \d|DAG bundles loaded|::group::Pre (?:task execution|Execute)|Running with dbt=)/;
const TERMINAL =
  /^(?:Task failed with exception|Marking task as (?:FAILED|UP_FOR_RETRY)|Failed to execute (?:job|task)|Encountered exception during execution|Flow run encountered|Crash detected|Process terminated by signal|Task exited with return code -?[1-9]|Engine execution|##\[error\]Process completed with exit code [1-9]|ERROR: Job failed)/;
const AFTERMATH =
  /^(?:Failed to run task callback|Error in callback|Error when executing|Executing (?:failure )?callback|Failed to send|Exception in callback|Failed when executing|Task failed to (?:send|run)|Top level error|error in email|Failed to (?:send|email)|Post job cleanup|Uploading artifacts|Cleaning up (?:project directory|orphan|file based)|(?:##\[group\])?Run actions\/(?:upload|cache)|travis_fold:start:after_failure|after_(?:failure|script)\b|Running after_script)/i;

/** Run boundaries that affect ranking, as indexes into the records. */
export interface RunEnds {
  /** First record of the last run or attempt. */
  lastStart: number;
  /** The record that declares the failure of the last run, or null. */
  terminal: number | null;
  /** Records of callbacks and emails that failed after the task. */
  aftermath: ReadonlySet<number>;
}

/** Whether a line starts a run or attempt, or declares that one failed. */
export function isRunEdge(text: string): boolean {
  return RUN_START.test(text) || TERMINAL.test(text);
}

/** Finds the run boundaries; a log without any counts as a single run. */
export function findRunEnds(log: ReadLog): RunEnds {
  const { records } = log;
  let lastStart = 0;
  for (const [index, record] of records.entries()) {
    if (isRunStart(record, records[index - 1])) lastStart = index;
  }
  let terminal: number | null = null;
  const aftermath = new Set<number>();
  let inAftermath = false;
  for (let index = lastStart; index < records.length; index += 1) {
    const { message, level } = records[index] ?? { message: "", level: null };
    // If every line is stamped, a callback's traceback is in records without a level.
    inAftermath = terminal !== null && (AFTERMATH.test(message) || (inAftermath && level === null));
    if (inAftermath) aftermath.add(index);
    else if (terminal === null && TERMINAL.test(message)) terminal = index;
  }
  return { lastStart, terminal, aftermath };
}

/** Whether a record starts a run. Several start messages of one run count once. */
function isRunStart(record: LogRecord, before: LogRecord | undefined): boolean {
  const code = record.message.charCodeAt(0);
  if (code !== 83 && code !== 68 && code !== 58 && code !== 82) return false;
  if (!RUN_START.test(record.message)) return false;
  if (record.message.startsWith("DAG bundles loaded"))
    return before?.message.startsWith("::group::Pre") !== true;
  if (record.message.startsWith("Running with dbt="))
    return before === undefined || !/INFO/.test(before.message);
  return true;
}
