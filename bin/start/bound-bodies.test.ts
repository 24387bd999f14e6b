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
/** The server's ends of the connections, which count the bytes read. */
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

/** Sends up to `total` bytes with chunked encoding, as fast as they are accepted. */
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

/** Reads the entire body, like a handler without a limit would. */
function swallow(request: IncomingMessage, response: ServerResponse): void {
  let bytes = 0;
  request.on("data", (data: Buffer) => (bytes += data.length));
  request.on("end", () => response.end(`took ${bytes}`));
  request.on("error", () => response.writeHead(500).end("failed"));
}

const LIMITS: [string, string, number][] = [
  ["POST", "/api/webhooks/generic/x", MIB],
  ["POST", "/api/webhooks/prefect/__proto__", MIB],
  ["POST", "/api/webhooks/airflow/x", MIB],
  ["POST", "/api/webhooks/openlineage/x", 8 * MIB],
  ["POST", "/api/v1/lineage", 8 * MIB],
  ["POST", "/webhook/failure", MIB],
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
    // Chunk framing and the head are extra.
    expect(socket?.bytesRead).toBeLessThan(limit * 1.01 + 2 * CHUNK);
    await sending;
  });

  test.each(LIMITS)(
    "is refused by its declared length before any of it is read: %s %s",
    async (method, path, limit) => {
      let isCalled = false;
      web.use(() => (isCalled = true));
      client.write(`${method} ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: ${limit + 1}\r\n\r\n`);
      await until(() => received.includes("\r\n\r\n"), "an answer");
      expect(received).toMatch(/^HTTP\/1.1 413/);
      expect(isCalled).toBe(false);
    },
  );

  test.each(["constructor", "__proto__", "nope"])(
    "is not waited for if there is no webhook kind %s",
    async (kind) => {
      let isCalled = false;
      web.use(() => (isCalled = true));
      client.write(`POST /api/webhooks/${kind}/x HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n`);
      await until(() => received.includes("\r\n\r\n"), "an answer");
      expect(received).toMatch(/^HTTP\/1.1 404/);
      expect(isCalled).toBe(false);
    },
  );

  test("gets no 100 Continue", async () => {
    client.write(
      `POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: ${300 * MIB}\r\n\r\n`,
    );
    await until(() => received.includes("\r\n\r\n"), "an answer");
    expect(received).toMatch(/^HTTP\/1.1 413/);
  });

  test("is not read further after an early response", async () => {
    client.write(chunked("POST", "/%F0%9F"));
    await until(() => received.includes("not valid"), "the early answer");
    await stream(client, 24 * MIB);
    const [socket] = sockets;
    await until(() => socket?.destroyed === true, "the end of the connection");
    expect(socket?.bytesRead).toBeLessThan(1.01 * MIB + 2 * CHUNK);
  });

  test("never reaches a handler", async () => {
    let isCalled = false;
    web.use(() => (isCalled = true));
    client.write(chunked("POST", "/"));
    await stream(client, 2 * MIB);
    await until(() => received.includes("at most 1 MiB"), "the answer");
    expect(isCalled).toBe(false);
  });
});

