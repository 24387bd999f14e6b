import type { IncidentStatus, Severity } from "@/lib/incidents/schemas";

/** `schema_change` → `Schema change`. */
export function sentence(word: string): string {
  const text = word.replaceAll("_", " ").replaceAll("-", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const SEVERITY_CLASS: Record<Severity, string> = {
  critical: "bg-critical",
  high: "bg-high",
  warning: "bg-warning",
  info: "bg-info",
  low: "bg-low",
};

/** What a button says that moves an incident to a status. */
export const TRANSITION_LABEL: Record<IncidentStatus, string> = {
  triggered: "Reopen",
  acknowledged: "Acknowledge",
  investigating: "Investigate",
  resolved: "Resolve",
  merged: "Merge",
  suppressed: "Suppress",
};

export function percent(value: number): string {
  return `${Math.round(value * 100)} %`;
}
