import { afterAll, beforeAll, expect, it } from "vitest";
import { arrangeIncident } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { getIncident } from "@/lib/desk/data";
import { failureReport } from "@/lib/failures/testing/report";
import { loadIncidentContext } from "@/lib/incidents/incident-context";
import { newId } from "@/lib/platform/crypto";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

it("is about the mapped instance that failed, not about one that is known later", async () => {
  const { attempt } = failureReport().subject;
  const { ctx, incidentId } = await arrangeIncident(
    db,
    failureReport({ attempt: attempt && { ...attempt, mapIndex: 2 } }),
  );
  const failed = await db.prisma.attempt.findFirstOrThrow({ where: { incidentId } });
  const { workspaceId, runId, taskId, tryNumber } = failed;
  const others = Array.from({ length: 30 }, (_, i) => ({
    id: newId(),
    workspaceId,
    runId,
    taskId,
    tryNumber,
    mapIndex: i + 3,
    state: "success",
    outcome: "succeeded",
    reportedAt: new Date(failed.reportedAt.getTime() + 60_000),
  }));
  await db.prisma.attempt.createMany({ data: others });
  const incident = await getIncident(ctx, incidentId);
  expect(incident.attempt).toMatchObject({ mapIndex: 2, state: "failed" });
  expect(incident.attempts).toHaveLength(20);
  expect(await loadIncidentContext(ctx, incidentId)).toMatchObject({ mapIndex: 2, tryNumber });
});
