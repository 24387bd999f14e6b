import type { EndingEvent } from "@/lib/evidence/orchestrators/reader";
import { AppError } from "@/lib/platform/errors";
import type { DatabricksClient } from "@/lib/vendors/databricks/client";
import type {
  ClusterEvent,
  DatabricksRun,
  RunOutput,
  DatabricksTaskRun,
} from "@/lib/vendors/databricks/schemas";

/** A cluster may end some time after the run that it failed. */
const AFTER_END_MS = 10 * 60_000;
const MAX_PARAMETERS = 5;

/** What a task printed, then its error; a task that never ran has only the message of its state. Pure. */
export function databricksLogText({ logs, trace, error }: RunOutput, { message }: DatabricksTaskRun): string {
  const isSaid = error !== null && (trace ?? "").includes(error);
  const parts = [logs, trace, isSaid ? null : error].filter((part) => part !== null && part.trim() !== "");
  return (parts.length === 0 ? [message ?? ""] : parts).map((part) => (part ?? "").trimEnd()).join("\n");
}

/** Why the cluster of an attempt ended; empty if the token may not read it, or if the cluster is gone. */
export async function readClusterEvents(
  client: DatabricksClient,
  { clusterId, startedAt, endedAt }: DatabricksTaskRun,
): Promise<ClusterEvent[]> {
  if (clusterId === null) return [];
  const to = endedAt === null ? null : new Date(Date.parse(endedAt) + AFTER_END_MS).toISOString();
  return client.clusterEvents(clusterId, { from: startedAt, to }).catch((error: unknown) => {
    // Serverless clusters have no events, and clusters of jobs are removed after a month.
    const codes: readonly string[] = ["NOT_FOUND", "FORBIDDEN", "INVALID"];
    if (error instanceof AppError && codes.includes(error.code)) return [];
    throw error;
  });
}

/** How the run and its tasks ended, and what happened to the cluster, oldest first. Pure. */
export function endingOfRun(
  run: DatabricksRun,
  task: string | null,
  events: readonly ClusterEvent[],
): EndingEvent[] {
  const own = run.tasks.filter(({ key }) => task === null || key === task);
  return [
    ...own.map((attempt) => ({
      at: attempt.endedAt,
      text: `task ${attempt.key} ${ending(attempt)}`,
      by: null,
    })),
    ...(run.result === null ? [] : [{ at: run.endedAt, text: `run ${ending(run)}`, by: null }]),
    ...events.map(({ at, type, code, parameters, user }) => ({
      at,
      text: `cluster ${type}${code === null ? "" : ` (${code})`}${listed(parameters)}`,
      by: user,
    })),
  ].toSorted((a, b) => (a.at ?? "~").localeCompare(b.at ?? "~"));
}

function ending({ result, code, message }: Pick<DatabricksRun, "result" | "code" | "message">): string {
  return [result ?? "no state", code, message].filter((part) => part !== null && part !== "").join(": ");
}

/** `databricks_error_message: The spark driver has stopped unexpectedly` */
function listed(parameters: Readonly<Record<string, unknown>>): string {
  const shown = Object.entries(parameters)
    .slice(0, MAX_PARAMETERS)
    .map(([name, value]) => `${name}: ${String(value).slice(0, 300)}`);
  return shown.length === 0 ? "" : `: ${shown.join(", ")}`;
}
