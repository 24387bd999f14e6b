import type { PeerAnswer } from "@/lib/evidence/testing/collector-cases";
import { sendJson, vendorFixture } from "@/lib/vendors/testing/fake-server";

/** As dbt Cloud's webhook reports the run of the fixtures. */
export const DBT_CLOUD_RUN = {
  pipeline: "12345",
  run: "218726483",
  refs: { dbt_cloud_run: "218726483", dbt_cloud_account: "1" },
};

const RUNS = "/api/v2/accounts/1/runs/";

const ANSWERS: Record<string, string> = {
  "/api/v2/accounts/": "accounts.json",
  [RUNS]: "runs_of_job.json",
  [`${RUNS}218726483/`]: "run_error.json",
  [`${RUNS}218700000/`]: "run_good.json",
  [`${RUNS}218726483/artifacts/run_results.json`]: "run_results.json",
  [`${RUNS}218726483/artifacts/manifest.json`]: "manifest.json",
};

/**
 * A dbt Cloud that answers as its specification says; the logs and artifacts were recorded from dbt. `instead` maps a path
 * below the runs to a body, or to null for 404.
 */
export function answeredDbtCloud(instead: Record<string, object | null> = {}): PeerAnswer {
  return ({ path }, response) => {
    const own = Object.entries(instead).find(([end]) => path === RUNS + end);
    if (own) return own[1] === null ? notFound() : sendJson(response, 200, own[1]);
    const name = ANSWERS[path];
    return name === undefined ? notFound() : sendJson(response, 200, vendorFixture("dbt-cloud", name));

    function notFound() {
      sendJson(response, 404, {
        status: { code: 404, is_success: false, user_message: "Not found." },
        data: null,
      });
    }
  };
}