describe("a body within its limit", () => {
  test("reaches the handler in full", async () => {
    web.use(swallow);
    client.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${MIB}\r\n\r\n`);
    client.write("x".repeat(MIB));
    await until(() => received.includes(`took ${MIB}`), "the answer");
  });

  test("is sent after 100 Continue", async () => {
    web.use(swallow);
    client.write("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
    await until(() => received.includes("100 Continue"), "the permission");
    client.write("body");
    await until(() => received.includes("took 4"), "the answer");
  });
});

/** The head of a request and the first `sent` bytes of its body. */
const begun = (announced: number, sent: number) =>
  `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${announced}\r\n\r\n${"x".repeat(sent)}`;

describe("many bodies at once", () => {
  beforeEach(async () => {
    await close();
    await open({ bodyMemoryBytes: MIB });
  });

  test("evict the one that has held the most memory for longest, and free its memory", async () => {
    web.use(swallow);
    client.write(begun(MIB, 600 * KIB));
    await until(() => (sockets[0]?.bytesRead ?? 0) > 600 * KIB, "the first body");
    for (let i = 0; i < 3; i++) {
      const later = await dial();
      let answer = "";
      later.on("data", (data) => (answer += String(data)));
      later.write(begun(900 * KIB, 900 * KIB));
      await until(() => answer.includes(`took ${900 * KIB}`), "the later body");
      later.destroy();
    }
    expect(received).toMatch(/^HTTP\/1.1 503[^]*connection: close/i);
    expect(received).toMatch(/retry-after: 1/i);
  });

  test("do not evict a small one for a large one", async () => {
    web.use(swallow);
    client.write(begun(2 * KIB, KIB));
    await until(() => (sockets[0]?.bytesRead ?? 0) > KIB, "the small body");
    const large = await dial();
    large.write(begun(600 * KIB, 500 * KIB));
    await until(() => (sockets[1]?.bytesRead ?? 0) > 500 * KIB, "the large body");
    const other = await dial();
    other.write(begun(600 * KIB, 500 * KIB));
    await Promise.race([once(large, "close"), once(large.resume(), "end")]);
    client.write("x".repeat(KIB));
    await until(() => received.includes(`took ${2 * KIB}`), "the answer to the small one");
    for (const socket of [large, other]) socket.destroy();
  });

  test("refuse a new one when requests in progress use up the memory", async () => {
    let isBegun = false;
    web.use(() => (isBegun = true));
    const first = await dial();
    first.write(begun(600 * KIB, 600 * KIB));
    await until(() => isBegun, "the first request");
    client.write(begun(MIB, 600 * KIB));
    await until(() => received.includes("\r\n\r\n"), "an answer");
    expect(received).toMatch(/^HTTP\/1.1 503[^]*retry-after: 1/i);
    first.destroy();
  });

  test("never reach a handler if they stay incomplete", async () => {
    let calls = 0;
    web.use((request, response) => {
      calls += 1;
      swallow(request, response);
    });
    const others = await Promise.all(Array.from({ length: 50 }, dial));
    for (const other of others) other.write(begun(100, 99));
    await until(
      () => sockets.every((socket) => socket === sockets[0] || socket.bytesRead > 99),
      "all bodies",
    );
    client.write(begun(4, 4));
    await until(() => received.includes("took 4"), "the answer");
    expect(calls).toBe(1);
    for (const other of others) other.destroy();
  });

  test("are reassembled when they arrive in tiny pieces", async () => {
    web.use(swallow);
    client.write(chunked("POST", "/"));
    client.write("1\r\nx\r\n".repeat(200_000));
    client.write("0\r\n\r\n");
    await until(() => received.includes("took 200000"), "the answer");
  });
});

describe("a slow sender", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"] }));
  afterEach(() => void vi.useRealTimers());

  async function begin(sent: number): Promise<void> {
    web.use(swallow);
    client.write(begun(MIB, sent));
    await until(() => (sockets[0]?.bytesRead ?? 0) > sent, "the beginning");
  }

  async function send(bytes: number): Promise<void> {
    const before = sockets[0]?.bytesRead ?? 0;
    client.write("x".repeat(bytes));
    await until(() => (sockets[0]?.bytesRead ?? 0) === before + bytes, "the next part");
  }

  test("is dropped, no matter how much it sent before", async () => {
    await begin(900 * KIB);
    vi.advanceTimersByTime(10_000);
    await send(1);
    vi.advanceTimersByTime(9_999);
    await sleep(20);
    expect(received).toBe("");
    vi.advanceTimersByTime(1);
    await until(() => received.includes("\r\n\r\n"), "an answer");
    expect(received).toMatch(/^HTTP\/1.1 408/);
  });

  test("may continue at 32 KiB per second", async () => {
    await begin(64 * KIB);
    for (let i = 0; i < 2; i++) {
      await send(320 * KIB);
      vi.advanceTimersByTime(10_000);
      await sleep(20);
    }
    expect(received).toBe("");
  });

  test("is not blamed when the server was too busy to read", async () => {
    await begin(10);
    vi.setSystemTime(Date.now() + 20_000);
    vi.advanceTimersByTime(10_000);
    client.write("x".repeat(MIB - 10));
    await until(() => received.includes(`took ${MIB}`), "the answer");
  });

  test("no longer times out once the body is complete", async () => {
    web.use((_request, response) => void setTimeout(() => response.end("late"), 50));
    client.write(begun(4, 4));
    await until(() => (sockets[0]?.bytesRead ?? 0) > 4, "the body");
    vi.advanceTimersByTime(60_000);
    await until(() => received.includes("late"), "the answer");
  });
});

describe("a slow reader", () => {
  test("is dropped when it reads nothing of its response", async () => {
    await close();
    await open({ unreadMs: 200 });
    web.use((_request, response) => void response.end("x".repeat(64 * MIB)));
    client.pause();
    client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    await until(() => sockets[0]?.destroyed === true, "the end of the connection");
  });

  test("is kept while there is nothing to read", async () => {
    await close();
    await open({ unreadMs: 50 });
    web.use((_request, response) => void setTimeout(() => response.end("late"), 400));
    client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    await until(() => received.includes("late"), "the answer");
  });
});

describe("an invalid request head", () => {
  test.each([
    ["a long URL", `GET /${"a".repeat(9_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 414],
    ["many headers", `GET / HTTP/1.1\r\nHost: x\r\n${"a: b\r\n".repeat(300)}\r\n`, 431],
    ["large headers", `GET / HTTP/1.1\r\nHost: x\r\na: ${"b".repeat(40_000)}\r\n\r\n`, 431],
    ["a request that is not HTTP", "nonsense\r\n\r\n", 400],
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
  ])("with %s is answered in the API's format", async (_name, head, status) => {
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
