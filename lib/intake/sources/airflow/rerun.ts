import type { RerunStyle } from "@/lib/intake/sources/descriptor";
import { exactly, rerunCommand } from "@/lib/intake/sources/rerun-command";

/**
 * Airflow's command line, checked against the help of 2.10.5 and 3.3.2. `tasks clear` selects runs by their logical date,
 * both ends included, so a run without one can only be cleared in the user interface.
 */
export const airflowRerun: RerunStyle = {
  repeatRun: ({ pipeline, task, logicalDate }) => {
    if (logicalDate === null) return [];
    const tasks = task === null ? ["--only-failed"] : [`--task-regex=${exactly(task)}`, "--downstream"];
    const dates = [`--start-date=${logicalDate}`, `--end-date=${afterFraction(logicalDate)}`];
    return rerunCommand(
      "Airflow 2 and 3",
      ["airflow", "tasks", "clear", ...tasks, ...dates, "--", pipeline],
      "Airflow lists the task instances and asks before it clears them; then the scheduler runs them again.",
    );
  },
  repeatFailed: ({ pipeline, from, to }) =>
    rerunCommand(
      "Airflow 2 and 3",
      [
        ...["airflow", "tasks", "clear", "--only-failed"],
        ...[`--start-date=${from}`, `--end-date=${afterFraction(to)}`, "--", pipeline],
      ],
      "Airflow lists the failed task instances of these dates and asks before it clears them; runs that succeeded stay as they are.",
    ),
  backfill: ({ pipeline, from, to, version }) => {
    const newer = [`--dag-id=${pipeline}`, `--from-date=${from}`, `--to-date=${to}`];
    const careful = ["--reprocess-behavior=failed", "--max-active-runs=1", "--dry-run"];
    const older = [`--start-date=${from}`, `--end-date=${to}`, "--rerun-failed-tasks", "--dry-run"];
    const major = version?.split(".")[0];
    return [
      ...(major === "2"
        ? []
        : rerunCommand(
            "Airflow 3",
            ["airflow", "backfill", "create", ...newer, ...careful],
            "Airflow lists the logical dates. Run it again without `--dry-run` to create the runs.",
          )),
      ...(major === undefined || major === "2" || major === "1"
        ? rerunCommand(
            "Airflow 2",
            ["airflow", "dags", "backfill", ...older, "--", pipeline],
            "Airflow renders the tasks of these dates. Run it again without `--dry-run` to run those that have not succeeded, in that terminal.",
          )
        : []),
    ];
  },
  byHand: "Open the run in Airflow's grid, select the failed task and choose Clear, with downstream tasks.",
};

/** Dates are stored to the millisecond, but a manual run's has microseconds, which an end without them would exclude. */
function afterFraction(date: string): string {
  const at = new Date(date);
  return at.getUTCMilliseconds() === 0 ? date : new Date(at.getTime() + 1).toISOString();
}
