import { afterEach, describe, expect, it } from "vitest";
import { createOutbound, pathSegment, withSignal } from "@/lib/platform/http/outbound";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

const servers: Server[] = [];

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const to = (baseUrl: string, timeoutMs = 2_000) => createOutbound({ system: "Airflow", baseUrl, timeoutMs });

describe("base URLs", () => {
  it.each(["ftp://x", "file:///etc/passwd", "javascript:alert(1)", "airflow:8080", "", "http://"])(
    "refuses %j",
    (baseUrl) => {
      expect(() => to(baseUrl)).toThrow("must be an http:// or https:// URL");
    },
  );

  it("refuses a password in the URL", () => {
    expect(() => to("http://user:secret@host")).toThrow(/credentials, not into the URL/);
  });

  it("keeps the path and drops trailing slashes, query and fragment", () => {
    expect(to("http://host:1/airflow//?a=1#b").baseUrl).toBe("http://host:1/airflow");
  });
});

describe("redirects", () => {
  it("are followed on the same host, with the credentials", async () => {
    const url = await serve((request, response) => {
      if (request.url === "/a") response.writeHead(302, { location: "/b" }).end();
      else response.end(`${request.url} ${request.headers.authorization}`);
    });
    const answer = await to(url).call("/a", { headers: { authorization: "Bearer t" } });
    expect(answer.text).toBe("/b Bearer t");
  });

  it("are not followed to another host", async () => {
    const seen: string[] = [];
    const other = await serve((request, response) => {
      seen.push(String(request.headers.authorization));
      response.end("caught");
    });
    const url = await serve((_request, response) => {
      response.writeHead(302, { location: `${other}/steal` }).end();
    });
    await expect(to(url).call("/", { headers: { authorization: "Bearer t" } })).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: expect.stringContaining(`redirects to ${other}/steal, which is not followed`),
    });
    expect(seen).toEqual([]);
  });

  it("are not followed to another port of the same host", async () => {
    const url = await serve((_request, response) => {
      response.writeHead(302, { location: "https://127.0.0.1:1/" }).end();
    });
    const upgraded = await to(url)
      .call("/")
      .catch((error: unknown) => error);
    expect(upgraded).toMatchObject({ message: expect.stringContaining("cannot be reached") });
    const other = url.replace(/\d+$/, "1");
    const crossing = await serve((_request, response) => {
      response.writeHead(302, { location: other }).end();
    });
    await expect(to(crossing).call("/")).rejects.toThrow("which is not followed");
  });

  it.each([
    ["file:///etc/passwd", "redirects to a file: URL, which is not allowed."],
    ["javascript:alert(1)", "redirects to a javascript: URL, which is not allowed."],
    ["gopher://127.0.0.1:70/x", "redirects to a gopher: URL, which is not allowed."],
    ["data:text/plain,hunter2", "redirects to a data: URL, which is not allowed."],
    ["http://", "redirects to an invalid URL."],
  ])("explain what is wrong with a redirect to %s", async (location, message) => {
    const url = await serve((_request, response) => {
      response.writeHead(302, { location }).end();
    });
    await expect(to(url).call("/")).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: expect.stringContaining(message),
    });
  });

  it("never repeat a POST elsewhere, and end in a loop", async () => {
    const url = await serve((_request, response) => {
      response.writeHead(302, { location: "/again" }).end();
    });
    await expect(to(url).call("/", { method: "POST", body: "{}" })).rejects.toThrow("which is not followed");
    await expect(to(url).call("/")).rejects.toThrow("redirects in a loop");
  });
});

describe("refused addresses", () => {
  it.each([
    "http://169.254.169.254",
    "http://[::ffff:169.254.169.254]",
    "http://metadata.google.internal",
    "http://0/",
  ])("report that %s is not called, and what allows it", async (url) => {
    const error = { code: "FORBIDDEN", message: expect.stringMatching(/^Not called: .*PD_OUTBOUND_ALLOW/) };
    await expect(to(url).call("/latest/meta-data")).rejects.toMatchObject(error);
    await expect(to(url).stream("/", {}, () => true)).rejects.toMatchObject(error);
  });
});

describe("failed calls", () => {
  it("report a refused connection", async () => {
    const url = await serve(() => {});
    const [server] = servers.splice(0);
    await new Promise((resolve) => {
      server?.close(resolve);
    });
    await expect(to(url).call("/")).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: `Airflow cannot be reached at ${url}: the connection was refused. Is it running, and is the port right?`,
    });
  });

  it("report a timeout, even when only the body hangs", async () => {
    const silent = await serve(() => {});
    await expect(to(silent, 100).call("/")).rejects.toThrow("Airflow did not answer within 0.1 s");
    const halfway = await serve((_request, response) => {
      response.write("begun");
    });
    await expect(to(halfway, 100).call("/")).rejects.toThrow("did not answer within 0.1 s");
  });

  it("throw the caller's abort reason", async () => {
    const url = await serve(() => {});
    const signal = AbortSignal.timeout(50);
    const outbound = createOutbound({ system: "Airflow", baseUrl: url, signal });
    await expect(outbound.call("/")).rejects.toMatchObject({ name: "TimeoutError" });
  });

  it("cancel only the aborting caller's request", async () => {
    const closed: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      response.on("close", () => closed.push(request.url));
      if (request.url === "/kept") setTimeout(() => response.end("kept"), 150);
      else response.write("begun");
    });
    const outbound = to(url);
    const impatient = withSignal(outbound, AbortSignal.timeout(50));
    const kept = outbound.call("/kept");
    await expect(impatient.call("/call")).rejects.toMatchObject({ name: "TimeoutError" });
    await expect(impatient.stream("/stream", {}, () => true)).rejects.toMatchObject({ name: "TimeoutError" });
    expect((await kept).text).toBe("kept");
    // A request made after the abort is not sent.
    expect(closed.toSorted()).toEqual(["/call", "/kept"]);
  });

  it("keep the data received before a stream broke, but fail without a first byte", async () => {
    const url = await serve((request, response) => {
      response.writeHead(200);
      if (request.url === "/none") return void response.flushHeaders();
      response.write("half", () => setTimeout(() => response.destroy(), 20));
    });
    const chunks: string[] = [];
    const answer = await to(url, 300).stream(
      "/",
      {},
      (chunk) => chunks.push(Buffer.from(chunk).toString()) > 0,
    );
    expect([answer.isWhole, chunks.join("")]).toEqual([false, "half"]);
    await expect(to(url, 100).stream("/none", {}, () => true)).rejects.toThrow("did not answer");
  });

  it("stop a stream on request", async () => {
    const url = await serve((_request, response) => {
      const timer = setInterval(() => response.write("x".repeat(10_000)), 1);
      response.on("close", () => clearInterval(timer));
    });
    let bytes = 0;
    const answer = await to(url).stream("/", {}, (chunk) => (bytes += chunk.length) < 50_000);
    expect(answer.isWhole).toBe(false);
    expect(bytes).toBeLessThan(500_000);
  });
});

describe("pathSegment", () => {
  it("encodes characters that would change the path, and refuses names that cannot be encoded", () => {
    expect(pathSegment("manual__2026-11-21T01:26:48.27+00:00/x?y")).toBe(
      "manual__2026-11-21T01%3A26%3A48.27%2B00%3A00%2Fx%3Fy",
    );
    for (const bad of ["..", ".", ""]) expect(() => pathSegment(bad)).toThrow(/not a valid name/);
    expect(new URL(`http://h/a/${pathSegment("%2e%2e")}/b`).pathname).toBe("/a/%252e%252e/b");
  });
});
