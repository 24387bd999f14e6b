import type { IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openWebServer } from "./web-server.mjs";

let web: Awaited<ReturnType<typeof openWebServer>>;
let client: Socket;
let received: string;

beforeEach(async () => {
  web = await openWebServer("127.0.0.1", 0);
  client = connect(web.port, "127.0.0.1");
  await once(client, "connect");
  received = "";
  client.on("data", (data) => (received += String(data))).on("error", () => {});
});
afterEach(async () => {
  client.destroy();
  await web.close();
});

async function until(text: string): Promise<void> {
  for (let i = 0; !received.includes(text); i++) {
    if (i > 200) throw new Error(`"${text}" did not come: ${received}`);
    await sleep(10);
  }
}

const KB = 1_000;

describe("the web server", () => {
  test("answers that it is starting until it has a handler", async () => {
    client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    await until("Pipeline Debugger is starting");
    expect(received).toMatch(/^HTTP\/1.1 503[^]*retry-after: 1/i);
  });

  test("is not blocked by a body whose request was answered early", async () => {
    web.use((_request, response) => void response.end("second"));
    client.write(`POST /%F0%9F HTTP/1.1\r\nHost: x\r\nContent-Length: ${800 * KB}\r\n\r\n`);
    client.write("x".repeat(400 * KB));
    await until("not valid");
    client.write("x".repeat(400 * KB));
    client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    await until("second");
  });

  test.each<[string, (request: IncomingMessage) => void]>([
    ["is not read", () => {}],
    ["is read partly", (request) => void request.once("data", () => request.pause())],
    ["is abandoned", (request) => void request.once("data", () => request.destroy())],
  ])("is not blocked by a body that %s", async (_name, read) => {
    web.use((request, response) => {
      if (request.method === "GET") {
        response.end("second");
        return;
      }
      // Next gives its request up without closing the connection.
      Object.defineProperty(request, "aborted", { get: () => false, set: () => {} });
      read(request);
      setTimeout(() => response.writeHead(413).end("first"), 50);
    });
    client.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${800 * KB}\r\n\r\n`);
    client.write("x".repeat(800 * KB));
    await until("first");
    client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    await until("second");
  });

  test("leaks no listeners on a connection with many unread requests", async () => {
    const warned = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    web.use((_request, response) => void response.writeHead(503).end("later"));
    for (let i = 1; i <= 12; i++) {
      received = "";
      client.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody");
      await until("later");
    }
    expect(warned).not.toHaveBeenCalled();
    warned.mockRestore();
  });

  test("answers 400 for a path that cannot be decoded", async () => {
    web.use((_request, response) => void response.end("routed"));
    client.write("GET /api/incidents/%F0%9F HTTP/1.1\r\nHost: x\r\n\r\n");
    await until("not valid");
    expect(received).toMatch(/^HTTP\/1.1 400[^]*"code":"bad_request"/);
    client.write("GET /api/incidents?q=%F0%9F HTTP/1.1\r\nHost: x\r\n\r\n");
    await until("routed");
  });

  test.each(["PUT", "PROPFIND"])("answers an unsupported %s with 405 in the API's format", async (method) => {
    web.use((request, response) => {
      if (request.method === "OPTIONS") response.writeHead(204, { allow: "GET, HEAD" }).end();
      else response.writeHead(405).end();
    });
    client.write(`${method} /api/me HTTP/1.1\r\nHost: x\r\n\r\n`);
    await until("}}");
    expect(received).toMatch(/^HTTP\/1.1 405[^]*allow: GET, HEAD\r\n/i);
    expect(JSON.parse(received.slice(received.indexOf("\r\n\r\n")))).toEqual({
      error: { code: "method_not_allowed", message: `${method} is not supported here. Use GET, HEAD.` },
    });
  });

  test("sends HSTS if the public URL is HTTPS", async () => {
    vi.stubEnv("PUBLIC_URL", "https://desk.example");
    client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    await until("}}");
    expect(received).toMatch(/strict-transport-security: max-age=31536000/i);
    vi.stubEnv("PUBLIC_URL", "http://127.0.0.1:3000");
    received = "";
    client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    await until("}}");
    expect(received).not.toMatch(/strict-transport-security/i);
    vi.unstubAllEnvs();
  });

  test("leaves a 405 with a body unchanged", async () => {
    web.use(
      (_request, response) => void response.writeHead(405, { "content-type": "text/plain" }).end("why"),
    );
    client.write("PUT / HTTP/1.1\r\nHost: x\r\n\r\n");
    await until("why");
  });

  test("closes despite an endless stream, and finishes responses in progress", async () => {
    const streaming = connect(web.port, "127.0.0.1");
    web.use((request, response) => {
      if (request.url === "/stream")
        response.writeHead(200, { "content-type": "text/event-stream" }).write(": \n\n");
      else setTimeout(() => response.end("finished"), 300);
    });
    streaming.on("error", () => {}).write("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
    await once(streaming, "data");
    client.write("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
    await sleep(50);
    const startedAt = Date.now();
    await web.close();
    expect(Date.now() - startedAt).toBeLessThan(1_500);
    await until("finished");
    web = await openWebServer("127.0.0.1", 0);
  });

  test("explains that a port is in use", async () => {
    await expect(openWebServer("127.0.0.1", web.port)).rejects.toThrow(
      `Port ${web.port} is already in use. Stop the other program, or set PORT to another port, such as ${web.port + 1}, and restart.`,
    );
  });
});
