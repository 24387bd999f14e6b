import { z } from "zod";
import { getPipeline } from "@/lib/desk/pipeline/data";
import { PipelineDetail, PipelineReceipt } from "@/lib/desk/pipeline/schemas";
import { UpdatePipeline } from "@/lib/pipelines/schemas";
import { updatePipeline } from "@/lib/pipelines/update-pipeline";
import { withRoute } from "@/lib/platform/http/with-route";

const Params = z.object({ id: z.string() });

export const GET = withRoute({
  permission: "workspace.read",
  params: Params,
  output: PipelineDetail,
  run: (ctx, { params }) => getPipeline(ctx, params.id),
});

export const PATCH = withRoute({
  permission: "pipeline.update",
  params: Params,
  body: UpdatePipeline,
  output: PipelineDetail,
  receipt: PipelineReceipt,
  run: async (ctx, { params, body }) => getPipeline(ctx, (await updatePipeline(ctx, params.id, body)).id),
});
