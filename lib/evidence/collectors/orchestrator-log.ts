import { setTimeout as sleep } from "node:timers/promises";
import { isBlankLog, textInput, type LogInput } from "@/lib/background/read-log";
import { readLogInBackground } from "@/lib/background/read-log-in-background";
import { carriedText } from "@/lib/evidence/carried-text";
import {
  CONNECT_API,
  gap,
  type Collected,
  type Collector,
  type EvidenceTarget,
} from "@/lib/evidence/collector";
import { compareWithGoodRun } from "@/lib/evidence/logs/compare-with-good-run";
import { describeTries } from "@/lib/evidence/logs/describe-tries";
import {
  connectAdvice,
  hasOrchestratorApi,
  orchestratorReader,
} from "@/lib/evidence/orchestrators/open-reader";
import type { FetchedLog, OrchestratorReader, TryReading } from "@/lib/evidence/orchestrators/reader";
import { statusOf } from "@/lib/evidence/run-collector";
import type { EvidenceDraft, LogFacts } from "@/lib/evidence/schemas";
import { descriptorOf } from "@/lib/intake/sources/registry";
import { clipFindings } from "@/lib/logs/findings/clip-findings";
import { excerptAround } from "@/lib/logs/retention/excerpt";
import { AppError, messageOf } from "@/lib/platform/errors";

/** Tries before the failed one whose logs are read, the newest of them. */
const MAX_EARLIER = 4;
/** For the logs of earlier tries and of the last good run, which must not delay the failed try's log. */
const BESIDE_MS = 15_000;
/** Logs of other tasks or jobs that failed in the same run. */
const MAX_OTHERS = 4;
/** How much of an earlier try is stored. */
const EARLIER_BYTES = 64 * 1_024;
const COMPARE_MS = 10_000;

/**
 * The logs of all tries from the orchestrator's API, with what the failed try has that the last good run has not; the text
 * included in the webhook is the fallback.
 */
export const orchestratorLog: Collector = {
  id: "orchestrator-log",
  kind: "log",
  title: "Task log",
  connect: CONNECT_API,
  deadlineMs: 60_000,
  appliesTo: () => true,
  async collect(_ctx, incident, signal) {
    const reader = orchestratorReader(incident);
    if (!reader) return { pieces: [(await fromWebhook(incident)) ?? noLog(incident)] };
    try {
      const tries = await reader.readTries(incident, signal);
      const failed = tries.at(-1);
      if (failed === undefined)
        throw new AppError("NOT_FOUND", "The orchestrator knows no try of this task.");
      // Read beside the failed try's log, which they must not delay.
      const soon = AbortSignal.any([signal, AbortSignal.timeout(BESIDE_MS)]);
      const beside = Promise.all([
        readEarlier(tries, soon),
        readOthers(failed, soon),
        readGoodLog(reader, incident, soon),
      ]);
      const fetched = await readOrNone(failed, signal);
      if (fetched !== null && !isBlankLog(fetched.log)) {
        const [earlier, others, goodLog] = await beside;
        return await fromApi({ tries, failed, fetched, earlier, others, goodLog });
      }
      // A run that has not ended may have no log yet; fall back to the webhook's traceback.
      const carried = await fromWebhook(incident);
      const message = `The orchestrator has no log for ${failed.tryNumber > 1 ? `try ${failed.tryNumber}` : "this attempt"}.`;
      const piece = carried
        ? { ...carried, message: `${message} ${showing(incident)}` }
        : gap(orchestratorLog, "empty", message);
      return { pieces: [piece], isSettled: fetched?.isComplete ?? true };
    } catch (error) {
      signal.throwIfAborted();
      const carried = await fromWebhook(incident);
      if (!carried) throw error;
      return addApiError(incident, carried, error);
    }
  },
};

/** Null if the orchestrator answers that there is no log, as for a task that never started. */
async function readOrNone(attempt: TryReading, signal: AbortSignal): Promise<FetchedLog | null> {
  return attempt.readLog(signal).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") return null;
    throw error;
  });
}

interface Fetched {
  tries: readonly TryReading[];
  failed: TryReading;
  fetched: FetchedLog;
  earlier: readonly LogPiece[];
  others: readonly LogPiece[];
  goodLog: GoodLog | null;
}

async function fromApi({ tries, failed, fetched, earlier, others, goodLog }: Fetched): Promise<Collected> {
  const { tryNumber } = failed;
  const main = await logPiece(fetched.log, { origin: "api", isTruncated: fetched.isTruncated, tryNumber });
  const comparison = goodLog && (await compareInTime(fetched.log, main.facts, goodLog));
  const facts = { ...main.facts, tries: describeTries(tries, [...earlier, main]), comparison };
  const title = failed.name === undefined ? main.title : `Log of ${failed.name}`;
  return { pieces: [{ ...main, title, facts }, ...others, ...earlier], isSettled: fetched.isComplete };
}

/** Null if it takes too long or fails: the failed log is evidence without it. */
function compareInTime(log: LogInput, facts: LogFacts, good: GoodLog) {
  const late = sleep(COMPARE_MS, null, { ref: false });
  return Promise.race([compareWithGoodRun(log, facts, good).catch(() => null), late]);
}

