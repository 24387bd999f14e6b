import { MADE_KINDS, makeLog, type MadeKind } from "@/bench/make-log";
import { measureLargeLog } from "@/bench/large-log";
import { rateOfDrain3 } from "@/bench/drain3";
import { fingerprintLog } from "@/lib/logs/fingerprints/fingerprint";
import { parseLog } from "@/lib/logs/parse-log";
import { createTemplateMiner } from "@/lib/logs/templates/templates";

const LINES = 100_000;
const ROUNDS = 5;

/**
 * Understanding logs on one core: reading, extraction, template mining and fingerprint of 100,000 lines of each
 * format, five rounds after a warm-up, processor time (other work on the machine does not count), medians and the
 * slowest round. Drain3 over the same lines where Python has it. Then seconds and memory of a log of 1 GB.
 */
export async function benchLogs(): Promise<Record<string, number>> {
  const figures: Record<string, number> = {};
  const logs = MADE_KINDS.map((kind) => ({ kind, lines: makeLog(kind, LINES) }));
  let lineCount = 0;
  let seconds = 0;
  let miningSeconds = 0;
  for (const { kind, lines } of logs) {
    const own = measure(kind, lines);
    Object.assign(figures, own.figures);
    lineCount += lines.length;
    seconds += own.seconds;
    miningSeconds += own.miningSeconds;
  }
  figures["all.linesPerSecond"] = lineCount / seconds;
  figures["all.mineLinesPerSecond"] = lineCount / miningSeconds;
  const drain3 = await rateOfDrain3(logs.flatMap(({ lines }) => lines));
  if (drain3 !== null) {
    figures["drain3.linesPerSecond"] = drain3.masked;
    figures["drain3.linesPerSecondUnmasked"] = drain3.plain;
    // Drain3 does nothing but mine: like for like, and all that is done with a log beside it.
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
  understand(bytes);
  const rounds = Array.from({ length: ROUNDS }, () => understand(bytes));
  const sorted = (step: (times: Times) => number) => rounds.map(step).sort((a, b) => a - b);
  const all = sorted(({ read, mine }) => read + mine);
  const median = all[ROUNDS >> 1] ?? Number.NaN;
  const half = (step: (times: Times) => number) => sorted(step)[ROUNDS >> 1] ?? Number.NaN;
  return {
    seconds: median,
    miningSeconds: half(({ mine }) => mine),
    figures: {
      [`${kind}.linesPerSecond`]: lines.length / median,
      [`${kind}.linesPerSecondP95`]: lines.length / (all.at(-1) ?? Number.NaN),
      [`${kind}.megabytesPerSecond`]: bytes.length / 1e6 / median,
      [`${kind}.readLinesPerSecond`]: lines.length / half(({ read }) => read),
      [`${kind}.mineLinesPerSecond`]: lines.length / half(({ mine }) => mine),
    },
  };
}

interface Times {
  /** Decoding, records, exceptions, failing line, window and fingerprint; then templates. Seconds. */
  read: number;
  mine: number;
}

function understand(bytes: Uint8Array): Times {
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
