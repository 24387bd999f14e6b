import { intOf, listOf, objectOf, lenientText } from "@/lib/intake/sources/lenient";
import {
  PrefectBody,
  PrefectEvent,
  PrefectState,
  type PrefectRun,
} from "@/lib/intake/sources/prefect/schema";

/** The facts in a Prefect payload, independent of its form. */
export interface PrefectFacts {
  isTask: boolean;
  eventName: string | null;
  eventId: string | null;
  flowName: string | null;
  flowId: string | null;
  flowRunId: string | null;
  flowRunName: string | null;
  taskName: string | null;
  taskRunId: string | null;
  parentTaskRunId: string | null;
  parentFlowRunId: string | null;
  deploymentId: string | null;
  deploymentName: string | null;
  workPool: string | null;
  tags: string | null;
  url: string | null;
  environment: string | null;
  runCount: number | null;
  retries: number | null;
  startedAt: string | null;
  endedAt: string | null;
  stateType: string | null;
  stateName: string | null;
  stateMessage: string | null;
  stateAt: string | null;
  exception: PrefectBody["exception"];
  /** Of a flow run that its deployment's schedule started; null if the payload does not say so. */
  scheduledParameters: Record<string, unknown> | null;
}

type Labels = Record<string, unknown>;

/** The parts of a Prefect event. */
interface EventParts {
  event: PrefectEvent;
  labels: Labels;
  isTask: boolean;
  resourceId: string | null;
  related: (role: string) => { id: string | null; name: string | null };
  tags: string | null;
}

/**
 * Reads all forms of Prefect payloads: our automation's flat template, `{{ event | tojson }}` as the body or under
 * `event`, complete `flow_run`, `task_run` and `flow` objects, and our hook's body. Pure; never throws.
 */
export function readPrefectFacts(object: Record<string, unknown>): PrefectFacts {
  const body = PrefectBody.parse(object);
  const parts = eventParts(object);
  const isTask = isAboutTask(object, body, parts);
  const subject = isTask ? body.task_run : body.flow_run;
  const state = stateOf(object, body, subject, parts);
  const { related, labels } = parts;
  const { flow, flow_run: flowRun, deployment } = body;
  return {
    isTask,
    ...runFacts(object, body, parts, isTask),
    ...state,
    eventName: first(parts.event.event, body.event, lenientText(object["ev"])),
    eventId: first(body.event_id, parts.event.id),
    flowName: first(body.flow_name, flow?.name, related("flow").name),
    flowId: first(body.flow_id, flow?.id, flowRun?.flow_id, related("flow").id),
    deploymentId: first(body.deployment_id, deployment?.id, flowRun?.deployment_id, related("deployment").id),
    deploymentName: first(body.deployment_name, deployment?.name, related("deployment").name),
    workPool: first(body.work_pool, flowRun?.work_pool_name, related("work-pool").name),
    tags: first(body.tags, subject?.tags, parts.tags),
    url: body.url,
    environment: body.environment,
    runCount: first(body.run_count, subject?.run_count, intOf(labels["prefect.run-count"])),
    retries: first(body.retries, subject?.empirical_policy?.retries),
    startedAt: first(body.start_time, subject?.start_time),
    endedAt: first(body.end_time, subject?.end_time),
    exception: body.exception,
    scheduledParameters: (flowRun?.auto_scheduled === true && flowRun.parameters) || null,
  };
}

/** The first value that is set. */
function first<T>(...values: readonly (T | null | undefined)[]): T | null {
  return values.find((value) => value !== null && value !== undefined) ?? null;
}

function eventParts(object: Record<string, unknown>): EventParts {
  const raw = objectOf(object["event"]) ?? (objectOf(object["resource"]) ? object : {});
  const labels = objectOf(raw["resource"]) ?? {};
  const list = Array.isArray(raw["related"]) ? raw["related"].slice(0, 200) : [];
  const relatedAs = (role: string) =>
    list.map(objectOf).filter((item) => item?.["prefect.resource.role"] === role);
  const resourceId = lenientText(labels["prefect.resource.id"]);
  return {
    event: PrefectEvent.parse(raw),
    labels,
    isTask: resourceId?.startsWith("prefect.task-run.") ?? false,
    resourceId,
    related: (role) => {
      const found = relatedAs(role)[0];
      return {
        id: idOf(lenientText(found?.["prefect.resource.id"])),
        name: lenientText(found?.["prefect.resource.name"]),
      };
    },
    tags: listOf(relatedAs("tag").map((a) => idOf(lenientText(a?.["prefect.resource.id"])))),
  };
}

