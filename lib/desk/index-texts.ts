import type { Pool } from "pg";

const BATCH = 500;

/**
 * Adds new and changed incident texts to the trigram index, in all workspaces. Runs in the background so that it does
 * not slow down writes; until then a search scans these texts. Skips locked rows, since waiting for them could deadlock.
 * Safe to run twice.
 * @returns how many texts were added.
 */
export async function indexTexts(pool: Pool): Promise<number> {
  for (let indexed = 0; ;) {
    const { rowCount } = await pool.query(INDEX_TEXTS, [BATCH]);
    indexed += rowCount ?? 0;
    if ((rowCount ?? 0) < BATCH) return indexed;
  }
}

const INDEX_TEXTS = `
UPDATE incident_texts SET is_indexed = true
WHERE incident_id IN (SELECT incident_id FROM incident_texts WHERE NOT is_indexed LIMIT $1 FOR UPDATE SKIP LOCKED)`;
