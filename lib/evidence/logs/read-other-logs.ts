import { isBlankLog } from "@/lib/background/read-log";
import { type compareWithGoodRun } from "@/lib/evidence/logs/compare-with-good-run";
import { readLogPiece, type LogPiece } from "@/lib/evidence/logs/read-log-piece";
import type { GoodTry, TryReading } from "@/lib/evidence/orchestrators/reader";
import { clipFindings } from "@/lib/logs/findings/clip-findings";
import { excerptAround } from "@/lib/logs/retention/excerpt";
import { BoundedQueue } from "@/lib/platform/bounded-queue";

/** Tries before the failed one whose logs are read, the newest of them. */
const MAX_EARLIER = 4;
/** Logs of other tasks or jobs that failed in the same run. */
const MAX_OTHERS = 4;
/** How much of an earlier try is stored. */
const EARLIER_BYTES = 64 * 1_024;
/** Logs that are read at the same time; each takes up to 20 MB of memory. */
const AT_ONCE = 2;

export type GoodLog = Parameters<typeof compareWithGoodRun>[2];

export interface OtherLogs {
  /** Of the last good run; null if there is none, or it cannot be read. */
  good: GoodLog | null;
  /** Of what else failed in the run. */
  others: LogPiece[];
  /** Of the tries before the failed one, oldest first. */
  earlier: LogPiece[];
}

/**
 * Reads the logs that are useful beside the failed try's, two at a time, the most telling first. A log that cannot be read
 * before `signal` aborts is left out: the states name it, and the failed try's log is evidence without it.
 */
export async function readOtherLogs(
  tries: readonly TryReading[],
  goodTry: Promise<GoodTry | null>,
  signal: AbortSignal,
): Promise<OtherLogs> {
  const queue = new BoundedQueue({
    concurrency: AT_ONCE,
    maxWaiting: 1 + MAX_OTHERS + MAX_EARLIER,
    reserved: 0,
    refusal: "Too many logs.",
    retryAfterMs: 0,
  });
  const inTurn = <Log>(read: () => Promise<Log | null>) => queue.run(() => read().catch(() => null));
  const others = tries.at(-1)?.others?.slice(0, MAX_OTHERS) ?? [];
  const tryNumber = tries.at(-1)?.tryNumber ?? null;
  const newestFirst = tries.slice(0, -1).slice(-MAX_EARLIER).toReversed();
  const [good, otherPieces, earlierPieces] = await Promise.all([
    inTurn(async () => readGood(await goodTry, signal)),
    Promise.all(others.map((other) => inTurn(() => readOther(other, tryNumber, signal)))),
    Promise.all(newestFirst.map((attempt) => inTurn(() => readEarlier(attempt, signal)))),
  ]);
  const isRead = (piece: LogPiece | null) => piece !== null;
  return { good, others: otherPieces.filter(isRead), earlier: earlierPieces.filter(isRead).toReversed() };
}

async function readGood(good: GoodTry | null, signal: AbortSignal): Promise<GoodLog | null> {
  if (good === null) return null;
  const { log } = await good.readLog(signal);
  return isBlankLog(log) ? null : { ...good, log };
}

async function readOther(
  { name, readLog }: NonNullable<TryReading["others"]>[number],
  tryNumber: number | null,
  signal: AbortSignal,
): Promise<LogPiece | null> {
  const { log, isTruncated } = await readLog(signal);
  if (isBlankLog(log)) return null;
  const piece = await readLogPiece(log, { origin: "api", isTruncated, tryNumber });
  const key = `${piece.key}-${name.slice(0, 200)}`;
  const relevanceReason = "output of another part of the run that failed";
  return { ...piece, key, title: `Log of ${name}`, relevance: 0.9, relevanceReason };
}

async function readEarlier(attempt: TryReading, signal: AbortSignal): Promise<LogPiece | null> {
  const { log, isTruncated } = await attempt.readLog(signal);
  if (isBlankLog(log)) return null;
  const piece = await readLogPiece(log, { origin: "api", isTruncated, tryNumber: attempt.tryNumber });
  return {
    ...shortened(piece),
    title: `Log of try ${attempt.tryNumber}`,
    relevance: 0.3,
    relevanceReason: "an earlier try of the same run",
  };
}

/** Keeps less of an earlier try than of the failed one, around its failing lines. */
function shortened(piece: LogPiece): LogPiece {
  const first = piece.startLine ?? 1;
  const { startLine, endLine } = piece.facts.window;
  const window = { startLine: Math.max(1, startLine - first + 1), endLine: Math.max(1, endLine - first + 1) };
  const cut = excerptAround(piece.text, window, EARLIER_BYTES);
  const shown = {
    startLine: first + cut.startLine - 1,
    endLine: first + cut.startLine - 2 + lineCount(cut.text),
  };
  return {
    ...piece,
    text: cut.text,
    startLine: shown.startLine,
    truncated: piece.truncated || cut.isCut,
    facts: { ...piece.facts, ...clipFindings(piece.facts, shown), isEarlierTry: true },
  };
}

const lineCount = (text: string) => text.split("\n").length;
