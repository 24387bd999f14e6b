import { z } from "zod";
import { listDiagnoses } from "@/lib/diagnosis/data";
import { DiagnosisPage } from "@/lib/diagnosis/schemas";
import { getIncidentRef } from "@/lib/incidents/data";
import { withRoute } from "@/lib/platform/http/with-route";

export const GET = withRoute({
  permission: "workspace.read",
  params: z.object({ id: z.string() }),
  output: DiagnosisPage,
  run: async (ctx, { params }) => listDiagnoses(ctx, (await getIncidentRef(ctx, params.id)).id),
});
