import type { Pool } from "pg";

const PORTION = 500;

/**
 * Takes texts of incidents that are new or have changed into the index of trigrams, of all workspaces. Whoever writes an
 * incident would wait for it, so it is done apart; until then a search reads such texts one by one. Safe to run twice.
 * @returns how many texts were taken in.
 */
export async function indexTexts(pool: Pool): Promise<number> {
  for (let indexed = 0; ;) {
    const { rowCount } = await pool.query(INDEX_TEXTS, [PORTION]);
    indexed += rowCount ?? 0;
    if ((rowCount ?? 0) < PORTION) return indexed;
  }
}

const INDEX_TEXTS = `
UPDATE incident_texts SET is_indexed = true
WHERE incident_id IN (SELECT incident_id FROM incident_texts WHERE NOT is_indexed LIMIT $1)`;
