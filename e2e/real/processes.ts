import { spawn, type ChildProcess } from "node:child_process";
import { createWriteStream } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const STOP_TIMEOUT_MS = 20_000;

/** How long to wait for a server or a run; long, because the servers of three systems may share a small machine. */
export const PATIENCE_MS = 1_200_000;

/** Processes that were started and not stopped yet, each the leader of its own process group. */
const running = new Set<ChildProcess>();

export interface StartOptions {
  cwd: string;
  env: Record<string, string>;
  /** File for its output. */
  logFile: string;
}

export interface Started {
  name: string;
  /** @throws if the process has exited on its own. */
  assertAlive(): void;
  stop(): Promise<void>;
}

/** Starts a program in its own process group, so that stopping it also stops its children. */
export function start(
  name: string,
  command: string,
  args: readonly string[],
  options: StartOptions,
): Started {
  const log = createWriteStream(options.logFile, { flags: "a" });
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: asEnv(options.env),
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  running.add(child);
  let failure: Error | null = null;
  child.on("error", (error) => (failure = error));
  child.on("exit", () => running.delete(child));
  return {
    name,
    assertAlive: () => {
      if (failure) throw failure;
      if (child.exitCode !== null || child.signalCode !== null) {
        throw new Error(`${name} ended with ${child.exitCode ?? child.signalCode}; see ${options.logFile}`);
      }
    },
    stop: () => stopChild(child),
  };
}

async function stopChild(child: ChildProcess): Promise<void> {
  signalGroup(child, "SIGTERM");
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (isGroupAlive(child) && Date.now() < deadline) await sleep(100);
  signalGroup(child, "SIGKILL");
  running.delete(child);
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // The group has already exited.
  }
}

function isGroupAlive(child: ChildProcess): boolean {
  try {
    return child.pid !== undefined && process.kill(-child.pid, 0);
  } catch {
    return false;
  }
}

/** Stops all remaining processes; called whenever the program exits. */
export async function stopEverything(): Promise<void> {
  await Promise.all([...running].map(stopChild));
}

/** Runs a program until it exits. @throws if it fails, with the end of its output. */
export function runToEnd(
  command: string,
  args: readonly string[],
  options: { cwd: string; env: Record<string, string> },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: asEnv(options.env),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let printed = "";
    const take = (chunk: Buffer) => (printed = (printed + chunk.toString("utf8")).slice(-20_000));
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(printed);
      else reject(new Error(`${command} ${args.join(" ")} ended with ${code}:\n${printed.slice(-3_000)}`));
    });
  });
}

/** A loopback port that is currently free. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** Polls until the result is not null. @throws after `timeoutMs`, with the last error. */
export async function waitFor<T>(
  what: string,
  timeoutMs: number,
  ask: () => Promise<T | null>,
  options: { everyMs?: number; alive?: readonly Started[] } = {},
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  let last = "no answer";
  for (;;) {
    for (const program of options.alive ?? []) program.assertAlive();
    const answer = await ask().catch((error: unknown) => {
      last = error instanceof Error ? error.message : String(error);
      return null;
    });
    if (answer !== null) return answer;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${timeoutMs / 1000} s (${last})`);
    await sleep(options.everyMs ?? 500);
  }
}

/** Next's types require NODE_ENV, but a child process sets it itself. */
function asEnv(env: Record<string, string>): NodeJS.ProcessEnv {
  return env as NodeJS.ProcessEnv;
}

/** The environment for a child process: only the variables that a program needs to start. */
export function cleanEnv(extra: Record<string, string>): Record<string, string> {
  const kept = [
    "PATH",
    "HOME",
    "LANG",
    "TMPDIR",
    "UV_INDEX_URL",
    "UV_DEFAULT_INDEX",
    "PIP_INDEX_URL",
    "SSL_CERT_FILE",
  ];
  const taken = kept.flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name] ?? ""] as const],
  );
  return {
    ...Object.fromEntries(taken),
    NO_PROXY: "127.0.0.1,localhost",
    no_proxy: "127.0.0.1,localhost",
    ...extra,
  };
}
