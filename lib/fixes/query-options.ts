import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { Fix, FixPage, FixRerun, type DecideFix, type UpdateFix } from "@/lib/fixes/schemas";
import { apiFetch } from "@/lib/platform/http/api-fetch";

export const fixesQuery = (incidentId: string) =>
  queryOptions({
    queryKey: ["incident", incidentId, "fixes"],
    queryFn: ({ signal }) => apiFetch(`/api/incidents/${incidentId}/fixes`, FixPage, { signal }),
  });

export function proposeFixes(incidentId: string, hint?: string): Promise<{ workflowId: string }> {
  return apiFetch(`/api/incidents/${incidentId}/fixes`, z.object({ workflowId: z.string() }), {
    method: "POST",
    body: { hint },
  });
}

export function updateFix(id: string, body: UpdateFix): Promise<Fix> {
  return apiFetch(`/api/fixes/${id}`, Fix, { method: "PATCH", body });
}

/** Approves or rejects a fix. */
export function decideFix(id: string, body: DecideFix): Promise<Fix> {
  return apiFetch(`/api/fixes/${id}`, Fix, { method: "PATCH", body });
}

/** Runs again what a merged fix was made for. */
export function requestRerun(id: string): Promise<FixRerun> {
  return apiFetch(`/api/fixes/${id}/rerun`, FixRerun, { method: "POST", body: {} });
}

/** Starts the workflow that opens the pull request; `workflowId` is null if one is already open. */
export function requestPullRequest(fixId: string): Promise<{ workflowId: string | null }> {
  return apiFetch(`/api/fixes/${fixId}/pull-request`, z.object({ workflowId: z.string().nullable() }), {
    method: "POST",
    body: {},
  });
}
