import { existsSync } from "node:fs";
import { join } from "node:path";

import { parseCsv } from "@/evals/read-csv";
import { readJsonLines, readTextFile } from "@/evals/read-data";
import { redact } from "@/lib/redaction/redact";

export const name = "redaction-false-hits";

const SYSTEMS = [
  "Apache",
  "BGL",
  "HPC",
  "Linux",
  "OpenStack",
  "Proxifier",
  "Spark",
  "Thunderbird",
  "Windows",
  "Zookeeper",
];

/**
 * How much of ordinary logs is mistaken for secrets. The logs are not labeled, and most secrets were masked before
 * publication, so every hit counts as false and the rate is an upper bound.
 */
export async function run(dataDir: string) {
  const sets: [string, string[]][] = [
    ["realFailures", logsOf(join(dataDir, "real-failures", "cases.jsonl.gz"))],
    ["successes", logsOf(join(dataDir, "real-failures", "success_logs.jsonl.gz"))],
    ["airflow", logsOf(join(dataDir, "failure-grouping", "logs.jsonl.gz"))],
    ["builds", logsOf(join(dataDir, "logchunks", "cases.jsonl.gz"))],
    ["systems", SYSTEMS.flatMap((system) => systemLog(dataDir, system))],
  ];
  const metrics: Record<string, number> = {};
  const details: unknown[] = [];
  let [lines, hitLines, hits] = [0, 0, 0];
  for (const [set, logs] of sets) {
    const counted = logs.map((log) => countHits(log));
    const setLines = sum(counted.map((file) => file.lines));
    const setHitLines = sum(counted.map((file) => file.samples.length));
    metrics[`${set}PerThousandLines`] = (1000 * setHitLines) / Math.max(1, setLines);
    lines += setLines;
    hitLines += setHitLines;
    hits += sum(counted.map((file) => file.hits));
    for (const { samples } of counted)
      details.push(...samples.slice(0, 5).map((sample) => ({ set, ...sample })));
  }
  return {
    metrics: { perThousandLines: (1000 * hitLines) / Math.max(1, lines), hits, lines, ...metrics },
    targets: { perThousandLines: 1 },
    details,
  };
}

function logsOf(path: string): string[] {
  return existsSync(path)
    ? readJsonLines<{ log: string; text?: string }>(path).map((row) => row.text ?? row.log)
    : [];
}

function systemLog(dataDir: string, system: string): string[] {
  const path = join(dataDir, "loghub-2k", system, `${system}_2k.log_structured_corrected.csv.gz`);
  if (!existsSync(path)) return [];
  return [
    parseCsv(readTextFile(path))
      .map((row) => row["Content"] ?? "")
      .join("\n"),
  ];
}

function countHits(log: string) {
  const redacted = redact(log);
  const before = log.split("\n");
  const after = redacted.text.split("\n");
  const samples = before.flatMap((line, index) =>
    line === after[index] ? [] : [{ line, redacted: after[index] }],
  );
  return { lines: before.length, hits: sum(redacted.found.map((hit) => hit.count)), samples };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
