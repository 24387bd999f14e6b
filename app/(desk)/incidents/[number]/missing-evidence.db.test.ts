import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Verdict } from "@/components/diagnosis/verdict";
import { arrangeIncident } from "@/e2e/database/arrange";
import { testDatabase } from "@/e2e/database/test-database";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
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
  if (!diagnosis) throw new Error("there is a diagnosis");
  const page = renderToStaticMarkup(createElement(Verdict, { diagnosis, onCite: () => {} }));
  expect(page).toContain(
    "Code changes: No repository is connected, so code changes are unknown. Connect one under Setup → Airflow.",
  );
  expect(page).not.toContain("..");
  expect(page).toContain(
    "Run state: The API of Airflow is not connected, so run states are unknown. Connect it under Setup.",
  );
});
