/** The collector of task logs: every try of a failed task, a 1 GB log among them, and the difference to the last good run. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { serveAirflowLogs, type LogSizes } from "@/bench/airflow-logs";
import { textInput } from "@/lib/background/read-log";
import { readLogInBackground } from "@/lib/background/read-log-in-background";
import { orchestratorLog } from "@/lib/evidence/collectors/orchestrator-log";
import { airflowTarget } from "@/lib/evidence/testing/targets";
import type { Context } from "@/lib/platform/context";

const SIZES: LogSizes = { failedBytes: 1e9, otherBytes: 2e8, tries: 5 };
/** What the process that reads the logs needs of the product's settings. */
export const READER_SETTINGS = {
  PD_OUTBOUND_ALLOW: "loopback",
  NEXTAUTH_SECRET: "bench-".repeat(8),
  PD_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
};

/** What the child prints. */
interface CollectedFigures {
  seconds: number;
  memoryGrowthMB: number;
  tries: number;
  earlierTriesRead: number;
  isCompared: number;
  newLines: number;
}

const ALONE: LogSizes = { failedBytes: 1e9, otherBytes: 1e5, tries: 1 };

/** A log of 1 GB alone, and the same one with the logs of earlier tries and of the last good run. */
export async function benchTaskLogs(): Promise<Record<string, number>> {
  const alone = await collectTaskLogs(ALONE);
  const together = await collectTaskLogs(SIZES);
  return { secondsAlone: alone.seconds, memoryGrowthMBAlone: alone.memoryGrowthMB, ...together };
}

/**
 * Seconds and growth of resident memory (its peak, less that after the workers have started), in a process of its own; how many of the six logs were read in
 * time, and whether the failure, the tries and the difference were found. The collector's own deadline is left out, because
 * it would hide what a slow machine costs; the 15 s for earlier tries and the good run, and the 45 s for reading, are not.
 */
async function collectTaskLogs(sizes: LogSizes) {
  const server = await serveAirflowLogs(sizes);
  try {
    const script = fileURLToPath(import.meta.url);
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--conditions=react-server", "--import", "tsx", script, server.url, String(sizes.tries)],
      { env: { ...process.env, ...READER_SETTINGS } },
    );
    return { ...(JSON.parse(stdout) as CollectedFigures), logsSent: server.logsSent() };
  } finally {
    server.close();
  }
}

const peakBytes = () => process.resourceUsage().maxRSS * 1_024;

/** Loading the modules of all workers takes more memory than logs do. */
async function startWorkers(): Promise<void> {
  const log = textInput(`${"ordinary output\n".repeat(10_000)}KeyError: 'customer_id'\n`, "airflow");
  await Promise.all(Array.from({ length: 8 }, () => readLogInBackground(log)));
}

/** In a child: collects as the analysis does. */
async function main(url: string, tries: number): Promise<void> {
  const signal = AbortSignal.timeout(900_000);
  await startWorkers();
  const before = peakBytes();
  const startedAt = performance.now();
  const { pieces } = await orchestratorLog.collect(
    {} as Context,
    airflowTarget(url, { tryNumber: tries }),
    signal,
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  const growth = peakBytes() - before;
  const [main, ...earlier] = pieces;
  if (main?.kind !== "log" || main.status !== "ok") throw new Error(`no log: ${main?.message ?? ""}`);
  const { facts } = main;
  if (!facts || !("failingLines" in facts)) throw new Error("the log was not read");
  if (!facts.failingLines[0]?.text.startsWith("KeyError"))
    throw new Error(`the failure was not found: ${facts.failingLines[0]?.text ?? main.message ?? ""}`);
  const figures: CollectedFigures = {
    seconds,
    memoryGrowthMB: growth / 1e6,
    tries: facts.tries?.length ?? 0,
    earlierTriesRead: earlier.length,
    isCompared: Number(Boolean(facts.comparison)),
    newLines: facts.comparison?.new.length ?? 0,
  };
  process.stdout.write(JSON.stringify(figures));
  process.exit(0);
}

const [, script, url, tries] = process.argv;
if (script === fileURLToPath(import.meta.url) && url !== undefined) await main(url, Number(tries));
