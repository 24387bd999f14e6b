import type { SeverityReason } from "@/lib/failures/schemas";
import {
  assessSeverity,
  withRepeats,
  type AssessedSeverity,
  type DeadlineRisk,
} from "@/lib/failures/severity";
import { subjectName, taskOf } from "@/lib/failures/subject";
import { readPolicies } from "@/lib/incidents/noise/read-policies";
import type { Suppression } from "@/lib/incidents/noise/schemas";
import { suppressionOf } from "@/lib/incidents/noise/suppression";
import type { LoadedIncident, PlacedReport } from "@/lib/intake/acceptance/intake-rows";
import type { KnownSurroundings } from "@/lib/intake/acceptance/known-surroundings";
import { deadlineLabel, deadlineOutlook } from "@/lib/pipelines/deadline";
import { criticalityOf, settingsOf } from "@/lib/pipelines/settings";
import { failedInARow, usualDuration } from "@/lib/pipelines/usual-duration";

/** The severity of a failure that opens an incident. */
export function openingSeverity({ report, surroundings, ...placed }: PlacedReport): AssessedSeverity {
  const pipeline = surroundings?.pipeline ?? null;
  const { criticality, declaredBy } = criticalityOf(pipeline, report.declared);
  return assessSeverity({
    reported: report.severity,
    environment: report.environment ?? placed.sourceEnvironment,
    criticality,
    criticalityOf: declaredBy,
    downstream: pipeline?.downstream ?? null,
    occurrences: 1,
    failedRuns: failedInARow(pipeline?.states ?? []),
    deadline: pipeline && ownDeadline(pipeline, placed.receivedAt),
  });
}

function ownDeadline(pipeline: NonNullable<KnownSurroundings["pipeline"]>, at: Date): DeadlineRisk | null {
  const { deadline } = settingsOf(pipeline);
  if (!deadline) return null;
  const remainingMs = usualDuration(pipeline.runs);
  const outlook = deadlineOutlook(deadline, { failedAt: at, now: at, remainingMs });
  return {
    pipeline: pipeline.name,
    at: outlook.at.toISOString(),
    label: deadlineLabel(deadline),
    state: outlook.state,
  };
}

/**
 * The severity of a known incident that fails again; null if it stays as it is. Incidents from before severities had
 * reasons keep theirs until they are analyzed again.
 */
export function repeatedSeverity(
  { surroundings }: PlacedReport,
  incident: LoadedIncident,
  occurrences: number,
): AssessedSeverity | null {
  if (incident.isSeveritySet || incident.severityReasons.length === 0) return null;
  const failedRuns = failedInARow(surroundings?.pipeline?.states ?? []);
  const next = withRepeats(incident.severityReasons, { occurrences, failedRuns });
  return isSame(next.reasons, incident.severityReasons) && next.severity === incident.severity ? null : next;
}

function isSame(reasons: readonly SeverityReason[], others: readonly SeverityReason[]): boolean {
  return (
    reasons.length === others.length &&
    reasons.every(({ code, text, points }, i) => {
      const other = others[i];
      return other?.code === code && other.text === text && other.points === points;
    })
  );
}

/**
 * The policy that suppresses a failure that opens an incident, if any.
 * @param recoveredInBatch when the same failure recovered according to earlier reports of the batch
 */
export function openingSuppression(
  { report, surroundings, ...placed }: PlacedReport,
  { severity }: AssessedSeverity,
  recoveredInBatch: readonly number[],
): Suppression | null {
  if (!surroundings?.policies?.length) return null;
  const pipeline = taskOf(report)?.pipeline;
  return suppressionOf(
    readPolicies(surroundings.policies),
    {
      environment: report.environment ?? placed.sourceEnvironment,
      sourceId: placed.sourceId,
      names: pipeline ? [pipeline.name, pipeline.externalId] : [subjectName(report.subject)],
      severity,
      recoveries: [...surroundings.recoveries, ...recoveredInBatch].map((at) => new Date(at)),
    },
    placed.receivedAt,
  );
}
