import type { Pool } from "pg";

const PORTION = 500;

/**
 * Adds the texts of new and changed incidents to the trigram index, for all workspaces. Doing so while an incident is
 * written would delay the writer, so it is done apart; until then a search reads these texts one by one. Safe to run
 * twice. A text that somebody is writing is left for the next time: waiting for it could end in a deadlock.
 * @returns how many texts were added.
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
WHERE incident_id IN (SELECT incident_id FROM incident_texts WHERE NOT is_indexed LIMIT $1 FOR UPDATE SKIP LOCKED)`;
