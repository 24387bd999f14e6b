import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { airflowFailure, sendWebhook, signedHeaders } from "@/e2e/send-webhook";
import { startProduct, type Product } from "@/e2e/start-product";

let product: Product;

beforeAll(async () => {
  product = await startProduct();
}, 400_000);
afterAll(() => product.stop());

function source(kind: string) {
  const source = product.firstRun.sources[kind];
  if (!source) throw new Error(`no source of kind ${kind}`);
  return source;
}

async function post(url: string, body: string | Uint8Array, headers: Record<string, string> = {}) {
  const response = await fetch(url, { method: "POST", headers, body: body as BodyInit });
  return {
    status: response.status,
    body: (await response.json().catch(() => null)) as {
      error?: { message: string; issues?: unknown[] };
      deliveryId?: string;
    } | null,
  };
}

const signed = (kind: string, body: string | Uint8Array) =>
  post(source(kind).webhookUrl, body, signedHeaders(source(kind).secret, body));

describe("bad input", () => {
  it("stores malformed JSON and reports the position of the error", async () => {
    const answer = await signed("airflow", '{"dag_id": "x",');
    expect(answer.status).toBe(422);
    expect(answer.body?.error?.message).toMatch(/not JSON/);
    const { body } = await product.api<{ status: string; body: string }>(
      `/api/deliveries/${answer.body?.deliveryId}`,
    );
    expect(body).toMatchObject({ status: "quarantined", body: '{"dag_id": "x",' });
  });

  it.each([
    ["no signature", {}],
    ["a wrong secret", { "x-webhook-secret": "whsec_bm90IHRoZSBzZWNyZXQ" }],
    ["a wrong bearer token", { authorization: "Bearer nope" }],
  ])("answers 401 to %s and stores nothing", async (_name, headers) => {
    const before = await product.api<{ items: unknown[] }>("/api/deliveries?limit=200");
    const answer = await post(source("airflow").webhookUrl, JSON.stringify(airflowFailure()), headers);
    expect(answer.status).toBe(401);
    expect(answer.body?.error?.message).toMatch(/secret|signature/i);
    const after = await product.api<{ items: unknown[] }>("/api/deliveries?limit=200");
    expect(after.body.items).toHaveLength(before.body.items.length);
  });

  it.each([
    ["ten minutes old", -600_000],
    ["ten minutes ahead", 600_000],
  ])("answers 401 to a signature %s", async (_name, offsetMs) => {
    const answer = await sendWebhook(source("airflow"), airflowFailure(), {
      at: new Date(Date.now() + offsetMs),
    });
    expect(answer.status).toBe(401);
  });

  it("answers 401 to a body changed after signing", async () => {
    const body = JSON.stringify(airflowFailure());
    const answer = await post(
      source("airflow").webhookUrl,
      body.replace("orders", "0rders"),
      signedHeaders(source("airflow").secret, body),
    );
    expect(answer.status).toBe(401);
  });

  it.each(["/api/webhooks/airflow/nope", "/api/webhooks/nope/nope"])("answers 404 to %s", async (path) => {
    const answer = await post(`${product.url}${path}`, "{}");
    expect(answer.status).toBe(404);
  });

  it("answers 404 to the key of another kind", async () => {
    const answer = await post(`${product.url}/api/webhooks/prefect/${source("airflow").key}`, "{}");
    expect(answer.status).toBe(404);
  });

  it("answers 413 to 2 MiB, also without a length or compressed", async () => {
    const big = JSON.stringify(airflowFailure({ filler: "x".repeat(2 * 1024 * 1024) }));
    expect((await signed("airflow", big)).status).toBe(413);
    const zipped = gzipSync(big);
    const headers = { ...signedHeaders(source("airflow").secret, zipped), "content-encoding": "gzip" };
    expect((await post(source("airflow").webhookUrl, zipped, headers)).status).toBe(413);
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let i = 0; i < 32; i++) controller.enqueue(new Uint8Array(65_536).fill(120));
        controller.close();
      },
    });
    const chunked = await fetch(source("airflow").webhookUrl, {
      method: "POST",
      body: stream,
      duplex: "half",
      headers: { "x-webhook-secret": source("airflow").secret },
    } as RequestInit);
    expect(chunked.status).toBe(413);
    // Its unread rest must not block the requests that follow.
    await Promise.all(
      Array.from({ length: 12 }, async () => {
        const next = await fetch(`${product.url}/health`, { signal: AbortSignal.timeout(5_000) });
        expect(next.status).toBe(200);
      }),
    );
  });

  it("answers 422 to deep nesting and reports the limit", async () => {
    const answer = await signed("airflow", `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`);
    expect(answer.status).toBe(422);
    expect(answer.body?.error?.message).toMatch(/nested deeper|not JSON/);
  });

  it("names a missing field", async () => {
    const answer = await signed("airflow", JSON.stringify({ source: "airflow", task_id: "t" }));
    expect(answer.status).toBe(422);
    expect(answer.body?.error?.issues).toEqual(
      expect.arrayContaining([expect.objectContaining({ path: "dag_id" })]),
    );
  });

  it("replays a quarantined delivery and reports the problem again", async () => {
    const answer = await signed("generic", JSON.stringify({ pipeline: "p" }));
    const replay = await product.api<{ error: { message: string } }>(
      `/api/deliveries/${answer.body?.deliveryId}/replay`,
      { body: {} },
    );
    expect(replay.status).toBe(422);
    expect(replay.body.error.message).toMatch(/error|log/);
  });

  it("accepts NUL bytes, lone surrogates and other encodings", async () => {
    const odd = airflowFailure({
      dag_id: "odd\u0000name",
      exception: { type: "E", message: "\ud800 broken \u0000", traceback: null },
    });
    expect((await sendWebhook(source("airflow"), odd)).status).toBe(202);
    const latin1 = Buffer.from(JSON.stringify(airflowFailure({ dag_id: "caf\u00e9" })), "latin1");
    expect((await signed("airflow", latin1)).status).toBe(202);
  });

  it.each([
    ["/api/incidents/%00", 404],
    ["/api/incidents/a%00b/timeline", 404],
    ["/api/incidents/%F0%9F", 400],
    ["/api/fixes/%00", 404],
    ["/api/workflows/%00", 404],
    ["/api/sources/%00", 404],
    ["/api/deliveries/%00", 404],
    ["/api/nothing/here", 404],
    ["/api/incidents?q=%00", 422],
    ["/api/incidents?pipeline=%00", 422],
    ["/api/incidents?since=0000-01-01T00:00:00Z", 422],
    ["/api/incidents?pipeline=a&pipeline=b", 422],
    ["/api/deliveries?cursor=%00", 422],
    ["/api/deliveries?cursor=zzz", 422],
    ["/api/stats?pipeline=%00", 422],
    ["/api/stats?since=1970-01-01T00:00:00Z&until=9999-12-31T00:00:00Z", 422],
    ["/api/stats?since=2026-02-01T00:00:00Z&until=2026-01-01T00:00:00Z", 422],
  ])("GET %s is %i with an explanation", async (path, status) => {
    const answer = await product.api<{ error: { code: string; message: string } }>(path);
    expect(answer.status).toBe(status);
    expect(answer.body.error.message.length).toBeGreaterThan(10);
  });

  it("answers 404 to an impossible key", async () => {
    expect((await post(`${product.url}/api/webhooks/generic/%00`, "{}")).status).toBe(404);
  });

  it("answers 422 and names the field for values that the database cannot store or that are no ids", async () => {
    const { body: opened } = await sendWebhook(source("airflow"), airflowFailure({ dag_id: "told" }));
    const patch = (body: unknown) =>
      product.api<{ error: { issues: { path: string }[] } }>(`/api/incidents/${opened.incidentId}`, {
        method: "PATCH",
        body,
      });
    for (const [path, body] of [
      ["comment", { comment: "a\u0000b" }],
      ["reason", { status: "acknowledged", reason: "\ud800" }],
      ["assigneeId", { assigneeId: "\u0000" }],
      ["snoozedUntil", { snoozedUntil: "0000-01-01T00:00:00Z" }],
    ] as const) {
      const answer = await patch(body);
      expect([answer.status, answer.body.error.issues[0]?.path]).toEqual([422, path]);
    }
    const merge = (into: unknown) =>
      product.api<{ error: { issues: { path: string }[] } }>(`/api/incidents/${opened.incidentId}/merge`, {
        body: { into },
      });
    for (const into of [null, {}, true, "", "\u0000", undefined]) {
      const answer = await merge(into);
      expect([answer.status, answer.body.error.issues[0]?.path]).toEqual([422, "into"]);
    }
    const big = await patch({ comment: "x".repeat(2 * 1024 * 1024) });
    expect(big.status).toBe(413);
  });

  it("treats an impossible email address like any wrong sign-in", async () => {
    const csrf = await fetch(`${product.url}/api/auth/csrf`);
    const { csrfToken } = (await csrf.json()) as { csrfToken: string };
    const answer = await fetch(`${product.url}/api/auth/callback/credentials`, {
      method: "POST",
      headers: {
        cookie: csrf.headers
          .getSetCookie()
          .map((item) => item.split(";")[0])
          .join("; "),
      },
      body: new URLSearchParams({ csrfToken, email: "a\0b", password: "x", json: "true" }),
    });
    expect(answer.status).toBe(401);
    expect(await answer.text()).toMatch(/error=CredentialsSignin/);
  });

  it("combines several values of a filter, in one parameter or several", async () => {
    const ids = async (query: string) => {
      const { body } = await product.api<{ items: { id: string }[] }>(`/api/incidents?${query}`);
      return body.items.map((item) => item.id);
    };
    await sendWebhook(source("airflow"), airflowFailure({ dag_id: "filtered" }));
    expect(await ids("status=open")).not.toEqual([]);
    expect(await ids("status=open&status=resolved")).toEqual(await ids("status=open,resolved"));
  });

  it("stores secrets from payloads nowhere", async () => {
    const password = "hunter2-Zx9!q";
    const answer = await sendWebhook(
      source("airflow"),
      airflowFailure({
        dag_id: "leaks",
        exception: {
          type: "OperationalError",
          message: `could not connect to postgresql://etl:${password}@db/prod`,
          traceback: `Traceback:\n  postgresql://etl:${password}@db/prod`,
        },
      }),
    );
    const { body: delivery } = await product.api(`/api/deliveries/${answer.body.deliveryId}`);
    const { body: incident } = await product.api(`/api/incidents/${answer.body.incidentId}`);
    const { body: evidence } = await product.api(`/api/incidents/${answer.body.incidentId}/evidence`);
    expect(JSON.stringify([delivery, incident, evidence])).not.toContain(password);
    expect(JSON.stringify(delivery)).toContain("redacted");
  });
});
