import { gitHubObjection } from "@/lib/code/github-access";
import type { Rerunner } from "@/lib/fixes/reruns/rerunner";
import { shellCommand } from "@/lib/platform/shell-word";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { createGitHubActions } from "@/lib/vendors/github/actions";

/**
 * Starts the workflow on the branch that has the fix. GitHub runs the failed jobs of a run again at its old commit, which is
 * right only for a workflow that cannot be started (without `workflow_dispatch`) and fetches its code itself.
 */
export const gitHubRerunner: Rerunner = {
  starter: ({ incident: { report, run }, branch, gitHub }) => {
    const [owner, repo] = (report.refs["repository"] ?? "").split("/");
    if (!gitHub || !owner || !repo || run === null) return null;
    const objection = gitHubObjection(gitHub, env(), { owner, repo });
    return async (signal) => {
      if (objection !== null) throw new AppError("FORBIDDEN", objection);
      const actions = createGitHubActions(gitHub, { owner, repo }).withSignal(signal);
      const failed = await actions.run(run);
      const ref = branch ?? failed.branch;
      if (failed.workflowId !== null && ref !== null) {
        const isStarted = await actions.startRun(failed.workflowId, ref).then(
          () => true,
          (error: unknown) => {
            if (error instanceof AppError && (error.code === "INVALID" || error.code === "NOT_FOUND"))
              return false;
            throw error;
          },
        );
        if (isStarted) return { run: null };
      }
      await actions.rerunFailedJobs(run);
      return { run };
    };
  },
  command: ({ incident: { report, run }, branch }) => {
    const { repository, workflow } = report.refs;
    if (!repository) return null;
    const name = workflow?.split("/").at(-1);
    const where = `--repo=${repository}`;
    if (name && branch !== null)
      return shellCommand("gh", "workflow", "run", where, `--ref=${branch}`, "--", name);
    return run === null ? null : shellCommand("gh", "run", "rerun", "--failed", where, "--", run);
  },
};
