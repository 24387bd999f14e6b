/** Collecting evidence with many collectors of which one never answers, and the log of a task over HTTP. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { serveAirflowLogs } from "@/bench/airflow-logs";
import { READER_SETTINGS } from "@/bench/task-logs";
import { readLogInBackground } from "@/lib/background/read-log-in-background";
import { gap, type Collector, type EvidenceTarget } from "@/lib/evidence/collector";
import { createAirflowReader } from "@/lib/evidence/orchestrators/airflow";
import { runWithDeadline } from "@/lib/evidence/run-collector";
import { airflowTarget } from "@/lib/evidence/testing/targets";
import type { Context } from "@/lib/platform/context";

const COLLECTORS = 20;
const DEADLINE_MS = 2_000;
const SIZE_MB = 200;
/** Milliseconds until all collectors have ended, one of which hangs and ignores its signal; seconds and memory of a log. */
export async function benchCollectors(): Promise<Record<string, number>> {
  const hanging = await benchHanging();
  const server = await serveAirflowLogs({ failedBytes: SIZE_MB * 1e6, otherBytes: 0, tries: 1 });
  const script = fileURLToPath(import.meta.url);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", script, server.url],
    {
      env: { ...process.env, ...READER_SETTINGS },
    },
  );
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
