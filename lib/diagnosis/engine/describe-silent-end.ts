import type { SilentEnding } from "@/lib/evidence/endings/schemas";
import type { Category } from "@/lib/failures/schemas";

interface Description {
  category: Category;
  /** What the cited event shows. */
  claim: string;
  /** The root cause, without a full stop. */
  cause: string;
}

/** In words how an attempt ended that left no error; `by` is who ended it. Pure. */
export function describeSilentEnd(ending: SilentEnding, by: string | null): Description {
  const who = by === null ? "Someone" : `\`${by}\``;
  switch (ending) {
    case "heartbeat_lost":
      return {
        category: "infrastructure",
        claim: "The orchestrator received no more heartbeats",
        cause:
          "The task's heartbeat stopped: its process or its worker died, froze, or lost the connection to the orchestrator",
      };
    case "marked_failed":
      return {
        category: "infrastructure",
        claim: `${who} marked it as failed`,
        cause: `${who} marked it as failed while it ran`,
      };
    case "state_mismatch":
      return {
        category: "infrastructure",
        claim: "The executor and the scheduler disagreed about the task's state",
        cause:
          "The executor reported that the task had ended while Airflow had it in another state; its process ended without a report",
      };
    case "without_report":
      return {
        category: "infrastructure",
        claim: "The task failed without reporting an error",
        cause:
          "The task failed without reporting an error: its process was killed, most often because it used too much memory, its host was lost, or its report did not arrive",
      };
    case "run_timeout":
      return {
        category: "configuration",
        claim: "The run timed out",
        cause: "The run took longer than its timeout allows, so its running tasks were stopped",
      };
    case "deadlock":
      return {
        category: "configuration",
        claim: "The run was deadlocked",
        cause:
          "No task of the run could start any more, although it was not finished: a deadlock of its dependencies",
      };
    case "out_of_memory":
      return {
        category: "resource_exhausted",
        claim: "The process was killed because it exceeded its memory limit",
        cause: "The process exceeded its memory limit and was killed",
      };
    case "killed":
      return {
        category: "resource_exhausted",
        claim: "The process was killed by a signal",
        cause:
          "The process was killed from outside, most often because it used too much memory, or because its host was shut down",
      };
    case "stuck_in_queue":
      return {
        category: "infrastructure",
        claim: "No worker took the task from the queue in time",
        cause: "No worker took the task from the queue in time",
      };
    case "not_started":
      return {
        category: "infrastructure",
        claim: "The attempt never started",
        cause:
          "The attempt never started: it could not be handed to a worker, or something it depends on failed",
      };
    case "cancelled":
      return {
        category: "infrastructure",
        claim: `${by === null ? "It" : `${who}`} ${by === null ? "was cancelled" : "cancelled it"}`,
        cause: by === null ? "The run was cancelled from outside" : `${who} cancelled the run`,
      };
  }
}
