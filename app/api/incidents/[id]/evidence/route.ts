import { z } from "zod";
import { listShownEvidence } from "@/lib/diagnosis/data";
import { EvidencePage } from "@/lib/evidence/schemas";
import { getIncidentRef } from "@/lib/incidents/data";
import { withRoute } from "@/lib/platform/http/with-route";

export const GET = withRoute({
  permission: "workspace.read",
  params: z.object({ id: z.string() }),
  output: EvidencePage,
  run: async (ctx, { params }) => listShownEvidence(ctx, (await getIncidentRef(ctx, params.id)).id),
});
