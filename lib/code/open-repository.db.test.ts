import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { useEnvironment, useGitHub } from "@/e2e/database/use-environment";
import { openRepository } from "@/lib/code/open-repository";
import { createIntegration, updateIntegration } from "@/lib/integrations/save-integration";
import { createSource } from "@/lib/sources/save-source";
import { startEmulatedGitHub, type EmulatedGitHub } from "@/lib/vendors/github/testing/emulated-github";
import { sendJson, startFakeServer, type FakeServer } from "@/lib/vendors/testing/fake-server";

const port = await useGitHub("token-of-the-environment");
useEnvironment({ GITHUB_REPOSITORIES: "acme/listed" });

let db: TestDatabase;
let github: EmulatedGitHub;
/** The GitHub server configured in the environment. */
let other: FakeServer;
beforeAll(async () => {
  [db, github, other] = await Promise.all([
    testDatabase(),
    startEmulatedGitHub({ "dags/orders.py": "x = 1\n" }),
    startFakeServer((_, response) => sendJson(response, 404, { message: "Not Found" }), port),
  ]);
});
afterAll(() => Promise.all([db.close(), github.close(), other.close()]));

const where = { kind: "github", owner: "ada", repo: "pipelines" } as const;
const LISTED = { kind: "github", owner: "acme", repo: "listed" } as const;

async function connected(part: { credentials?: { token: string } } = {}) {
  const { ctx } = await arrangeWorkspace(db);
  const integration = await createIntegration(ctx, {
    kind: "github",
    name: "Ours",
    config: { apiUrl: github.url },
    credentials: { token: "ada-token" },
    ...part,
  });
  return { ctx, integration };
}

describe("openRepository", () => {
  it("prefers the workspace's GitHub integration, which needs no list", async () => {
    const { ctx } = await connected();
    const before = other.seen.length;
    const repository = await openRepository(ctx, where);
    const { sha } = await repository.headCommit();
    expect(await repository.readFile("dags/orders.py", sha)).toBe("x = 1\n");
    expect(other.seen).toHaveLength(before);
    await expect(createSource(ctx, { kind: "airflow", name: "A", repository: where })).resolves.toMatchObject(
      {
        repository: where,
      },
    );
  });

  it("falls back to the environment's GitHub for listed repositories", async () => {
    const { ctx, integration } = await connected();
    await updateIntegration(ctx, integration.id, { enabled: false });
    const refusal = { code: "FORBIDDEN", message: expect.stringContaining("GITHUB_REPOSITORIES") };
    await expect(openRepository(ctx, where)).rejects.toMatchObject(refusal);
    const repository = await openRepository(ctx, LISTED);
    await expect(repository.headCommit()).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(other.seen.at(-1)).toMatchObject({
      path: "/repos/acme/listed",
      headers: { authorization: "token token-of-the-environment" },
    });
    await expect(createSource(ctx, { kind: "airflow", name: "A", repository: where })).rejects.toMatchObject({
      code: "INVALID",
      issues: [{ path: "repository", message: expect.stringContaining("GITHUB_REPOSITORIES") }],
    });
  });

  it("never uses one workspace's credentials for another", async () => {
    await connected();
    const { ctx } = await arrangeWorkspace(db);
    await expect(openRepository(ctx, where)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("says where to replace credentials that GitHub rejects", async () => {
    const refusing = await startFakeServer((_, response) =>
      sendJson(response, 401, { message: "Bad credentials" }),
    );
    const { ctx, integration } = await connected();
    const config = { apiUrl: refusing.url };
    await updateIntegration(ctx, integration.id, { config, credentials: { token: "old" } });
    const repository = await openRepository(ctx, where);
    await expect(repository.headCommit()).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
      message: expect.stringContaining("credentials under Settings"),
    });
    await refusing.close();
  });
});
