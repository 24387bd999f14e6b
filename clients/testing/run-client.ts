import { spawn, spawnSync } from "node:child_process";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";

export const SECRET = "whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";

/** Whether this machine has Python to run the clients. */
export const hasPython = spawnSync("python3", ["--version"]).status === 0;

export interface Received {
  headers: Record<string, string>;
  raw: Buffer;
  body: Record<string, unknown>;
}

export interface Receiver {
  url: string;
  received: Received[];
  close(): Promise<void>;
}

/** A webhook receiver with responses defined by the test; 202 by default. */
export async function startReceiver(
  answer: (response: ServerResponse, count: number) => void = (response) => response.writeHead(202).end("{}"),
): Promise<Receiver> {
  const received: Received[] = [];
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks);
    const body = JSON.parse(raw.toString("utf8")) as Record<string, unknown>;
    received.push({ headers: request.headers as Record<string, string>, raw, body });
    answer(response, received.length);
  };
  const server = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api/webhooks/x/key`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export interface ClientRun {
  code: number | null;
  /** What the client printed, without the driver's last line. */
  printed: string;
  seconds: number;
}

/** Runs one case of a driver script in a separate Python process, like a task. */
export function runClient(
  script:
    | "call_airflow_callback.py"
    | "call_airflow_plugin.py"
    | "call_prefect_hook.py"
    | "call_retry_advice.py",
  spec: Record<string, unknown>,
  env: Record<string, string | undefined>,
): Promise<ClientRun> {
  return new Promise((resolve, reject) => {
    const path = fileURLToPath(new URL(`./${script}`, import.meta.url));
    const child = spawn("python3", ["-B", path], { env: { ...process.env, no_proxy: "*", ...env } });
    const out: string[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk.toString("utf8")));
    child.stderr.on("data", (chunk: Buffer) => out.push(chunk.toString("utf8")));
    child.on("error", reject);
    child.on("close", (code) => {
      const lines = out.join("").trimEnd().split("\n");
      const last = lines.pop() ?? "";
      const seconds = code === 0 ? (JSON.parse(last) as { seconds: number }).seconds : Number.NaN;
      resolve({ code, printed: code === 0 ? lines.join("\n") : [...lines, last].join("\n"), seconds });
    });
    child.stdin.end(JSON.stringify(spec));
  });
}
