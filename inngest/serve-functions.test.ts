import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { canonicalJson, signBody } from "@/inngest/embedded/signature";
import { serveFunctions } from "@/inngest/serve-functions";
import { registration, startRegistration, stopRegistration } from "@/inngest/register-functions";
import { sendJson, startFakeServer, type FakeServer } from "@/lib/vendors/testing/fake-server";

const SIGNING_KEY = `signkey-prod-${"6f2b0c7d5a914e83".repeat(4)}`;

// The environment is read once, when the first module loads.
const settings = await vi.hoisted(async () => {
  const { freePorts } = await import("@/e2e/database/free-ports");
  const [port = 0] = await freePorts(1);
  process.env["INNGEST_BASE_URL"] = `http://127.0.0.1:${port}`;
  process.env["INNGEST_EVENT_KEY"] = "event-key";
  process.env["INNGEST_SIGNING_KEY"] = `signkey-prod-${"6f2b0c7d5a914e83".repeat(4)}`;
  process.env["PUBLIC_URL"] = "https://desk.example.com/pd/";
  return { port };
});

const TIMEOUT = { timeout: 20_000 };
const OURS = "https://desk.example.com/pd/api/inngest";

/** The registrations the Inngest server received. */
let server: FakeServer;
/** How many registrations the server refuses before it accepts one. */
let refusals = 0;

beforeAll(async () => {
  server = await startFakeServer((request, response) => {
    if (request.path !== "/fn/register") return sendJson(response, 404, {});
    if (refusals > 0) {
      refusals -= 1;
      return sendJson(response, 503, { error: "starting" });
    }
    sendJson(response, 200, { ok: true, status: 200, skipped: false, modified: true });
  }, settings.port);
});
beforeEach(() => {
  server.seen.splice(0);
  refusals = 0;
});
afterEach(() => stopRegistration());
afterAll(() => server.close());

interface Registered {
  url: string;
  functions: { id: string; steps: { step: { runtime: { url: string } } } }[];
}

function registered(): Registered[] {
  return server.seen
    .filter((request) => request.path === "/fn/register")
    .map((request) => JSON.parse(request.body) as Registered);
}

function put(headers: Record<string, string>, body?: string): Promise<Response> {
  return serveFunctions(new Request("http://127.0.0.1:3000/api/inngest", { method: "PUT", headers, body }));
}

describe("unauthenticated requests", () => {
  const foreign = { host: "evil.example", "x-forwarded-host": "evil.example" };

  it.each([
    ["no signature", foreign, undefined],
    ["an in-band sync", { ...foreign, "x-inngest-sync-kind": "in_band" }, '{"url":"https://evil.example"}'],
    ["a made-up signature", { ...foreign, "x-inngest-signature": "t=1&s=ab" }, "{}"],
    ["an empty signature", { ...foreign, "x-inngest-signature": "" }, "{}"],
    ["a host that is none", { host: "a b:99999", "x-inngest-signature": "t=1&s=ab" }, "{}"],
    ["no JSON", { ...foreign, "x-inngest-signature": "t=1&s=ab" }, "{not json"],
    [
      "a signature of another key",
      { ...foreign, "x-inngest-signature": signBody("{}", "signkey-prod-00", Date.now()) },
      "{}",
    ],
    [
      "an old signature",
      { ...foreign, "x-inngest-signature": signBody("{}", SIGNING_KEY, Date.now() - 3_600_000) },
      "{}",
    ],
  ])("register nothing with %s", async (_, headers, body) => {
    const response = await put(headers, body);
    expect(response.status).toBe(401);
    expect(registered()).toEqual([]);
  });

  it.each(["GET", "POST", "PUT"])("learn nothing from %s", async (method) => {
    const body = method === "GET" ? undefined : "{}";
    const response = await serveFunctions(
      new Request("http://127.0.0.1:3000/api/inngest?probe=trust", { method, body }),
    );
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      error: { code: "unauthenticated", message: expect.any(String) },
    });
    const names = [...response.headers.keys()];
    expect(names.filter((name) => name.includes("inngest") || name === "server-timing")).toEqual([]);
  });
});

describe("the server", { timeout: 30_000 }, () => {
  it("gets PUBLIC_URL in a signed sync, whatever the request's host", async () => {
    const body = canonicalJson({ url: "https://evil.example/api/inngest" });
    const signed = { host: "evil.example", "x-inngest-signature": signBody(body, SIGNING_KEY, Date.now()) };
    const inBand = await put({ ...signed, "x-inngest-sync-kind": "in_band" }, body);
    expect(inBand.status).toBe(200);
    expect(((await inBand.json()) as Registered).url).toBe(OURS);
    expect((await put(signed, body)).status).toBe(200);
    expect(registered().map(({ url }) => url)).toEqual([OURS]);
  });

  it("gets the registration on startup, as soon as it accepts it", async () => {
    refusals = 2;
    startRegistration({ backoffMs: () => 1 });
    await expect.poll(() => registration().isDone, TIMEOUT).toBe(true);
    await stopRegistration();
    const [last] = registered().toReversed();
    expect(registered()).toHaveLength(3);
    expect(last?.url).toBe(OURS);
    expect(last?.functions.map(({ id }) => id)).toContain("pipeline-debugger-analyze-incident");
    for (const fn of last?.functions ?? []) {
      expect(fn.steps.step.runtime.url).toMatch(/^https:\/\/desk\.example\.com\/pd\/api\/inngest\?/);
    }
    expect(server.seen[0]?.headers["authorization"]).toMatch(/^Bearer signkey-prod-[0-9a-f]{64}$/);
  });

  it("reports why registration failed, and retries", async () => {
    refusals = 1_000_000;
    startRegistration({ backoffMs: () => 1 });
    await expect.poll(() => registration().error, TIMEOUT).toContain("starting");
    expect(registration().isDone).toBe(false);
  });
});
