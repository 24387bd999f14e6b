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
  test("says that it is starting until it is told what to answer", async () => {
    client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    await until("Pipeline Debugger is starting");
    expect(received).toMatch(/^HTTP\/1.1 503[^]*retry-after: 1/i);
  });

  test("a body whose request is answered before its end holds up no later request", async () => {
    web.use((_request, response) => void response.end("second"));
    client.write(`POST /%F0%9F HTTP/1.1\r\nHost: x\r\nContent-Length: ${800 * KB}\r\n\r\n`);
    client.write("x".repeat(400 * KB));
    await until("not valid");
    client.write("x".repeat(400 * KB));
    client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    await until("second");
  });

  test.each<[string, (request: IncomingMessage) => void]>([
    ["nobody reads", () => {}],
    ["somebody begins to read", (request) => void request.once("data", () => request.pause())],
    ["somebody gives up reading", (request) => void request.once("data", () => request.destroy())],
  ])("a body that %s holds up no later request", async (_name, read) => {
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

  test("a connection that carries many requests nobody reads is not weighed down by them", async () => {
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

  test("an address that no route can read is the sender's mistake", async () => {
    web.use((_request, response) => void response.end("routed"));
    client.write("GET /api/incidents/%F0%9F HTTP/1.1\r\nHost: x\r\n\r\n");
    await until("not valid");
    expect(received).toMatch(/^HTTP\/1.1 400[^]*"code":"bad_request"/);
    client.write("GET /api/incidents?q=%F0%9F HTTP/1.1\r\nHost: x\r\n\r\n");
    await until("routed");
  });

  test.each(["PUT", "PROPFIND"])("%s where it does not exist is 405 in the API's shape", async (method) => {
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

  test("browsers are told to stay with HTTPS where the public address is HTTPS", async () => {
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

  test("a 405 that says more of itself is left alone", async () => {
    web.use(
      (_request, response) => void response.writeHead(405, { "content-type": "text/plain" }).end("why"),
    );
    client.write("PUT / HTTP/1.1\r\nHost: x\r\n\r\n");
    await until("why");
  });

  test("a stream that never ends does not keep it from closing, an answer under way is finished", async () => {
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

  test("a port in use is told in words", async () => {
    await expect(openWebServer("127.0.0.1", web.port)).rejects.toThrow(
      `Port ${web.port} is already in use. Stop the other program, or set PORT to another port, such as ${web.port + 1}, and restart.`,
    );
  });
});
