import type { RerunStyle } from "@/lib/intake/sources/descriptor";
import { rerunCommand } from "@/lib/intake/sources/rerun-command";

/**
 * Dagster's command line, checked against the help of 1.13. It cannot re-execute a run from its failure; only the user
 * interface and GraphQL can. Partition keys are the user's own, so dates become partitions only for a daily job.
 */
export const dagsterRerun: RerunStyle = {
  repeatRun: () => [],
  repeatFailed: () => [],
  backfill: ({ pipeline, from, to }) => {
    const range = [`--from=${from.slice(0, 10)}`, `--to=${to.slice(0, 10)}`];
    return rerunCommand(
      "Dagster, for a job with daily partitions",
      ["dagster", "job", "backfill", `--job=${pipeline}`, ...range],
      "Dagster lists the partitions and asks before it starts them. Run it where `workspace.yaml` is.",
    );
  },
  byHand: "Open the run in Dagster and choose Re-execute from failure.",
};
