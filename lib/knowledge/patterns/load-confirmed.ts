import { readReport } from "@/lib/failures/read-report";
import { failingLine } from "@/lib/knowledge/failing-line";
import type { ConfirmedFailure } from "@/lib/knowledge/patterns/learn-failure";
import { placesOf } from "@/lib/knowledge/patterns/places";
import type { SeenEvidence } from "@/lib/knowledge/patterns/seen-evidence";
import type { JudgedCause } from "@/lib/knowledge/verdicts/judge-cause";
import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";

interface Row {
  fingerprint: string;
  fingerprintParts: unknown;
  report: unknown;
  pipelineId: string | null;
  taskId: string | null;
  logLine: string | null;
  signature: string | null;
  category: string;
  claims: unknown;
}

/**
 * What can be learned of an incident whose cause was confirmed: its failing line, where it happened, what the diagnosis cites
 * and the evidence it cites. Null if the diagnosis is gone.
 */
export async function loadConfirmed(
  ctx: Context,
  tx: Prisma.TransactionClient,
  incidentId: string,
  cause: JudgedCause,
): Promise<ConfirmedFailure | null> {
  const { workspaceId } = ctx;
  const [row] = await tx.$queryRawUnsafe<Row[]>(CONFIRMED, workspaceId, incidentId, cause.diagnosisId);
  const report = row && readReport(row.report);
  if (!row || !report) return null;
  const cited = citationsIn(row.claims);
  const evidence = await tx.$queryRawUnsafe<SeenEvidence[]>(
    EVIDENCE,
    workspaceId,
    incidentId,
    cited.map(({ evidenceId }) => evidenceId),
  );
  return {
    fingerprint: row.fingerprint,
    signature: row.signature,
    category: row.category,
    line: failingLine(report, row.logLine),
    places: placesOf(row),
    cause: cause.rootCause,
    isCorrection: cause.kind === "correction",
    cited,
    evidence,
  };
}

/** The citations of a diagnosis's claims (`Claim[]`), in their order. */
function citationsIn(claims: unknown): { evidenceId: string; quote: string }[] {
  if (!Array.isArray(claims)) return [];
  return claims.flatMap(
    (claim: { citations?: { evidenceId: string; quote: string }[] }) => claim.citations ?? [],
  );
}

const CONFIRMED = `
SELECT n.fingerprint, n.fingerprint_parts AS "fingerprintParts", n.report, n.pipeline_id AS "pipelineId", n.task_id AS "taskId",
  (SELECT e.facts #>> '{failingLines,0,text}' FROM evidence e WHERE e.incident_id = n.id AND e.workspace_id = $1 AND e.kind = 'log'
    AND e.status = 'ok' AND e.superseded_at IS NULL ORDER BY e.relevance DESC, e.id LIMIT 1) AS "logLine",
  d.signature, d.category, d.claims
FROM incidents n JOIN diagnoses d ON d.id = $3 AND d.incident_id = n.id AND d.workspace_id = $1
WHERE n.workspace_id = $1 AND n.id = $2`;

/** Current evidence, and what the diagnosis cites. */
const EVIDENCE = `
SELECT id, kind, status, text, start_line AS "startLine" FROM evidence
WHERE workspace_id = $1 AND incident_id = $2 AND (superseded_at IS NULL OR id = ANY($3::text[]))
ORDER BY relevance DESC, id`;
