import type { PeerAnswer } from "@/lib/evidence/testing/collector-cases";
import { sendJson, vendorFixture, type SeenRequest } from "@/lib/vendors/testing/fake-server";

/** The DAG of the recordings that are answered for `airflowTarget`. */
const DAG = "c03_retry_then_fail";

/**
 * An Airflow 3 that answers with recordings of a real one. `table` maps the end of a path to a recording or to a body; a
 * path that is not in it is answered with 404. The first entry that matches counts. DAGs of other recordings are renamed.
 */
export function recordedAirflow3(table: Record<string, string | object>): PeerAnswer {
  return (request, response) => {
    const path = decodeURIComponent(request.path);
    if (path === "/api/v2/version")
      return sendJson(response, 200, vendorFixture("airflow", "v2_version.json"));
    const found = Object.entries(table).find(([end]) => path.endsWith(end))?.[1];
    if (found === undefined) return sendJson(response, 404, { detail: `no ${path}` });
    if (typeof found !== "string") return sendJson(response, 200, found);
    const text = vendorFixture("airflow", found);
    return sendJson(response, 200, text.replaceAll(/\bc\d\d_[a-z_0-9]+(?=")/g, DAG));
  };
}

/** A troubled server still tells its version. */
export const isVersionRequest = ({ path }: SeenRequest): boolean => path.endsWith("/version");

/** Lists without rows. */
export const EMPTY_LISTS = {
  "/taskInstances": { task_instances: [], total_entries: 0 },
  "/tries": { task_instances: [], total_entries: 0 },
  "/dagRuns": { dag_runs: [], total_entries: 0 },
  "/eventLogs": { event_logs: [], total_entries: 0 },
  "/dagVersions": { dag_versions: [], total_entries: 0 },
  "/upstreamAssetEvents": { asset_events: [], total_entries: 0 },
} as const;
