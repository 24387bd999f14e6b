import { MADE_KINDS, makeLog, type MadeKind } from "@/bench/make-log";
import { measureLargeLog } from "@/bench/large-log";
import { rateOfDrain3 } from "@/bench/drain3";
import { fingerprintLog } from "@/lib/logs/fingerprints/fingerprint";
import { parseLog } from "@/lib/logs/parse-log";
import { createTemplateMiner } from "@/lib/logs/templates/templates";

const LINES = 100_000;
const ROUNDS = 5;

/**
 * Log processing on one core: parsing, extraction, template mining and fingerprinting of 100,000 lines per format. Five
 * rounds after a warm-up, in CPU time (unaffected by other processes): medians and the slowest round. Compares with
 * Drain3 on the same lines if available, then measures time and memory for a 1 GB log.
 */
export async function benchLogs(): Promise<Record<string, number>> {
  const figures: Record<string, number> = {};
  const logs = MADE_KINDS.map((kind) => ({ kind, lines: makeLog(kind, LINES) }));
  let lineCount = 0;
  let seconds = 0;
  let miningSeconds = 0;
  for (const { kind, lines } of logs) {
    const measured = measure(kind, lines);
    Object.assign(figures, measured.figures);
    lineCount += lines.length;
    seconds += measured.seconds;
    miningSeconds += measured.miningSeconds;
  }
  figures["all.linesPerSecond"] = lineCount / seconds;
  figures["all.mineLinesPerSecond"] = lineCount / miningSeconds;
  const drain3 = await rateOfDrain3(logs.flatMap(({ lines }) => lines));
  if (drain3 !== null) {
    figures["drain3.linesPerSecond"] = drain3.masked;
    figures["drain3.linesPerSecondUnmasked"] = drain3.plain;
    // Drain3 only mines templates: compare mining alone, and the full processing as well.
    figures["miningTimesDrain3"] = lineCount / miningSeconds / drain3.masked;
    figures["miningTimesDrain3Unmasked"] = lineCount / miningSeconds / drain3.plain;
    figures["allTimesDrain3"] = lineCount / seconds / drain3.masked;
  }
  return { ...figures, ...(await measureLargeLog()) };
}

interface Measured {
  figures: Record<string, number>;
  seconds: number;
  miningSeconds: number;
}

function measure(kind: MadeKind, lines: readonly string[]): Measured {
  const text = lines.join("\n");
  const bytes = Buffer.from(text);
  processLog(bytes);
  const rounds = Array.from({ length: ROUNDS }, () => processLog(bytes));
  const sorted = (step: (times: Times) => number) => rounds.map(step).sort((a, b) => a - b);
  const all = sorted(({ read, mine }) => read + mine);
  const median = all[ROUNDS >> 1] ?? Number.NaN;
  const medianOf = (step: (times: Times) => number) => sorted(step)[ROUNDS >> 1] ?? Number.NaN;
  return {
    seconds: median,
    miningSeconds: medianOf(({ mine }) => mine),
    figures: {
      [`${kind}.linesPerSecond`]: lines.length / median,
      [`${kind}.linesPerSecondP95`]: lines.length / (all.at(-1) ?? Number.NaN),
      [`${kind}.megabytesPerSecond`]: bytes.length / 1e6 / median,
      [`${kind}.readLinesPerSecond`]: lines.length / medianOf(({ read }) => read),
      [`${kind}.mineLinesPerSecond`]: lines.length / medianOf(({ mine }) => mine),
    },
  };
}

interface Times {
  /** Seconds for decoding, records, exceptions, failing line, window and fingerprint. */
  read: number;
  /** Seconds for template mining. */
  mine: number;
}

function processLog(bytes: Uint8Array): Times {
  const read = secondsOf(() => fingerprintLog(parseLog(bytes)));
  const text = Buffer.from(bytes).toString();
  const mine = secondsOf(() => {
    const miner = createTemplateMiner();
    for (const line of text.split("\n")) miner.add(line);
  });
  return { read, mine };
}

function secondsOf(work: () => void): number {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1e6;
}
