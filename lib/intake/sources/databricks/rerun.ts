import type { RerunStyle } from "@/lib/intake/sources/descriptor";
import { rerunCommand } from "@/lib/intake/sources/rerun-command";

/** Databricks repairs a run: its failed and skipped tasks run again in it, the successful ones do not. */
export const databricksRerun: RerunStyle = {
  repeatRun: ({ run }) =>
    run === null || !/^\d{1,20}$/.test(run)
      ? []
      : rerunCommand(
          "Databricks CLI",
          ["databricks", "jobs", "repair-run", run, "--rerun-all-failed-tasks"],
          "The failed tasks and those that depend on them run again. A second repair of the same run also needs `--latest-repair-id`.",
        ),
  repeatFailed: () => [],
  backfill: () => [],
  byHand: "Open the run in Databricks and choose Repair run.",
};
