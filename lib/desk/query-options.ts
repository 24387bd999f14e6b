import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { BulkResults, type BulkAction, type UpdateIncident } from "@/lib/incidents/schemas";
import { TimelinePage } from "@/lib/incidents/history/schemas";
import { ChangedIncident, Incident, type IncidentFilter, IncidentPage } from "@/lib/desk/schemas";
import { DiagnosisReplay } from "@/lib/diagnosis/schemas";
import type { GiveVerdict } from "@/lib/knowledge/verdicts/schemas";
import { apiFetch } from "@/lib/platform/http/api-fetch";
import { WorkflowView } from "@/lib/workflows/schemas";

/** The filter as URL query parameters, without empty values. */
export function filterParams(filter: IncidentFilter): URLSearchParams {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(filter)) {
    if (value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) continue;
    params.set(key, Array.isArray(value) ? value.join(",") : String(value));
  }
  return params;
}

export function fetchIncidents(filter: IncidentFilter, signal?: AbortSignal): Promise<IncidentPage> {
  return apiFetch(`/api/incidents?${filterParams(filter)}`, IncidentPage, { signal });
}

/** No event is sent when a snooze ends, so lists are polled. */
const WAKE_POLL_MS = 60_000;

/**
 * The list, page by page. `name` is the query key of the view: a relative view ("last 7 days") keeps its key while
 * `filterAt` returns the dates for a given time (epoch milliseconds).
 */
export const incidentsQuery = (name: string, filterAt: (now: number) => IncidentFilter) =>
  infiniteQueryOptions({
    queryKey: ["incidents", "list", name],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      fetchIncidents({ ...filterAt(Date.now()), cursor: pageParam || undefined }, signal),
    getNextPageParam: (page: IncidentPage) => page.nextCursor,
    refetchInterval: WAKE_POLL_MS,
  });

/** How many snoozed or suppressed incidents a view hides; `name` as in `incidentsQuery`. */
export const hiddenCountQuery = (name: string, filterAt: (now: number) => IncidentFilter) =>
  queryOptions({
    queryKey: ["incidents", "hidden", name],
    queryFn: async ({ signal }) => {
      const page = await fetchIncidents({ ...filterAt(Date.now()), limit: 1 }, signal);
      const { total = 0, isLowerBound = false } = page.counts ?? {};
      return { total, isLowerBound };
    },
    refetchInterval: WAKE_POLL_MS,
  });

export const incidentQuery = (id: string) =>
  queryOptions({
    queryKey: ["incident", id, "head"],
    queryFn: ({ signal }) => apiFetch(`/api/incidents/${id}`, Incident, { signal }),
  });

export const timelineQuery = (id: string) =>
  queryOptions({
    queryKey: ["incident", id, "timeline"],
    queryFn: ({ signal }) => apiFetch(`/api/incidents/${id}/timeline`, TimelinePage, { signal }),
  });

export const incidentWorkflowQuery = (incidentId: string, workflowId: string) =>
  queryOptions({
    queryKey: ["incident", incidentId, "workflow", workflowId],
    queryFn: ({ signal }) => apiFetch(`/api/workflows/${workflowId}`, WorkflowView, { signal }),
  });

export function updateIncident(id: string, body: UpdateIncident): Promise<ChangedIncident> {
  return apiFetch(`/api/incidents/${id}`, ChangedIncident, { method: "PATCH", body });
}

/** Does the same to incidents given by id. @returns an outcome for each. */
export function updateIncidents(action: BulkAction, ids: readonly string[]): Promise<BulkResults> {
  return apiFetch("/api/incidents/bulk", BulkResults, { method: "POST", body: { ...action, ids } });
}

/** Merges `id` into another incident, given by id or number. @returns the surviving incident. */
export function mergeIncident(id: string, into: string): Promise<ChangedIncident> {
  return apiFetch(`/api/incidents/${id}/merge`, ChangedIncident, { method: "POST", body: { into } });
}

/** Takes an incident out of the one it was merged into. @returns the latter. */
export function unmergeIncident(id: string, symptomId: string): Promise<ChangedIncident> {
  const body = { symptomIds: [symptomId] };
  return apiFetch(`/api/incidents/${id}/split`, ChangedIncident, { method: "POST", body });
}

/** Says whether the current diagnosis is right. */
export function giveVerdict(id: string, body: GiveVerdict): Promise<ChangedIncident> {
  return apiFetch(`/api/incidents/${id}/verdict`, ChangedIncident, { method: "POST", body });
}

/** Undoes a change, named by its timeline entry. */
export function undoChange(id: string, timelineEntryId: string): Promise<ChangedIncident> {
  return apiFetch(`/api/incidents/${id}/undo`, ChangedIncident, {
    method: "POST",
    body: { timelineEntryId },
  });
}

const Started = z.object({ workflowId: z.string() });

export function analyzeIncident(
  id: string,
  engine: "auto" | "claude" = "auto",
): Promise<{ workflowId: string }> {
  return apiFetch(`/api/incidents/${id}/analyze`, Started, { method: "POST", body: { engine } });
}

/** Makes a diagnosis by Claude again from the stored answers. */
export function replayDiagnosis(id: string): Promise<DiagnosisReplay> {
  return apiFetch(`/api/diagnoses/${id}/replay`, DiagnosisReplay, { method: "POST", body: {} });
}
