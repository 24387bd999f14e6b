import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export interface SeenRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface FakeServer {
  url: string;
  seen: SeenRequest[];
  close(): Promise<void>;
}

/** An HTTP server on loopback, by default on a free port, whose responses a test defines. */
export async function startFakeServer(
  answer: (request: SeenRequest, response: ServerResponse) => void | Promise<void>,
  listenOn = 0,
): Promise<FakeServer> {
  const seen: SeenRequest[] = [];
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await readBody(request);
    const url = new URL(request.url ?? "/", "http://x");
    const received = {
      method: request.method ?? "",
      path: (request.url ?? "").split("?")[0] ?? "",
      query: url.searchParams,
      headers: request.headers,
      body,
    };
    seen.push(received);
    await answer(received, response);
  };
  const server = createServer((request, response) => void respond(request, response));
  await new Promise<void>((resolve) => {
    server.listen(listenOn, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}

/** Sends a JSON response. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

type FixtureVendor = "airflow" | "prefect" | "dbt-cloud" | "dagster" | "databricks" | "github";

/** The text of a vendor's recorded fixture. */
export function vendorFixture(vendor: FixtureVendor, name: string): string {
  return readFileSync(fileURLToPath(new URL(`../${vendor}/fixtures/${name}`, import.meta.url)), "utf8");
}
