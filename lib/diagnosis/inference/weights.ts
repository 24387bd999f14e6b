import type { Category } from "@/lib/failures/category";

/** Evidence for categories in log odds: 1 is a nudge, 2 a good sign, 4 nearly decides. */
export type Weights = Partial<Record<Category, number>>;

/** Before anything is seen: how failures of pipelines usually divide. */
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

/** What a signature adds for its own category, by its strength, before the subject's weight. */
export const STRENGTH_WEIGHT = { certain: 5, strong: 3.8, hint: 2.2 } as const;

/** What a signature adds for the categories it names as alternatives. */
export const ALTERNATIVE_WEIGHT = { certain: 1.2, strong: 1.4, hint: 1.3 } as const;

/** Share of the inferred weights that still counts once a signature fits. */
export const INFERENCE_SHARE = { certain: 0.15, strong: 0.3, hint: 0.6 } as const;

/** Softmax temperature: the larger, the more even the shares. */
export const TEMPERATURE = 1;

/** Below this the engine says that it does not know. */
export const INCONCLUSIVE_BELOW = 0.42;

/** An unhandled error of a type nobody knows: mostly the code, else what it was told. Enough for a guess. */
export const UNKNOWN_WEIGHT: Weights = { code_bug: 0.2 };

/** Evidence of other kinds. */
export const EVIDENCE_WEIGHT = {
  schemaChangeNames: { schema_change: 6 },
  commitTouchesFailingFile: { code_bug: 1.2, configuration: 0.4 },
  upstreamFailed: { upstream_missing_data: 1.6 },
  otherTaskFailed: { upstream_missing_data: 5 },
  killed: { resource_exhausted: 2.2, infrastructure: 1.6 },
  terminated: { infrastructure: 1.6, configuration: 0.4 },
  brokeAfterSuccesses: {
    network_timeout: 0.3,
    schema_change: 0.3,
    data_quality: 0.3,
    upstream_missing_data: 0.3,
    configuration: -0.2,
  },
  neverSucceeded: { configuration: 0.5, code_bug: 0.4, missing_dependency: 0.3 },
} as const satisfies Record<string, Weights>;

/** Which text it was decides how much its words count. */
export const FRAME_WEIGHT = {
  user: { code_bug: 0.8, data_quality: 0.2 },
  check: { data_quality: 0.9, upstream_missing_data: 0.5, configuration: 0.3, code_bug: -0.4 },
  network: { network_timeout: 0.8, auth_permission: 0.2 },
  database: { warehouse_sql: 0.9, auth_permission: 0.2 },
  orchestrator: { configuration: 0.7 },
} as const satisfies Record<string, Weights>;
