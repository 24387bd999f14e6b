import { z } from "zod";
import { getPattern } from "@/lib/knowledge/patterns/data";
import { deletePattern } from "@/lib/knowledge/patterns/delete-pattern";
import { Pattern, PatternReceipt, UpdatePattern } from "@/lib/knowledge/patterns/schemas";
import { updatePattern } from "@/lib/knowledge/patterns/update-pattern";
import { withRoute } from "@/lib/platform/http/with-route";

const Params = z.object({ id: z.string() });

export const GET = withRoute({
  permission: "workspace.read",
  params: Params,
  output: Pattern,
  run: (ctx, { params }) => getPattern(ctx, params.id),
});

export const PATCH = withRoute({
  permission: "pattern.update",
  params: Params,
  body: UpdatePattern,
  output: Pattern,
  receipt: PatternReceipt,
  run: (ctx, { params, body }) => updatePattern(ctx, params.id, body),
});

export const DELETE = withRoute({
  permission: "pattern.delete",
  params: Params,
  output: z.object({ id: z.string() }),
  run: (ctx, { params }) => deletePattern(ctx, params.id),
});
