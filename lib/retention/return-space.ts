import { usesEmbedded } from "@/lib/platform/db/embedded-disk";
import { pool } from "@/lib/platform/db/pool";
import { patientQuery } from "@/lib/platform/db/watched-client";

const TABLES = [
  "deliveries",
  "evidence",
  "workflow_steps",
  "workflow_runs",
  "runs",
  "attempts",
  "attempt_ids",
  "dataset_writes",
  "datasets",
  "incident_texts",
  "stale_incident_days",
  "incident_days",
  "workspace_days",
];
const VACUUM_MS = 60_000;
const QUIET_S = 60;

/**
 * Vacuums the tables that retention removes rows from. Only on the embedded database, which runs one statement at a time and
 * whose autovacuum therefore leaves out large tables; skipped until nothing has been received for a minute.
 * @returns whether it ran
 */
export async function returnSpace({ isEmbedded = usesEmbedded() } = {}): Promise<boolean> {
  if (!isEmbedded) return false;
  for (const table of TABLES) {
    if (!(await isQuiet())) return false;
    await pool().query(patientQuery(`VACUUM ${table}`, VACUUM_MS));
  }
  return true;
}

async function isQuiet(): Promise<boolean> {
  const { rowCount } = await pool().query(
    "SELECT 1 FROM sources WHERE last_delivery_at > clock_timestamp() - make_interval(secs => $1) LIMIT 1",
    [QUIET_S],
  );
  return rowCount === 0;
}
