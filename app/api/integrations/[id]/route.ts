import { z } from "zod";
import { deleteIntegration } from "@/lib/integrations/delete-integration";
import { updateIntegration } from "@/lib/integrations/save-integration";
import { Integration, IntegrationReceipt, UpdateIntegration } from "@/lib/integrations/schemas";
import { withRoute } from "@/lib/platform/http/with-route";

const Params = z.object({ id: z.string() });

export const PATCH = withRoute({
  permission: "integration.update",
  params: Params,
  body: UpdateIntegration,
  output: Integration,
  receipt: IntegrationReceipt,
  run: (ctx, { params, body }) => updateIntegration(ctx, params.id, body),
});

export const DELETE = withRoute({
  permission: "integration.delete",
  params: Params,
  output: z.object({ id: z.string() }),
  run: (ctx, { params }) => deleteIntegration(ctx, params.id),
});