/** The logs of what else failed in the run; one that cannot be read is left out, because the state names it. */
async function readOthers({ others = [], tryNumber }: TryReading, signal: AbortSignal): Promise<LogPiece[]> {
  const pieces = await Promise.all(
    others.slice(0, MAX_OTHERS).map(async ({ name, readLog }) => {
      try {
        const { log, isTruncated } = await readLog(signal);
        if (isBlankLog(log)) return null;
        const piece = await logPiece(log, { origin: "api", isTruncated, tryNumber });
        const key = `${piece.key}-${name.slice(0, 200)}`;
        const relevanceReason = "output of another part of the run that failed";
        return { ...piece, key, title: `Log of ${name}`, relevance: 0.9, relevanceReason };
      } catch {
        return null;
      }
    }),
  );
  return pieces.filter((piece) => piece !== null);
}

async function readEarlier(tries: readonly TryReading[], signal: AbortSignal): Promise<LogPiece[]> {
  const earlier = tries.slice(0, -1).slice(-MAX_EARLIER);
  const pieces = await Promise.all(earlier.map((attempt) => earlierPiece(attempt, signal)));
  return pieces.filter((piece) => piece !== null);
}

/** The log of a try before the failed one; null if it cannot be read, which its summary shows. */
async function earlierPiece(attempt: TryReading, signal: AbortSignal): Promise<LogPiece | null> {
  try {
    const { log, isTruncated } = await attempt.readLog(signal);
    if (isBlankLog(log)) return null;
    const piece = await logPiece(log, { origin: "api", isTruncated, tryNumber: attempt.tryNumber });
    return {
      ...shortened(piece),
      title: `Log of try ${attempt.tryNumber}`,
      relevance: 0.3,
      relevanceReason: "an earlier try of the same run",
    };
  } catch {
    return null;
  }
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

type GoodLog = Parameters<typeof compareWithGoodRun>[2];

/** Null if no run succeeded, or if its log cannot be read in time: the failed log is evidence without it. */
async function readGoodLog(
  reader: OrchestratorReader,
  incident: EvidenceTarget,
  signal: AbortSignal,
): Promise<GoodLog | null> {
  try {
    const good = await reader.findGoodTry(incident, signal);
    if (good === null) return null;
    const { log } = await good.readLog(signal);
    return isBlankLog(log) ? null : { ...good, log };
  } catch {
    return null;
  }
}

function showing({ detectedBy }: EvidenceTarget): string {
  return detectedBy === RECONCILER
    ? "Showing what the orchestrator's API reports."
    : "Showing the text from the webhook.";
}

/** The webhook's text as the fallback, with the API error beside it. */
function addApiError(incident: EvidenceTarget, carried: EvidenceDraft, error: unknown): Collected {
  const apiError = gap(orchestratorLog, statusOf(error), messageOf(error).slice(0, 500));
  const message = `The log could not be read from the API. ${showing(incident)}`;
  return {
    pieces: [
      { ...carried, message },
      { ...apiError, key: "api", title: "Task log from the API" },
    ],
  };
}

async function fromWebhook(incident: EvidenceTarget): Promise<EvidenceDraft | null> {
  const text = carriedText(incident.report);
  if (!text) return null;
  const log = textInput(text, descriptorOf(incident.source.kind).logKind);
  if (incident.detectedBy !== RECONCILER)
    return logPiece(log, { origin: "webhook", isTruncated: false, tryNumber: null });
  // Nobody reported it: the text is the orchestrator's own error, or what its API shows.
  const piece = await logPiece(log, { origin: "api", isTruncated: false, tryNumber: null });
  const hasError = incident.report.exception !== null;
  const title = hasError ? "Error from the orchestrator's API" : "What the orchestrator's API shows";
  const relevanceReason = hasError
    ? "error that the orchestrator reports"
    : "comparison with what is expected";
  return { ...piece, title, relevanceReason };
}

/** How incidents are detected that were found by reading the orchestrator's API. */
const RECONCILER = "reconciler";

/** A piece whose log was read. */
type LogPiece = Extract<EvidenceDraft, { kind: "log"; status: "ok" }> & { facts: LogFacts };

async function logPiece(
  log: LogInput,
  {
    origin,
    isTruncated,
    tryNumber,
  }: { origin: LogFacts["origin"]; isTruncated: boolean; tryNumber: number | null },
): Promise<LogPiece> {
  const { text, firstLine, findings, isCut, omittedLines } = await readLogInBackground(log);
  return {
    kind: "log",
    key: tryNumber === null ? "main" : `try-${tryNumber}`,
    status: "ok",
    title: origin === "api" ? "Task log" : "Error from the webhook",
    text,
    facts: { schemaVersion: 2, origin, isReadAgain: false, ...findings, tryNumber, isEarlierTry: false },
    provenance: origin === "api" ? "fact" : "claim",
    relevance: 1,
    relevanceReason: "output of the failed attempt",
    startLine: firstLine,
    truncated: isTruncated || isCut,
    message:
      origin === "api"
        ? skippedMessage(omittedLines, findings.lineCount)
        : "No API is connected, so only the text from the webhook is available.",
  };
}

function skippedMessage(omittedLines: number, lineCount: number): string | null {
  if (omittedLines === 0) return null;
  return `${omittedLines} of ${lineCount} lines were skipped: no sign of failure, or repeats.`;
}

function noLog(incident: EvidenceTarget): EvidenceDraft {
  const message = hasOrchestratorApi(incident)
    ? `The webhook contained no error text, and no API is connected. ${connectAdvice(incident.source.kind)}.`
    : "The webhook contained no error text.";
  return { ...gap(orchestratorLog, "not_connected", message), kind: "no_log" };
}
