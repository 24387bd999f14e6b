import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, expect, it } from "vitest";
import { CoverageNote } from "@/components/evidence/coverage-note";
import { arrangeIncident } from "@/e2e/database/arrange";
import { testDatabase } from "@/e2e/database/test-database";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { listShownEvidence } from "@/lib/diagnosis/data";
import { getIncident } from "@/lib/desk/data";
import { failureReport } from "@/lib/failures/testing/report";

type Database = Awaited<ReturnType<typeof testDatabase>>;

let db: Database;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

it("shows each collector's advice for missing evidence", async () => {
  const { ctx, incidentId, workflowId } = await arrangeIncident(db, failureReport());
  await collectEvidence(ctx, { incidentId });
  await diagnoseIncident(ctx, { incidentId, workflowId });
  const { diagnosis } = await getIncident(ctx, incidentId);
  const { coverage } = await listShownEvidence(ctx, incidentId);
  const page = renderToStaticMarkup(createElement(CoverageNote, { coverage, diagnosis }));
  expect(page).toContain("No repository is connected, so code changes are unknown.");
  expect(page).toContain("The API of Airflow is not connected, so run states are unknown.");
  expect(page).toContain("Connect the orchestrator&#x27;s API under Setup");
  expect(page).not.toContain("..");
});
