import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { findGitHubIntegration, listIntegrations } from "@/lib/integrations/data";
import { deleteIntegration } from "@/lib/integrations/delete-integration";
import { createIntegration, updateIntegration } from "@/lib/integrations/save-integration";
import { CreateIntegration, UpdateIntegration } from "@/lib/integrations/schemas";
import { testIntegration } from "@/lib/integrations/test-integration";
import { startEmulatedGitHub, type EmulatedGitHub } from "@/lib/vendors/github/testing/emulated-github";
import { startEmulatedSlack, type EmulatedSlack } from "@/lib/vendors/slack/testing/emulated-slack";
import { getMe, listAudit } from "@/lib/workspaces/data";

let db: TestDatabase;
let github: EmulatedGitHub;
let slack: EmulatedSlack;
beforeAll(async () => {
  [db, github, slack] = await Promise.all([testDatabase(), startEmulatedGitHub(), startEmulatedSlack()]);
});
afterAll(() => Promise.all([db.close(), github.close(), slack.close()]));

const TOKEN = "ghp_a-token-that-nobody-may-see";
const GITHUB = { kind: "github", name: "Ours", credentials: { token: TOKEN } } as const;

describe("integrations", () => {
  it("never return credentials, and store them encrypted", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const created = await createIntegration(ctx, GITHUB);
    expect(created).toMatchObject({ kind: "github", name: "Ours", hasCredentials: true, enabled: true });
    const answers = [
      created,
      await listIntegrations(ctx),
      await updateIntegration(ctx, created.id, { name: "B" }),
    ];
    const row = await db.prisma.integration.findUniqueOrThrow({ where: { id: created.id } });
    expect(JSON.stringify([answers, row])).not.toContain(TOKEN);
    expect(await findGitHubIntegration(ctx)).toMatchObject({ credentials: { token: TOKEN } });
    expect(await updateIntegration(ctx, created.id, { credentials: null })).toMatchObject({
      hasCredentials: false,
    });
    expect(await findGitHubIntegration(ctx)).toBeNull();
  });

  it("belong to one workspace", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const stranger = await arrangeWorkspace(db);
    const { id } = await createIntegration(ctx, GITHUB);
    const refused = { code: "NOT_FOUND" };
    await expect(updateIntegration(stranger.ctx, id, { name: "x" })).rejects.toMatchObject(refused);
    await expect(testIntegration(stranger.ctx, id)).rejects.toMatchObject(refused);
    await expect(deleteIntegration(stranger.ctx, id)).rejects.toMatchObject(refused);
    expect((await listIntegrations(stranger.ctx)).items).toEqual([]);
    expect(await findGitHubIntegration(stranger.ctx)).toBeNull();
    expect((await listIntegrations(ctx)).items).toHaveLength(1);
  });

  it("are deleted with their credentials", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const { id } = await createIntegration(ctx, GITHUB);
    expect((await getMe(ctx)).connected.github).toBe(true);
    expect(await deleteIntegration(ctx, id)).toEqual({ id });
    await expect(deleteIntegration(ctx, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await db.prisma.integration.findUnique({ where: { id } })).toBeNull();
    expect((await getMe(ctx)).connected.github).toBe(false);
  });

  it("record who changed what in the audit log, without secrets", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const { id } = await createIntegration(ctx, GITHUB);
    await updateIntegration(ctx, id, { enabled: false, credentials: { token: "ghp_another-one" } });
    await deleteIntegration(ctx, id);
    const { items } = await listAudit(ctx);
    const trail = items.map(({ action, target }) => [action, target]);
    expect(trail).toContainEqual(["integration.delete", "Ours"]);
    expect(trail.map(([action]) => action).toSorted()).toEqual([
      "integration.create",
      "integration.delete",
      "integration.update",
    ]);
    const rows = await db.prisma.auditEvent.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(JSON.stringify(rows)).not.toMatch(/ghp_/);
    expect(rows.find((row) => row.action === "integration.update")?.detail).toEqual({
      changed: ["enabled", "credentials"],
    });
  });

  it("the oldest enabled one is the workspace's GitHub", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const first = await createIntegration(ctx, { ...GITHUB, credentials: { token: "one" } });
    await createIntegration(ctx, { ...GITHUB, credentials: { token: "two" } });
    await createIntegration(ctx, { kind: "slack", name: "S", credentials: { token: "three" } });
    expect(await findGitHubIntegration(ctx)).toMatchObject({ credentials: { token: "one" } });
    await updateIntegration(ctx, first.id, { enabled: false });
    expect(await findGitHubIntegration(ctx)).toMatchObject({ credentials: { token: "two" } });
  });
});

