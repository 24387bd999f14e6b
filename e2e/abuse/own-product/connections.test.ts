import { once } from "node:events";
import { request } from "node:http";
import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isFull, scale } from "@/e2e/abuse/intensity";
import { sendWebhook } from "@/e2e/send-webhook";
import { startProduct, type Product } from "@/e2e/start-product";

const KIB = 1_024;
const MAX_CONNECTIONS = 200;
const BODY_MEMORY_MIB = 16;
const LARGE_BYTES = 900 * KIB;

let product: Product;
let sockets: { socket: Socket; head: () => string }[] = [];

// A separate product with low limits, so that a short attack reaches them.
beforeAll(async () => {
  product = await startProduct({
    env: { PD_MAX_CONNECTIONS: String(MAX_CONNECTIONS), PD_BODY_MEMORY_MIB: String(BODY_MEMORY_MIB) },
  });
});
afterAll(() => product.stop());

/** Sends a head and part of the declared body, and never the rest. */
async function begin(text: string, bytes = 0): Promise<void> {
  const { hostname, port } = new URL(product.url);
  const socket = connect(Number(port), hostname).on("error", () => {});
  let head = "";
  socket.on("data", (data) => (head += String(data)));
  sockets.push({ socket, head: () => head });
  await once(socket, "connect").catch(() => {});
  socket.write(text);
  if (bytes > 0) socket.write(Buffer.alloc(bytes, "x"));
}

const POST = `POST /api/webhooks/generic/x HTTP/1.1\r\nHost: x\r\nContent-Length: ${1_024 * KIB}\r\n\r\n`;
const openSockets = () => sockets.filter(({ socket }) => !socket.destroyed && !socket.readableEnded);
const answers = (status: number) =>
  sockets.filter(({ head }) => head().startsWith(`HTTP/1.1 ${status} `)).map(({ head }) => head());

function endAll(): void {
  for (const { socket } of sockets) socket.destroy();
  sockets = [];
}

/** The status of a request on a new connection. */
function ask(path: string, token?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = token ? { authorization: `Bearer ${token}` } : {};
    const asked = request(`${product.url}${path}`, { agent: false, headers }, (response) => {
      response.resume().once("end", () => resolve(response.statusCode ?? 0));
    });
    asked.once("error", reject).end();
  });
}

/** A signed-in person's live stream. */
async function openStream() {
  const abort = new AbortController();
  const response = await fetch(`${product.url}/api/live`, {
    headers: { authorization: `Bearer ${product.firstRun.apiToken}` },
    signal: abort.signal,
  });
  const reader = response.body?.getReader();
  let text = "";
  return {
    close: () => abort.abort(),
    /** Reads until `expected` arrives. @throws if the stream ends first. */
    async until(expected: string): Promise<void> {
      while (!text.includes(expected)) {
        const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
        if (done) throw new Error(`the stream ended before "${expected}": ${text}`);
        text += new TextDecoder().decode(value);
      }
    },
  };
}

async function expectService(): Promise<void> {
  for (let i = 0; i < 20; i++) expect(await ask("/health")).toBe(200);
  expect(await ask("/ready")).toBe(200);
  expect(await ask("/api/me", product.firstRun.apiToken)).toBe(200);
}

describe("requests that never complete", () => {
  it.each<[string, string, number]>([
    ["unfinished bodies", POST, KIB],
    ["unfinished headers", "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ", 0],
    ["connections without data", "", 0],
  ])("%s lock nobody out, and live streams continue", async (_name, text, bytes) => {
    const stream = await openStream();
    await stream.until("resync");
    for (let i = 0; i < scale(3, 12); i++) {
      await Promise.all(Array.from({ length: 100 }, () => begin(text, bytes)));
    }
    await expectService();
    await expect.poll(() => openSockets().length, { timeout: 8_000 }).toBeLessThan(MAX_CONNECTIONS);
    const { status, body } = await sendWebhook(
      product.firstRun.sources["generic"] ?? { secret: "", webhookUrl: "" },
      {
        pipeline: `during ${_name}`,
        error: { message: "boom" },
      },
    );
    expect(status).toBe(202);
    await stream.until(body.incidentId ?? "no incident");
    stream.close();
    endAll();
  });

  it("large ones get a share of the memory, are asked to retry, and do not delay complete ones", async () => {
    await Promise.all(Array.from({ length: scale(60, 150) }, () => begin(POST, LARGE_BYTES)));
    const fitting = Math.floor((BODY_MEMORY_MIB * KIB * KIB) / LARGE_BYTES);
    await expect.poll(() => openSockets().length, { timeout: 20_000 }).toBeLessThanOrEqual(fitting);
    const [refused = ""] = answers(503);
    expect(refused).toMatch(/retry-after: 1\r\n/i);
    expect(refused).toMatch(/connection: close\r\n/i);
    await expectService();
    const large = { pipeline: "large", error: { message: "boom" }, log: "x".repeat(LARGE_BYTES) };
    const source = product.firstRun.sources["generic"] ?? { secret: "", webhookUrl: "" };
    expect((await sendWebhook(source, large)).status).toBe(202);
    endAll();
  });

  // Takes half a minute.
  if (isFull) {
    it(
      "slow ones are dropped: slow headers, and slow bodies no matter how much arrived before",
      { timeout: 90_000 },
      async () => {
        await Promise.all([begin(POST, LARGE_BYTES), begin(POST), begin("GET / HTTP/1.1\r\nX-Slow: ")]);
        const trickle = setInterval(() => {
          for (const { socket } of openSockets()) socket.write("x");
        }, 1_000);
        await expect.poll(() => answers(408).length, { timeout: 60_000 }).toBe(3);
        clearInterval(trickle);
        endAll();
      },
    );
  }
});
