import { z } from "zod";
import { replayDiagnosis } from "@/lib/diagnosis/model/replay-diagnosis";
import { DiagnosisReplay } from "@/lib/diagnosis/schemas";
import { withRoute } from "@/lib/platform/http/with-route";

export const POST = withRoute({
  permission: "workspace.read",
  params: z.object({ id: z.string() }),
  output: DiagnosisReplay,
  run: (ctx, { params }) => replayDiagnosis(ctx, params.id),
});
