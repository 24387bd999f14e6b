import { queryOptions } from "@tanstack/react-query";
import { PipelineDetail } from "@/lib/desk/pipeline/schemas";
import type { UpdatePipeline } from "@/lib/pipelines/schemas";
import { apiFetch } from "@/lib/platform/http/api-fetch";

export const pipelineQuery = (id: string) =>
  queryOptions({
    queryKey: ["pipelines", id],
    queryFn: ({ signal }) => apiFetch(`/api/pipelines/${id}`, PipelineDetail, { signal }),
  });

export function updatePipeline(id: string, body: UpdatePipeline): Promise<PipelineDetail> {
  return apiFetch(`/api/pipelines/${id}`, PipelineDetail, { method: "PATCH", body });
}
