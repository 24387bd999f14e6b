import { z } from "zod";
import { textField, timeField } from "@/lib/vendors/lenient-fields";

/** Also from text. */
const number = z.coerce
  .number()
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);
const list = <T>(item: z.ZodType<T>) =>
  z
    .array(item)
    .nullish()
    .catch(null)
    .transform((value) => value ?? []);

export const Version = z
  .object({ version: z.string(), git_version: textField })
  .transform((raw) => ({ version: raw.version, gitVersion: raw.git_version }));

export const TokenResponse = z
  .object({ access_token: z.string().optional(), jwt_token: z.string().optional() })
  .transform((raw) => raw.access_token ?? raw.jwt_token)
  .refine((token) => token !== undefined && token !== "")
  .transform((token) => token ?? "");

const Component = z.object({ status: textField }).nullish().catch(null);
export const Health = z.object({
  metadatabase: Component,
  scheduler: Component,
  triggerer: Component,
  dag_processor: Component,
});

const DagVersion = z
  .object({
    version_number: number,
    bundle_name: textField,
    bundle_version: textField,
    bundle_url: textField,
  })
  .nullish()
  .catch(null);

/** A task instance of v1 or v2; times are ISO 8601 with `Z`. */
export const TaskInstance = z
  .object({
    id: textField,
    dag_id: z.string(),
    dag_run_id: z.string(),
    task_id: z.string(),
    map_index: z.coerce.number().int().catch(-1),
    try_number: number,
    max_tries: number,
    state: textField,
    operator: textField,
    operator_name: textField,
    hostname: textField,
    start_date: timeField,
    end_date: timeField,
    duration: number,
    logical_date: timeField,
    execution_date: timeField,
    note: textField,
    dag_version: DagVersion,
  })
  .transform((raw) => ({
    id: raw.id,
    dagId: raw.dag_id,
    runId: raw.dag_run_id,
    taskId: raw.task_id,
    mapIndex: raw.map_index,
    tryNumber: raw.try_number,
    /** Airflow's `max_tries`: failures up to this try number are retried, so the last try is one above it. */
    retriesAllowed: raw.max_tries,
    state: raw.state,
    operator: raw.operator ?? raw.operator_name,
    hostname: raw.hostname,
    startedAt: raw.start_date,
    endedAt: raw.end_date,
    durationMs: raw.duration === null ? null : Math.round(raw.duration * 1000),
    logicalDate: raw.logical_date ?? raw.execution_date,
    note: raw.note,
    dagVersion: raw.dag_version?.version_number ?? null,
    /** The commit that ran, for DAGs in a git bundle. */
    bundleVersion: raw.dag_version?.bundle_version ?? null,
  }));
export type TaskInstance = z.output<typeof TaskInstance>;

/**
 * The templated fields of a task instance, as rendered, by name. Airflow keeps those of the latest try, and cuts long values
 * (`[core] max_templated_field_length`).
 */
export const RenderedFields = z
  .object({
    task_id: z.string(),
    try_number: number,
    rendered_fields: z.record(z.string(), z.unknown()).nullish().catch(null),
  })
  .transform((raw) => ({ tryNumber: raw.try_number, fields: raw.rendered_fields ?? {} }));
export type RenderedFields = z.output<typeof RenderedFields>;

export const DagRun = z
  .object({
    dag_id: z.string(),
    dag_run_id: z.string(),
    state: textField,
    run_type: textField,
    logical_date: timeField,
    execution_date: timeField,
    run_after: timeField,
    data_interval_end: timeField,
    start_date: timeField,
    end_date: timeField,
    note: textField,
    conf: z.record(z.string(), z.unknown()).nullish().catch(null),
    bundle_version: textField,
    dag_versions: list(z.object({ version_number: number, bundle_version: textField })),
  })
  .transform((raw) => {
    const latest = raw.dag_versions.at(-1);
    return {
      dagId: raw.dag_id,
      runId: raw.dag_run_id,
      state: raw.state,
      runType: raw.run_type,
      logicalDate: raw.logical_date ?? raw.execution_date,
      runAfter: raw.run_after,
      dataIntervalEnd: raw.data_interval_end,
      startedAt: raw.start_date,
      endedAt: raw.end_date,
      note: raw.note,
      /** The run's parameters, as given when it was triggered. */
      conf: raw.conf ?? {},
      dagVersion: latest?.version_number ?? null,
      bundleVersion: raw.bundle_version ?? latest?.bundle_version ?? null,
    };
  });
