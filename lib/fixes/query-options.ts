import { queryOptions } from "@tanstack/react-query";
import { FixPage } from "@/lib/fixes/schemas";
import { apiFetch } from "@/lib/platform/http/api-fetch";

export const fixesQuery = (incidentId: string) =>
  queryOptions({
    queryKey: ["incident", incidentId, "fixes"],
    queryFn: ({ signal }) => apiFetch(`/api/incidents/${incidentId}/fixes`, FixPage, { signal }),
  });
