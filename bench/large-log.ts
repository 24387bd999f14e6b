/** Time and memory to diagnose a 1 GB log, in its own process. */
import { execFile } from "node:child_process";
import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { MADE_KINDS, makeLog } from "@/bench/make-log";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { logPiece } from "@/lib/diagnosis/engine/log-piece";
import { logFindings } from "@/lib/logs/findings/log-findings";
import { fingerprintLog } from "@/lib/logs/fingerprints/fingerprint";
import { readLogStream } from "@/lib/logs/retention/read-log-stream";

const BYTES = 1_000_000_000;
const PART_LINES = 20_000;
const PARTS = 16;

/** Seconds, megabytes per second and growth of resident memory (peak minus start) for a generated 1 GB file. */
export async function measureLargeLog(): Promise<Record<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), "bench-large-log-"));
  try {
    const file = join(folder, "task.log");
    const { line } = writeLargeLog(file);
    const script = fileURLToPath(import.meta.url);
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", script, file]);
    const { foundLine, ...figures } = JSON.parse(stdout) as Record<string, number>;
    if (foundLine !== line) throw new Error(`the failing line is ${line}, found ${foundLine}`);
    return figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes a log with a failure in the middle, followed only by ordinary output; returns the failing line. */
function writeLargeLog(file: string): { line: number } {
  const ordinary = Array.from({ length: PARTS }, (_, part) =>
    makeLog(MADE_KINDS[part % 2 === 0 ? 0 : 2] ?? "spark", PART_LINES, part * PART_LINES).slice(
      0,
      PART_LINES,
    ),
  ).map((lines) => Buffer.from(`${lines.join("\n")}\n`));
  const failure = makeLog("airflow-text", 0);
  const handle = openSync(file, "w");
  let written = 0;
  let lines = 0;
  let line = 0;
  for (let part = 0; written < BYTES; part += 1) {
    written += writeSync(handle, ordinary[part % PARTS] ?? Buffer.alloc(0));
    lines += PART_LINES;
    if (line === 0 && written > BYTES / 2) {
      line = lines + failure.findIndex((text) => text.startsWith("KeyError")) + 1;
      written += writeSync(handle, Buffer.from(`${failure.join("\n")}\n`));
      lines += failure.length;
    }
  }
  closeSync(handle);
  return { line };
}

/** In the child: reads, diagnoses and fingerprints the file. */
async function main(file: string): Promise<void> {
  const before = process.memoryUsage().rss;
  const startedAt = performance.now();
  const { parsed, local, kept } = await readLogStream(createReadStream(file, { highWaterMark: 2 ** 20 }));
  const { text } = kept;
  diagnoseFailure({
    evidence: [logPiece({ text, firstLine: 1, findings: logFindings(local, text.split("\n")) })],
    failure: { orchestrator: parsed.kind, pipeline: "", task: null },
  });
  fingerprintLog(parsed);
  const seconds = (performance.now() - startedAt) / 1_000;
  const growth = process.resourceUsage().maxRSS * 1024 - before;
  process.stdout.write(
    JSON.stringify({
      "1GB.seconds": seconds,
      "1GB.megabytesPerSecond": parsed.sizeBytes / 1e6 / seconds,
      "1GB.memoryGrowthMB": growth / 1e6,
      foundLine: parsed.failingLines[0]?.line ?? 0,
    }),
  );
}

const [, script, file] = process.argv;
if (script === fileURLToPath(import.meta.url) && file !== undefined) await main(file);
