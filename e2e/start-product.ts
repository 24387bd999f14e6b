import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const READY_TIMEOUT_MS = 300_000;

/** The file that `npm start` writes for scripts. */
export interface FirstRunFile {
  url: string;
  email: string;
  password: string;
  apiToken: string;
  sources: Record<string, { id: string; key: string; secret: string; webhookUrl: string }>;
}

export interface Product {
  url: string;
  dataDir: string;
  firstRun: FirstRunFile;
  child: ChildProcess;
  /** Milliseconds from start to ready. */
  readyMs: number;
  /** Its complete output. */
  output: () => string;
  /** Calls the API with the first run's token. @returns status and JSON. */
  api: <T = unknown>(
    pathname: string,
    init?: { method?: string; body?: unknown },
  ) => Promise<{ status: number; body: T }>;
  /** Sends SIGTERM and waits. @returns the exit code. */
  stop: () => Promise<number | null>;
  /** Sends SIGKILL and waits. */
  kill: () => Promise<void>;
}

interface Options {
  /** A data folder to keep; by default a temporary one that is removed at the end. */
  dataDir?: string;
  port?: number;
  env?: Record<string, string>;
}

/** Starts the product like a user and waits until it is ready. @throws with its output if it is not. */
export async function startProduct(options: Options = {}): Promise<Product> {
  const dataDir = options.dataDir ?? (await mkdtemp(path.join(tmpdir(), "pd-")));
  const port = options.port ?? (await freePort());
  const startedAt = performance.now();
  const child = spawn(process.execPath, ["bin/start.mjs", "--data", dataDir], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: "production", ...options.env, PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const chunks: string[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
  const output = () => chunks.join("");
  const url = `http://127.0.0.1:${port}`;
  try {
    await waitUntilReady(url, child, output);
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
  const readyMs = performance.now() - startedAt;
  const firstRun = JSON.parse(await readFile(path.join(dataDir, "first-run.json"), "utf8")) as FirstRunFile;
  const cleanUp = async () => {
    if (!options.dataDir) await rm(dataDir, { recursive: true, force: true });
  };
  return {
    url,
    dataDir,
    firstRun,
    child,
    readyMs,
    output,
    api: (pathname, init) => callApi(url, firstRun.apiToken, pathname, init),
    stop: async () => {
      child.kill("SIGTERM");
      const code = await exited(child);
      await cleanUp();
      return code;
    },
    kill: async () => {
      child.kill("SIGKILL");
      await exited(child);
      await cleanUp();
    },
  };
}

async function waitUntilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const until = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`The product ended with ${child.exitCode}:\n${output()}`);
    const response = await fetch(`${url}/ready`).catch(() => null);
    if (response?.ok) return;
    await sleep(50);
  }
  throw new Error(`The product was not ready within ${READY_TIMEOUT_MS / 1000} s:\n${output()}`);
}

function exited(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once("exit", (code) => resolve(code)));
}

async function callApi<T>(
  url: string,
  token: string,
  pathname: string,
  init: { method?: string; body?: unknown } = {},
) {
  const response = await fetch(`${url}${pathname}`, {
    method: init.method ?? (init.body === undefined ? "GET" : "POST"),
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: init.body === undefined ? undefined : JSON.stringify(init.body),
  });
  return { status: response.status, body: (await response.json().catch(() => null)) as T };
}

/** A free loopback port. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
