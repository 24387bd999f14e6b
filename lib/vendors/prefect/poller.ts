import type { z } from "zod";
import { jsonOf, parseAnswer } from "@/lib/vendors/answer";
import {
  Deployment,
  Flow,
  FlowRun,
  Heartbeats,
  LogEntry,
  TaskRun,
  prefectRows,
} from "@/lib/vendors/prefect/schemas";
import type { PrefectSession } from "@/lib/vendors/prefect/session";

/** What was read of a list. */
interface Rows<T> {
  rows: T[];
  /** False if there were too many. */
  isWhole: boolean;
}

type FilterRows = <T extends { id: string | null }>(
  path: string,
  body: Record<string, unknown>,
  row: z.ZodType<T>,
  what: string,
) => Promise<Rows<T>>;

/** Reads what has changed in all flows, in as few requests as possible. Every method throws like PrefectClient's. */
export interface PrefectPoller {
  /** Flow runs of any state that ended since then. */
  flowRunsEndedSince(since: Date): Promise<Rows<FlowRun>>;
  /** Flow runs that run, end, wait for a retry, or wait for a worker although they are due. */
  unfinishedFlowRuns(): Promise<Rows<FlowRun>>;
  taskRunsEndedSince(since: Date): Promise<Rows<TaskRun>>;
  /** Flow runs by their ids; unknown ones are missing. */
  flowRuns(ids: readonly string[]): Promise<FlowRun[]>;
  /** The latest flow runs of a flow that have started, newest first, at most 100. */
  flowRunsOf(flow: string): Promise<FlowRun[]>;
  flows(ids: readonly string[]): Promise<Flow[]>;
  deployments(): Promise<Rows<Deployment>>;
  /** The latest heartbeat since then, as ISO 8601; null if there is none. */
  lastHeartbeat(flowRunId: string, since: Date): Promise<string | null>;
  /** The newest log entry; null for an empty log. */
  lastLogEntry(flowRunId: string): Promise<LogEntry | null>;
}

/** Runs that end while pages are read come first and shift the others to later pages, so that none is missed. */
export function createPrefectPoller(session: PrefectSession, filterRows: FilterRows): PrefectPoller {
  const byIds = async <T extends { id: string | null }>(
    path: string,
    kind: string,
    ids: readonly string[],
    row: z.ZodType<T>,
    what: string,
  ): Promise<T[]> =>
    ids.length === 0 ? [] : (await filterRows(path, { [kind]: { id: { any_: ids } } }, row, what)).rows;
  return {
    flowRunsEndedSince: (since) =>
      filterRows(
        "/flow_runs/filter",
        { flow_runs: { end_time: { after_: since.toISOString() } }, sort: "END_TIME_DESC" },
        FlowRun,
        "the latest flow runs",
      ),
    unfinishedFlowRuns: () =>
      filterRows(
        "/flow_runs/filter",
        {
          flow_runs: {
            state: {
              operator: "or_",
              type: { any_: ["RUNNING", "CANCELLING"] },
              name: { any_: ["Late", "AwaitingRetry"] },
            },
          },
          sort: "EXPECTED_START_TIME_DESC",
        },
        FlowRun,
        "the unfinished flow runs",
      ),
    taskRunsEndedSince: (since) =>
      filterRows(
        "/task_runs/filter",
        { task_runs: { end_time: { after_: since.toISOString() } }, sort: "END_TIME_DESC" },
        TaskRun,
        "the latest task runs",
      ),
    flowRuns: (ids) => byIds("/flow_runs/filter", "flow_runs", ids, FlowRun, "flow runs"),
    flowRunsOf: async (flow) => {
      const what = `the runs of flow ${flow}`;
      const { text } = await session.post(
        "/flow_runs/filter",
        {
          flows: { name: { any_: [flow] } },
          flow_runs: { start_time: { is_null_: false } },
          sort: "START_TIME_DESC",
          limit: 100,
        },
        what,
      );
      return prefectRows(jsonOf(text), FlowRun) ?? [];
    },
    flows: (ids) => byIds("/flows/filter", "flows", ids, Flow, "flows"),
    deployments: () => filterRows("/deployments/filter", {}, Deployment, "the deployments"),
    lastHeartbeat: async (flowRunId, since) => {
      const what = `the heartbeats of flow run ${flowRunId}`;
      const filter = {
        occurred: { since: since.toISOString() },
        event: { name: ["prefect.flow-run.heartbeat"] },
        resource: { id: [`prefect.flow-run.${flowRunId}`] },
        order: "DESC",
      };
      const answer = await session.post("/events/filter", { filter, limit: 1 }, what);
      return parseAnswer(answer, Heartbeats, what, "Prefect").events[0]?.occurred ?? null;
    },
    lastLogEntry: async (flowRunId) => {
      const logs = { flow_run_id: { any_: [flowRunId] } };
      const what = `the log of flow run ${flowRunId}`;
      const { text } = await session.post("/logs/filter", { logs, sort: "TIMESTAMP_DESC", limit: 1 }, what);
      return prefectRows(jsonOf(text), LogEntry)?.[0] ?? null;
    },
  };
}
