import { z } from "zod";
import { deleteNoisePolicy } from "@/lib/incidents/noise/delete-noise-policy";
import { updateNoisePolicy } from "@/lib/incidents/noise/save-noise-policy";
import { NoisePolicy, NoisePolicyReceipt, UpdateNoisePolicy } from "@/lib/incidents/noise/schemas";
import { withRoute } from "@/lib/platform/http/with-route";

const Params = z.object({ id: z.string() });

export const PATCH = withRoute({
  permission: "noise-policy.create",
  params: Params,
  body: UpdateNoisePolicy,
  output: NoisePolicy,
  receipt: NoisePolicyReceipt,
  run: (ctx, { params, body }) => updateNoisePolicy(ctx, params.id, body),
});

export const DELETE = withRoute({
  permission: "noise-policy.create",
  params: Params,
  output: z.object({ id: z.string() }),
  run: (ctx, { params }) => deleteNoisePolicy(ctx, params.id),
});
