import { z } from "zod";
import { flushOutbox } from "@/inngest/send-outbox";
import { replayDelivery } from "@/lib/intake/replay-delivery";
import { Delivery, DeliveryReceipt } from "@/lib/intake/schemas";
import { withRoute } from "@/lib/platform/http/with-route";

export const POST = withRoute({
  permission: "delivery.replay",
  params: z.object({ id: z.string() }),
  output: Delivery,
  receipt: DeliveryReceipt,
  run: async (ctx, { params }) => {
    const delivery = await replayDelivery(ctx, params.id);
    flushOutbox();
    return delivery;
  },
});
