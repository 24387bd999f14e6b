import type { IncidentContext } from "@/lib/incidents/incident-context";
import { AppError } from "@/lib/platform/errors";

/** @throws AppError NOT_FOUND if the report names no DAG. */
export function requireDag({ pipeline }: IncidentContext): string {
  if (pipeline) return pipeline;
  throw new AppError("NOT_FOUND", "The report does not name a DAG.");
}

/** @throws AppError NOT_FOUND if the report names no task or no run. */
export function requireTask(incident: IncidentContext): { task: string; run: string } {
  if (incident.task && incident.run) return { task: incident.task, run: incident.run };
  throw new AppError(
    "NOT_FOUND",
    "The report does not name a task, and Airflow shows no failed task in this run.",
  );
}

/** For `catch`: `instead` for what the orchestrator does not have; other errors are thrown again. */
export function orNotFound<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") return instead;
    throw error;
  };
}
