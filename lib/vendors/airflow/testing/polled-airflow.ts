import type { ServerResponse } from "node:http";
import { airflowFixture, startAirflow2, startAirflow3 } from "@/lib/vendors/airflow/testing/fake-airflow";
import { sendJson, type FakeServer, type SeenRequest } from "@/lib/vendors/testing/fake-server";

/** A row as Airflow answers it, and when it last changed, which Airflow does not tell. */
type Row = Record<string, unknown> & { updated: string };

/** What the fake Airflow knows. Tests change it between passes. */
export interface AirflowWorld {
  dags: Record<string, unknown>[];
  runs: Row[];
  tasks: Row[];
  importErrors: Record<string, unknown>[];
  assets: Record<string, unknown>[];
  assetEvents: Record<string, unknown>[];
  /** The part of the health answer that differs from a healthy one. */
  health: Record<string, unknown>;
  /** Status and body for paths that fail. */
  failing: (path: string) => [number, unknown] | null;
  /** Log text of running tasks, by task id. */
  logs: Record<string, string>;
  /** The audit log, newest first. */
  events: Record<string, unknown>[];
}

export function emptyWorld(): AirflowWorld {
  return {
    dags: [],
    runs: [],
    tasks: [],
    importErrors: [],
    assets: [],
    assetEvents: [],
    health: {},
    failing: () => null,
    logs: {},
    events: [],
  };
}

const recorded = (name: string, key: string) =>
  (JSON.parse(airflowFixture(name)) as Record<string, Record<string, unknown>[]>)[key]?.[0] ?? {};

/** A run like a recorded one, with these fields. `updated` defaults to its end, or its start. */
export function rawRun(part: Record<string, unknown>): Row {
  const row = { ...recorded("v2_poll_dagRuns.json", "dag_runs"), ...part };
  return { updated: String(row["end_date"] ?? row["start_date"] ?? row["run_after"]), ...row };
}

/** A task instance like a recorded one, with these fields. */
export function rawTask(part: Record<string, unknown>): Row {
  const row = { ...recorded("v2_poll_taskInstances.json", "task_instances"), ...part };
  return { updated: String(row["end_date"] ?? row["start_date"]), ...row };
}

export function rawDag(part: Record<string, unknown>): Record<string, unknown> {
  return { ...recorded("v2_poll_dags.json", "dags"), ...part };
}

/** An Airflow 3 that answers pollers from `world`, with the page limit, filters and errors of the real one. */
export function startPolledAirflow3(world: AirflowWorld): Promise<FakeServer> {
  return startAirflow3(answerFrom(world, "v2"));
}

/** The same as Airflow 2. */
export function startPolledAirflow2(world: AirflowWorld): Promise<FakeServer> {
  return startAirflow2(answerFrom(world, "v1"));
}

/** The most that Airflow returns at once, whatever is asked for. */
const PAGE_LIMIT = 100;

/** Answers requests to the API from `world`. */
export function answerFrom(world: AirflowWorld, api: "v1" | "v2") {
  return (request: SeenRequest, response: ServerResponse): void => {
    const path = decodeURIComponent(request.path).replace(`/api/${api}`, "");
    const failure = world.failing(path);
    if (failure) {
      // Tests do not wait for the backoff.
      response.setHeader("retry-after", "0");
      return sendJson(response, ...failure);
    }
    const page = (key: string, rows: readonly Record<string, unknown>[]) =>
      sendJson(response, 200, pageOf(key, rows, request.query));
    const isV2 = api === "v2";
    switch (path) {
      case "/monitor/health":
      case "/health": {
        const healthy = JSON.parse(airflowFixture("v2_monitor_health.json")) as Record<string, unknown>;
        return sendJson(response, 200, { ...healthy, ...world.health });
      }
      case "/dags/~/dagRuns":
        return page("dag_runs", changedRows(world.runs, request.query));
      case "/dags/~/dagRuns/~/taskInstances":
        if (!isV2 && request.query.has("order_by"))
          return sendJson(response, 400, { detail: "unknown parameter" });
        return page("task_instances", changedRows(world.tasks, request.query));
      case "/eventLogs":
        return page("event_logs", world.events);
      case "/importErrors":
        return page("import_errors", world.importErrors);
      case "/dags":
        return page("dags", world.dags);
      case isV2 ? "/assets" : "/datasets":
        return page(isV2 ? "assets" : "datasets", world.assets);
      case isV2 ? "/assets/events" : "/datasets/events":
        // As Airflow 3.3.2 answers.
        if (request.query.get("order_by") === "id")
          return sendJson(response, 400, { detail: "Ordering with 'id' is disallowed" });
        return page(isV2 ? "asset_events" : "dataset_events", world.assetEvents);
    }
    return answerOne(world, path, response);
  };
}

function answerOne(world: AirflowWorld, path: string, response: ServerResponse): void {
  const [, dag, rest] = /^\/dags\/([^/]+)(\/.*)?$/.exec(path) ?? [];
  if (rest === "/details") {
    const details = JSON.parse(airflowFixture("v2_poll_dag_details.json")) as object;
    return sendJson(response, 200, { ...details, dag_id: dag });
  }
  if (rest === "/dagRuns") {
    const rows = world.runs.filter((run) => run["dag_id"] === dag);
    return sendJson(response, 200, { dag_runs: rows.slice(-PAGE_LIMIT), total_entries: rows.length });
  }
  const [, run, ofRun] = /^\/dagRuns\/([^/]+)(\/.*)?$/.exec(rest ?? "") ?? [];
  if (run !== undefined) {
    const isOfRun = (row: Row) => row["dag_id"] === dag && row["dag_run_id"] === run;
    const tasks = world.tasks.filter(isOfRun);
    const found =
      ofRun === undefined
        ? world.runs.find(isOfRun)
        : tasks.find((row) => ofRun === `/taskInstances/${String(row["task_id"])}`);
    if (found) return sendJson(response, 200, found);
    if (ofRun === "/taskInstances")
      return sendJson(response, 200, { task_instances: tasks, total_entries: tasks.length });
  }
  const task = /\/taskInstances\/([^/]+)\/logs\//.exec(rest ?? "")?.[1];
  const log = task === undefined ? undefined : world.logs[task];
  if (log !== undefined)
    return sendJson(response, 200, { content: log.split("\n"), continuation_token: null });
  return sendJson(response, 404, { detail: `no ${path}` });
}

function changedRows(rows: readonly Row[], query: URLSearchParams): Row[] {
  const since = Date.parse(query.get("updated_at_gte") ?? "1970-01-01T00:00:00Z");
  const states = query.getAll("state");
  return rows.filter(
    (row) =>
      Date.parse(row.updated) >= since && (states.length === 0 || states.includes(String(row["state"]))),
  );
}

function pageOf(key: string, rows: readonly Record<string, unknown>[], query: URLSearchParams) {
  const limit = Math.min(Number(query.get("limit") ?? PAGE_LIMIT), PAGE_LIMIT);
  const offset = Number(query.get("offset") ?? 0);
  const shown = rows.slice(offset, offset + limit).map(({ updated: _updated, ...row }) => row);
  return { [key]: shown, total_entries: rows.length };
}
