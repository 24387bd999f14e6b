import type { Severity, SeverityReason } from "@/lib/failures/schemas";
import { readReport } from "@/lib/failures/read-report";
import { assessSeverity, type AssessedSeverity, type DeadlineRisk } from "@/lib/failures/severity";
import { deadlineLabel, deadlineState, nextDeadline } from "@/lib/pipelines/deadline";
import { RECENT_RUNS } from "@/lib/pipelines/impact/data";
import { blockedItems } from "@/lib/pipelines/impact/blocked";
import { IncidentImpact, type ImpactDeadline } from "@/lib/pipelines/impact/schemas";
import { criticalityOf, settingsOf } from "@/lib/pipelines/settings";
import { failedInARow, usualDuration, type RunOutcome } from "@/lib/pipelines/usual-duration";
import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";

/** An incident's stored severity, and what it would be by everything known now. */
export interface AssessedIncident {
  status: string;
  severity: Severity;
  reasons: SeverityReason[];
  isSeveritySet: boolean;
  assessed: AssessedSeverity;
}

/** Assesses the severity of an incident from its row, pipeline, runs and stored impact; null if there is no such incident. */
export async function assessIncident(
  ctx: Context,
  tx: Prisma.TransactionClient,
  incidentId: string,
): Promise<AssessedIncident | null> {
  const [row] = await tx.$queryRawUnsafe<IncidentRow[]>(INCIDENT, incidentId, ctx.workspaceId);
  if (!row) return null;
  const impact = IncidentImpact.safeParse(row.impact).data ?? null;
  const report = readReport(row.report);
  const { criticality, declaredBy } = criticalityOf(row, report?.declared);
  const [blocked] = impact ? blockedItems(impact) : [];
  const assessed = assessSeverity({
    reported: report?.severity ?? null,
    environment: row.environment,
    criticality: blocked ? blocked.criticality : criticality,
    criticalityOf: declaredBy,
    blocked: blocked?.name ?? null,
    downstream: impact && downstreamOf(impact),
    occurrences: row.occurrenceCount,
    failedRuns: failedInARow(row.runs.filter(({ id }) => id !== row.runId).map(({ state }) => state)),
    deadline: mostUrgent(impact?.deadlines ?? ownDeadlines(row), ctx.now()),
  });
  const { status, severity, reasons, isSeveritySet } = row;
  return { status, severity, reasons, isSeveritySet, assessed };
}

/** Whether assessing it again would change nothing that is shown. */
export function isUnchanged({ severity, reasons, assessed }: AssessedIncident): boolean {
  const textOf = (list: readonly SeverityReason[]) => list.map(({ text }) => text).join("\n");
  return severity === assessed.severity && textOf(reasons) === textOf(assessed.reasons);
}

/** What depends on it, without the pipelines that cannot run themselves. */
function downstreamOf({ items, counts, blocked }: IncidentImpact) {
  return {
    ...counts,
    pipelines: counts.pipelines - blocked.length,
    critical:
      items.find(({ id, criticality }) => criticality === "critical" && !blocked.includes(id))?.name ?? null,
  };
}

interface IncidentRow {
  status: string;
  severity: Severity;
  reasons: SeverityReason[];
  isSeveritySet: boolean;
  environment: string | null;
  occurrenceCount: number;
  report: unknown;
  impact: unknown;
  runId: string | null;
  firstSeenAt: Date;
  /** Null, as everything else about it, for a service, workload or check. */
  pipeline: string | null;
  criticality: string | null;
  deadline: unknown;
  declared: unknown;
  runs: RunOutcome[];
}

const INCIDENT = `
SELECT n.status, n.severity::text AS severity, n.severity_reasons AS reasons, n.is_severity_set AS "isSeveritySet",
  n.environment, n.occurrence_count AS "occurrenceCount", n.report, n.impact, n.run_id AS "runId",
  n.first_seen_at AS "firstSeenAt", p.name AS pipeline, p.criticality, p.deadline, p.declared, ${RECENT_RUNS} AS runs
FROM incidents n LEFT JOIN pipelines p ON p.id = n.pipeline_id AND p.workspace_id = $2
WHERE n.id = $1 AND n.workspace_id = $2`;

/** The deadline of the failed pipeline itself, while its impact has not been assessed. */
function ownDeadlines(row: IncidentRow): ImpactDeadline[] {
  const { deadline } = settingsOf(row);
  if (!deadline || row.pipeline === null) return [];
  const at = nextDeadline(deadline, row.firstSeenAt);
  const usualMs = usualDuration(row.runs);
  const fixBy = usualMs === null ? null : new Date(at.getTime() - usualMs).toISOString();
  const label = deadlineLabel(deadline);
  return [{ pipelineId: "", pipeline: row.pipeline, label, at: at.toISOString(), fixBy }];
}

const URGENCY = ["missed", "at_risk", "tight", "met"] as const;

function mostUrgent(deadlines: readonly ImpactDeadline[], now: Date): DeadlineRisk | null {
  const risks = deadlines.map(({ pipeline, label, at, fixBy }): DeadlineRisk => {
    const state = deadlineState({ at: new Date(at), fixBy: fixBy === null ? null : new Date(fixBy) }, now);
    return { pipeline, label, at, state };
  });
  return (
    risks.toSorted(
      (a, b) => URGENCY.indexOf(a.state) - URGENCY.indexOf(b.state) || a.at.localeCompare(b.at),
    )[0] ?? null
  );
}
