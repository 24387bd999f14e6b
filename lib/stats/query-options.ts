import { queryOptions } from "@tanstack/react-query";
import { apiFetch } from "@/lib/platform/http/api-fetch";
import { PipelinePage, Stats } from "@/lib/stats/schemas";

export const statsQuery = (params: string) =>
  queryOptions({
    queryKey: ["stats", params],
    queryFn: ({ signal }) => apiFetch(`/api/stats?${params}`, Stats, { signal }),
  });

export const pipelinesQuery = () =>
  queryOptions({
    queryKey: ["pipelines"],
    queryFn: ({ signal }) => apiFetch("/api/pipelines", PipelinePage, { signal }),
  });
