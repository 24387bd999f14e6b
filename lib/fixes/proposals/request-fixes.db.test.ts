import { expect, it } from "vitest";
import { arrangeIncident } from "@/e2e/database/arrange";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { requestFixes } from "@/lib/fixes/proposals/request-fixes";
import { failureReport } from "@/lib/failures/testing/report";
import { useFixes } from "@/lib/fixes/testing/orders-fix";

const fixes = useFixes();

it("redacts secrets pasted into a hint", async () => {
  const { ctx, incidentId, workflowId } = await arrangeIncident(fixes.db, failureReport());
  await expect(requestFixes(ctx, { incidentId, hint: null })).rejects.toMatchObject({ code: "CONFLICT" });
  await collectEvidence(ctx, { incidentId });
  await diagnoseIncident(ctx, { incidentId, workflowId });
  await requestFixes(ctx, { incidentId, hint: "use postgresql://etl:hunter2-Zx9@db/prod instead" });
  const events = await fixes.db.prisma.outboxEvent.findMany({ where: { workspaceId: ctx.workspaceId } });
  expect(JSON.stringify(events)).not.toContain("hunter2");
  expect(JSON.stringify(events)).toMatch(/use postgresql:.*instead/);
});
