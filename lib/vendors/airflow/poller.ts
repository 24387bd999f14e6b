import type { z } from "zod";
import { pathSegment } from "@/lib/platform/http/outbound";
import type { AirflowReader, Query } from "@/lib/vendors/airflow/reader";
import { Asset, AssetEvent, Dag, DagRun, DagZone, TaskInstance } from "@/lib/vendors/airflow/schemas";

/** The most rows read of one list; the rest is left out. */
const MAX_ROWS = 100_000;
/** Far fewer than this run at a time. */
const MAX_RUNNING = 2_000;

/** What was read of a list. */
export interface Rows<T> {
  rows: T[];
  /** False if there were too many. */
  isWhole: boolean;
}

/** Reads what has changed in all DAGs, in as few requests as possible. Every method throws like AirflowClient's. */
export interface AirflowPoller {
  /** Runs of any state that changed since then. */
  runsSince(since: Date): Promise<Rows<DagRun>>;
  /** Task instances in one of these states that changed since then. */
  tasksSince(since: Date, states: readonly string[]): Promise<Rows<TaskInstance>>;
  runningTasks(): Promise<Rows<TaskInstance>>;
  /** DAGs whose file still defines them. */
  dags(): Promise<Rows<Dag>>;
  /** The time zone of a DAG's schedule; null if Airflow does not say. */
  timeZone(dag: string): Promise<string | null>;
  /** Assets of Airflow 3, datasets of Airflow 2. */
  assets(): Promise<Rows<Asset>>;
  /** Changes of assets since then. */
  assetEventsSince(since: Date): Promise<Rows<AssetEvent>>;
}

/**
 * `updated_at_gte` is a filter of both APIs, though the answers have no `updated_at`. Rows are ordered by id, because a
 * row that changes while pages are read must not move an unread one to an earlier page; v1 cannot order task instances.
 */
export function createAirflowPoller(api: AirflowReader): AirflowPoller {
  const all = <T>(path: string, key: string, row: z.ZodType<T>, query: Query, what: string, max = MAX_ROWS) =>
    api.listAll(path, key, row, query, what, max);
  const tasks = async (query: Query, what: string, max?: number) => {
    const order: Query = (await api.apiVersion()) === "v2" ? { order_by: "id" } : {};
    return all(
      "/dags/~/dagRuns/~/taskInstances",
      "task_instances",
      TaskInstance,
      { ...query, ...order },
      what,
      max,
    );
  };
  return {
    runsSince: (since) =>
      all(
        "/dags/~/dagRuns",
        "dag_runs",
        DagRun,
        { updated_at_gte: since.toISOString(), order_by: "id" },
        "the latest runs",
      ),
    tasksSince: async (since, states) => {
      const found = await tasks(
        { state: states, updated_at_gte: since.toISOString() },
        "the latest task instances",
      );
      // v2 ignores a filter it does not know, so filter again here.
      return { ...found, rows: found.rows.filter(({ state }) => state !== null && states.includes(state)) };
    },
    runningTasks: async () => {
      const found = await tasks({ state: ["running"] }, "the running tasks", MAX_RUNNING);
      return { ...found, rows: found.rows.filter(({ state }) => state === "running") };
    },
    dags: () => all("/dags", "dags", Dag, { order_by: "dag_id" }, "the DAGs"),
    timeZone: async (dag) =>
      (await api.get(`/dags/${pathSegment(dag)}/details`, DagZone, `the details of DAG ${dag}`)).timeZone,
    assets: async () => {
      const key = (await api.apiVersion()) === "v2" ? "assets" : "datasets";
      return all(`/${key}`, key, Asset, { order_by: "id" }, `the ${key}`);
    },
    assetEventsSince: async (since) => {
      const isV2 = (await api.apiVersion()) === "v2";
      // v1 has no filter by time; its newest events come first, and one page of them is enough for a minute.
      const [path, key, query, max]: [string, string, Query, number] = isV2
        ? [
            "/assets/events",
            "asset_events",
            { timestamp_gte: since.toISOString(), order_by: "timestamp" },
            MAX_ROWS,
          ]
        : ["/datasets/events", "dataset_events", { order_by: "-timestamp" }, 100];
      const found = await all(path, key, AssetEvent, query, "the asset events", max);
      return { ...found, rows: found.rows.filter(({ at }) => at !== null && at >= since.toISOString()) };
    },
  };
}
