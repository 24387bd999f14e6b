import { z } from "zod";
import { flushOutbox } from "@/inngest/send-outbox";
import { listFixes } from "@/lib/fixes/data";
import { requestFixes } from "@/lib/fixes/proposals/request-fixes";
import { FixPage, ProposeFixes } from "@/lib/fixes/schemas";
import { getIncidentRef } from "@/lib/incidents/data";
import { withRoute } from "@/lib/platform/http/with-route";

const Params = z.object({ id: z.string() });

export const GET = withRoute({
  permission: "workspace.read",
  params: Params,
  output: FixPage,
  run: async (ctx, { params }) => listFixes(ctx, (await getIncidentRef(ctx, params.id)).id),
});

export const POST = withRoute({
  permission: "fix.request",
  params: Params,
  body: ProposeFixes,
  output: z.object({ workflowId: z.string() }),
  status: 202,
  run: async (ctx, { params, body }) => {
    const { id } = await getIncidentRef(ctx, params.id);
    const started = await requestFixes(ctx, { incidentId: id, hint: body.hint ?? null });
    flushOutbox();
    return started;
  },
});
