import type { Severity } from "@/lib/failures/schemas";

/** The severity the sender reported; otherwise high in production and warning elsewhere. */
export function incidentSeverity(reported: Severity | null, environment: string | null): Severity {
  if (reported) return reported;
  return environment !== null && /^prod/i.test(environment) ? "high" : "warning";
}
