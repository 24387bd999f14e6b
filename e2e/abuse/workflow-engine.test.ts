import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stage } from "@/e2e/abuse/stage";
import { startProduct, type Product } from "@/e2e/start-product";
import { request } from "node:http";
import { sendJson, startFakeServer, type FakeServer } from "@/lib/vendors/testing/fake-server";

const METHODS = ["GET", "POST", "PUT"] as const;

interface Attack {
  method: string;
  headers?: Record<string, string>;
  body?: string;
}

/** A request with a custom Host header, which `fetch` does not allow. */
function attack(url: string, { method, headers = {}, body }: Attack): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL("/api/inngest", url), { method, headers }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode ?? 0));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

describe("with the embedded runner", () => {
  it.each(METHODS)("%s /api/inngest does not exist", async (method) => {
    const body = method === "GET" ? undefined : "{}";
    const signature = { "x-inngest-signature": `t=${Math.floor(Date.now() / 1000)}&s=00` };
    expect(await attack(stage().url, { method, body })).toBe(404);
    expect(await attack(stage().url, { method, body, headers: signature })).toBe(404);
  });
});

describe("with an Inngest server", () => {
  let server: FakeServer;
  let product: Product;
  const registered = (): string[] =>
    server.seen
      .filter((seen) => seen.path === "/fn/register")
      .map((seen) => (JSON.parse(seen.body) as { url: string }).url);

  beforeAll(async () => {
    server = await startFakeServer((_request, response) =>
      sendJson(response, 200, { ok: true, status: 200, skipped: false, modified: true, ids: [] }),
    );
    product = await startProduct({
      env: {
        INNGEST_BASE_URL: server.url,
        INNGEST_EVENT_KEY: "event-key",
        INNGEST_SIGNING_KEY: `signkey-prod-${"6f2b0c7d5a914e83".repeat(4)}`,
        PUBLIC_URL: "https://desk.example.com",
      },
    });
  });
  afterAll(async () => {
    await product.stop();
    await server.close();
  });

  it("registers PUBLIC_URL at start, and refuses all other registrations", async () => {
    const ours = "https://desk.example.com/api/inngest";
    await expect.poll(registered, { timeout: 30_000 }).toEqual([ours]);
    const host = { host: "evil.example", "x-forwarded-host": "evil.example" };
    const attacks: Attack[] = METHODS.flatMap((method) => [
      { method, headers: host },
      {
        method,
        headers: { ...host, "x-inngest-signature": "t=1&s=00" },
        body: method === "GET" ? undefined : "{}",
      },
      { method, headers: { ...host, "x-inngest-sync-kind": "in_band" } },
    ]);
    for (const request of attacks) expect(await attack(product.url, request)).toBe(401);
    expect(registered()).toEqual([ours]);
  });
});
