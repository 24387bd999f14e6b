import { readFileSync } from "node:fs";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { isFull } from "@/e2e/abuse/intensity";
import { listRoutes } from "@/e2e/abuse/routes";
import { stage } from "@/e2e/abuse/stage";
import { maxBodyBytes } from "@/lib/platform/http/body-limits.mjs";

const MIB = 1_048_576;
/** The operating system's buffers for the connection. */
const IN_FLIGHT = 16 * MIB;
const ATTEMPT = 64 * MIB;
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const PAGES = [
  "/",
  "/sign-in",
  "/incidents",
  "/incidents/1",
  "/settings",
  "/nothing",
  "/_next/static/nothing.js",
];

/** Statuses that do not depend on the body: unauthenticated, forbidden, not found, redirect, method not allowed. */
const WITHOUT_READING = [200, 204, 307, 308, 400, 401, 403, 404, 405];

interface Flood {
  /** The status of the first response; null if the connection ended without one. */
  status: number | null;
  head: string;
  /** The number of bytes that the server or system buffers accepted before the connection ended. */
  taken: number;
}

/** Sends an endless body until it is no longer accepted. */
async function flood(
  method: string,
  path: string,
  { bytes = ATTEMPT, headers = [] as string[], pastAnswer = true } = {},
): Promise<Flood> {
  const { hostname, port } = new URL(stage().url);
  const socket = connect(Number(port), hostname);
  let head = "";
  socket.on("data", (data) => (head = (head + String(data)).slice(0, 4_000))).on("error", () => {});
  await once(socket, "connect");
  const framing = headers.some((header) => /^content-length/i.test(header))
    ? []
    : ["Transfer-Encoding: chunked"];
  socket.write([`${method} ${path} HTTP/1.1`, "Host: x", ...framing, ...headers, "", ""].join("\r\n"));
  const piece = Buffer.alloc(64 * 1_024, "x");
  const chunk = framing.length
    ? Buffer.concat([Buffer.from("10000\r\n"), piece, Buffer.from("\r\n")])
    : piece;
  let taken = 0;
  const goesOn = () => socket.writable && (pastAnswer || head === "");
  while (taken < bytes && goesOn()) {
    const isTaken = socket.write(chunk);
    if (!isTaken && !(await hasDrained(socket))) break;
    taken += piece.length;
  }
  if (head === "") await Promise.race([once(socket, "data"), once(socket, "close")]).catch(() => {});
  socket.destroy();
  const status = /^HTTP\/1.1 (\d+)/.exec(head)?.[1];
  return { status: status ? Number(status) : null, head, taken };
}

/** Whether the connection accepted the data before it ended or stalled. */
async function hasDrained(socket: Socket): Promise<boolean> {
  const isDrained = once(socket, "drain").then(() => true);
  const isOver = once(socket, "close").then(() => false);
  return Promise.race([isDrained, isOver, sleep(10_000).then(() => false)]).catch(() => false);
}

const addressOf = (path: string) => path.replaceAll(/\[(\.\.\.)?\w+\]/g, "constructor");
const paths = [
  ...new Set([...listRoutes().map(({ path }) => path), "/api/nothing"].map(addressOf)),
  ...PAGES,
];
const targets = paths.flatMap((path) => {
  const own = new Set(
    listRoutes().flatMap((route) => (addressOf(route.path) === path ? [route.method] : [])),
  );
  return METHODS.filter((method) => isFull || method === "POST" || own.has(method as never)).map(
    (method) => ({ method, path }),
  );
});

describe("an endless body", () => {
  it("is sent to every route", () => {
    expect(targets.length).toBeGreaterThan(50);
  });

  // In parallel, because a refused connection lingers for a second.
  it.concurrent.each(targets)("$method $path accepts no more than its limit", async ({ method, path }) => {
    const { status, taken } = await flood(method, path);
    // Without a status, the connection was closed after an early response; then only the amount is checked.
    if (status !== null && status !== 413) expect(WITHOUT_READING).toContain(status);
    expect(taken).toBeLessThan(maxBodyBytes(method, path) + IN_FLIGHT);
  });
});

