import { z } from "zod";
import { getFix } from "@/lib/fixes/data";
import { Fix, FixReceipt, UpdateFix } from "@/lib/fixes/schemas";
import { updateFix } from "@/lib/fixes/update-fix";
import { withRoute } from "@/lib/platform/http/with-route";

const Params = z.object({ id: z.string() });

export const GET = withRoute({
  permission: "workspace.read",
  params: Params,
  output: Fix,
  run: (ctx, { params }) => getFix(ctx, params.id),
});

export const PATCH = withRoute({
  permission: "fix.update",
  params: Params,
  body: UpdateFix,
  output: Fix,
  receipt: FixReceipt,
  run: (ctx, { params, body }) => updateFix(ctx, params.id, body),
});
