import type { Category, SubjectKind, Transience } from "@/lib/failures/schemas";
import { checkStep } from "@/lib/diagnosis/engine/check-step";
import { fillStep, fillTemplate } from "@/lib/diagnosis/engine/failure-text";
import { readableMessage } from "@/lib/diagnosis/engine/readable-message";
import { readComplaint, type ReadComplaint } from "@/lib/diagnosis/inference/read-complaint";
import { messageOfSubject, type ObservedSubject } from "@/lib/diagnosis/engine/log-subjects";

/** The start of the root cause per category, used when no signature matches. */
const LEAD: Readonly<Record<Category, string>> = {
  code_bug: "The pipeline's own code failed",
  missing_dependency: "A dependency is not installed",
  configuration: "A setting, path or connection is wrong or missing",
  auth_permission: "Access was denied",
  network_timeout: "A network call failed or timed out",
  rate_limit: "A service is throttling requests",
  resource_exhausted: "The task ran out of memory, disk or another resource",
  infrastructure: "The infrastructure running the task failed or was removed",
  warehouse_sql: "The database rejected or aborted a statement",
  schema_change: "A table, column or field is not as expected",
  data_quality: "The data is not what the task expects",
  upstream_missing_data: "Input data from an earlier step is missing",
  unknown: "The task failed",
};

/** Each category as the end of a sentence. */
export const CATEGORY_NOUN: Readonly<Record<Category, string>> = {
  code_bug: "a code bug",
  missing_dependency: "a missing dependency",
  configuration: "a configuration problem",
  auth_permission: "an authentication or permission problem",
  network_timeout: "a network problem",
  rate_limit: "a rate limit",
  resource_exhausted: "an exhausted resource",
  infrastructure: "an infrastructure problem",
  warehouse_sql: "an SQL problem in the warehouse",
  schema_change: "a schema change",
  data_quality: "a data quality problem",
  upstream_missing_data: "missing upstream data",
  unknown: "something else",
};

const CATEGORY_CHECKS: Readonly<Record<Exclude<Category, "unknown">, readonly string[]>> = {
  code_bug: [
    "The line of pipeline code that raised it, and the values involved",
    "Whether that file has changed since the last successful run",
  ],
  missing_dependency: [
    "What is installed in the image or environment that ran the task",
    "Whether the requirements and the image were built from the same commit",
  ],
  configuration: [
    "The settings, connections and environment variables of the worker that ran the task",
    "What differs from the environment where it works",
  ],
  auth_permission: [
    "Which identity the task used, and its permissions",
    "Whether a key, token or password expired or was rotated",
  ],
  network_timeout: [
    "Whether the remote service was up and reachable from the worker at that time",
    "Whether the host name and port are right for this environment",
  ],
  rate_limit: ["How many concurrent calls were made, and the service's limit", "Whether retries back off"],
  resource_exhausted: [
    "The worker's memory and disk usage during the run, compared with its limits",
    "Whether the data volume has grown since the last successful run",
  ],
  infrastructure: [
    "Events of the node, pod or executor at that time",
    "Whether other tasks on the same machine died too",
  ],
  warehouse_sql: [
    "The statement as sent to the database",
    "Whether the objects it names exist for the role that ran it",
  ],
  schema_change: [
    "The source's current columns, compared with the last successful run",
    "Who changed the table or the file layout, and when",
  ],
  data_quality: ["The invalid rows in this run's input", "Whether the source changed what it delivers"],
  upstream_missing_data: [
    "Whether the upstream step ran and wrote its output for this period",
    "Whether the path, date or partition is the intended one",
  ],
};

/** Checks for an unknown cause. Only tasks have a run in an orchestrator. */
const UNKNOWN_CHECKS: Readonly<Record<SubjectKind, readonly string[]>> = {
  task: ["The log around the failing line", "The run's state in the orchestrator"],
  service: [
    "The service's logs and traces from the time of the failure",
    "Releases and configuration changes shortly before the failure",
  ],
  workload: [
    "The workload's events, and the container's last log lines before it failed",
    "Whether its image, resource limits or configuration changed shortly before the failure",
  ],
  check: [
    "Whether the check's target responds, and with what",
    "What has changed in the target since the check last passed",
  ],
};

/** Checks for a task of which no line shows an error. */
const SILENT_TASK_CHECKS = [
  "What the log says last, and whether it ends before the run did",
  "The run's state and end time in the orchestrator",
  "The log of the worker or pod that ran it, at the time the run ended",
];

/** What to check for a failure without a signature, the most useful first; phrases for `checkStep`. */
export function usualChecks(category: Category, kind: SubjectKind, hasError: boolean): readonly string[] {
  if (category !== "unknown") return CATEGORY_CHECKS[category];
  return kind === "task" && !hasError ? SILENT_TASK_CHECKS : UNKNOWN_CHECKS[kind];
}

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

/** From this share of runs that succeed only on a retry, retries are known to help the task. */
const FLAKY = 0.1;

/** What is usual for a cause of this kind; if nothing is, what is usual for the task. */
export function usualTransience(category: Category, flakeScore: number | null = null): Transience {
  const usual = TRANSIENCE[category];
  return usual === "unknown" && flakeScore !== null && flakeScore >= FLAKY ? "intermittent" : usual;
}

/** One sentence about an explanation that is less likely than the leading one: the kind of cause. */
export function describeAlternative(category: Category): string {
  return LEAD[category];
}

/**
 * One sentence about a failure without a signature: what the message complains about, or else the kind of cause and the
 * message, and where it was raised.
 */
export function describeCause(category: Category, subject: ObservedSubject | null): string {
  if (subject === null) return LEAD[category];
  const complaint = complaintOf(subject);
  if (complaint !== null) return `${fillTemplate(complaint.cause, complaint.names)}${placeOf(subject)}`;
  return `${LEAD[category]}: ${readableMessage(subject.text)}${placeOf(subject)}`;
}

/**
 * What to do about a failure without a signature: what helps against what the message complains about, or else what to
 * check for this kind of cause. Sentences.
 */
export function usualSteps(category: Category, kind: SubjectKind, subject: ObservedSubject | null): string[] {
  const complaint = subject === null || category === "unknown" ? null : complaintOf(subject);
  const steps = complaint?.steps.map((step) => fillStep(step, complaint.names)) ?? [];
  const checks = usualChecks(category, kind, subject !== null).map(checkStep);
  return steps.length > 0 ? [...steps, ...checks.slice(0, 1)] : checks;
}

/** Read once, because every hypothesis about a subject describes the same message. */
const complaints = new WeakMap<ObservedSubject, ReadComplaint | null>();

function complaintOf(subject: ObservedSubject): ReadComplaint | null {
  let complaint = complaints.get(subject);
  if (complaint === undefined) {
    complaint = readComplaint(messageOfSubject(subject));
    complaints.set(subject, complaint);
  }
  return complaint;
}

function placeOf(subject: ObservedSubject): string {
  const frame = subject.exception?.frames.findLast((candidate) => candidate.origin === "user");
  if (frame === undefined) return "";
  const where = frame.line === null ? frame.file : `${frame.file}:${frame.line}`;
  return frame.function === null ? ` (${where})` : ` (in ${frame.function}, ${where})`;
}
