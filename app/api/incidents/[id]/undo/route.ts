import { z } from "zod";
import { flushOutbox } from "@/inngest/send-outbox";
import { getChangedIncident } from "@/lib/desk/changed-incident";
import { ChangedIncident, IncidentReceipt } from "@/lib/desk/schemas";
import { UndoChange } from "@/lib/incidents/schemas";
import { undoAndLearn } from "@/lib/knowledge/undo-and-learn";
import { withRoute } from "@/lib/platform/http/with-route";

export const POST = withRoute({
  permission: "incident.undo",
  params: z.object({ id: z.string() }),
  body: UndoChange,
  output: ChangedIncident,
  receipt: IncidentReceipt,
  run: async (ctx, { params, body }) => {
    const ref = await undoAndLearn(ctx, params.id, body);
    flushOutbox();
    return getChangedIncident(ctx, { ...ref, changeIds: [] });
  },
});
