import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { signedHeaders } from "@/e2e/send-webhook";
import { getDelivery, listDeliveries } from "@/lib/intake/data";
import { receiveWebhook } from "@/lib/intake/webhooks/receive-webhook";
import { log } from "@/lib/platform/log";
import { decrypt } from "@/lib/platform/crypto";
import { replayDelivery } from "@/lib/intake/replay-delivery";
import { getSource, getSourceSecret, listSources } from "@/lib/sources/data";
import { listSnippets } from "@/lib/intake/list-snippets";
import { createSource, updateSource } from "@/lib/sources/save-source";
import { CreateSource } from "@/lib/sources/schemas";
import { sendTestFailure } from "@/lib/intake/send-test-failure";
import { testSource } from "@/lib/intake/test-source";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
/** Encrypted by an earlier release, before keys were derived, with the test key. */
const oldCiphertexts: Record<string, string> = {
  secret: "v1.RsC6ZpJy_C4wfxzj5OT0ojjvtMH_Yy0nQUAJxOcA0lQctA1RoyET2-X4ga65VdWFWNWAhC_-OtxlZdU83sAqE9B05w",
  credentials: "v1.fIM4c85gSRnTB8HlrU20n0BZOAyVFVBh3yooBv9Yc8zg2lDbr-j5bMFzpG2HxjwP",
};
const GENERIC = { pipeline: "p", error: { message: "boom" } };

function send(source: { kind: string; key: string }, secret: string, body: unknown, now = new Date()) {
  const rawBody = bytes(body);
  const headers = signedHeaders(secret, rawBody, { at: now });
  return receiveWebhook({ kind: source.kind, sourceKey: source.key, rawBody, headers, now });
}

