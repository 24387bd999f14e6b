import { z } from "zod";
import { requestRerun } from "@/lib/fixes/reruns/request-rerun";
import { FixRerun, FixRerunReceipt } from "@/lib/fixes/schemas";
import { withRoute } from "@/lib/platform/http/with-route";

export const POST = withRoute({
  permission: "fix.rerun",
  params: z.object({ id: z.string() }),
  body: z.object({}),
  otherStatuses: [202],
  output: FixRerun,
  receipt: FixRerunReceipt,
  run: (ctx, { params }) => requestRerun(ctx, params.id),
});
