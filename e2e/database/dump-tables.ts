import type { Pool } from "pg";

/** Columns with times and durations of the processing itself. */
const MOVING: Record<string, readonly string[]> = {
  chunks: ["updated_at"],
  diagnoses: ["latency_ms"],
  evidence: ["collected_at", "duration_ms"],
  fixes: ["updated_at"],
  incidents: ["updated_at"],
};

/** Rows that another attempt adds to on purpose: each call to a model is recorded, also one that failed. */
const COUNTED: Record<string, string> = {
  model_calls: "t.status = 'ok'",
  model_transcripts: "t.reply IS NOT NULL",
};

/** All rows of all tables as sorted JSON, without the columns that differ between runs. */
export async function dumpTables(pool: Pool): Promise<string[]> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> '_prisma_migrations'
       AND table_name NOT LIKE 'runner\\_%' ORDER BY 1`,
  );
  const selects = tables.map(({ name }) => {
    const moving = (MOVING[name] ?? []).map((column) => `'${column}'`).join(", ");
    return `SELECT '${name} ' || (to_jsonb(t) - ARRAY[${moving}]::text[])::text AS row FROM "${name}" t WHERE ${COUNTED[name] ?? "true"}`;
  });
  const { rows } = await pool.query<{ row: string }>(selects.join(" UNION ALL "));
  // The checks of a fix say how long they took.
  return rows.map(({ row }) => row.replaceAll(/("durationMs": )\d+/g, "$1…")).toSorted();
}
