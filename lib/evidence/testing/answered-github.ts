import type { EvidenceTarget } from "@/lib/evidence/collector";
import type { PeerAnswer } from "@/lib/evidence/testing/collector-cases";
import { runTarget } from "@/lib/evidence/testing/run-target";
import { sendJson, vendorFixture } from "@/lib/vendors/testing/fake-server";

const REPOSITORY = "/repos/acme/pipelines";
const RUN = `${REPOSITORY}/actions/runs/19000000001`;

const ANSWERS: Record<string, string> = {
  [RUN]: "actions_run_attempt_2.json",
  [`${RUN}/attempts/2`]: "actions_run_attempt_2.json",
  [`${RUN}/attempts/1/jobs`]: "actions_jobs_attempt_1.json",
  [`${RUN}/attempts/2/jobs`]: "actions_jobs_attempt_2.json",
  [`${REPOSITORY}/actions/runs/18900000001/attempts/1/jobs`]: "actions_jobs_good.json",
  [`${REPOSITORY}/actions/workflows/9001/runs`]: "actions_runs_of_workflow.json",
  [`${REPOSITORY}/check-runs/502/annotations`]: "actions_annotations.json",
  [`${REPOSITORY}/check-runs/503/annotations`]: "actions_annotations.json",
};
/** The log of each job. */
const LOGS: Record<string, string> = {
  "502": "actions_job_failed.txt",
  "503": "actions_job_failed.txt",
  "402": "actions_job_failed.txt",
  "302": "actions_job_good.txt",
};

/**
 * A GitHub that answers as its specification says; nothing of it was recorded. A log is a redirect to `logsAt`, where this
 * server has it as well. `instead` maps the end of a path to a body.
 */
export function answeredGitHub(
  logsAt: (jobId: string) => string,
  instead: Record<string, object> = {},
): PeerAnswer {
  return ({ path }, response) => {
    const own = Object.entries(instead).find(([end]) => path.endsWith(end));
    if (own) return sendJson(response, 200, own[1]);
    const jobId = /\/actions\/jobs\/(\d+)\/logs$/.exec(path)?.[1];
    if (jobId !== undefined) return void response.writeHead(302, { location: logsAt(jobId) }).end();
    const stored = /^\/stored\/(\d+)$/.exec(path)?.[1];
    const log = stored === undefined ? undefined : LOGS[stored];
    if (log !== undefined)
      return void response.writeHead(200, { "content-type": "text/plain" }).end(vendorFixture("github", log));
    const name = ANSWERS[path];
    if (name !== undefined) return sendJson(response, 200, vendorFixture("github", name));
    sendJson(response, 404, { message: "Not Found", documentation_url: "https://docs.github.com/rest" });
  };
}

/** The second attempt of the workflow run, as its webhook reports it; `url` is GitHub's API, if connected. */
export function gitHubTarget(url: string | null): EvidenceTarget {
  const target = runTarget("github", null, {
    pipeline: "acme/pipelines/.github/workflows/dbt.yml",
    run: "19000000001",
    refs: { repository: "acme/pipelines", workflow: ".github/workflows/dbt.yml" },
    tryNumber: 2,
  });
  return {
    ...target,
    gitHub: url === null ? null : { apiUrl: url, token: "gh-token", isUserConfigured: true },
  };
}
