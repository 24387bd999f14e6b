import { z } from "zod";
import { Int, LongText, Message, Obj, Text, Time } from "@/lib/intake/sources/lenient";

/**
 * A webhook of dbt Cloud, except the ids, which are read separately
 * (https://docs.getdbt.com/docs/deploy/webhooks). All ids are strings.
 */
export const DbtCloudData = z.object({
  jobName: Text,
  environmentName: Text,
  projectName: Text,
  dbtVersion: Text,
  runStatus: Text,
  runStatusCode: Int,
  runStatusMessage: Message,
  runReason: Text,
  runStartedAt: Time,
  runErroredAt: Time,
  runFinishedAt: Time,
});
export type DbtCloudData = z.output<typeof DbtCloudData>;

/** A result in `run_results.json` (https://schemas.getdbt.com/dbt/run-results/v6/index.html). */
export const DbtResult = z.object({
  unique_id: Text,
  status: Text,
  message: LongText,
  failures: Int,
  compiled_code: LongText,
  relation_name: Text,
  adapter_response: Obj(z.object({ rows_affected: Int })),
  timing: z.unknown().optional(),
});
export type DbtResult = z.output<typeof DbtResult>;

export const DbtMetadata = z.object({
  dbt_schema_version: Text,
  dbt_version: Text,
  generated_at: Time,
  invocation_id: Text,
  invocation_started_at: Time,
  project_name: Text,
  adapter_type: Text,
});
export type DbtMetadata = z.output<typeof DbtMetadata>;

/** A node, source or exposure in `manifest.json` (https://schemas.getdbt.com/dbt/manifest/v12/index.html). */
export const DbtNode = z.object({
  name: Text,
  resource_type: Text,
  original_file_path: Text,
  relation_name: Text,
  depends_on: Obj(z.object({ nodes: z.unknown().optional() })),
  columns: z.unknown().optional(),
  type: Text,
  owner: Obj(z.object({ name: Text, email: Text })),
  url: Text,
  tags: z.unknown().optional(),
  meta: z.unknown().optional(),
  /** Where dbt puts both since 1.10. */
  config: Obj(z.object({ meta: z.unknown().optional(), tags: z.unknown().optional() })),
});
export type DbtNode = z.output<typeof DbtNode>;
