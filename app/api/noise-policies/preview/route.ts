import { previewNoisePolicy } from "@/lib/incidents/noise/preview-noise-policy";
import { CreateNoisePolicy, NoisePreview } from "@/lib/incidents/noise/schemas";
import { withRoute } from "@/lib/platform/http/with-route";

export const POST = withRoute({
  permission: "workspace.read",
  body: CreateNoisePolicy,
  output: NoisePreview,
  run: (ctx, { body }) => previewNoisePolicy(ctx, body),
});
