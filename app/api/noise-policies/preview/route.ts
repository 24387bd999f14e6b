import { previewNoisePolicy } from "@/lib/incidents/noise/preview-noise-policy";
import { CreateNoisePolicy, NoisePreview } from "@/lib/incidents/noise/schemas";
import { withRoute } from "@/lib/platform/http/with-route";

export const POST = withRoute({
  permission: "noise-policy.create",
  body: CreateNoisePolicy,
  output: NoisePreview,
  receipt: NoisePreview.pick({ total: true, suppressed: true }),
  run: (ctx, { body }) => previewNoisePolicy(ctx, body),
});
