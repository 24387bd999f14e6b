import type { SilentEnding } from "@/lib/evidence/endings/schemas";
import type { Category } from "@/lib/failures/schemas";

/** Evidence for categories in log odds: 1 is a hint, 2 a good sign, 4 nearly decisive. */
export type Weights = Partial<Record<Category, number>>;

/** Prior distribution of pipeline failures. */
export const PRIOR: Weights = {
  code_bug: 0.5,
  configuration: 0.5,
  warehouse_sql: -0.1,
  network_timeout: -0.1,
  auth_permission: -0.1,
  missing_dependency: -0.3,
  data_quality: -0.2,
  upstream_missing_data: -0.2,
  schema_change: -0.4,
  resource_exhausted: -0.4,
  infrastructure: -0.4,
  rate_limit: -0.6,
};

/** Weight a signature adds to its category, by strength, before the subject's weight. */
export const STRENGTH_WEIGHT = { certain: 5, strong: 3.8, hint: 2.2 } as const;

/** Weight a signature adds to its alternatives. */
export const ALTERNATIVE_WEIGHT = { certain: 1.2, strong: 1.4, hint: 1.3 } as const;

/** Share of the inferred weights that counts when a signature matches. */
export const INFERENCE_SHARE = { certain: 0.15, strong: 0.3, hint: 0.6 } as const;

/** Share of the weights of single words: alone, beside what a type, phrase or frame says, and beside a signature. */
export const WORDS_SHARE = { alone: 1, besideReasons: 0.5 } as const;
export const WORDS_SHARE_BESIDE = { certain: 0, strong: 0, hint: 0.3 } as const;

/** What types and phrases count where the words of the message are known, which include them. */
export const BESIDE_WORDS = { type: 0.85, phrase: 0.9 } as const;

/** Softmax temperature: higher means more even shares. */
export const TEMPERATURE = 1;

/** Below this confidence the diagnosis is inconclusive. */
export const INCONCLUSIVE_BELOW = 0.42;

/** Weight for an unhandled error of unknown type, most often a code bug; enough for a guess. */
export const UNKNOWN_WEIGHT: Weights = { code_bug: 0.2 };

/** Weights of evidence other than the log. */
export const EVIDENCE_WEIGHT = {
  schemaChangeNames: { schema_change: 6 },
  /** Nothing ties the table to the failure; the error only names a column like its changed one. */
  schemaSharesName: { schema_change: 0.6 },
  /** A column that the error does not name was renamed, removed or retyped in a table of the task. */
  schemaOfTaskChanged: { schema_change: 1.2 },
  /** Columns were only added. */
  schemaOfTaskGrew: { schema_change: 0.3 },
  commitTouchesFailingFile: { code_bug: 1.2, configuration: 0.4 },
  /** A commit gave the code a name that does not exist. */
  commitBroughtName: { code_bug: 4, schema_change: -1.5, configuration: -1.5 },
  /** A commit renamed what something else still reads by its old name. */
  commitTookName: { code_bug: 2, schema_change: 2, configuration: -2.5 },
  /** Something that the failing step needs was removed where it runs, since the last good run. */
  settingRemoved: { configuration: 7, auth_permission: -1, upstream_missing_data: -1 },
  /** The missing key is read from a record, so that it is a field, not a setting. */
  keyOfRecord: { configuration: -4 },
  /** The log lists the fields that were read, and the missing one is not among them. */
  fieldNotListed: { schema_change: 4, data_quality: 0.2, code_bug: -1 },
  upstreamFailed: { upstream_missing_data: 1.6 },
  upstreamPipelineFailed: { upstream_missing_data: 1.6 },
  unusualInput: { upstream_missing_data: 1.2, data_quality: 0.6 },
  otherTaskFailed: { upstream_missing_data: 5 },
  killed: { resource_exhausted: 2.2, infrastructure: 1.6 },
  terminated: { infrastructure: 1.6, configuration: 0.4 },
  endedByUser: { infrastructure: 2 },
  brokeAfterSuccesses: {
    network_timeout: 0.3,
    schema_change: 0.3,
    data_quality: 0.3,
    upstream_missing_data: 0.3,
    configuration: -0.2,
  },
  neverSucceeded: { configuration: 0.5, code_bug: 0.4, missing_dependency: 0.3 },
} as const satisfies Record<string, Weights>;

/** Weights of how an attempt ended, as scheduler events and states tell. */
export const SILENT_END_WEIGHT: Readonly<Record<SilentEnding, Weights>> = {
  heartbeat_lost: { infrastructure: 4, resource_exhausted: 1.5 },
  marked_failed: { infrastructure: 4 },
  state_mismatch: { infrastructure: 3 },
  without_report: { infrastructure: 2.5, resource_exhausted: 2 },
  run_timeout: { resource_exhausted: 1.2, configuration: 2.5, infrastructure: 1 },
  deadlock: { configuration: 3.5 },
  out_of_memory: { resource_exhausted: 5 },
  killed: { resource_exhausted: 3, infrastructure: 2 },
  stuck_in_queue: { infrastructure: 3.5, resource_exhausted: 1.5 },
  not_started: { infrastructure: 2.5, configuration: 1 },
  cancelled: { infrastructure: 4 },
};

/** Weights by the location of the innermost frame. */
export const FRAME_WEIGHT = {
  user: { code_bug: 0.8, data_quality: 0.2 },
  check: { data_quality: 0.9, upstream_missing_data: 0.5, configuration: 0.3, code_bug: -0.4 },
  network: { network_timeout: 0.8, auth_permission: 0.2 },
  database: { warehouse_sql: 0.9, auth_permission: 0.2 },
  orchestrator: { configuration: 0.7 },
} as const satisfies Record<string, Weights>;
