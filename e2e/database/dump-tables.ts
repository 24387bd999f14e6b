import type { Pool } from "pg";

/** What says when something was looked at or how long it took, and nothing about what was found. */
const MOVING: Record<string, readonly string[]> = {
  chunks: ["updated_at"],
  diagnoses: ["latency_ms"],
  evidence: ["collected_at", "duration_ms"],
  fixes: ["updated_at"],
  incidents: ["updated_at"],
};

/** Every row of every table of the product, as sorted JSON texts, without the columns that are meant to move. */
export async function dumpTables(pool: Pool): Promise<string[]> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> '_prisma_migrations'
       AND table_name NOT LIKE 'runner\\_%' ORDER BY 1`,
  );
  const selects = tables.map(({ name }) => {
    const moving = (MOVING[name] ?? []).map((column) => `'${column}'`).join(", ");
    return `SELECT '${name} ' || (to_jsonb(t) - ARRAY[${moving}]::text[])::text AS row FROM "${name}" t`;
  });
  const { rows } = await pool.query<{ row: string }>(selects.join(" UNION ALL "));
  return rows.map(({ row }) => row).toSorted();
}
