import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openWebServer } from "./web-server.mjs";

const KIB = 1_024;
const MIB = 1_024 * KIB;
/** What Node reads from a socket at a time. */
const CHUNK = 64 * KIB;

let web: Awaited<ReturnType<typeof openWebServer>>;
let client: Socket;
let received: string;
/** The server's end of the connections, for what it read. */
let sockets: Socket[];

async function open(bounds?: Parameters<typeof openWebServer>[2]): Promise<void> {
  web = await openWebServer("127.0.0.1", 0, bounds);
  sockets = [];
  web.server.on("connection", (socket: Socket) => sockets.push(socket));
  client = await dial();
  received = "";
  client.on("data", (data) => (received += String(data)));
}

async function dial(): Promise<Socket> {
  const socket = connect(web.port, "127.0.0.1").on("error", () => {});
  await once(socket, "connect");
  return socket;
}

beforeEach(() => open());
afterEach(() => close());

async function close(): Promise<void> {
  client.destroy();
  for (const socket of sockets) socket.destroy();
  await web.close();
}

async function until(condition: () => boolean, what: string): Promise<void> {
  for (let i = 0; !condition(); i++) {
    if (i > 1_000) throw new Error(`${what} did not come: ${received}`);
    await sleep(5);
  }
}

/** Sends up to `total` bytes in chunks of the chunked encoding, as fast as they are taken. */
async function stream(socket: Socket, total: number): Promise<void> {
  const piece = "x".repeat(16 * KIB);
  for (let sent = 0; sent < total && socket.writable; sent += piece.length) {
    if (!socket.write(`${piece.length.toString(16)}\r\n${piece}\r\n`)) {
      await Promise.race([once(socket, "drain"), once(socket, "close"), sleep(3_000)]).catch(() => {});
    }
  }
}

const chunked = (method: string, path: string) =>
  `${method} ${path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`;

/** Reads all of a body, as a handler without any limit would. */
function swallow(request: IncomingMessage, response: ServerResponse): void {
  let bytes = 0;
  request.on("data", (data: Buffer) => (bytes += data.length));
  request.on("end", () => response.end(`took ${bytes}`));
  request.on("error", () => response.writeHead(500).end("failed"));
}

const LIMITS: [string, string, number][] = [
  ["POST", "/api/webhooks/constructor/x", MIB],
  ["POST", "/api/webhooks/__proto__/x", MIB],
  ["POST", "/api/webhooks/airflow/x", MIB],
  ["POST", "/api/webhooks/openlineage/x", 8 * MIB],
  ["POST", "/api/inngest", 8 * MIB],
  ["POST", "/api/auth/callback/credentials", 16 * KIB],
  ["PATCH", "/api/incidents/1", MIB],
  ["DELETE", "/nothing", MIB],
  ["GET", "/api/incidents", 8 * KIB],
  ["HEAD", "/", 8 * KIB],
  ["OPTIONS", "/api/inngest", 8 * KIB],
];

describe("a body over its limit", () => {
  test.each(LIMITS)("is not read further: %s %s", async (method, path, limit) => {
    web.use(swallow);
    client.write(chunked(method, path));
    const sending = stream(client, limit + 24 * MIB);
    await until(() => received.includes("\r\n\r\n"), "an answer");
    expect(received).toMatch(/^HTTP\/1.1 413[^]*connection: close/i);
    if (method !== "HEAD") expect(received).toContain('"code":"too_large"');
    const [socket] = sockets;
    await once(socket ?? client, "close").catch(() => {});
    // The framing of the chunks and the head come on top.
    expect(socket?.bytesRead).toBeLessThan(limit * 1.01 + 2 * CHUNK);
    await sending;
  });

  test.each(LIMITS)("is refused by its length before any of it: %s %s", async (method, path, limit) => {
    let isCalled = false;
    web.use(() => (isCalled = true));
    client.write(`${method} ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: ${limit + 1}\r\n\r\n`);
    await until(() => received.includes("\r\n\r\n"), "an answer");
    expect(received).toMatch(/^HTTP\/1.1 413/);
    expect(isCalled).toBe(false);
  });

  test("is not asked for by a sender that waits for permission", async () => {
    client.write(
      `POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: ${300 * MIB}\r\n\r\n`,
    );
    await until(() => received.includes("\r\n\r\n"), "an answer");
    expect(received).toMatch(/^HTTP\/1.1 413/);
  });

  test("is read no further after an early answer either", async () => {
    web.use((_request, response) => void response.writeHead(401).end("early"));
    client.write(chunked("POST", "/api/incidents"));
    await until(() => received.includes("early"), "the early answer");
    await stream(client, 24 * MIB);
    const [socket] = sockets;
    await until(() => socket?.destroyed === true, "the end of the connection");
    expect(socket?.bytesRead).toBeLessThan(1.01 * MIB + 2 * CHUNK);
  });

  test("fails for the handler, whose own answer is dropped", async () => {
    let failure: Error | undefined;
    web.use((request, response) => {
      request.resume().on("error", (error) => {
        failure = error;
        response.setHeader("x-late", "1");
        response.writeHead(500);
        response.write("late");
        response.end("late");
      });
    });
    client.write(chunked("POST", "/"));
    await stream(client, 2 * MIB);
    await until(() => failure !== undefined, "the failure");
    expect(failure?.message).toContain("at most 1 MiB");
    expect(received).toMatch(/^HTTP\/1.1 413/);
    expect(received).not.toContain("late");
  });
});

