import { z } from "zod";
import { text, time } from "@/lib/vendors/lenient-fields";

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
  .object({ version: z.string(), git_version: text })
  .transform((raw) => ({ version: raw.version, gitVersion: raw.git_version }));

export const TokenResponse = z
  .object({ access_token: z.string().optional(), jwt_token: z.string().optional() })
  .transform((raw) => raw.access_token ?? raw.jwt_token)
  .refine((token) => token !== undefined && token !== "")
  .transform((token) => token ?? "");

const Component = z.object({ status: text }).nullish().catch(null);
export const Health = z.object({
  metadatabase: Component,
  scheduler: Component,
  triggerer: Component,
  dag_processor: Component,
});

const DagVersion = z
  .object({ version_number: number, bundle_name: text, bundle_version: text, bundle_url: text })
  .nullish()
  .catch(null);

/** A task instance of v1 or v2; times are ISO 8601 with `Z`. */
export const TaskInstance = z
  .object({
    id: text,
    dag_id: z.string(),
    dag_run_id: z.string(),
    task_id: z.string(),
    map_index: z.coerce.number().int().catch(-1),
    try_number: number,
    max_tries: number,
    state: text,
    operator: text,
    operator_name: text,
    hostname: text,
    start_date: time,
    end_date: time,
    duration: number,
    logical_date: time,
    execution_date: time,
    note: text,
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
    state: text,
    run_type: text,
    logical_date: time,
    execution_date: time,
    run_after: time,
    data_interval_end: time,
    start_date: time,
    end_date: time,
    note: text,
    conf: z.record(z.string(), z.unknown()).nullish().catch(null),
    bundle_version: text,
    dag_versions: list(z.object({ version_number: number, bundle_version: text })),
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
  .object({ value: text, days: number, seconds: number })
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
    fileloc: text,
    relative_fileloc: text,
    file_token: text,
    owners: list(z.string()),
    tags: list(z.object({ name: z.string() })),
    is_paused: z.boolean().nullish().catch(null),
    is_active: z.boolean().nullish().catch(null),
    is_stale: z.boolean().nullish().catch(null),
    timetable_summary: text,
    timetable_description: text,
    schedule_interval: ScheduleInterval,
    next_dagrun_run_after: time,
    next_dagrun_create_after: time,
    bundle_name: text,
    bundle_version: text,
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
export const DagZone = z.object({ timezone: text }).transform((raw) => {
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
    owner: text,
    retries: number,
    trigger_rule: text,
    operator_name: text,
    class_ref: z.object({ class_name: text }).nullish().catch(null),
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
    when: time,
    event: z.string(),
    dag_id: text,
    run_id: text,
    task_id: text,
    map_index: number,
    try_number: number,
    owner: text,
    extra: text,
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
  .object({ version_number: number, bundle_version: text, created_at: time })
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
  .object({ filename: text, timestamp: time, stack_trace: text, bundle_name: text })
  .transform((raw) => ({
    /** Relative to its bundle in v2, absolute in v1. */
    filename: raw.filename,
    /** Time of the latest parse, not of the first failure. */
    at: raw.timestamp,
    stackTrace: raw.stack_trace ?? "",
    bundleName: raw.bundle_name,
  }));
export type ImportError = z.output<typeof ImportError>;

const DagRef = z.object({ dag_id: z.string(), task_id: text });

/** An asset (v2) or dataset (v1), with who writes it and whom it starts. */
export const Asset = z
  .object({
    uri: z.string(),
    name: text,
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
    uri: text,
    name: text,
    dataset_uri: text,
    source_dag_id: text,
    source_task_id: text,
    source_run_id: text,
    timestamp: time,
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
