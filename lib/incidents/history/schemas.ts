import { z } from "zod";
import { Severity } from "@/lib/failures/schemas";
import { Suppression } from "@/lib/incidents/noise/schemas";
import { IncidentStatus, Resolution } from "@/lib/incidents/schemas";
import { ACTOR_TYPES } from "@/lib/platform/context";

const Run = z.string().nullable();

/** The other run of a parent/child pair; `number` is that run's incident. */
const OtherRun = { run: Run, pipeline: z.string(), number: z.number().int() };

/** How one pipeline depends on another, such as "it reads raw.orders, which orders_source writes". */
const Link = z.string().optional();

/**
 * If only the times tell two failures of dependent pipelines apart: the dependent run failed `before` the other one had
 * started, or started `after` its next run was due.
 */
const Timing = z.enum(["before", "after"]).optional();

/** A fix with its pull request, or its branch in a local repository. */
const ProposedFix = {
  fixId: z.string(),
  title: z.string(),
  number: z.number().int().nullable(),
  branch: z.string().nullable(),
};

/**
 * Incident events as stored in the timeline. Data only: `eventSentence` describes them for display. Only add types and
 * optional fields, so that stored events stay readable.
 */
export const IncidentEvent = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("opened"),
    run: Run,
    tryNumber: z.number().int().nullable(),
    maxTries: z.number().int().nullable(),
    /** Pipelines that will not run until it is repaired. */
    blocked: z.array(z.string()).optional(),
  }),
  z.object({ type: z.literal("failed_again"), run: Run }),
  /** The same failure was reported again, by its task or its run; `pipeline` is set if it is a different one. */
  z.object({
    type: z.literal("reported_again"),
    scope: z.enum(["task", "run"]).nullable(),
    pipeline: z.string().nullable(),
  }),
  z.object({ type: z.literal("details_added") }),
  z.object({ type: z.literal("affected_again"), run: Run, pipeline: z.string() }),
  z.object({
    type: z.literal("status_changed"),
    from: IncidentStatus,
    to: IncidentStatus,
    reason: z.string().nullable(),
    resolution: Resolution.nullable().optional(),
  }),
  z.object({
    type: z.literal("resolution_changed"),
    from: Resolution.nullable(),
    to: Resolution.nullable(),
  }),
  /** `later_run`: the failed run was not repeated. `run`, `tryNumber` and `at` (ISO 8601) are those of the success; from a `sender`, `run` may
   * also be one that was missing and has come. */
  z.object({
    type: z.literal("recovered"),
    by: z.enum(["run", "retry", "later_run", "sender"]),
    run: Run.optional(),
    tryNumber: z.number().int().nullable().optional(),
    at: z.string().optional(),
  }),
  /** A symptom of this incident has recovered; `run` succeeded. */
  z.object({ type: z.literal("symptom_recovered"), relatedIncidentId: z.string(), ...OtherRun }),
  z.object({
    type: z.literal("severity_changed"),
    from: Severity,
    to: Severity,
    /** Why it was computed anew; absent if a person changed it. */
    because: z.string().nullable().optional(),
  }),
  /** A noise policy applied when the incident opened, or took over from another one. */
  z.object({ type: z.literal("suppressed"), ...Suppression.shape }),
  /** It no longer is, while the failure is still there. `name`: of the policy. `symptom`: the failure that woke it. */
  z.object({
    type: z.literal("woken"),
    policyId: z.string(),
    name: z.string(),
    symptom: z.object({ number: z.number().int(), pipeline: z.string() }).optional(),
  }),
  z.object({ type: z.literal("assigned"), assigneeId: z.string().nullable(), name: z.string().nullable() }),
  z.object({ type: z.literal("team_assigned"), teamId: z.string().nullable(), name: z.string().nullable() }),
  /** `until`: ISO 8601. `isOpenEnded`: it only waits for failures. */
  z.object({
    type: z.literal("snoozed"),
    until: z.string(),
    wakeAfterFailures: z.number().int().nullable().optional(),
    isOpenEnded: z.boolean().optional(),
  }),
  z.object({ type: z.literal("snooze_ended") }),
  /** The snooze ended by itself. */
  z.object({ type: z.literal("woke"), because: z.enum(["time", "failures", "severity"]) }),
  z.object({ type: z.literal("commented"), comment: z.string() }),
  z.object({ type: z.literal("merged"), into: z.string(), intoNumber: z.number().int() }),
  /** The task reported the failure that was first reported for its run. */
  z.object({ type: z.literal("superseded"), into: z.string() }),
  z.object({ type: z.literal("absorbed"), mergedNumber: z.number().int() }),
  /** It was merged, and is an incident of its own again. */
  z.object({ type: z.literal("unmerged"), from: z.string(), fromNumber: z.number().int() }),
  z.object({ type: z.literal("released"), releasedNumber: z.number().int() }),
  /** `change`: the event of the entry that was undone; without the text of a comment. */
  z.object({
    type: z.literal("undone"),
    entryId: z.string(),
    change: z.looseObject({ type: z.string() }),
  }),
  z.object({
    type: z.literal("split_from"),
    from: z.string(),
    fromNumber: z.number().int(),
    occurrences: z.number().int(),
  }),
  z.object({
    type: z.literal("split_off"),
    intoNumber: z.number().int(),
    occurrences: z.number().int(),
  }),
  z.object({ type: z.literal("analysis_requested"), engine: z.enum(["auto", "builtin", "claude"]) }),
  z.object({ type: z.literal("task_located"), orchestrator: z.string(), task: z.string() }),
  z.object({
    type: z.literal("diagnosed"),
    diagnosisId: z.string(),
    engine: z.enum(["builtin", "claude"]),
    outcome: z.enum(["diagnosed", "inconclusive"]),
    confidence: z.number(),
    rootCause: z.string(),
    /** True if the diagnosis is inconclusive because the log shows a successful run. */
    logShowsSuccess: z.boolean().optional(),
  }),
  z.object({ type: z.literal("model_failed"), message: z.string() }),
  /** A person said whether the diagnosis was right, and maybe what was. */
  z.object({
    type: z.literal("verdict_given"),
    diagnosisId: z.string(),
    verdict: z.enum(["right", "partly", "wrong"]),
    category: z.string().nullable(),
    cause: z.string().nullable(),
  }),
  /** The cause is confirmed. */
  z.object({
    type: z.literal("cause_confirmed"),
    kind: z.enum(["verdict", "correction", "fix"]),
    by: z.string(),
    rootCause: z.string(),
  }),
  /** Nothing confirms the cause any more. */
  z.object({ type: z.literal("confirmation_withdrawn"), by: z.string() }),
  z.object({ type: z.literal("fixes_requested") }),
  z.object({
    type: z.literal("fix_proposed"),
    fixId: z.string(),
    /** A `FixKind`. */
    fixKind: z.string(),
    title: z.string(),
  }),
  z.object({ type: z.literal("fix_skipped"), maker: z.enum(["template", "claude"]), reason: z.string() }),
  z.object({ type: z.literal("fix_edited"), fixId: z.string(), files: z.array(z.string()) }),
  z.object({ type: z.literal("pull_request_requested"), fixId: z.string() }),
  z.object({
    type: z.literal("pull_request_opened"),
    fixId: z.string(),
    number: z.number().int().nullable(),
    url: z.string().nullable(),
    branch: z.string().nullable(),
    isDraft: z.boolean(),
    title: z.string(),
  }),
  z.object({ type: z.literal("pull_request_failed"), fixId: z.string(), message: z.string() }),
  /** By people, on the host or in the repository. */
  z.object({
    type: z.literal("pull_request_changed"),
    change: z.enum(["ready", "draft", "closed", "reopened", "merged"]),
    ...ProposedFix,
  }),
  z.object({
    type: z.literal("fix_decided"),
    fixId: z.string(),
    title: z.string(),
    decision: z.enum(["approved", "rejected"]),
    reason: z.string().nullable(),
  }),
  /** `isManual`: the API is not connected, so a person was told what to run. */
  z.object({ type: z.literal("rerun_started"), fixId: z.string(), run: Run, isManual: z.boolean() }),
  z.object({ type: z.literal("rerun_failed"), fixId: z.string(), message: z.string() }),
  /** What had failed succeeded in a run that started after the merge. `at`: ISO 8601. */
  z.object({
    type: z.literal("fix_worked"),
    run: Run,
    at: z.string(),
    isResolved: z.boolean(),
    ...ProposedFix,
  }),
  /** The same failure came back after the merge. `ofNumber`: the incident that the fix is of, if it is another one. */
  z.object({
    type: z.literal("fix_did_not_work"),
    run: Run,
    ofNumber: z.number().int().nullable(),
    ...ProposedFix,
  }),
  /** After the merge, the same task failed with another error, which the fix is not about. */
  z.object({
    type: z.literal("other_failure_after_fix"),
    run: Run,
    otherNumber: z.number().int(),
    ...ProposedFix,
  }),
  z.object({ type: z.literal("fix_outcome_unknown"), days: z.number().int(), ...ProposedFix }),
  /**
   * This incident is a symptom: its run started `run`, waited for it and failed with it, or, as `link` says, it depends on the
   * pipeline of `run` or is part of the same outage.
   */
  z.object({
    type: z.literal("joined"),
    relatedIncidentId: z.string(),
    ...OtherRun,
    rootId: z.string(),
    rootNumber: z.number().int(),
    because: z.string(),
    link: Link,
  }),
  /** Another incident is a symptom of this one. `via`: the pipeline of the run in between, if any. */
  z.object({
    type: z.literal("affected"),
    relatedIncidentId: z.string(),
    ...OtherRun,
    via: z.string().nullable(),
    isMerged: z.boolean(),
    because: z.string(),
    link: Link,
  }),
  /** A run started by this one, or one it depends on, failed too, but this one failed for a different reason. */
  z.object({
    type: z.literal("failed_independently"),
    relatedIncidentId: z.string(),
    ...OtherRun,
    link: Link,
    timing: Timing,
  }),
  /** The run that started this one, or one that depends on it, failed too, for a different reason. */
  z.object({
    type: z.literal("parent_failed_independently"),
    relatedIncidentId: z.string(),
    ...OtherRun,
    link: Link,
    timing: Timing,
  }),
  /** The root of this symptom was resolved, and this one failed on, so it is an incident of its own. */
  z.object({ type: z.literal("outlived_root"), rootId: z.string(), rootNumber: z.number().int() }),
  /** A symptom of this incident failed on after it was resolved, and is an incident of its own. */
  z.object({ type: z.literal("symptom_outlived"), relatedIncidentId: z.string(), ...OtherRun }),
]);
export type IncidentEvent = z.infer<typeof IncidentEvent>;
export type IncidentEventType = IncidentEvent["type"];

export const TimelineEntry = z.object({
  id: z.string(),
  /** Coarse kind, such as `opened`, `occurrence`, `diagnosed`, `status`, `comment`. */
  kind: z.string(),
  /** The event as a sentence. */
  text: z.string(),
  actorType: z.enum(ACTOR_TYPES),
  actorName: z.string(),
  /** The event itself (`type` and its fields); entries from older versions contain less. */
  data: z.record(z.string(), z.unknown()),
  at: z.string(),
  /** Until when the change can be undone; null if it cannot. */
  undoableUntil: z.string().nullable(),
  undoneAt: z.string().nullable(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;
export const TimelinePage = z.object({ items: z.array(TimelineEntry) });
export type TimelinePage = z.infer<typeof TimelinePage>;
