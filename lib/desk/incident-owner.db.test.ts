import { afterAll, beforeAll, expect, it } from "vitest";
import { arrangeIncident } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { getIncident } from "@/lib/desk/data";
import { failureReport } from "@/lib/failures/testing/report";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

it.each([
  ["the sender names", "data", { criticality: null, owner: "finance" }, "data"],
  [
    "the definition of the task declares, though it is no team here",
    null,
    { criticality: null, owner: "finance" },
    "finance",
  ],
  ["nobody names", null, null, null],
])("the owner is whom %s", async (_name, reported, declared, owner) => {
  const pipeline = { externalId: "shop", name: "shop", owner: reported };
  const { ctx, incidentId } = await arrangeIncident(db, failureReport({ pipeline, declared }));
  expect(await getIncident(ctx, incidentId)).toMatchObject({ owner, ownerTeam: null });
});
