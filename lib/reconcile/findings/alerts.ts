import type { FailureReport } from "@/lib/failures/schemas";
import { findingReport, recoveryReport, type Finding } from "@/lib/reconcile/findings/check-report";
import type { ReportedFinding } from "@/lib/reconcile/schemas";

/** Alerts by the key of their finding. */
export type Alerts = Readonly<Record<string, ReportedFinding>>;

/**
 * Compares what is found now with what was reported: new findings and new episodes are failures, and what is found no
 * more has recovered. An episode is reported once, so that an incident which a person resolved stays resolved. Pure.
 * @param isUnknown whether this pass could not tell if an alert still holds
 * @param endedBy the run that ended an alert
 */
export function updateAlerts(
  alerts: Alerts,
  findings: readonly Finding[],
  isUnknown: (key: string, alert: ReportedFinding) => boolean,
  now: Date,
  endedBy: (key: string, alert: ReportedFinding) => string | null = () => null,
): { alerts: Alerts; reports: FailureReport[] } {
  const found = new Map(findings.map((finding) => [finding.key, finding]));
  const next: Record<string, ReportedFinding> = {};
  const reports: FailureReport[] = [];
  const before = new Date(now.getTime() - 1);
  for (const [key, alert] of Object.entries(alerts)) {
    const isOngoing = found.has(key) ? found.get(key)?.episode === alert.episode : isUnknown(key, alert);
    if (isOngoing) next[key] = alert;
    else reports.push(recoveryReport(key, alert, endedBy(key, alert), before));
  }
  for (const finding of found.values()) {
    if (finding.key in next) continue;
    next[finding.key] = alertOf(finding);
    reports.push(findingReport(finding));
  }
  return { alerts: next, reports };
}

function alertOf({ episode, name, target, pipeline, run, isAboutEndedRun }: Finding): ReportedFinding {
  return { episode, name, target, pipeline, run: run?.externalId ?? null, isAboutEndedRun };
}