/** Memory usage of the product's process, in bytes. */
function residentBytes(): number {
  const status = readFileSync(`/proc/${stage().pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1_024;
}

describe("an unauthenticated body", () => {
  it.each([
    ["/api/webhooks/constructor/x", 300 * MIB],
    ["/api/webhooks/__proto__/x", 300 * MIB],
    ["/api/inngest", 100 * MIB],
    ["/api/auth/callback/credentials", 100 * MIB],
  ])("%s is not held in memory", async (path, bytes) => {
    const before = residentBytes();
    const answers = await Promise.all(Array.from({ length: 6 }, () => flood("POST", path, { bytes })));
    for (const { taken } of answers) expect(taken).toBeLessThan(maxBodyBytes("POST", path) + IN_FLIGHT);
    expect(residentBytes() - before).toBeLessThan(300 * MIB);
    expect((await fetch(`${stage().url}/health`)).status).toBe(200);
  });

  it("is refused by its declared length before it is read, with the reason", async () => {
    const { status, head } = await flood("POST", "/api/webhooks/constructor/x", {
      headers: [`Content-Length: ${300 * MIB}`],
      pastAnswer: false,
    });
    expect(status).toBe(413);
    expect(head).toContain('"message":"The body can have at most 1 MiB."');
    expect(head).toMatch(/connection: close/i);
  });

  it("gets no 100 Continue", async () => {
    const { head } = await flood("POST", "/api/inngest", {
      bytes: 0,
      headers: [`Content-Length: ${100 * MIB}`, "Expect: 100-continue"],
    });
    expect(head).toMatch(/^HTTP\/1.1 413/);
  });

  it("is cut at its declared length", async () => {
    const { taken } = await flood("POST", "/api/webhooks/constructor/x", { headers: ["Content-Length: 10"] });
    expect(taken).toBeLessThan(IN_FLIGHT);
  });

  it("for an unknown webhook kind is 404, whatever its name", async () => {
    for (const kind of ["constructor", "__proto__", "toString", "valueOf", "nope"]) {
      const response = await fetch(`${stage().url}/api/webhooks/${kind}/x`, { method: "POST", body: "{}" });
      expect(response.status).toBe(404);
    }
  });

  it("for an unknown webhook kind is not waited for", async () => {
    const headers = ["Content-Length: 1000"];
    const { status, head } = await flood("POST", "/api/webhooks/constructor/x", { bytes: 0, headers });
    expect(status).toBe(404);
    expect(head).toContain('There is no webhook for \\"constructor\\".');
  });

  it("is decompressed no further than its limit", async () => {
    const { webhookUrl, secret } = stage().home.source;
    const body = gzipSync(Buffer.alloc(200 * MIB));
    expect(body.length).toBeLessThan(MIB);
    const response = await fetch(webhookUrl, {
      method: "POST",
      body,
      headers: { "content-encoding": "gzip", "x-webhook-secret": secret },
    });
    expect(response.status).toBe(413);
  });
});

describe("the content encoding", () => {
  // The body is invalid, so nothing changes.
  const plain = JSON.stringify({ status: 1 });

  function targets(): [string, string, Record<string, string>][] {
    const { url, home } = stage();
    return [
      ["POST", home.source.webhookUrl, { "x-webhook-secret": home.source.secret }],
      ["POST", `${url}/webhooks/airflow/failure`, { "x-source-key": "x" }],
      [
        "PATCH",
        `${url}/api/incidents/${home.ids.incident}`,
        { authorization: `Bearer ${home.tokens.owner}` },
      ],
      ["POST", `${url}/api/auth/callback/credentials`, {}],
    ];
  }

  it.each(["br", "zstd", "constructor", "gzip, gzip", "gzip, br"])(
    "%s is 415 with the supported encodings, on every kind of route",
    async (encoding) => {
      for (const [method, url, headers] of targets()) {
        const response = await fetch(url, {
          method,
          body: plain,
          headers: { ...headers, "content-encoding": encoding },
        });
        expect([url, response.status]).toEqual([url, 415]);
        expect(response.headers.get("accept-encoding")).toBe("gzip, deflate");
        expect(await response.json()).toMatchObject({
          error: { code: "unsupported", message: expect.stringContaining("gzip, deflate") },
        });
      }
    },
  );

  it.each<[string, Uint8Array<ArrayBuffer>]>([
    ["gzip", new Uint8Array(gzipSync(plain))],
    ["GZIP", new Uint8Array(gzipSync(plain))],
    ["deflate", new Uint8Array(deflateSync(plain))],
    ["identity", new TextEncoder().encode(plain)],
    ["", new TextEncoder().encode(plain)],
  ])("%j is decoded", async (encoding, body) => {
    const { home, url } = stage();
    const response = await fetch(`${url}/api/incidents/${home.ids.incident}`, {
      method: "PATCH",
      body,
      headers: { authorization: `Bearer ${home.tokens.owner}`, "content-encoding": encoding },
    });
    // Not 400, because it was valid JSON.
    expect(response.status).toBe(422);
  });
});

describe("an unsupported method", () => {
  it.each([
    ["DELETE", "/api/me", "GET, HEAD, OPTIONS"],
    ["GET", "/webhooks/airflow/failure", "OPTIONS, POST"],
    ["PROPFIND", "/health", "GET, HEAD, OPTIONS"],
  ])("%s %s is 405 with the supported methods and a JSON body", async (method, path, allow) => {
    const response = await fetch(`${stage().url}${path}`, { method });
    expect(response.status).toBe(405);
    expect((response.headers.get("allow") ?? "").split(", ").sort().join(", ")).toBe(allow);
    expect(await response.json()).toMatchObject({ error: { code: "method_not_allowed" } });
  });
});

describe("response headers", () => {
  it.each(["/api/me", "/api/nothing", "/health", "/api/webhooks/nope/x"])(
    "%s cannot be rendered as a page",
    async (path) => {
      const { headers } = await fetch(`${stage().url}${path}`);
      expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    },
  );

  it.each(["/sign-in", "/no/such/page"])("%s runs only scripts of its own response", async (path) => {
    const load = async () => {
      const response = await fetch(`${stage().url}${path}`, {
        // A nonce sent by the client must not be used.
        headers: { "content-security-policy": "script-src 'nonce-foreign'" },
      });
      const html = await response.text();
      const policy = response.headers.get("content-security-policy") ?? "";
      return { html, policy, nonce: /'nonce-([^']+)'/.exec(policy)?.[1] };
    };
    const [first, second] = [await load(), await load()];
    expect(first.policy).toMatch(/frame-ancestors 'none'/);
    expect(first.policy).not.toMatch(/script-src[^;]*'unsafe/);
    expect(first.nonce).not.toBe(second.nonce);
    const scripts = first.html.match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const tag of scripts) expect(tag).toContain(`nonce="${first.nonce}"`);
  });
});