export type DagRun = z.output<typeof DagRun>;

/** A v1 schedule: a cron expression as text, or a time delta in seconds. */
const ScheduleInterval = z
  .object({ value: textField, days: number, seconds: number })
  .nullish()
  .catch(null)
  .transform((raw) => {
    if (raw == null) return null;
    if (raw.value !== null) return raw.value;
    const seconds = (raw.days ?? 0) * 86_400 + (raw.seconds ?? 0);
    return seconds > 0 ? `every ${seconds} s` : null;
  });

export const Dag = z
  .object({
    dag_id: z.string(),
    fileloc: textField,
    relative_fileloc: textField,
    file_token: textField,
    owners: list(z.string()),
    tags: list(z.object({ name: z.string() })),
    is_paused: z.boolean().nullish().catch(null),
    is_active: z.boolean().nullish().catch(null),
    is_stale: z.boolean().nullish().catch(null),
    timetable_summary: textField,
    timetable_description: textField,
    schedule_interval: ScheduleInterval,
    next_dagrun_run_after: timeField,
    next_dagrun_create_after: timeField,
    bundle_name: textField,
    bundle_version: textField,
  })
  .transform((raw) => ({
    dagId: raw.dag_id,
    /** Path on Airflow's machine. */
    fileloc: raw.fileloc,
    /** Path inside its bundle (v2). */
    relativeFileloc: raw.relative_fileloc,
    fileToken: raw.file_token,
    owners: raw.owners,
    tags: raw.tags.map((tag) => tag.name),
    isPaused: raw.is_paused ?? null,
    /** False once its file is gone. */
    isActive: raw.is_active ?? (raw.is_stale == null ? null : !raw.is_stale),
    /** Cron expression, preset, interval such as `1 day, 0:00:00`, or asset expression; null for none. */
    schedule: raw.timetable_summary ?? raw.schedule_interval,
    scheduleDescription: raw.timetable_description,
    nextRunAt: raw.next_dagrun_run_after ?? raw.next_dagrun_create_after,
    bundleName: raw.bundle_name,
    bundleVersion: raw.bundle_version,
  }));
export type Dag = z.output<typeof Dag>;

/** The time zone of a DAG: an IANA name, or text such as `Timezone('Europe/Berlin')` in v1. */
export const DagZone = z.object({ timezone: textField }).transform((raw) => {
  const quoted = /^Timezone\('([\w/+-]{1,60})'\)$/.exec(raw.timezone ?? "")?.[1];
  return { timeZone: quoted ?? raw.timezone };
});

export const DagSource = z
  .object({ content: z.string(), version_number: number })
  .transform((raw) => ({ content: raw.content, versionNumber: raw.version_number }));
export type DagSource = z.output<typeof DagSource>;

export const Task = z
  .object({
    task_id: z.string(),
    owner: textField,
    retries: number,
    trigger_rule: textField,
    operator_name: textField,
    class_ref: z.object({ class_name: textField }).nullish().catch(null),
    is_mapped: z.boolean().nullish().catch(null),
    downstream_task_ids: list(z.string()),
  })
  .transform((raw) => ({
    taskId: raw.task_id,
    owner: raw.owner,
    retries: raw.retries,
    triggerRule: raw.trigger_rule,
    operator: raw.class_ref?.class_name ?? raw.operator_name,
    isMapped: raw.is_mapped ?? false,
    downstreamTaskIds: raw.downstream_task_ids,
  }));
export type Task = z.output<typeof Task>;

