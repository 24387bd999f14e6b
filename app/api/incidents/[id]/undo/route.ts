import { z } from "zod";
import { flushOutbox } from "@/inngest/send-outbox";
import { getChangedIncident } from "@/lib/desk/changed-incident";
import { ChangedIncident, IncidentReceipt } from "@/lib/desk/schemas";
import { learnFromIncident } from "@/lib/knowledge/patterns/learn-from-incident";
import { UndoChange } from "@/lib/incidents/schemas";
import { undoChange } from "@/lib/incidents/undo/undo-change";
import { withRoute } from "@/lib/platform/http/with-route";

export const POST = withRoute({
  permission: "incident.undo",
  params: z.object({ id: z.string() }),
  body: UndoChange,
  output: ChangedIncident,
  receipt: IncidentReceipt,
  run: async (ctx, { params, body }) => {
    const ref = await undoChange(ctx, params.id, body);
    flushOutbox();
    // It may have taken back a verdict, or a resolution.
    await learnFromIncident(ctx, ref.id);
    return getChangedIncident(ctx, { ...ref, changeIds: [] });
  },
});
