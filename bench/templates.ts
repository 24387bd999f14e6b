import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { rateOfDrain3 } from "@/bench/drain3";
import { parseCsv } from "@/evals/read-csv";
import { readTextFile } from "@/evals/read-data";
import { fingerprintFailure, fingerprintLog } from "@/lib/logs/fingerprints/fingerprint";
import { parseLog } from "@/lib/logs/parse-log";
import { redact } from "@/lib/redaction/redact";
import { createTemplateMiner } from "@/lib/logs/templates/templates";

const DATA = process.env["EVAL_DATA"] ?? "../shared/datasets";
const LINES = 200_000;

/**
 * Template mining, fingerprints and redaction on one core, and Drain3 on the same lines if available (`DRAIN3_PYTHON`
 * sets the interpreter). Uses lines from the data sets if present, otherwise generated ones. CPU time, best of three.
 */
export async function benchTemplates(): Promise<Record<string, number>> {
  const source = readLines() ?? makeLines();
  const lines = repeat(source, LINES);
  const fingerprint = benchFingerprint();
  const miner = best(() => lines.length / secondsOf(() => mineAll(lines)));
  const cold = best(() => source.length / secondsOf(() => mineAll(source)));
  const body = `${FAILURE}\n`.repeat(20).slice(0, 5_000);
  const redactMs = 1_000 / best(() => 500 / secondsOf(() => repeatCall(500, () => redact(body))));
  const drain3 = await rateOfDrain3(lines);
  return {
    linesPerSecond: miner,
    linesPerSecondFirstTime: cold,
    ...fingerprint,
    redact5kBMs: redactMs,
    ...(drain3 === null
      ? {}
      : {
          drain3MaskedLinesPerSecond: drain3.masked,
          drain3PlainLinesPerSecond: drain3.plain,
          timesDrain3Masked: miner / drain3.masked,
          timesDrain3Plain: miner / drain3.plain,
        }),
  };
}

function benchFingerprint(): Record<string, number> {
  const log = `${makeLines().slice(0, 400).join("\n")}\n${FAILURE}`;
  const parsed = parseLog(log);
  const count = log.split("\n").length;
  const perCall = (calls: number, work: () => unknown) =>
    best(() => calls / secondsOf(() => repeatCall(calls, work)));
  return {
    fingerprintLinesPerSecond: count * perCall(100, () => fingerprintLog(parseLog(log))),
    fingerprintsPerSecond: perCall(2_000, () => fingerprintLog(parsed)),
    tracebacksPerSecond: perCall(1_000, () => fingerprintFailure({ traceback: FAILURE })),
  };
}

function mineAll(lines: readonly string[]): void {
  const miner = createTemplateMiner();
  for (const line of lines) miner.add(line);
}

function repeatCall(times: number, work: () => unknown): void {
  for (let i = 0; i < times; i += 1) work();
}

/** CPU time, which other processes do not affect. */
function secondsOf(work: () => void): number {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1e6;
}

function best(measure: () => number): number {
  return Math.max(measure(), measure(), measure());
}

/** Repeats the lines up to `count`. Joins and splits them, because concatenated strings are slower to read. */
function repeat(lines: readonly string[], count: number): string[] {
  const repeated = Array.from({ length: count }, (_, index) => lines[index % lines.length] ?? "");
  return repeated.join("\n").split("\n");
}

function readLines(): string[] | null {
  const folder = join(DATA, "loghub-2k");
  if (!existsSync(folder)) return null;
  const lines = readdirSync(folder).flatMap((system) => {
    const file = join(folder, system, `${system}_2k.log_structured_corrected.csv.gz`);
    return existsSync(file) ? parseCsv(readTextFile(file)).map((row) => row["Content"] ?? "") : [];
  });
  return lines.length > 0 ? lines : null;
}

const FAILURE = [
  "[2026-03-01T04:05:06.789+0000] {taskinstance.py:1943} ERROR - Task failed with exception",
  "Traceback (most recent call last):",
  '  File "/home/airflow/.local/lib/python3.11/site-packages/airflow/operators/python.py", line 192, in execute',
  "    return_value = self.execute_callable()",
  '  File "/opt/airflow/dags/orders/load_orders.py", line 31, in load',
  "    total = summarise(rows)",
  '  File "/opt/airflow/dags/orders/summary.py", line 12, in summarise',
  '    return sum(row["net_amount"] for row in rows)',
  "KeyError: 'net_amount'",
].join("\n");

const SENTENCES: readonly ((n: number) => string)[] = [
  (n) =>
    `Read ${n * 17} rows from s3://lake/raw/orders/dt=2026-03-${10 + (n % 18)}/part-${n}.parquet in ${n / 10}s`,
  (n) => `Connection to 10.0.${n % 256}.7:5432 opened, session ${n.toString(16).padStart(8, "0")}`,
  (n) => `Finished task ${n}.0 in stage ${n % 9}.0 (TID ${n}). ${n * 31} bytes result sent to driver`,
  (n) => `Heartbeat from executor ${n % 40}`,
  (n) => `INSERT INTO orders VALUES (${n}, 'customer ${n}', ${n / 100})`,
];

function makeLines(): string[] {
  return Array.from({ length: 5_000 }, (_, n) => SENTENCES[n % SENTENCES.length]?.(n) ?? "");
}