describe("credentials", () => {
  it.each([
    [{ ...GITHUB, credentials: { webhookUrl: "https://hooks.slack.com/x" } }],
    [{ ...GITHUB, credentials: { token: "t", appId: "7" } }],
    [{ ...GITHUB, credentials: { appId: "seven", privateKey: "-----BEGIN" } }],
    [{ ...GITHUB, credentials: { appId: "7", privateKey: "no key" } }],
    [{ ...GITHUB, kind: "pagerduty" }],
    [{ ...GITHUB, config: { apiUrl: "https://u:p@github.example" } }],
    [{ ...GITHUB, config: { other: 1 } }],
  ])("are refused as %j", (body) => {
    expect(CreateIntegration.safeParse(body).success).toBe(false);
  });

  it("of another kind are refused on update", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const { id } = await createIntegration(ctx, { kind: "slack", name: "S", credentials: { token: "t" } });
    const input = UpdateIntegration.parse({ credentials: { appId: "7", privateKey: "-----BEGIN KEY" } });
    await expect(updateIntegration(ctx, id, input)).rejects.toMatchObject({
      code: "INVALID",
      issues: [{ path: "credentials", message: "must be { token } or { webhookUrl }" }],
    });
  });

  it("restore the line breaks of a key pasted as one line", () => {
    const body = { ...GITHUB, credentials: { appId: "7", privateKey: String.raw`-----BEGIN KEY\nabc` } };
    expect(CreateIntegration.parse(body).credentials).toMatchObject({ privateKey: "-----BEGIN KEY\nabc" });
  });

  const AT = "https://github.example.com/api/v3";

  it.each([
    ["another host", { apiUrl: "https://evil.example.com/api/v3" }],
    ["another port", { apiUrl: "https://github.example.com:8443/api/v3" }],
    ["the public API", { apiUrl: null }],
    ["the public API, by omission", {}],
  ])("are cleared when the API URL moves to %s", async (_, config) => {
    const { ctx } = await arrangeWorkspace(db);
    const { id } = await createIntegration(ctx, { ...GITHUB, config: { apiUrl: AT } });
    const moved = await updateIntegration(ctx, id, { config });
    expect(moved).toMatchObject({ hasCredentials: false, credentialsCleared: true });
  });

  it("stay for another path, and can be replaced together with the URL", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const { id } = await createIntegration(ctx, { ...GITHUB, config: { apiUrl: AT } });
    const moved = await updateIntegration(ctx, id, {
      config: { apiUrl: "https://GitHub.example.com/api/v4/" },
    });
    expect(moved).toMatchObject({
      hasCredentials: true,
      config: { apiUrl: "https://GitHub.example.com/api/v4" },
    });
    expect(moved).not.toHaveProperty("credentialsCleared");
    const config = { apiUrl: "https://other.example.com" };
    const renewed = await updateIntegration(ctx, id, { config, credentials: { token: "new" } });
    expect(renewed).toMatchObject({ hasCredentials: true });
    expect(await findGitHubIntegration(ctx)).toMatchObject({ ...config, credentials: { token: "new" } });
  });

  it("are never sent to a URL that is changed concurrently", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const { id } = await createIntegration(ctx, { ...GITHUB, config: { apiUrl: AT } });
    await Promise.all([
      updateIntegration(ctx, id, { config: { apiUrl: "https://evil.example.com" } }),
      updateIntegration(ctx, id, { name: "B" }),
      updateIntegration(ctx, id, { config: { apiUrl: "https://other.example.com" } }),
    ]);
    expect(await findGitHubIntegration(ctx)).toBeNull();
  });
});