describe("a body within its limit", () => {
  test("is handed on whole", async () => {
    web.use(swallow);
    client.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${MIB}\r\n\r\n`);
    client.write("x".repeat(MIB));
    await until(() => received.includes(`took ${MIB}`), "the answer");
  });

  test("is sent after permission", async () => {
    web.use(swallow);
    client.write("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
    await until(() => received.includes("100 Continue"), "the permission");
    client.write("body");
    await until(() => received.includes("took 4"), "the answer");
  });
});

describe("many bodies at once", () => {
  test("are refused where all together are too much, and taken again afterwards", async () => {
    await close();
    await open({ maxTotalBytes: MIB });
    web.use(swallow);
    const first = await dial();
    first.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${MIB}\r\n\r\n${"x".repeat(600 * KIB)}`);
    await until(() => (sockets[1]?.bytesRead ?? 0) > 600 * KIB, "the first body");
    client.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${MIB}\r\n\r\n${"x".repeat(600 * KIB)}`);
    await until(() => received.includes("\r\n\r\n"), "an answer");
    expect(received).toMatch(/^HTTP\/1.1 503[^]*retry-after: 1/i);
    first.destroy();
    client.destroy();
    await until(() => sockets.every((socket) => socket.destroyed), "the end of both");
    client = (await dial()).on("data", (data) => (received += String(data)));
    client.write(
      `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${900 * KIB}\r\n\r\n${"x".repeat(900 * KIB)}`,
    );
    await until(() => received.includes(`took ${900 * KIB}`), "the third body");
  });
});

describe("a sender that stalls", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
  afterEach(() => void vi.useRealTimers());

  test("is given up", async () => {
    let isHalfThere = false;
    web.use((request, response) => {
      swallow(request, response);
      request.once("data", () => (isHalfThere = true));
    });
    client.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf");
    await until(() => isHalfThere, "the first half");
    vi.advanceTimersByTime(14_000);
    expect(received).toBe("");
    vi.advanceTimersByTime(1_000);
    await until(() => received.includes("\r\n\r\n"), "an answer");
    expect(received).toMatch(/^HTTP\/1.1 408/);
  });

  test("is not given up while the handler is what waits", async () => {
    let request: IncomingMessage | undefined;
    let begin = () => {};
    web.use((incoming, response) => {
      request = incoming;
      begin = () => swallow(incoming, response);
    });
    client.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${MIB}\r\n\r\n${"x".repeat(MIB)}`);
    await until(
      () => (request?.readableLength ?? 0) >= (request?.readableHighWaterMark ?? 1),
      "a full buffer",
    );
    vi.advanceTimersByTime(60_000);
    begin();
    await until(() => received.includes(`took ${MIB}`), "the answer");
  });
});

describe("a head out of bounds", () => {
  test.each([
    ["a long address", `GET /${"a".repeat(9_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 414],
    ["many headers", `GET / HTTP/1.1\r\nHost: x\r\n${"a: b\r\n".repeat(300)}\r\n`, 431],
    ["large headers", `GET / HTTP/1.1\r\nHost: x\r\na: ${"b".repeat(40_000)}\r\n\r\n`, 431],
    ["no HTTP", "nonsense\r\n\r\n", 400],
    ["two lengths", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400],
    [
      "a length and chunks",
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
      400,
    ],
    [
      "an upgrade",
      "GET /api/live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
      400,
    ],
  ])("%s is answered in the API's shape", async (_name, head, status) => {
    let isCalled = false;
    web.use(() => (isCalled = true));
    client.write(head);
    await until(() => received.includes("}}"), "an answer");
    expect(received).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(JSON.parse(received.slice(received.indexOf("\r\n\r\n")))).toEqual({
      error: { code: expect.any(String), message: expect.any(String) },
    });
    expect(isCalled).toBe(false);
  });
});
