import { z } from "zod";
import { getDelivery } from "@/lib/intake/data";
import { Delivery } from "@/lib/intake/schemas";
import { withRoute } from "@/lib/platform/http/with-route";

export const GET = withRoute({
  permission: "workspace.read",
  params: z.object({ id: z.string() }),
  output: Delivery,
  run: (ctx, { params }) => getDelivery(ctx, params.id),
});
