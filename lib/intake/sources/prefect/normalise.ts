import { createHash } from "node:crypto";
import type { FailureReport, Normalised, ReportException, TaskSubject } from "@/lib/failures/schemas";
import { MAX_ID_LENGTH, notAnObject, objectOf } from "@/lib/intake/sources/lenient";
import { prefectStateMeaning } from "@/lib/intake/sources/prefect/states";
import { readPrefectFacts, type PrefectFacts } from "@/lib/intake/sources/prefect/read-facts";

/** Pipeline name for a report without its flow (a task hook without the flow's context). */
export const UNKNOWN_FLOW = "(unknown flow)";

/**
 * Normalizes Prefect automations and our hook. Only the flow run's id is required; the pipeline is the flow's name, which
 * is unique within a Prefect workspace. Event names follow custom state names, so the state's type decides if known.
 * Pure; never throws.
 */
export function normalisePrefect(body: unknown): Normalised {
  const object = objectOf(body);
  if (!object) return { ok: false, issues: [notAnObject(body)] };
  const facts = readPrefectFacts(object);
  const { flowRunId } = facts;
  if (flowRunId === null || flowRunId.length > MAX_ID_LENGTH) {
    const message =
      "expected the id of the flow run here, in flow_run.id, or as prefect.flow-run.<id> in the event's resource, but found none";
    return { ok: false, issues: [{ path: "flow_run_id", message }] };
  }
  const flow = facts.flowName ?? facts.flowId ?? UNKNOWN_FLOW;
  const task = facts.taskName ?? facts.taskRunId ?? "task";
  return {
    ok: true,
    report: {
      version: 2,
      event: eventOf(facts),
      subject: {
        kind: "task",
        scope: facts.isTask ? "task" : "run",
        pipeline: { externalId: flow, name: flow, owner: null },
        task: facts.isTask ? { externalId: task, name: task, operator: null } : null,
        run: {
          externalId: flowRunId,
          type: facts.parentTaskRunId === null ? null : "subflow",
          logicalDate: null,
          startedAt: facts.isTask ? null : facts.startedAt,
          url: facts.url,
          parentTaskRunId: facts.parentTaskRunId,
          routine: routineOf(facts),
        },
        attempt: attemptOf(facts),
      },
      episode: null,
      exception: exceptionOf(facts),
      log: null,
      reason: facts.stateMessage,
      title: null,
      severity: null,
      environment: facts.environment,
      labels: labelsOf(facts),
      occurredAt: facts.stateAt,
      refs: refsOf(facts, flowRunId),
    },
  };
}

/**
 * A key unique to a Prefect event: the event's id, else the run, state and time. Null without a time, because a run that
 * crashes before it starts sends identical bodies each time, run count included.
 */
export function prefectDeliveryKey(body: unknown): string | null {
  const object = objectOf(body);
  if (!object) return null;
  const facts = readPrefectFacts(object);
  if (facts.eventId !== null) return `prefect-event-${digest([facts.eventId])}`;
  const { flowRunId, taskRunId, stateType, stateName, runCount, stateAt } = facts;
  if (flowRunId === null || stateAt === null) return null;
  return `prefect-state-${digest([flowRunId, taskRunId, stateType, stateName, runCount, stateAt])}`;
}

/** A deployment's schedule starts the same work again if it passes the same parameters. */
function routineOf({ scheduledParameters, deploymentId, environment }: PrefectFacts): string | null {
  if (scheduledParameters === null || deploymentId === null) return null;
  const sorted = Object.entries(scheduledParameters).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `schedule ${deploymentId} ${digest([environment, JSON.stringify(sorted)])}`;
}

function digest(parts: readonly (string | number | null)[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

const EVENT_OF_NAME: Record<string, FailureReport["event"]> = {
  on_completion: "succeeded",
  on_running: "running",
  on_cancellation: "cancelled",
  completed: "succeeded",
  cached: "succeeded",
  rolledback: "succeeded",
  running: "running",
  retrying: "running",
  pending: "running",
  scheduled: "running",
  late: "running",
  awaitingconcurrencyslot: "running",
  resuming: "running",
  cancelled: "cancelled",
  cancelling: "running",
  paused: "running",
  suspended: "running",
  awaitingretry: "will_retry",
};

/** The event from the state's type, ignoring custom names. Cancelled and paused runs are only recorded. */
function eventOf({ stateType, stateName, eventName }: PrefectFacts): FailureReport["event"] {
  if (stateType === "SCHEDULED" && stateName === "AwaitingRetry") return "will_retry";
  const meaning = prefectStateMeaning(stateType);
  if (meaning !== null) return meaning;
  const name = (stateName ?? eventName?.slice(eventName.lastIndexOf(".") + 1) ?? "").toLowerCase();
  return Object.hasOwn(EVENT_OF_NAME, name) ? (EVENT_OF_NAME[name] ?? "failed") : "failed";
}

function attemptOf(facts: PrefectFacts): TaskSubject["attempt"] {
  const { runCount, retries } = facts;
  // A run that died before it started has count 0; its first attempt failed.
  const tryNumber = runCount === null ? null : Math.max(runCount, 1);
  const maxTries = retries === null || retries < 0 || retries > 10_000 ? null : retries + 1;
  return {
    tryNumber,
    maxTries: maxTries !== null && tryNumber !== null && tryNumber > maxTries ? null : maxTries,
    mapIndex: -1,
    state: stateWord(facts),
    hostname: null,
    startedAt: facts.startedAt,
    endedAt: facts.endedAt,
    logUrl: facts.url,
    version: null,
  };
}

/** `failed`, `crashed`; or the state's name if it is more specific (`TimedOut`, custom names). */
function stateWord({ stateName, stateType }: PrefectFacts): string | null {
  const type = stateType?.toLowerCase() ?? null;
  return stateName === null || stateName.toLowerCase() === type ? type : stateName;
}

const STATE_EXCEPTION =
  /^(?:Flow|Task) run encountered an exception:? ([A-Za-z_][\w.]{0,199})(?:: ([\s\S]*))?$/;

/** The hook's exception, else the type and text from the state's message, without a traceback. */
function exceptionOf({ exception, stateMessage }: PrefectFacts): ReportException | null {
  if (exception && (exception.message !== null || exception.type !== null)) {
    return { type: exception.type, message: exception.message ?? "", traceback: exception.traceback };
  }
  const match = STATE_EXCEPTION.exec(stateMessage?.trimEnd() ?? "");
  return match ? { type: match[1] ?? null, message: match[2] ?? "", traceback: null } : null;
}

function labelsOf(facts: PrefectFacts): Record<string, string> {
  const labels: Record<string, string> = {};
  if (facts.deploymentName !== null) labels["deployment"] = facts.deploymentName;
  if (facts.workPool !== null) labels["work_pool"] = facts.workPool;
  if (facts.tags !== null) labels["tags"] = facts.tags;
  if (facts.flowRunName !== null) labels["flow_run_name"] = facts.flowRunName;
  return labels;
}

function refsOf(facts: PrefectFacts, flowRunId: string): FailureReport["refs"] {
  return {
    flow_run_id: flowRunId,
    parent_flow_run_id: facts.parentFlowRunId,
    task_run_id: facts.taskRunId,
    flow_id: facts.flowId,
    deployment_id: facts.deploymentId,
    event_id: facts.eventId,
    state_type: facts.stateType,
    state_name: facts.stateName,
  };
}
