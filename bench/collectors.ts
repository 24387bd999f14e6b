/** Collecting evidence with many collectors of which one never answers, and the log of a task over HTTP. */
import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { readLogInBackground } from "@/lib/background/read-log-in-background";
import { gap, type Collector, type EvidenceTarget } from "@/lib/evidence/collector";
import { createAirflowReader } from "@/lib/evidence/orchestrators/airflow";
import { runWithDeadline } from "@/lib/evidence/run-collector";
import { airflowTarget } from "@/lib/evidence/testing/targets";
import type { Context } from "@/lib/platform/context";

const COLLECTORS = 20;
const DEADLINE_MS = 2_000;
const SIZE_MB = 200;
/** What the process that reads the log needs of the product's settings. */
const SETTINGS = {
  PD_OUTBOUND_ALLOW: "loopback",
  NEXTAUTH_SECRET: "bench-".repeat(8),
  PD_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
};

/** Milliseconds until all collectors have ended, one of which hangs and ignores its signal; seconds and memory of a log. */
export async function benchCollectors(): Promise<Record<string, number>> {
  const hanging = await benchHanging();
  const server = await serveLog();
  const script = fileURLToPath(import.meta.url);
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", script, server.url], {
    env: { ...process.env, ...SETTINGS },
  });
  server.close();
  return { ...hanging, ...(JSON.parse(stdout) as Record<string, number>) };
}

async function benchHanging(): Promise<Record<string, number>> {
  const collectors = Array.from({ length: COLLECTORS }, (_, at) => collectorOf(at));
  // The timers of deadlines do not keep the process alive.
  const alive = setInterval(() => undefined, 1_000);
  const startedAt = performance.now();
  const ended = await Promise.all(
    collectors.map(async (collector) => {
      const { pieces } = await runWithDeadline({} as Context, {} as EvidenceTarget, collector);
      return { status: pieces[0]?.status, ms: performance.now() - startedAt };
    }),
  );
  clearInterval(alive);
  const timedOut = ended.filter(({ status }) => status === "timeout");
  if (timedOut.length !== 1) throw new Error(`${timedOut.length} collectors timed out`);
  const others = ended.filter(({ status }) => status !== "timeout").map(({ ms }) => ms);
  return {
    [`${COLLECTORS}.deadlineMs`]: DEADLINE_MS,
    [`${COLLECTORS}.othersDoneMs`]: Math.max(...others),
    [`${COLLECTORS}.allDoneMs`]: Math.max(...ended.map(({ ms }) => ms)),
  };
}

/** The first one hangs. */
function collectorOf(at: number): Collector {
  const title = `collector ${at}`;
  return {
    id: title,
    kind: "event",
    title,
    deadlineMs: DEADLINE_MS,
    appliesTo: () => true,
    collect: async () => {
      if (at === 0) return new Promise(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 10 * at));
      return { pieces: [gap({ kind: "event", title }, "empty", "Nothing found.")] };
    },
  };
}

const LINE = {
  timestamp: "2026-11-21T02:00:07.000000Z",
  level: "info",
  logger: "task.stdout",
  filename: "load.py",
  lineno: 21,
};
const INSTANCE = {
  task_id: "flaky",
  dag_id: "d",
  dag_run_id: "r",
  map_index: -1,
  try_number: 1,
  state: "failed",
};
const FAILURE = {
  ...LINE,
  level: "error",
  event: "Task failed with exception",
  error_detail: [
    {
      exc_type: "KeyError",
      exc_value: "'customer_id'",
      frames: [{ filename: "/dags/load.py", lineno: 3, name: "load" }],
    },
  ],
};

/** An Airflow 3 that sends a log of `SIZE_MB`, with the failure in its middle. */
async function serveLog(): Promise<{ url: string; close: () => void }> {
  const part = Buffer.from(
    Array.from({ length: 5_000 }, (_, n) => {
      const event = `loaded page ${n} of orders from s3://raw/orders/${n}.parquet`;
      return `${JSON.stringify({ ...LINE, event })},`;
    }).join(""),
  );
  const parts = Math.ceil((SIZE_MB * 1e6) / part.length);
  const server = createServer(async (request, response) => {
    const path = request.url ?? "";
    response.writeHead(200, { "content-type": "application/json" });
    if (path.endsWith("/version")) return void response.end('{"version":"3.3.2"}');
    if (path.endsWith("/tries")) return void response.end('{"task_instances":[]}');
    if (!path.includes("/logs/")) return void response.end(JSON.stringify(INSTANCE));
    response.write('{"content":[');
    for (let sent = 0; sent < parts; sent += 1) {
      if (sent === parts >> 1) response.write(`${JSON.stringify(FAILURE)},`);
      if (!response.write(part)) await new Promise((resolve) => response.once("drain", resolve));
    }
    response.end(`${JSON.stringify({ ...LINE, event: "end" })}],"continuation_token":null}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** In a child: fetches the log as the collector does, then reads it. */
async function main(url: string): Promise<void> {
  const reader = createAirflowReader({ baseUrl: url, credentials: null });
  const signal = AbortSignal.timeout(600_000);
  const before = process.memoryUsage().rss;
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const [failed] = await reader.readTries(airflowTarget(url, { tryNumber: 1 }), signal);
  const fetched = await failed?.readLog(signal);
  const seconds = (performance.now() - startedAt) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const growth = process.resourceUsage().maxRSS * 1024 - before;
  if (!fetched) throw new Error("no log was fetched");
  const { findings } = await readLogInBackground(fetched.log);
  if (fetched.isComplete && !findings.failingLines[0]?.text.startsWith("KeyError"))
    throw new Error("the failure was not found");
  const name = `${SIZE_MB}MB`;
  process.stdout.write(
    JSON.stringify({
      [`${name}.fetchSeconds`]: seconds,
      [`${name}.fetchCpuSeconds`]: (user + system) / 1e6,
      // 0 if the machine was too slow for the collector's deadline.
      [`${name}.isComplete`]: Number(fetched.isComplete),
      [`${name}.memoryGrowthMB`]: growth / 1e6,
    }),
  );
  process.exit(0);
}

const [, script, url] = process.argv;
if (script === fileURLToPath(import.meta.url) && url !== undefined) await main(url);
