import { listIntegrations } from "@/lib/integrations/data";
import { createIntegration } from "@/lib/integrations/save-integration";
import {
  CreateIntegration,
  Integration,
  IntegrationPage,
  IntegrationReceipt,
} from "@/lib/integrations/schemas";
import { withRoute } from "@/lib/platform/http/with-route";

export const GET = withRoute({
  permission: "integration.read",
  output: IntegrationPage,
  run: (ctx) => listIntegrations(ctx),
});

export const POST = withRoute({
  permission: "integration.create",
  body: CreateIntegration,
  output: Integration,
  receipt: IntegrationReceipt,
  status: 201,
  run: (ctx, { body }) => createIntegration(ctx, body),
});
