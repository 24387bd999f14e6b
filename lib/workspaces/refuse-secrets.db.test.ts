import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { createIntegration, updateIntegration } from "@/lib/integrations/save-integration";
import type { Context } from "@/lib/platform/context";
import { createSource, updateSource } from "@/lib/sources/save-source";
import { createApiToken } from "@/lib/workspaces/create-api-token";
import { refuseIssue } from "@/lib/platform/errors";
import { secretIssue } from "@/lib/redaction/secret-issue";
import { createTeam } from "@/lib/workspaces/teams/create-team";
import { updateTeam } from "@/lib/workspaces/teams/update-team";
import { updateWorkspace } from "@/lib/workspaces/update-workspace";

const SECRET = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
const NAME = `Prod ${SECRET}`;

let db: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  db = await testDatabase();
  ({ ctx } = await arrangeWorkspace(db));
});
afterAll(() => db.close());

const WRITES: readonly [field: string, what: string, write: () => Promise<unknown>][] = [
  ["name", "a new source", () => createSource(ctx, { kind: "airflow", name: NAME })],
  ["environment", "a new source", () => createSource(ctx, { kind: "airflow", name: "x", environment: NAME })],
  ["dagsFolder", "a new source", () => createSource(ctx, { kind: "airflow", name: "x", dagsFolder: SECRET })],
  ["name", "a source", () => updateSource(ctx, "s", { name: NAME })],
  ["name", "a new token", () => createApiToken(ctx, { name: NAME })],
  ["name", "a new team", () => createTeam(ctx, { name: NAME })],
  ["owns.tags.1", "a new team", () => createTeam(ctx, { name: "x", owns: { tags: ["a", SECRET] } })],
  ["owns.pipelines.0", "a team", () => updateTeam(ctx, "t", { owns: { pipelines: [`${SECRET}*`] } })],
  [
    "name",
    "a new integration",
    () => createIntegration(ctx, { kind: "slack", name: NAME, credentials: { token: "xoxb-1" } }),
  ],
  ["name", "an integration", () => updateIntegration(ctx, "i", { name: NAME })],
  ["name", "the workspace", () => updateWorkspace(ctx, { name: NAME })],
];

describe("a secret is refused", () => {
  it.each(WRITES)("as %s of %s", async (field, _, write) => {
    await expect(write()).rejects.toMatchObject({
      code: "INVALID",
      message: `\`${field}\` looks like a secret`,
      issues: [{ path: field, message: "looks like a secret" }],
    });
  });
});

it("accepts ordinary names and patterns", () => {
  const names = ["Token rotation", "API keys", "prod-eu-1", "orders_*", "s3://lake/pass=1", "Secrets team"];
  refuseIssue(
    secretIssue({ name: "Prod", environment: null, dagsFolder: "/opt/airflow/dags", owns: { tags: names } }),
  );
});
