import { arrangeIncident, type Arranged } from "@/e2e/database/arrange";
import type { TestDatabase } from "@/e2e/database/test-database";
import type { EvidenceTarget } from "@/lib/evidence/collector";
import { airflowTarget } from "@/lib/evidence/testing/targets";
import { failureReport, type TaskReportPart } from "@/lib/failures/testing/report";
import { loadIncidentContext } from "@/lib/incidents/incident-context";

/** A stored incident, read by the names of the recordings (see `airflowTarget`); `url` is the orchestrator's API. */
export async function storedTarget(
  db: TestDatabase,
  url: string | null,
  report: TaskReportPart = {},
): Promise<Arranged & { incident: EvidenceTarget }> {
  const arranged = await arrangeIncident(db, failureReport({ exception: null, ...report }));
  const stored = await loadIncidentContext(arranged.ctx, arranged.incidentId);
  const { pipeline, task, run, tryNumber, connection, source } = airflowTarget(url);
  await db.pool.query("UPDATE runs SET external_id = $2 WHERE pipeline_id = $1", [stored.pipelineId, run]);
  return {
    ...arranged,
    incident: {
      ...stored,
      pipeline,
      task,
      run,
      tryNumber,
      connection,
      source: { ...source, id: stored.source.id },
    },
  };
}
