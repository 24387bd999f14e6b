import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ModelCallPage, Usage } from "@/lib/model/schemas";
import { apiFetch } from "@/lib/platform/http/api-fetch";

export const modelCallsQuery = (incidentId: string) =>
  infiniteQueryOptions({
    queryKey: ["incident", incidentId, "model-calls"],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => {
      const query = pageParam === "" ? "" : `?cursor=${encodeURIComponent(pageParam)}`;
      return apiFetch(`/api/incidents/${incidentId}/model-calls${query}`, ModelCallPage, { signal });
    },
    getNextPageParam: (page: ModelCallPage) => page.nextCursor,
  });

export const usageQuery = () =>
  queryOptions({
    queryKey: ["usage"],
    queryFn: ({ signal }) => apiFetch("/api/usage", Usage, { signal }),
    staleTime: 30_000,
  });
