import { queryOptions } from "@tanstack/react-query";
import { Incident, IncidentPage, TimelinePage, type IncidentFilter } from "@/lib/incidents/schemas";
import { apiFetch } from "@/lib/platform/http/api-fetch";
import { WorkflowView } from "@/lib/workflows/schemas";

/** The filter as it stands in a URL; empty parts are left out. */
export function filterParams(filter: IncidentFilter): URLSearchParams {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(filter)) {
    if (value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) continue;
    params.set(key, Array.isArray(value) ? value.join(",") : String(value));
  }
  return params;
}

export const incidentsQuery = (filter: IncidentFilter) =>
  queryOptions({
    queryKey: ["incidents", filterParams(filter).toString()],
    queryFn: ({ signal }) => apiFetch(`/api/incidents?${filterParams(filter)}`, IncidentPage, { signal }),
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
