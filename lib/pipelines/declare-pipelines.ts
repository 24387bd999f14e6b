import type { Pool, PoolClient, QueryConfig } from "pg";
import { declaredSettings } from "@/lib/pipelines/declared-settings";

/** What a pipeline's definition says, as its orchestrator or manifest shows it. */
export interface PipelineDeclaration {
  sourceId: string;
  externalId: string;
  /** Null leaves the stored tags alone. */
  tags: readonly string[] | null;
  /** dbt's `meta`; null if there is none. */
  meta: unknown;
}

/**
 * Stores the settings that known pipelines declare in tags and `meta`, in one statement. Replaces what they declared
 * before; pipelines that nobody has reported yet are skipped.
 * @param client within the caller's transaction, or the pool
 * @returns how many pipelines changed
 */
export async function declarePipelines(
  client: Pool | PoolClient,
  workspaceId: string,
  declarations: readonly PipelineDeclaration[],
): Promise<{ changed: number }> {
  if (declarations.length === 0) return { changed: 0 };
  const { rowCount } = await client.query(declaration(workspaceId, declarations));
  return { changed: rowCount ?? 0 };
}

/** The statement of `declarePipelines`. */
export function declaration(workspaceId: string, declarations: readonly PipelineDeclaration[]): QueryConfig {
  // The last one counts, because a statement updates a row only once.
  const rows = new Map(
    declarations.map(({ sourceId, externalId, tags, meta }) => {
      const declared = declaredSettings(tags ?? [], meta);
      return [JSON.stringify([sourceId, externalId]), { sourceId, externalId, tags, declared }];
    }),
  );
  return { text: DECLARE, values: [workspaceId, JSON.stringify([...rows.values()])] };
}

const SETTINGS = ["criticality", "deadline", "owner"];
/** The settings in `declared`, without where they are declared; all null if there are none. */
const settingsIn = (declared: string) =>
  `(${SETTINGS.map((name) => `NULLIF(${declared}->'${name}', 'null'::jsonb)`).join(", ")})`;

const DECLARE = `
WITH declaration AS (
  SELECT x."sourceId", x."externalId", x.declared,
    CASE WHEN jsonb_typeof(x.tags) = 'array' THEN ARRAY(SELECT jsonb_array_elements_text(x.tags)) END AS tags
  FROM jsonb_to_recordset($2::jsonb) AS x("sourceId" text, "externalId" text, tags jsonb, declared jsonb)
)
UPDATE pipelines p SET declared = d.declared, tags = COALESCE(d.tags, p.tags),
  settings_changed_at = CASE WHEN ${settingsIn("p.declared")} IS DISTINCT FROM ${settingsIn("d.declared")}
    THEN now() ELSE p.settings_changed_at END
FROM declaration d
WHERE p.workspace_id = $1 AND p.source_id = d."sourceId" AND p.external_id = d."externalId"
  AND (p.declared IS DISTINCT FROM d.declared OR p.tags IS DISTINCT FROM COALESCE(d.tags, p.tags))`;