export const EventLog = z
  .object({
    event_log_id: number,
    when: timeField,
    event: z.string(),
    dag_id: textField,
    run_id: textField,
    task_id: textField,
    map_index: number,
    try_number: number,
    owner: textField,
    extra: textField,
  })
  .transform((raw) => ({
    at: raw.when,
    event: raw.event,
    dagId: raw.dag_id,
    runId: raw.run_id,
    taskId: raw.task_id,
    mapIndex: raw.map_index,
    tryNumber: raw.try_number,
    who: raw.owner,
    /** Free text; JSON for most events, a sentence for `heartbeat timeout` and `state mismatch`. */
    extra: raw.extra,
  }));
export type EventLog = z.output<typeof EventLog>;

/** A version of a DAG (v2): a new one when what was parsed differs from the one before. */
export const DagVersionRow = z
  .object({ version_number: number, bundle_version: textField, created_at: timeField })
  .transform((raw) => ({
    versionNumber: raw.version_number,
    bundleVersion: raw.bundle_version,
    createdAt: raw.created_at,
  }));
export type DagVersionRow = z.output<typeof DagVersionRow>;

export const Provider = z
  .object({ package_name: z.string(), version: z.string() })
  .transform((raw) => ({ name: raw.package_name, version: raw.version }));
export type Provider = z.output<typeof Provider>;

export const ImportError = z
  .object({ filename: textField, timestamp: timeField, stack_trace: textField, bundle_name: textField })
  .transform((raw) => ({
    /** Relative to its bundle in v2, absolute in v1. */
    filename: raw.filename,
    /** Time of the latest parse, not of the first failure. */
    at: raw.timestamp,
    stackTrace: raw.stack_trace ?? "",
    bundleName: raw.bundle_name,
  }));
export type ImportError = z.output<typeof ImportError>;

const DagRef = z.object({ dag_id: z.string(), task_id: textField });

/** An asset (v2) or dataset (v1), with who writes it and whom it starts. */
export const Asset = z
  .object({
    uri: z.string(),
    name: textField,
    producing_tasks: list(DagRef),
    consuming_tasks: list(DagRef),
    scheduled_dags: list(DagRef),
    consuming_dags: list(DagRef),
  })
  .transform((raw) => ({
    uri: raw.uri,
    producers: raw.producing_tasks.map(({ dag_id, task_id }) => ({ dagId: dag_id, taskId: task_id })),
    /** DAGs that run when it changes. */
    startedDags: [...raw.scheduled_dags, ...raw.consuming_dags].map(({ dag_id }) => dag_id),
    readers: raw.consuming_tasks.map(({ dag_id, task_id }) => ({ dagId: dag_id, taskId: task_id })),
  }));
export type Asset = z.output<typeof Asset>;

/** A change of an asset (v2) or dataset (v1) by a run. */
export const AssetEvent = z
  .object({
    id: number,
    uri: textField,
    name: textField,
    dataset_uri: textField,
    source_dag_id: textField,
    source_task_id: textField,
    source_run_id: textField,
    timestamp: timeField,
    extra: z.record(z.string(), z.unknown()).nullish().catch(null),
  })
  .transform((raw) => ({
    uri: raw.uri ?? raw.dataset_uri,
    /** For display. */
    asset: raw.uri ?? raw.dataset_uri ?? raw.name ?? "an asset",
    dagId: raw.source_dag_id,
    taskId: raw.source_task_id,
    runId: raw.source_run_id,
    at: raw.timestamp,
    /** As the task wrote it. */
    extra: raw.extra ?? {},
  }));
export type AssetEvent = z.output<typeof AssetEvent>;

/** Skips rows that do not parse, so that one bad row does not hide the others. */
export function airflowRows<T>(raw: unknown, key: string, schema: z.ZodType<T>): T[] | null {
  const body = z.object({ [key]: z.array(z.unknown()) }).safeParse(raw);
  if (!body.success) return null;
  return (body.data[key] ?? []).flatMap((row) => {
    const parsed = schema.safeParse(row);
    return parsed.success ? [parsed.data] : [];
  });
}
