import type { Severity } from "@/lib/failures/schemas";

/** The sender's word counts; else production is high and everything else a warning. */
export function incidentSeverity(reported: Severity | null, environment: string | null): Severity {
  if (reported) return reported;
  return environment !== null && /^prod/i.test(environment) ? "high" : "warning";
}
