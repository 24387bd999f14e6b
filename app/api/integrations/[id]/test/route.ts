import { z } from "zod";
import { IntegrationTest } from "@/lib/integrations/schemas";
import { testIntegration } from "@/lib/integrations/test-integration";
import { withRoute } from "@/lib/platform/http/with-route";

export const POST = withRoute({
  permission: "integration.test",
  params: z.object({ id: z.string() }),
  output: IntegrationTest,
  run: (ctx, { params }) => testIntegration(ctx, params.id),
});
