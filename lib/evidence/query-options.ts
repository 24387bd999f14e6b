import { queryOptions } from "@tanstack/react-query";
import { EvidencePage } from "@/lib/evidence/schemas";
import { apiFetch } from "@/lib/platform/http/api-fetch";

export const evidenceQuery = (incidentId: string) =>
  queryOptions({
    queryKey: ["incident", incidentId, "evidence"],
    queryFn: ({ signal }) => apiFetch(`/api/incidents/${incidentId}/evidence`, EvidencePage, { signal }),
  });
