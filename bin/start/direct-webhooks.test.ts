import { request as send } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { withDirectWebhooks, type Receive } from "./direct-webhooks.mjs";
import { openWebServer } from "./web-server.mjs";

let web: Awaited<ReturnType<typeof openWebServer>>;
let received: Parameters<Receive>[];
let answer: Awaited<ReturnType<Receive>>;
/** Delays the answer until it resolves. */
let held: Promise<void>;

beforeEach(async () => {
  received = [];
  answer = { status: 202, headers: {}, body: { deliveryId: "d1" } };
  held = Promise.resolve();
  web = await openWebServer("127.0.0.1", 0);
  web.use(
    withDirectWebhooks(
      (request, response) => void response.end(`page ${request.url}`),
      async (...webhook) => {
        received.push(webhook);
        await held;
        return answer;
      },
    ),
  );
});
afterEach(() => web.close());

const url = (path: string) => `http://127.0.0.1:${web.port}${path}`;
const post = (path: string, body: string | Uint8Array<ArrayBuffer> = "{}", headers = {}) =>
  fetch(url(path), { method: "POST", body, headers });

describe("a webhook", () => {
  test("is received with its headers and bytes, and answered as JSON with the headers of every response", async () => {
    const bytes = new Uint8Array([0, 159, 146, 150, 255]);
    const headers = { "X-Webhook-Secret": "s", "Content-Encoding": "identity" };
    const response = await post("/api/webhooks/airflow/key-1_a?x=1", bytes, headers);
    expect([response.status, await response.json()]).toEqual([202, { deliveryId: "d1" }]);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "application/json",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "content-security-policy": expect.stringContaining("default-src 'none'") as string,
    });
    expect(received).toEqual([
      [
        {
          headers: expect.objectContaining({
            "x-webhook-secret": "s",
            "content-encoding": "identity",
          }) as object,
          body: Buffer.from(bytes),
        },
        { kind: "airflow", sourceKey: "key-1_a" },
      ],
    ]);
  });

  test("without a body, or in many pieces, is received whole", async () => {
    await fetch(url("/api/webhooks/generic/k"), { method: "POST" });
    const pieces = Array.from({ length: 50 }, (_, i) => `${i},`);
    await new Promise<void>((resolve, reject) => {
      const sent = send(url("/api/webhooks/generic/k"), { method: "POST" }, (response) => {
        response.resume().once("end", resolve);
      });
      sent.once("error", reject);
      for (const piece of pieces) sent.write(piece);
      sent.end();
    });
    expect(received.map(([{ body }]) => Buffer.from(body).toString())).toEqual(["", pieces.join("")]);
  });

  test("may find its source by its secret", async () => {
    await post("/api/v1/lineage");
    expect(received[0]?.[1]).toEqual({ kind: "openlineage", sourceKey: null });
  });

  test("gets the status and headers of the answer, and its connection stays open", async () => {
    answer = { status: 503, headers: { "retry-after": "2" }, body: { error: { code: "unavailable" } } };
    const response = await post("/api/webhooks/airflow/k");
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "2"]);
    expect(response.headers.get("connection")).toBe("keep-alive");
  });

  test("whose client has left is received all the same", async () => {
    let open = () => {};
    held = new Promise((resolve) => (open = resolve));
    const abort = new AbortController();
    const left = fetch(url("/api/webhooks/airflow/k"), { method: "POST", body: "{}", signal: abort.signal });
    while (received.length === 0) await sleep(5);
    abort.abort();
    await expect(left).rejects.toThrow();
    open();
    held = Promise.resolve();
    expect((await post("/api/webhooks/airflow/k")).status).toBe(202);
  });
});

describe("any other request goes to the pages", () => {
  test.each([
    ["GET", "/api/webhooks/airflow/k"],
    ["POST", "/api/webhooks/airflow"],
    ["POST", "/api/webhooks/airflow/k/more"],
    ["POST", "/api/webhooks/airflow/k%2Fx"],
    ["POST", "/api/v1/lineage/"],
    ["POST", "/webhook/failure"],
    ["POST", "/api/incidents"],
  ])("%s %s", async (method, path) => {
    const response = await fetch(url(path), { method });
    expect([await response.text(), received]).toEqual([`page ${path}`, []]);
  });
});
