import type { EvidenceTarget } from "@/lib/evidence/collector";
import type { PeerAnswer } from "@/lib/evidence/testing/collector-cases";
import { airflowTarget } from "@/lib/evidence/testing/targets";
import { sendJson, vendorFixture } from "@/lib/vendors/testing/fake-server";

/** A flow run recorded from a real Prefect server, with its states, task runs and log. */
interface RecordedRun {
  flow_run: { id: string; flow_id: string; start_time: string };
  flow_run_states: object[];
  task_runs: object[];
  logs: { timestamp: string }[];
}

export const recordedRun = (name: string): RecordedRun =>
  JSON.parse(vendorFixture("prefect", `${name}.json`)) as RecordedRun;

/** A Prefect server that has these runs of one flow, newest first, and answers `more` at the ends of other paths. */
export function recordedPrefect(
  runs: readonly RecordedRun[],
  more: Record<string, unknown> = {},
): PeerAnswer {
  return ({ path, query, body }, response) => {
    const wanted = JSON.parse(body || "{}") as {
      logs?: { flow_run_id?: { any_: string[] } };
      flow_runs?: { id?: { any_: string[] } };
      offset?: number;
      sort?: string;
    };
    const byId = (id: string | null | undefined) => runs.find(({ flow_run: run }) => run.id === id);
    const extra = Object.entries(more).find(([end]) => path.endsWith(end));
    if (extra) return sendJson(response, 200, extra[1]);
    if (path.endsWith("/logs/filter")) {
      const logs = byId(wanted.logs?.flow_run_id?.any_[0])?.logs ?? [];
      const offset = wanted.offset ?? 0;
      return sendJson(response, 200, logs.toReversed().slice(offset, offset + 200));
    }
    if (path.endsWith("/flow_run_states/"))
      return sendJson(response, 200, byId(query.get("flow_run_id"))?.flow_run_states ?? []);
    if (path.endsWith("/task_runs/filter"))
      return sendJson(response, 200, byId(wanted.flow_runs?.id?.any_[0])?.task_runs ?? []);
    if (path.endsWith("/flow_runs/filter"))
      return sendJson(
        response,
        200,
        runs.map((run) => run.flow_run),
      );
    const run = byId(path.split("/").at(-1));
    if (run) return sendJson(response, 200, run.flow_run);
    return sendJson(response, 404, { detail: "Not Found" });
  };
}

/** The failed flow run of a recording. */
export function prefectTarget(
  url: string | null,
  run: RecordedRun,
  part: Partial<EvidenceTarget> = {},
): EvidenceTarget {
  const target = airflowTarget(url, {
    pipeline: run.flow_run.flow_id,
    task: null,
    taskId: null,
    run: run.flow_run.id,
    tryNumber: null,
    ...part,
  });
  return { ...target, source: { ...target.source, kind: "prefect", name: "Prefect" } };
}
