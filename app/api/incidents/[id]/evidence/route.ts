import { z } from "zod";
import { listEvidence } from "@/lib/evidence/data";
import { EvidencePage } from "@/lib/evidence/schemas";
import { getIncidentRef } from "@/lib/incidents/data";
import { withRoute } from "@/lib/platform/http/with-route";

export const GET = withRoute({
  role: "viewer",
  params: z.object({ id: z.string() }),
  output: EvidencePage,
  run: async (ctx, { params }) => listEvidence(ctx, (await getIncidentRef(ctx, params.id)).id),
});
