import { z } from "zod";
import { flushOutbox } from "@/inngest/send-outbox";
import { getChangedIncident } from "@/lib/desk/changed-incident";
import { ChangedIncident, IncidentReceipt } from "@/lib/desk/schemas";
import { SplitIncident } from "@/lib/incidents/schemas";
import { unmergeIncidents } from "@/lib/incidents/unmerge-incidents";
import { splitIncident } from "@/lib/intake/split/split-incident";
import { withRoute } from "@/lib/platform/http/with-route";

export const POST = withRoute({
  permission: "incident.split",
  params: z.object({ id: z.string() }),
  body: SplitIncident,
  output: ChangedIncident,
  receipt: IncidentReceipt,
  run: async (ctx, { params: { id }, body: { occurrenceIds, symptomIds } }) => {
    const changed = symptomIds
      ? await unmergeIncidents(ctx, id, symptomIds)
      : await splitIncident(ctx, id, occurrenceIds ?? []);
    flushOutbox();
    return getChangedIncident(ctx, changed);
  },
});
