import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { benchFailures } from "@/bench/incidents/failures";

/** The measured workspace, and another of the same size. */
export const WORKSPACE = "01bench0000000000000000ws1";
const OTHER_WORKSPACE = "01bench0000000000000000ws2";
/** The signed-in user. */
export const USER = "01bench0000000000000000us1";
/** The source of the pipeline with the storm of open incidents. */
export const STORM_SOURCE = "01bench000000000000so1x001";
export const STORM_PIPELINE = "storm_of_failures";

const TABLES = [
  "incidents",
  "incident_texts",
  "occurrences",
  "runs",
  "attempts",
  "timeline_entries",
  "diagnoses",
  "deliveries",
  "workflow_runs",
];

interface IndexRow {
  name: string;
  definition: string;
}

/**
 * Fills a migrated, empty database with two workspaces of `incidents` incidents each, spread over a year: 300 pipelines
 * from eight sources, most incidents resolved, thousands open, a hundredth of them in one pipeline. Uses bulk inserts
 * without triggers and foreign keys and rebuilds the indexes at the end, so a million takes minutes. Needs a superuser.
 */
export async function makeIncidents(url: string, incidents: number): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      "SET session_replication_role = replica; SET jit = off; SET maintenance_work_mem = '512MB'",
    );
    await client.query("SELECT setseed(0.42)");
    const indexes = await dropIndexes(client);
    await client.query(BENCH_FAILURES, [JSON.stringify(benchFailures())]);
    for (const workspace of [1, 2]) await fill(client, workspace, incidents);
    for (const { definition } of indexes) await client.query(definition);
    await client.query("SET session_replication_role = origin");
    // The triggers that mark days as stale were disabled.
    for (const workspace of [WORKSPACE, OTHER_WORKSPACE]) {
      await client.query("SELECT pd_mark_all_days_stale($1)", [workspace]);
      await client.query("ANALYZE incidents, diagnoses, stale_incident_days");
      await client.query(REFRESH_ALL.replace("$1", `'${workspace}'`));
    }
    await client.query("VACUUM (ANALYZE)");
  } finally {
    await client.end();
  }
}

const REFRESH_ALL = `
DO $$ BEGIN
  WHILE pd_refresh_incident_days($1, 1000) > 0 LOOP COMMIT; END LOOP;
END $$`;

const BENCH_FAILURES = `
CREATE TEMP TABLE bench_failures AS
SELECT (i - 1)::int AS n, f->>'type' AS type, f->>'message' AS message, f->>'category' AS category,
  f->>'rootCause' AS root_cause, f->>'signature' AS signature, (f->>'vector')::vector AS vector
FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS x(f, i)`;

async function fill(client: Client, workspace: number, incidents: number): Promise<void> {
  const sql = readFileSync(fileURLToPath(new URL("fill.sql", import.meta.url)), "utf8");
  const values: Record<string, string> = {
    workspace: `'${workspace === 1 ? WORKSPACE : OTHER_WORKSPACE}'`,
    w: `'${workspace}'`,
    incidents: String(incidents),
    storm: String(Math.round(incidents / 100)),
    storm_pipeline: `'${STORM_PIPELINE}'`,
  };
  for (const statement of sql.split(/;\n/)) {
    const text = statement.replaceAll(/:(\w+)\b/g, (whole, name: string) => values[name] ?? whole);
    if (text.trim()) await client.query(text);
  }
}

/** Drops every index that does not back a constraint. @returns their definitions, to recreate them */
async function dropIndexes(client: Client): Promise<IndexRow[]> {
  const { rows } = await client.query<IndexRow>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
     FROM pg_index i WHERE i.indrelid = ANY($1::regclass[])
       AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)`,
    [TABLES],
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return rows;
}
