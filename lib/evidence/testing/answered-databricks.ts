import type { PeerAnswer } from "@/lib/evidence/testing/collector-cases";
import { sendJson, vendorFixture } from "@/lib/vendors/testing/fake-server";

/** As a job's notification reports the run of the fixtures. */
export const DATABRICKS_RUN = {
  pipeline: "201",
  run: "455644833",
  refs: { job_id: "201", task_run_id: null },
};

const RUNS = new Map([
  ["455644833", "run_failed.json"],
  ["455600001", "run_good.json"],
]);

/**
 * A Databricks that answers as its specification says; nothing of it was recorded. `instead` maps the end of a path to a
 * body.
 */
export function answeredDatabricks(instead: Record<string, object> = {}): PeerAnswer {
  return ({ path, query }, response) => {
    const own = Object.entries(instead).find(([end]) => path.endsWith(end));
    if (own) return sendJson(response, 200, own[1]);
    const runId = query.get("run_id") ?? "";
    if (path === "/api/2.2/jobs/runs/list")
      return sendJson(response, 200, vendorFixture("databricks", "runs_of_job.json"));
    if (path === "/api/2.1/clusters/events")
      return sendJson(response, 200, vendorFixture("databricks", "cluster_events.json"));
    const outputs = JSON.parse(vendorFixture("databricks", "outputs.json")) as Record<string, object>;
    const run = RUNS.get(runId);
    if (path === "/api/2.2/jobs/runs/get" && run)
      return sendJson(response, 200, vendorFixture("databricks", run));
    if (path === "/api/2.2/jobs/runs/get-output" && outputs[runId])
      return sendJson(response, 200, outputs[runId]);
    sendJson(response, 400, vendorFixture("databricks", "error_run_gone.json"));
  };
}
