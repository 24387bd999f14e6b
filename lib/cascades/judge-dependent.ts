import { isSameError, nameError, type FailedRun, type Judgement } from "@/lib/cascades/symptom";
import { mentions } from "@/lib/cascades/mentions";
import { shortType } from "@/lib/logs/exceptions/short-type";

/** How a failed pipeline depends on another one. */
export interface Dependency {
  /** Pipelines in between, nearest to the consumer first; empty if it depends on the producer directly. */
  through: readonly string[];
  /** Of the direct dependency: `sensor`, `asset`; empty if only datasets connect them. */
  vias: readonly string[];
  /** Names of the datasets that the producer should have written and the consumer reads. */
  datasets: readonly string[];
  /** The consumer started the producer, or waits for it, and is named so by its own operator. */
  isWaiting: boolean;
}

/** A failed pipeline with what is known about why. */
export interface FailedPipeline {
  /** The orchestrator's id. */
  externalId: string;
  failed: Pick<FailedRun, "error" | "reason">;
  /** Type of the task that failed, such as `PythonSensor`. */
  operator: string | null;
  /** Of its diagnosis; null before it. */
  category: string | null;
  rootCause: string | null;
}

/** Causes that may lie in the data which another pipeline should have delivered. */
const OF_THE_INPUT = new Set(["upstream_missing_data", "schema_change", "warehouse_sql", "data_quality"]);
/** Causes that stop every pipeline in the same way. */
const SHARED = new Set([
  "infrastructure",
  "network_timeout",
  "auth_permission",
  "resource_exhausted",
  "rate_limit",
]);
/** In lower case. */
const MISSING_OR_STALE = [
  "does not exist",
  "doesn't exist",
  "not found",
  "no such",
  "nosuchkey",
  "unknown table",
  "undefinedtable",
  "invalid object name",
  "stale",
  "freshness",
  "not fresh",
  "not updated",
  "no rows",
  "0 rows",
  "zero rows",
  "is empty",
  "missing",
];
const WAIT_FAILED = new Set(["AirflowSensorTimeout", "ExternalTaskFailedError", "ExternalDagDeletedError"]);
const MIN_SHARED_LENGTH = 20;

/**
 * Judges whether a failed pipeline failed because one that it depends on had failed. The dependency alone is not enough:
 * its error has to name the other pipeline or a dataset of it, be the end of waiting for it, be missing input, or be the
 * same outage. Pure.
 */
export function judgeDependent(
  consumer: FailedPipeline,
  producer: FailedPipeline,
  dependency: Dependency,
): Judgement {
  const text = textOf(consumer);
  if (text === "") return { kind: "unknown" };
  const named = [producer.externalId, ...dependency.through].find((name) => mentions(text, name));
  if (named !== undefined && (dependency.isWaiting || isFailedWait(consumer) || dependency.vias.length > 0))
    return { kind: "symptom", because: `its error names ${named}` };
  if (dependency.isWaiting) return { kind: "unknown" };
  if (isFailedWait(consumer) && !namesAnotherRun(consumer))
    return { kind: "symptom", because: "its sensor gave up waiting" };
  const dataset = dependency.datasets.find((name) => namesDataset(text, name));
  if (dataset !== undefined && isAboutInput(consumer, text))
    return { kind: "symptom", because: `its error names ${dataset}, which was not written` };
  if (consumer.category === "upstream_missing_data")
    return { kind: "symptom", because: "its input was missing" };
  if (isSameOutage(consumer, producer)) {
    return { kind: "symptom", because: `both ended with ${nameError(producer.failed.error)}` };
  }
  return consumer.category === null ? { kind: "unknown" } : { kind: "own" };
}

function textOf({ failed: { error, reason }, rootCause }: FailedPipeline): string {
  return [error?.message, reason, rootCause].filter(Boolean).join("\n").slice(0, 10_000);
}

/** Whether the task only waited, for a run, a file or rows, and did not get them. */
function isFailedWait({ operator, failed: { error, reason } }: FailedPipeline): boolean {
  if (WAIT_FAILED.has(shortType(error?.type ?? null) ?? "")) return true;
  const message = (error?.message ?? reason ?? "").toLowerCase();
  return (operator ?? "").endsWith("Sensor") && message.includes("timed out");
}

/** These errors name the run they waited for. */
function namesAnotherRun({ failed: { error } }: FailedPipeline): boolean {
  return (shortType(error?.type ?? null) ?? "").startsWith("External");
}

/** A single word, such as `orders`, counts as a name only together with what `isAboutInput` asks for. */
function namesDataset(text: string, name: string): boolean {
  const parts = name.split(/[./]/).filter(Boolean);
  const ends = [name, parts.slice(-2).join("."), parts.at(-1) ?? ""];
  return ends.some((end) => end.length >= 4 && mentions(text, end));
}

function isAboutInput({ category }: FailedPipeline, text: string): boolean {
  if (category !== null && category !== "unknown") return OF_THE_INPUT.has(category);
  const lower = text.toLowerCase();
  return MISSING_OR_STALE.some((word) => lower.includes(word));
}

function isSameOutage(consumer: FailedPipeline, producer: FailedPipeline): boolean {
  const [a, b] = [consumer.failed.error, producer.failed.error];
  if (!a || !b || consumer.category === null || !SHARED.has(consumer.category)) return false;
  return (
    consumer.category === producer.category && a.message.length >= MIN_SHARED_LENGTH && isSameError(a, b)
  );
}
