import { differentParameters } from "@/lib/evidence/deployments/different-parameters";
import type { DeployChange } from "@/lib/evidence/deployments/schemas";
import type { DeploymentReading, EndingEvent, UpstreamReading } from "@/lib/evidence/orchestrators/reader";
import { prefectStateMeaning } from "@/lib/intake/sources/prefect/states";
import { AppError } from "@/lib/platform/errors";
import type { PrefectClient } from "@/lib/vendors/prefect/client";
import type { FlowRun, TaskRun } from "@/lib/vendors/prefect/schemas";

const MAX_EARLIER = 25;
const MAX_TASKS = 50;
/** Events are looked for from this long before the run started. */
const EVENTS_BEFORE_MS = 3_600_000;

/** Runs of the flow that started before this one, newest first. */
export async function earlierRuns(client: PrefectClient, id: string): Promise<FlowRun[]> {
  const run = await client.flowRun(id);
  if (!run.flowId) return [];
  const runs = await client.listFlowRuns(run.flowId, { limit: MAX_EARLIER + 1, before: run.startedAt });
  return runs.filter((other) => other.id !== run.id).slice(0, MAX_EARLIER);
}

/** The task runs whose results the failed ones used; a flow run is triggered by no assets. */
export async function readPrefectUpstream(client: PrefectClient, id: string): Promise<UpstreamReading> {
  const tasks = await client.taskRuns(id);
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const found = new Map<string, TaskRun>();
  let next = tasks.filter(({ stateType }) => prefectStateMeaning(stateType) === "failed");
  while (next.length > 0 && found.size < MAX_TASKS) {
    const ids = new Set(next.flatMap(({ upstreamIds }) => upstreamIds));
    next = [...ids].flatMap((upstream) => (found.has(upstream) ? [] : (byId.get(upstream) ?? [])));
    for (const task of next) found.set(task.id, task);
  }
  return {
    tasks: [...found.values()].slice(0, MAX_TASKS).map((task) => ({
      task: task.name ?? task.id,
      state: task.stateName ?? task.stateType,
      endedAt: task.endedAt,
      durationMs: spanMs(task.startedAt, task.endedAt),
    })),
    triggers: [],
  };
}

function spanMs(from: string | null, to: string | null): number | null {
  return from === null || to === null ? null : Date.parse(to) - Date.parse(from);
}

/** What differs between the newest earlier run that succeeded and the failed one. */
export async function readPrefectDeployment(client: PrefectClient, id: string): Promise<DeploymentReading> {
  const [run, earlier] = await Promise.all([client.flowRun(id), earlierRuns(client, id)]);
  const good = earlier.find(({ stateType }) => prefectStateMeaning(stateType) === "succeeded");
  return {
    goodRun: good === undefined ? null : { runId: good.id, endedAt: good.endedAt },
    changes:
      good === undefined
        ? []
        : [...versionChanges(good, run), ...differentParameters(good.parameters, run.parameters)],
    packages: null,
    definitionDiff: null,
  };
}

function versionChanges(good: FlowRun, run: FlowRun): DeployChange[] {
  const pairs: [DeployChange["kind"], string, string | null, string | null][] = [
    ["version", "deployment version", good.deploymentVersion, run.deploymentVersion],
    ["code", "flow source", good.flowVersion, run.flowVersion],
    ["image", "container image", good.image, run.image],
    ["setting", "work pool", good.workPool, run.workPool],
  ];
  return pairs
    .filter(([, , before, after]) => before !== after && after !== null)
    .map(([kind, name, before, after]) => ({ kind, name, before, after, by: null, at: null }));
}

/** The states of the run and the events about it, oldest first. */
export async function readPrefectEnding(client: PrefectClient, id: string): Promise<EndingEvent[]> {
  const [run, states] = await Promise.all([client.flowRun(id), client.flowRunStates(id)]);
  const begin = Date.parse(run.startedAt ?? run.expectedStartAt ?? states[0]?.at ?? "");
  const events = Number.isNaN(begin)
    ? []
    : await client.runEvents(id, new Date(begin - EVENTS_BEFORE_MS)).catch((error: unknown) => {
        // Older servers have no events, and a role may not be allowed to read them.
        const codes: readonly string[] = ["NOT_FOUND", "FORBIDDEN", "INVALID"];
        if (error instanceof AppError && codes.includes(error.code)) return [];
        throw error;
      });
  return [
    ...states.map(({ name, type, message, at }) => ({
      at,
      text: `state ${name ?? type ?? "?"}${message ? `: ${message}` : ""}`,
      by: null,
    })),
    // A change of state is listed above; heartbeats matter by the last one.
    ...lastOfEach(events.filter(({ isStateChange }) => !isStateChange)).map(({ at, event }) => ({
      at,
      text: `event ${event}`,
      by: null,
    })),
  ].toSorted((a, b) => (a.at ?? "").localeCompare(b.at ?? ""));
}

function lastOfEach<Row extends { event: string }>(newestFirst: readonly Row[]): Row[] {
  return newestFirst.filter((row, at) => newestFirst.findIndex(({ event }) => event === row.event) === at);
}
