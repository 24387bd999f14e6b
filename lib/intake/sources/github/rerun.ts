import type { RerunStyle } from "@/lib/intake/sources/descriptor";
import { rerunCommand } from "@/lib/intake/sources/rerun-command";

/** GitHub's command line: a pipeline is a workflow, `owner/repository/.github/workflows/file.yml`. */
export const githubRerun: RerunStyle = {
  repeatRun: ({ pipeline, run }) => {
    const repository = /^[\w.-]+\/[\w.-]+(?=\/)/.exec(pipeline)?.[0];
    if (repository === undefined || run === null || !/^\d{1,20}$/.test(run)) return [];
    return rerunCommand(
      "GitHub CLI",
      ["gh", "run", "rerun", run, "--failed", `--repo=${repository}`],
      "The failed jobs and those that need them run again, with the workflow file of that commit.",
    );
  },
  repeatFailed: () => [],
  backfill: () => [],
  byHand: "Open the run on GitHub and choose Re-run failed jobs.",
};