/** `prefect.flow-run.<uuid>` → `<uuid>`. */
function idOf(resourceId: string | null): string | null {
  return /^prefect\.[a-z-]{1,40}\.(.{1,400})$/.exec(resourceId ?? "")?.[1] ?? null;
}

function isAboutTask(object: Record<string, unknown>, body: PrefectBody, parts: EventParts): boolean {
  if (body.scope === "task") return true;
  if (body.scope === "flow" || body.scope === "run") return false;
  return parts.isTask || first(body.task_run_id, lenientText(object["task_run"]), body.task_run?.id) !== null;
}

type RunFacts = Pick<
  PrefectFacts,
  "flowRunId" | "flowRunName" | "taskRunId" | "taskName" | "parentTaskRunId" | "parentFlowRunId"
>;

function runFacts(
  object: Record<string, unknown>,
  body: PrefectBody,
  parts: EventParts,
  isTask: boolean,
): RunFacts {
  const resource = { id: idOf(parts.resourceId), name: lenientText(parts.labels["prefect.resource.name"]) };
  const { related } = parts;
  const flowRun = isTask ? related("flow-run") : resource;
  return {
    flowRunId: first(
      body.flow_run_id,
      body.flow_run?.id,
      lenientText(object["flow_run"]),
      body.task_run?.flow_run_id,
      flowRun.id,
    ),
    flowRunName: first(body.flow_run_name, body.flow_run?.name, flowRun.name, isTask ? null : body.run_name),
    ...(isTask ? taskFacts(object, body, resource) : { taskRunId: null, taskName: null }),
    // Only our hook knows it; Prefect itself sends the parent's task run.
    parentFlowRunId: isTask ? null : body.parent_flow_run_id,
    parentTaskRunId: first(
      body.parent_task_run_id,
      body.flow_run?.parent_task_run_id,
      // A subflow's event names the parent's task run that started it.
      isTask ? null : related("task-run").id,
    ),
  };
}

function taskFacts(
  object: Record<string, unknown>,
  body: PrefectBody,
  resource: { id: string | null; name: string | null },
): Pick<PrefectFacts, "taskRunId" | "taskName"> {
  const runName = first(body.task_run?.name, lenientText(object["task"]), resource.name, body.run_name);
  return {
    taskRunId: first(body.task_run_id, body.task_run?.id, lenientText(object["task_run"]), resource.id),
    taskName: first(body.task_name, withoutSuffix(runName)),
  };
}

/** `transform-a2b`, `transform-12` → `transform`: Prefect appends three hex digits or a counter to the task's name. */
function withoutSuffix(runName: string | null): string | null {
  return runName?.replace(/(?<=.)-(?:[0-9a-f]{3}|\d{1,6})$/, "") ?? null;
}

type StateFacts = Pick<PrefectFacts, "stateType" | "stateName" | "stateMessage" | "stateAt">;

function stateOf(
  object: Record<string, unknown>,
  body: PrefectBody,
  subject: PrefectRun | null,
  { event, labels }: EventParts,
): StateFacts {
  const label = PrefectState.parse({
    type: labels["prefect.state-type"],
    name: labels["prefect.state-name"],
    message: labels["prefect.state-message"],
    timestamp: labels["prefect.state-timestamp"],
  });
  const validated = event.payload?.validated_state ?? null;
  const own = body.state ?? PrefectState.parse({ message: object["state"] });
  const pick = (key: "type" | "name" | "message" | "timestamp") =>
    first(own[key], label[key], validated?.[key], subject?.state?.[key]);
  return {
    stateType: first(body.state_type, pick("type"), subject?.state_type)?.toUpperCase() ?? null,
    stateName: first(body.state_name, pick("name"), subject?.state_name),
    stateMessage: body.state_message ?? pick("message"),
    stateAt: first(body.state_timestamp, pick("timestamp"), event.occurred, body.occurred),
  };
}
