import { listDeliveries } from "@/lib/intake/data";
import { DeliveryFilter, DeliveryPage } from "@/lib/intake/schemas";
import { withRoute } from "@/lib/platform/http/with-route";

export const GET = withRoute({
  permission: "workspace.read",
  query: DeliveryFilter,
  output: DeliveryPage,
  run: (ctx, { query }) => listDeliveries(ctx, query),
});