describe("sources", () => {
  it("never returns credentials, stores them encrypted, and shows the secret on request only", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const created = await createSource(ctx, {
      kind: "airflow",
      name: "Prod",
      credentials: { username: "u", password: "pa55word-x" },
    });
    expect(created.secret).toMatch(/^whsec_/);
    const listed = await listSources(ctx);
    expect(JSON.stringify(listed)).not.toContain("pa55word-x");
    expect(JSON.stringify(listed)).not.toContain(created.secret);
    expect(listed.items.find((item) => item.id === created.id)).toMatchObject({
      hasCredentials: true,
      webhookUrl: expect.stringContaining(created.key),
    });
    const row = await db.prisma.source.findUniqueOrThrow({ where: { id: created.id } });
    expect(JSON.stringify(row)).not.toContain("pa55word-x");
    expect((await getSourceSecret(ctx, created.id)).secret).toBe(created.secret);
    const cleared = await updateSource(ctx, created.id, { credentials: null, name: "Renamed" });
    expect(cleared).toMatchObject({ hasCredentials: false, name: "Renamed" });
    const stranger = await arrangeWorkspace(db);
    await expect(getSource(stranger.ctx, created.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(updateSource(stranger.ctx, created.id, { name: "x" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("lists them in a stable order, whatever changes", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const createdAt = new Date("2026-11-21T00:00:00Z");
    const at = { ...ctx, now: () => createdAt };
    for (const name of ["first", "second", "third"]) await createSource(at, { kind: "generic", name });
    const names = async () =>
      (await listSources(ctx)).items.map((item) => item.name).filter((name) => name !== "Airflow");
    const { items } = await listSources(ctx);
    await updateSource(ctx, items.find((item) => item.name === "first")?.id ?? "", { environment: "prod" });
    expect(await names()).toEqual(["first", "second", "third"]);
  });

  it.each(["ftp://airflow", "http://", "http://air flow:8080", "airflow:8080"])(
    "refuses the API URL %s",
    (apiBaseUrl) => {
      expect(CreateSource.safeParse({ kind: "airflow", name: "A", apiBaseUrl }).success).toBe(false);
    },
  );

  it("describes the expected credentials", () => {
    const { error } = CreateSource.safeParse({ kind: "airflow", name: "A", credentials: { username: "u" } });
    expect(error?.issues).toMatchObject([
      { path: ["credentials"], message: expect.stringContaining("{ token }") },
    ]);
  });

  it.each(["..", ".", "a/b", "", "a b", "x?y"])("refuses the GitHub owner %j", (owner) => {
    const repository = { kind: "github", owner, repo: "dags" };
    expect(CreateSource.safeParse({ kind: "airflow", name: "A", repository }).success).toBe(false);
  });

  it("shows no credentials from a URL stored by an earlier release", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const { id } = await createSource(ctx, { kind: "airflow", name: "Old" });
    await db.prisma.source.update({
      where: { id },
      data: { apiBaseUrl: "https://admin:hunter2@airflow.example/prod?token=hunter3" },
    });
    const answers = [
      await getSource(ctx, id),
      await listSources(ctx),
      await updateSource(ctx, id, { name: "B" }),
    ];
    expect(JSON.stringify(answers)).not.toMatch(/hunter|admin/);
    expect(answers[0]).toMatchObject({ apiBaseUrl: "https://airflow.example/prod" });
  });

  describe("credentials belong to an origin", () => {
    const AT = "https://airflow.example.com/team-a";
    const credentials = { username: "u", password: "p" };
    const arranged = async () => {
      const { ctx } = await arrangeWorkspace(db);
      const { id } = await createSource(ctx, { kind: "airflow", name: "A", apiBaseUrl: AT, credentials });
      return { ctx, id };
    };

    it.each([
      ["another host", "https://evil.example.com/team-a"],
      ["another port", "https://airflow.example.com:8443/team-a"],
      ["another scheme", "http://airflow.example.com/team-a"],
      ["no URL at all", null],
    ])("and are cleared for %s", async (_what, apiBaseUrl) => {
      const { ctx, id } = await arranged();
      expect(await updateSource(ctx, id, { apiBaseUrl })).toMatchObject({
        hasCredentials: false,
        credentialsCleared: true,
      });
      expect(await updateSource(ctx, id, { apiBaseUrl: AT })).toMatchObject({ hasCredentials: false });
      const entry = await db.prisma.auditEvent.findFirst({
        where: { workspaceId: ctx.workspaceId, targetId: id, action: "source.update" },
        orderBy: { at: "asc" },
      });
      expect(entry?.detail).toMatchObject({ credentialsCleared: true });
    });

    it.each(["https://airflow.example.com", "https://AIRFLOW.example.com:443/team-b/", AT])(
      "and stay for %s",
      async (apiBaseUrl) => {
        const { ctx, id } = await arranged();
        const moved = await updateSource(ctx, id, { apiBaseUrl, name: "B" });
        expect(moved).toMatchObject({ hasCredentials: true });
        expect(moved).not.toHaveProperty("credentialsCleared");
      },
    );

    it("and can be replaced together with the URL", async () => {
      const { ctx, id } = await arranged();
      const moved = await updateSource(ctx, id, {
        apiBaseUrl: "https://new.example.com",
        credentials: { token: "t2" },
      });
      expect(moved).toMatchObject({ hasCredentials: true });
      expect(moved).not.toHaveProperty("credentialsCleared");
    });

    it("and, entered without a URL, are not sent to the first one", async () => {
      const { ctx } = await arrangeWorkspace(db);
      const { id } = await createSource(ctx, { kind: "airflow", name: "A", credentials });
      expect(await updateSource(ctx, id, { apiBaseUrl: AT })).toMatchObject({ hasCredentials: false });
    });

    it("even when URL and credentials change concurrently", async () => {
      const { ctx, id } = await arranged();
      await Promise.all([
        updateSource(ctx, id, { apiBaseUrl: "https://evil.example.com" }),
        updateSource(ctx, id, { name: "B" }),
        updateSource(ctx, id, { apiBaseUrl: "https://other.example.com" }),
      ]);
      expect(await getSource(ctx, id)).toMatchObject({ hasCredentials: false });
    });
  });

  describe("what may be connected", () => {
    const INVALID = (path: string, variable: string) => ({
      code: "INVALID",
      message: expect.stringContaining(variable),
      issues: [expect.objectContaining({ path })],
    });

    it.each([
      "http://169.254.169.254/",
      "http://2852039166",
      "http://[fe80::1]",
      "http://metadata.google.internal",
    ])("refuses to call %s", async (apiBaseUrl) => {
      const { ctx, sourceId } = await arrangeWorkspace(db);
      const refusal = INVALID("apiBaseUrl", "PD_OUTBOUND_ALLOW");
      await expect(createSource(ctx, { kind: "airflow", name: "A", apiBaseUrl })).rejects.toMatchObject(
        refusal,
      );
      await expect(updateSource(ctx, sourceId, { apiBaseUrl })).rejects.toMatchObject(refusal);
      expect(await getSource(ctx, sourceId)).toMatchObject({ apiBaseUrl: null });
    });

    it.each(["/etc", "/", "/nonexistent/repository", `${tmpdir()}/../etc`])(
      "refuses the repository %s",
      async (path) => {
        const { ctx, sourceId } = await arrangeWorkspace(db);
        await expect(
          updateSource(ctx, sourceId, { repository: { kind: "local", path } }),
        ).rejects.toMatchObject(INVALID("repository.path", "PD_REPOSITORY_ROOTS"));
      },
    );

    it("refuses one that is already stored", async () => {
      const { ctx, sourceId } = await arrangeWorkspace(db, { repository: { kind: "local", path: "/etc" } });
      expect(await testSource(ctx, sourceId)).toMatchObject({
        ok: false,
        detail: expect.stringContaining("PD_REPOSITORY_ROOTS"),
      });
    });

    it("explains why a stored URL is not called", async () => {
      const { ctx, sourceId } = await arrangeWorkspace(db, { apiBaseUrl: "http://169.254.169.254" });
      expect(await testSource(ctx, sourceId)).toMatchObject({
        ok: false,
        detail: expect.stringContaining("PD_OUTBOUND_ALLOW"),
      });
    });
  });

  it("keeps the old secret valid for a day after a rotation", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const source = await createSource(ctx, { kind: "generic", name: "G" });
    const rotated = await updateSource(ctx, source.id, { rotateSecret: true });
    expect(rotated.secret).not.toBe(source.secret);
    const now = new Date();
    expect(await send(source, rotated.secret ?? "", GENERIC, now)).toMatchObject({ status: "accepted" });
    expect(await send(source, source.secret ?? "", GENERIC, now)).toMatchObject({ status: "accepted" });
    const later = new Date(now.getTime() + 25 * 3600 * 1000);
    await expect(send(source, source.secret ?? "", GENERIC, later)).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
    expect(await send(source, rotated.secret ?? "", GENERIC, later)).toMatchObject({ status: "accepted" });
  });

  it("takes a secret that the sender made, which is not answered, and keeps the old one for a day", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const source = await createSource(ctx, { kind: "generic", name: "G" });
    const signingSecret = "made-by-dbt-cloud-0123456789";
    const updated = await updateSource(ctx, source.id, { signingSecret });
    expect(updated).not.toHaveProperty("secret");
    expect(await send(source, signingSecret, GENERIC)).toMatchObject({ status: "accepted" });
    expect(await send(source, source.secret ?? "", GENERIC)).toMatchObject({ status: "accepted" });
    const { detail } = await db.prisma.auditEvent.findFirstOrThrow({
      where: { targetId: source.id, action: "source.update" },
    });
    expect(JSON.stringify(detail)).not.toContain(signingSecret);
  });

  it("makes the secret of an OpenLineage source itself, because the source is found by it", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const source = await createSource(ctx, { kind: "openlineage", name: "L" });
    await expect(
      updateSource(ctx, source.id, { signingSecret: "made-by-someone-else-01" }),
    ).rejects.toMatchObject({ code: "INVALID", issues: [{ path: "signingSecret" }] });
  });

  it("re-encrypts an earlier release's secrets when the source is updated", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const source = await createSource(ctx, { kind: "generic", name: "G" });
    const v1 = (name: string) => oldCiphertexts[name] ?? "";
    const data = { secretEnc: v1("secret"), credentialsEnc: v1("credentials") };
    await db.prisma.source.update({ where: { id: source.id }, data });
    await updateSource(ctx, source.id, { name: "Renamed" });
    const row = await db.prisma.source.findUniqueOrThrow({ where: { id: source.id } });
    expect([row.secretEnc, row.credentialsEnc]).toEqual([
      expect.stringMatching(/^v2\./),
      expect.stringMatching(/^v2\./),
    ]);
    expect(decrypt(row.secretEnc)).toBe("whsec_recorded before keys were derived");
    expect(JSON.parse(decrypt(row.credentialsEnc ?? ""))).toEqual({ token: "recorded" });
    const rotated = await updateSource(ctx, source.id, { rotateSecret: true });
    expect(rotated.secret).toMatch(/^whsec_/);
  });

  it("keeps an unreadable secret, so that it can be rotated", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const source = await createSource(ctx, { kind: "generic", name: "G" });
    const foreign = `v1.${"A".repeat(60)}`;
    await db.prisma.source.update({ where: { id: source.id }, data: { secretEnc: foreign } });
    await updateSource(ctx, source.id, { name: "Renamed" });
    const row = await db.prisma.source.findUniqueOrThrow({ where: { id: source.id } });
    expect(row.secretEnc).toBe(foreign);
    expect(await updateSource(ctx, source.id, { rotateSecret: true })).toHaveProperty("secret");
  });

  it("accepts nothing while disabled", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const source = await createSource(ctx, { kind: "generic", name: "G" });
    await updateSource(ctx, source.id, { enabled: false });
    await expect(send(source, source.secret ?? "", GENERIC)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("logs why a webhook was refused, without the key of its URL", async () => {
    const warn = vi.spyOn(log, "warn").mockReturnValue();
    const { ctx } = await arrangeWorkspace(db);
    const source = await createSource(ctx, { kind: "generic", name: "G" });
    const stranger = { kind: "generic", key: "of-nobody" };
    const refused = [send(source, "whsec_d3Jvbmc=", GENERIC), send(stranger, source.secret ?? "", GENERIC)];
    expect(await Promise.allSettled(refused)).toMatchObject([{ status: "rejected" }, { status: "rejected" }]);
    const logged = JSON.stringify(warn.mock.calls);
    warn.mockRestore();
    expect(logged).toContain(source.id);
    expect(logged).toContain("webhook refused: Unknown webhook URL.");
    expect(logged).toMatch(/webhook refused: [^"]*signature/i);
    expect(logged).not.toContain(source.key);
    expect(logged).not.toContain(stranger.key);
  });

  it.each(["airflow", "prefect", "generic"] as const)(
    "sends a %s test failure through the webhook",
    async (kind) => {
      const { ctx } = await arrangeWorkspace(db);
      const source = await createSource(ctx, { kind, name: kind });
      const answer = await sendTestFailure(ctx, source.id);
      expect(answer).toMatchObject({ deduplicated: false, incidentId: expect.any(String) });
      const incident = await db.prisma.incident.findUniqueOrThrow({ where: { id: answer.incidentId ?? "" } });
      expect(incident).toMatchObject({ detectedBy: "test", title: expect.stringContaining("KeyError") });
      expect(await getDelivery(ctx, answer.deliveryId)).toMatchObject({
        status: "accepted",
        authMethod: "signature",
      });
    },
  );

  it("fills the webhook URL into snippets, but never the secret", async () => {
    const { ctx } = await arrangeWorkspace(db);
    for (const kind of ["airflow", "prefect", "generic"] as const) {
      const source = await createSource(ctx, { kind, name: kind });
      const { items } = await listSnippets(ctx, source.id);
      const all = items.map((item) => item.text).join("\n");
      expect(all).toContain(source.webhookUrl);
      expect(all).not.toContain(source.secret);
    }
  });

  it("tests the connection and stores the result", async () => {
    const server = createServer((request, response) => {
      const open = request.url?.includes("version") || request.url?.includes("health");
      response.writeHead(open ? 200 : 403, { "content-type": "application/json" });
      response.end(open ? '{"version":"3.3.2"}' : '{"detail":"Forbidden"}');
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { ctx } = await arrangeWorkspace(db);
    const apiBaseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const source = await createSource(ctx, { kind: "airflow", name: "A", apiBaseUrl });
    expect(await testSource(ctx, source.id)).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/403|refused/i),
    });
    server.close();
    const down = await testSource(ctx, source.id);
    expect(down.ok).toBe(false);
    expect(await getSource(ctx, source.id)).toMatchObject({ health: down });
    const moved = await updateSource(ctx, source.id, { apiBaseUrl: "http://127.0.0.1:1" });
    expect(moved).toMatchObject({ health: null, healthCheckedAt: null });
    await testSource(ctx, source.id);
    expect(await updateSource(ctx, source.id, { name: "Renamed" })).toMatchObject({ health: { ok: false } });
    const empty = await createSource(ctx, { kind: "generic", name: "B" });
    expect(await testSource(ctx, empty.id)).toMatchObject({
      ok: false,
      detail: expect.stringContaining("Nothing is connected"),
    });
  });
});

describe("deliveries", () => {
  it("replays a quarantined delivery once it is understood, and counts nothing twice", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const source = await createSource(ctx, { kind: "generic", name: "G" });
    const bad = await send(source, source.secret ?? "", { pipeline: "p" });
    expect(bad).toMatchObject({ status: "quarantined", incidentId: null });
    await expect(replayDelivery(ctx, bad.deliveryId)).rejects.toMatchObject({ code: "INVALID" });
    // Simulates a newer version that understands the body.
    await db.pool.query("UPDATE deliveries SET body = $2 WHERE id = $1", [
      bad.deliveryId,
      JSON.stringify(GENERIC),
    ]);
    const replayed = await replayDelivery(ctx, bad.deliveryId);
    expect(replayed).toMatchObject({ status: "accepted", reason: null, incidentNumber: 1, replays: 2 });
    expect(replayed.summary).toContain(" failed");
    const again = await replayDelivery(ctx, bad.deliveryId);
    expect(again.incidentId).toBe(replayed.incidentId);
    const incident = await db.prisma.incident.findUniqueOrThrow({ where: { id: replayed.incidentId ?? "" } });
    expect(incident.occurrenceCount).toBe(1);
  });

  it("lists the start of large bodies, and shows all of one", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const source = await createSource(ctx, { kind: "generic", name: "G" });
    const log = `${"é — ".repeat(130_000)}the end`;
    await send(source, source.secret ?? "", { ...GENERIC, log });
    await send(source, source.secret ?? "", { ...GENERIC, task: "small" });
    const queries = vi.spyOn(ctx.pool, "query");
    const [small, large] = (await listDeliveries(ctx, {})).items;
    const sql = JSON.stringify(queries.mock.calls).replaceAll('\\"', "");
    expect(sql).toContain("deliveries.size_bytes");
    expect(sql).not.toMatch(/deliveries\.body\b/);
    queries.mockRestore();
    const whole = await getDelivery(ctx, large?.id ?? "");
    expect(whole.isBodyPreview).toBe(false);
    expect(JSON.parse(whole.body)).toMatchObject({ log });
    expect(large).toEqual({ ...whole, body: whole.body.slice(0, 2_048), isBodyPreview: true });
    expect(large?.sizeBytes).toBeGreaterThan(900_000);
    expect(small).toMatchObject({ isBodyPreview: false, body: expect.stringContaining('"small"') });
    expect(small?.summary).toContain(" / small failed");
  });

  it("pages and filters", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const source = await createSource(ctx, { kind: "generic", name: "G" });
    for (let i = 0; i < 5; i++)
      await send(source, source.secret ?? "", i === 2 ? {} : { ...GENERIC, task: `t${i}` });
    const first = await listDeliveries(ctx, { limit: 2 });
    const second = await listDeliveries(ctx, { limit: 2, cursor: first.nextCursor ?? "" });
    const third = await listDeliveries(ctx, { limit: 2, cursor: second.nextCursor ?? "" });
    const ids = [first, second, third].flatMap((page) => page.items.map((item) => item.id));
    expect(new Set(ids).size).toBe(5);
    expect(third.nextCursor).toBeNull();
    expect((await listDeliveries(ctx, { status: "quarantined" })).items).toHaveLength(1);
    expect((await listDeliveries(ctx, { source: "airflow" })).items).toHaveLength(0);
  });
});
