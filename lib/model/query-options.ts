import { queryOptions } from "@tanstack/react-query";
import { ModelCallPage, Usage } from "@/lib/model/schemas";
import { apiFetch } from "@/lib/platform/http/api-fetch";

export const modelCallsQuery = (incidentId: string) =>
  queryOptions({
    queryKey: ["incident", incidentId, "model-calls"],
    queryFn: ({ signal }) => apiFetch(`/api/incidents/${incidentId}/model-calls`, ModelCallPage, { signal }),
  });

export const usageQuery = () =>
  queryOptions({
    queryKey: ["usage"],
    queryFn: ({ signal }) => apiFetch("/api/usage", Usage, { signal }),
    staleTime: 30_000,
  });
