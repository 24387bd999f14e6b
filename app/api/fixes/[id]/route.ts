import { z } from "zod";
import { getFix } from "@/lib/fixes/data";
import { decideFix } from "@/lib/fixes/decide-fix";
import { ChangeFix, Fix, FixReceipt } from "@/lib/fixes/schemas";
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
  body: ChangeFix,
  output: Fix,
  receipt: FixReceipt,
  run: (ctx, { params, body: { decision, reason, patch = "", title } }) =>
    decision === undefined
      ? updateFix(ctx, params.id, { patch, title })
      : decideFix(ctx, params.id, { decision, reason }),
});
