import { z } from "zod";
import { getChangedIncident } from "@/lib/desk/changed-incident";
import { ChangedIncident, IncidentReceipt } from "@/lib/desk/schemas";
import { giveVerdict } from "@/lib/knowledge/verdicts/give-verdict";
import { GiveVerdict } from "@/lib/knowledge/verdicts/schemas";
import { withRoute } from "@/lib/platform/http/with-route";

export const POST = withRoute({
  permission: "incident.give-verdict",
  params: z.object({ id: z.string() }),
  body: GiveVerdict,
  output: ChangedIncident,
  receipt: IncidentReceipt,
  run: async (ctx, { params, body }) => getChangedIncident(ctx, await giveVerdict(ctx, params.id, body)),
});
