import type { Pool } from "pg";
import { wakeIncidents } from "@/lib/incidents/wake-incidents";
import { systemContext } from "@/lib/platform/auth/authenticate";

/** Per workspace and run; the rest wakes a minute later. */
const BATCH = 500;

/** Wakes every incident whose snooze is over, in all workspaces. Safe to run twice. @returns how many woke */
export async function wakeEverywhere(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ id: string }>(WITH_SNOOZES);
  let woken = 0;
  for (const { id } of rows) woken += await wakeIncidents(systemContext(id), BATCH);
  return woken;
}

const WITH_SNOOZES = `
SELECT w.id FROM workspaces w
WHERE EXISTS (SELECT 1 FROM incidents n WHERE n.workspace_id = w.id AND n.snoozed_until IS NOT NULL)
ORDER BY w.id`;
