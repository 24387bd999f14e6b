import { listNoisePolicies } from "@/lib/incidents/noise/data";
import { createNoisePolicy } from "@/lib/incidents/noise/save-noise-policy";
import {
  CreateNoisePolicy,
  NoisePolicy,
  NoisePolicyPage,
  NoisePolicyReceipt,
} from "@/lib/incidents/noise/schemas";
import { withRoute } from "@/lib/platform/http/with-route";

export const GET = withRoute({
  permission: "workspace.read",
  output: NoisePolicyPage,
  run: (ctx) => listNoisePolicies(ctx),
});

export const POST = withRoute({
  permission: "noise-policy.create",
  body: CreateNoisePolicy,
  output: NoisePolicy,
  receipt: NoisePolicyReceipt,
  status: 201,
  run: (ctx, { body }) => createNoisePolicy(ctx, body),
});