describe("API URLs", () => {
  it.each(["http://169.254.169.254/", "http://metadata.google.internal"])(
    "%s is refused",
    async (address) => {
      const { ctx } = await arrangeWorkspace(db);
      const refusal = (path: string) => ({
        code: "INVALID",
        message: expect.stringContaining("PD_OUTBOUND_ALLOW"),
        issues: [expect.objectContaining({ path })],
      });
      const config = { apiUrl: address };
      await expect(createIntegration(ctx, { ...GITHUB, config })).rejects.toMatchObject(
        refusal("config.apiUrl"),
      );
      const webhook = { kind: "slack", name: "S", credentials: { webhookUrl: address } } as const;
      await expect(createIntegration(ctx, webhook)).rejects.toMatchObject(refusal("credentials.webhookUrl"));
      const { id } = await createIntegration(ctx, GITHUB);
      await expect(updateIntegration(ctx, id, { config })).rejects.toMatchObject(refusal("config.apiUrl"));
      // Even if stored by other means, it is never called.
      await db.prisma.integration.update({ where: { id }, data: { config } });
      expect(await testIntegration(ctx, id)).toMatchObject({
        ok: false,
        detail: expect.stringContaining("PD_OUTBOUND_ALLOW"),
      });
    },
  );
});

describe("a test", () => {
  it("names the account and is kept until the connection changes", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const made = { ...GITHUB, config: { apiUrl: github.url }, credentials: { token: "ada-token" } };
    const { id } = await createIntegration(ctx, made);
    const result = await testIntegration(ctx, id);
    expect(result).toEqual({ ok: true, detail: "GitHub knows the token as ada's." });
    const [listed] = (await listIntegrations(ctx)).items;
    expect(listed).toMatchObject({ health: result, healthCheckedAt: expect.any(String) });
    expect(await updateIntegration(ctx, id, { name: "B" })).toMatchObject({ health: result });
    expect(await updateIntegration(ctx, id, { credentials: { token: "x" } })).toMatchObject({
      health: null,
      healthCheckedAt: null,
    });
  });

  it("authenticates to GitHub as an App", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const { id: appId, privateKey } = github.appConnection.app ?? { id: "", privateKey: "" };
    const config = { apiUrl: github.url };
    const { id } = await createIntegration(ctx, { ...GITHUB, config, credentials: { appId, privateKey } });
    expect(await testIntegration(ctx, id)).toEqual({
      ok: true,
      detail: "GitHub knows the App Pipeline Debugger, installed for ada.",
    });
  });

  it("calls Slack with a token or posts through its webhook", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const { token, apiUrl, webhookUrl } = slack;
    const byToken = { kind: "slack", name: "S", config: { apiUrl }, credentials: { token } } as const;
    const tokenId = (await createIntegration(ctx, byToken)).id;
    expect(await testIntegration(ctx, tokenId)).toEqual({
      ok: true,
      detail: "Slack knows the token as ada in Acme.",
    });
    const byWebhook = { kind: "slack", name: "W", credentials: { webhookUrl } } as const;
    const webhookId = (await createIntegration(ctx, byWebhook)).id;
    expect(await testIntegration(ctx, webhookId)).toMatchObject({ ok: true });
    expect(await slack.messages()).toContain("Pipeline Debugger can post here.");
  });

  it("reports missing credentials", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const { id } = await createIntegration(ctx, GITHUB);
    await updateIntegration(ctx, id, { credentials: null });
    expect(await testIntegration(ctx, id)).toMatchObject({
      ok: false,
      detail: expect.stringContaining("Enter them"),
    });
  });
});
