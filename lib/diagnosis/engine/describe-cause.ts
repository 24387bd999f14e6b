import type { Category, Transience } from "@/lib/failures/category";
import type { ObservedSubject } from "@/lib/diagnosis/engine/log-subjects";

/** What a failure of each category is called when no signature names it better. */
const LEAD: Readonly<Record<Category, string>> = {
  code_bug: "The pipeline's own code failed",
  missing_dependency: "Something the task needs is not installed",
  configuration: "A setting, path or connection is wrong or missing",
  auth_permission: "Access was refused",
  network_timeout: "A call over the network failed or took too long",
  rate_limit: "A service limited how often it may be called",
  resource_exhausted: "Memory, disk or another resource ran out",
  infrastructure: "What ran the task was taken away or broke",
  warehouse_sql: "The database did not accept or finish a statement",
  schema_change: "A table, column or field is not as expected",
  data_quality: "The data does not fit what the task expects",
  upstream_missing_data: "Data that an earlier step should have delivered is missing",
  unknown: "The task failed",
};

export const CATEGORY_CHECKS: Readonly<Record<Category, readonly string[]>> = {
  code_bug: [
    "The line of the pipeline's code that raised it, with the values it had",
    "Whether that file changed since the last good run",
  ],
  missing_dependency: [
    "What is installed in the image or environment that ran the task",
    "Whether the requirements and the image were built from the same commit",
  ],
  configuration: [
    "The settings, connections and environment variables of the worker that ran the task",
    "What differs from the environment in which it works",
  ],
  auth_permission: [
    "Which identity the task used, and what it may do",
    "Whether a key, token or password expired or was changed",
  ],
  network_timeout: [
    "Whether the other side was up and reachable from the worker at that time",
    "Whether host name and port are right for this environment",
  ],
  rate_limit: [
    "How many calls were made at once, and what the service allows",
    "Whether retries wait longer each time",
  ],
  resource_exhausted: [
    "Memory and disk of the worker during the run, against its limits",
    "Whether the amount of data grew since the last good run",
  ],
  infrastructure: [
    "Events of the node, pod or executor at that time",
    "Whether other tasks on the same machine ended as well",
  ],
  warehouse_sql: [
    "The statement as it was sent to the database",
    "Whether the objects it names exist for the role that ran it",
  ],
  schema_change: [
    "The columns of the source now, against those of the last good run",
    "Who changed the table or the file's layout, and when",
  ],
  data_quality: [
    "The rows that do not fit, in the input of this run",
    "Whether the source changed what it delivers",
  ],
  upstream_missing_data: [
    "Whether the step before ran and wrote its output for this period",
    "Whether path, date or partition is the one intended",
  ],
  unknown: ["The log around the failing line", "The state of the run in the orchestrator"],
};

const TRANSIENCE: Readonly<Record<Category, Transience>> = {
  code_bug: "permanent",
  missing_dependency: "permanent",
  configuration: "permanent",
  auth_permission: "permanent",
  network_timeout: "transient",
  rate_limit: "transient",
  resource_exhausted: "intermittent",
  infrastructure: "transient",
  warehouse_sql: "permanent",
  schema_change: "permanent",
  data_quality: "permanent",
  upstream_missing_data: "intermittent",
  unknown: "unknown",
};

export function usualTransience(category: Category): Transience {
  return TRANSIENCE[category];
}

/** One plain sentence about a failure that no signature names: the kind of cause, the message, the place. */
export function describeCause(category: Category, subject: ObservedSubject | null): string {
  if (subject === null) return LEAD[category];
  const line = firstLine(subject);
  return `${LEAD[category]}: ${line}${placeOf(subject)}`;
}

/** The first line of a message that says something. */
function firstLine(subject: ObservedSubject): string {
  const line = subject.text.split("\n").find((text) => text.trim() !== "") ?? "";
  const flat = line.replaceAll(/\s+/g, " ").trim().replace(/\.$/, "");
  return flat.length <= 220 ? flat : `${flat.slice(0, 217)}…`;
}

function placeOf(subject: ObservedSubject): string {
  const frame = subject.exception?.frames.findLast((each) => each.origin === "user");
  if (frame === undefined) return "";
  const where = frame.line === null ? frame.file : `${frame.file}:${frame.line}`;
  return frame.function === null ? ` (${where})` : ` (in ${frame.function}, ${where})`;
}
