import type { SilentEnding } from "@/lib/evidence/endings/schemas";

/** A line that may say how an attempt ended. */
export interface EndingLine {
  text: string;
  /** The person who did it; null if nobody or not known. */
  by: string | null;
}

const MAX_LINE = 2_000;

/** In order of precedence: what a person did explains what the scheduler then saw. */
const SIGNS: readonly (readonly [SilentEnding, RegExp])[] = [
  [
    "marked_failed",
    /^event (?:api\.)?(?:patch|bulk|set|post_set)_\w{1,60}\b.{0,400}"(?:new_)?state": ?"failed"|manually set to .?failed|externally set to failed/,
  ],
  ["deadlock", /\ball_tasks_deadlocked\b|\bno runnable tasks\b/i],
  ["run_timeout", /\(dagrun_timeout\)|^reason: timed_out$|has timed-out/],
  ["heartbeat_lost", /did not emit heartbeat|heartbeat timeout|without a heartbeat|: no heartbeat$/i],
  ["out_of_memory", /\bOOMKilled\b|exceeded (?:its )?memory (?:limit|allocation)|\bmemory limit exceeded\b/i],
  [
    "killed",
    /\bSIGKILL\b|\breturn code -9\b|\bstatus code: -9\b|\bexit code (?:137|-9)\b|terminated by (?:a )?signal|aborted by a termination signal/i,
  ],
  ["stuck_in_queue", /stuck in queued|^state Late\b/i],
  ["not_started", /Failed to submit flow run|not start: upstream_failed|Dag not found during start up/i],
  ["state_mismatch", /^event state mismatch\b/i],
  // What Airflow's callback, our plugin and OpenLineage say of a task that sent no error itself.
  [
    "without_report",
    /^reason: (?:Process ended without an exception|The task itself reported nothing|Failed tasks: )/,
  ],
  ["cancelled", /^state (?:Cancell|Cancel)\w*\b/i],
];

/** The ending that the lines show, and the 1-based line that shows it; null if none does. Pure. */
export function silentEnding(
  lines: readonly EndingLine[],
): { ending: SilentEnding; line: number; by: string | null } | null {
  for (const [ending, sign] of SIGNS) {
    // The last one is about the final try.
    const at = lines.findLastIndex(({ text }) => sign.test(text.slice(0, MAX_LINE)));
    const found = lines[at];
    if (found !== undefined) return { ending, line: at + 1, by: found.by };
  }
  return null;
}
