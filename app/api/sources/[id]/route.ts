import { z } from "zod";
import { withRoute } from "@/lib/platform/http/with-route";
import { getSource } from "@/lib/sources/data";
import { updateSource } from "@/lib/sources/save-source";
import { Source, SourceReceipt, UpdateSource } from "@/lib/sources/schemas";

const Params = z.object({ id: z.string() });

export const GET = withRoute({
  permission: "workspace.read",
  params: Params,
  output: Source,
  run: (ctx, { params }) => getSource(ctx, params.id),
});

export const PATCH = withRoute({
  permission: "source.update",
  params: Params,
  body: UpdateSource,
  output: Source,
  receipt: SourceReceipt,
  run: (ctx, { params, body }) => updateSource(ctx, params.id, body),
});
