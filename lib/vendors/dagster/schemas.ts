import { z } from "zod";
import { flagField, numberField, rowsField, textField } from "@/lib/vendors/lenient-fields";

/** Unix seconds, as ISO 8601 in milliseconds. */
const seconds = numberField.transform((value) => isoOf(value === null ? null : value * 1_000));
/** Unix milliseconds as text. */
const milliseconds = textField.transform((value) =>
  isoOf(value === null || value === "" ? null : Number(value)),
);

function isoOf(ms: number | null): string | null {
  const date = ms === null ? null : new Date(ms);
  return date === null || Number.isNaN(date.getTime()) ? null : date.toISOString();
}

const Tag = z.object({ key: z.string(), value: z.string() });
const Attempt = z.object({ startTime: seconds, endTime: seconds });

const StepStats = z
  .object({
    stepKey: z.string(),
    status: textField,
    startTime: seconds,
    endTime: seconds,
    attempts: rowsField(Attempt),
  })
  .transform((raw) => ({
    key: raw.stepKey,
    /** `SUCCESS`, `FAILURE`, `SKIPPED`, `IN_PROGRESS`; null if it has not begun. */
    status: raw.status,
    startedAt: raw.startTime,
    endedAt: raw.endTime,
    attempts: raw.attempts.length,
  }));
export type StepStats = z.output<typeof StepStats>;

const Input = z.object({ dependsOn: rowsField(z.object({ key: z.string() })) });
const PlannedStep = z.object({ key: z.string(), inputs: rowsField(Input) }).transform(({ key, inputs }) => ({
  key,
  upstream: inputs.flatMap(({ dependsOn }) => dependsOn.map((step) => step.key)),
}));

/** A run of a job. Steps and configuration are only in the answer about a single run. */
export const DagsterRun = z
  .object({
    runId: z.string(),
    jobName: textField,
    status: textField,
    creationTime: seconds,
    startTime: seconds,
    endTime: seconds,
    rootRunId: textField,
    parentRunId: textField,
    tags: rowsField(Tag),
    runConfigYaml: textField,
    stepStats: rowsField(StepStats),
    executionPlan: z
      .object({ steps: rowsField(PlannedStep) })
      .nullish()
      .catch(null),
  })
  .transform((raw) => ({
    id: raw.runId,
    job: raw.jobName,
    /** `SUCCESS`, `FAILURE`, `CANCELED`, `STARTED`, `QUEUED`, … */
    status: raw.status,
    createdAt: raw.creationTime,
    startedAt: raw.startTime,
    endedAt: raw.endTime,
    /** The run that was retried first; null for that run itself. */
    rootId: raw.rootRunId,
    tags: new Map(raw.tags.map(({ key, value }) => [key, value])),
    configYaml: raw.runConfigYaml,
    steps: raw.stepStats,
    plan: raw.executionPlan?.steps ?? [],
  }));
export type DagsterRun = z.output<typeof DagsterRun>;

const Thrown = z.object({
  className: textField,
  message: z.string().catch(""),
  stack: rowsField(z.string()),
});
export type Thrown = z.output<typeof Thrown>;

const Link = z
  .object({ isExplicitLink: flagField, error: Thrown })
  .transform(({ isExplicitLink, error }) => ({ isCause: isExplicitLink ?? false, error }));

/** An error, and what it was raised from, the nearest first. */
const RunError = z
  .object({
    className: textField,
    message: z.string().catch(""),
    stack: rowsField(z.string()),
    errorChain: rowsField(Link),
  })
  .transform(({ errorChain, ...thrown }) => ({ thrown, chain: errorChain }));
export type RunError = z.output<typeof RunError>;

/** An event of a run: a log message, or a change of the run or a step. */
export const DagsterEvent = z
  .object({
    __typename: z.string(),
    message: z.string().catch(""),
    timestamp: milliseconds,
    level: textField,
    stepKey: textField,
    eventType: textField,
    error: RunError.nullish().catch(null),
    fileKey: textField,
    stepKeys: rowsField(z.string()),
  })
  .transform((raw) => ({
    /** `STEP_FAILURE`, `ENGINE_EVENT`, …; null for a log message. */
    type: raw.__typename === "LogMessageEvent" ? null : (raw.eventType ?? raw.__typename),
    message: raw.message,
    at: raw.timestamp,
    level: raw.level ?? "INFO",
    step: raw.stepKey,
    error: raw.error ?? null,
    /** Where the output of these steps was captured. */
    captured: raw.fileKey === null ? null : { fileKey: raw.fileKey, steps: raw.stepKeys },
  }));
export type DagsterEvent = z.output<typeof DagsterEvent>;

const Refused = z.object({ message: z.string().catch("unknown error") });

/** A GraphQL answer: one field of the query, and errors if the query was refused. */
export const Answer = z.object({
  data: z.record(z.string(), z.unknown()).nullish().catch(null),
  errors: rowsField(Refused),
});

export const Refusal = z.object({ __typename: z.string(), message: z.string().catch("") });

export const DagsterRuns = z.object({ results: rowsField(DagsterRun) });

export const EventPage = z.object({
  cursor: textField,
  hasMore: z.boolean().catch(false),
  events: rowsField(DagsterEvent),
});

export const Captured = z.object({ stdout: textField, stderr: textField, cursor: textField });

export const Launched = z.object({ run: z.object({ runId: z.string() }) });
