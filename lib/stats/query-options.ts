import { queryOptions } from "@tanstack/react-query";
import { apiFetch } from "@/lib/platform/http/api-fetch";
import { PipelinePage, Stats } from "@/lib/stats/schemas";

export const statsKeys = {
  all: ["stats"],
  stats: (period: string, pipeline: string) => ["stats", period, pipeline],
  pipelines: ["pipelines"],
} as const;

/** `period` names the range ("30d"); `since` answers its start as of now. */
export function statsOptions(range: { period: string; pipeline: string; since: () => string }) {
  return queryOptions({
    queryKey: statsKeys.stats(range.period, range.pipeline),
    queryFn: ({ signal }) => {
      const search = new URLSearchParams({ since: range.since() });
      if (range.pipeline) search.set("pipeline", range.pipeline);
      return apiFetch(`/api/stats?${search}`, Stats, { signal });
    },
  });
}

export function pipelinesOptions() {
  return queryOptions({
    queryKey: statsKeys.pipelines,
    queryFn: ({ signal }) => apiFetch("/api/pipelines", PipelinePage, { signal }),
  });
}
