import { setTimeout as sleep } from "node:timers/promises";
import { isBlankLog, textInput, type LogInput } from "@/lib/background/read-log";
import { carriedText } from "@/lib/evidence/carried-text";
import {
  CONNECT_API,
  gap,
  hasNoFailedTask,
  hasRun,
  RECONCILER,
  type Collected,
  type Collector,
  type EvidenceTarget,
} from "@/lib/evidence/collector";
import { compareWithGoodRun } from "@/lib/evidence/logs/compare-with-good-run";
import { describeTries } from "@/lib/evidence/logs/describe-tries";
import { findEarlierError } from "@/lib/evidence/logs/earlier-error";
import { readLogPiece } from "@/lib/evidence/logs/read-log-piece";
import { readOtherLogs, type GoodLog } from "@/lib/evidence/logs/read-other-logs";
import {
  connectAdvice,
  hasOrchestratorApi,
  orchestratorReader,
} from "@/lib/evidence/orchestrators/open-reader";
import type { FetchedLog, GoodTry, TryReading } from "@/lib/evidence/orchestrators/reader";
import { statusOf } from "@/lib/evidence/run-collector";
import type { EvidenceDraft, LogFacts } from "@/lib/evidence/schemas";
import { hasErrorText } from "@/lib/failures/error-text";
import type { FailureReport } from "@/lib/failures/schemas";
import { descriptorOf } from "@/lib/intake/sources/registry";
import type { Context } from "@/lib/platform/context";
import { AppError, messageOf } from "@/lib/platform/errors";

/** For the logs of earlier tries and of the last good run, which are read after the failed try's log. */
const OTHERS_MS = 15_000;
/** When reading ends, so that what was read can be understood before the deadline. */
const READING_ENDS_MS = 45_000;
const COMPARE_MS = 10_000;

/**
 * The logs of all tries from the orchestrator's API, with what the failed try has that the last good run has not; the text
 * included in the webhook is the fallback, and stands beside a log that does not show it. Without a failed task there may be no log, only what the API shows.
 */
export const orchestratorLog: Collector = {
  id: "orchestrator-log",
  kind: "log",
  title: "Task log",
  connect: CONNECT_API,
  deadlineMs: 60_000,
  appliesTo: () => true,
  async collect(ctx, incident, signal) {
    const reader = hasRun(incident) ? orchestratorReader(incident) : null;
    if (!reader) return { pieces: (await fromReports(ctx, incident)) ?? [noLog(incident)] };
    try {
      const tries = await reader.readTries(incident, signal);
      const failed = tries.at(-1);
      if (failed === undefined)
        throw new AppError("NOT_FOUND", "The orchestrator knows no try of this task.");
      const soon = AbortSignal.any([signal, AbortSignal.timeout(READING_ENDS_MS)]);
      const goodTry = reader.findGoodTry(incident, soon).catch(() => null);
      const fetched = await readOrNone(failed, signal);
      if (fetched !== null && !isBlankLog(fetched.log))
        return await withReported(incident, await fromApi(tries, failed, fetched, goodTry, soon));
      // A run that has not ended may have no log yet; fall back to the webhook's traceback.
      const carried = await fromWebhook(incident);
      const message = `The orchestrator has no log for ${failed.tryNumber > 1 ? `try ${failed.tryNumber}` : "this attempt"}.`;
      const missing = gap(orchestratorLog, "empty", message);
      const pieces = carried
        ? [
            { ...carried, message: `${message} ${showing(incident)}` },
            { ...missing, ...FROM_API },
          ]
        : [missing];
      return { pieces, isSettled: fetched?.isComplete ?? true };
    } catch (error) {
      signal.throwIfAborted();
      const carried = await fromWebhook(incident);
      if (!carried) {
        const earlier = await findEarlierError(ctx, incident);
        if (earlier) return addApiError(incident, earlier, error);
        throw error;
      }
      if (isNotFound(error) && hasNoFailedTask(incident)) return { pieces: [carried] };
      return addApiError(incident, carried, error);
    }
  },
};

/** How the gap is stored that stands beside the text from the webhook. */
const FROM_API = { key: "api", title: "Task log from the API" } as const;

/**
 * Adds what the sender reported to a log from the API that does not show it: the log may have been lost, or written by a
 * process that only saw the task end.
 */
async function withReported(incident: EvidenceTarget, { pieces, ...rest }: Collected): Promise<Collected> {
  const [main, ...others] = pieces;
  if (main?.kind !== "log" || main.facts === null || isFromApi(incident)) return { pieces, ...rest };
  const { exception } = incident.report;
  const isMissing = exception
    ? main.facts.exceptions.length === 0 && !main.text.includes(headOf(exception))
    : main.facts.failingLines.length === 0 && hasErrorText(incident.report);
  const carried = isMissing ? await fromWebhook(incident) : null;
  if (!carried) return { pieces, ...rest };
  const message = "The log from the API does not show this error. It is what the sender reported.";
  return { pieces: [main, { ...carried, relevance: 0.95, message }, ...others], ...rest };
}

/** What a log that shows the exception contains. */
function headOf({ type, message }: NonNullable<FailureReport["exception"]>): string {
  return message.trim().split("\n", 1)[0]?.slice(0, 200) || (type ?? "");
}

/** Null if the orchestrator answers that there is no log, as for a task that never started. */
async function readOrNone(attempt: TryReading, signal: AbortSignal): Promise<FetchedLog | null> {
  return attempt.readLog(signal).catch((error: unknown) => {
    if (isNotFound(error)) return null;
    throw error;
  });
}

function isNotFound(error: unknown): boolean {
  return error instanceof AppError && error.code === "NOT_FOUND";
}

/** The failed try's log comes first and alone, because a large one takes most of the time and memory there is. */
async function fromApi(
  tries: readonly TryReading[],
  { tryNumber, name }: TryReading,
  fetched: FetchedLog,
  goodTry: Promise<GoodTry | null>,
  signal: AbortSignal,
): Promise<Collected> {
  const soon = AbortSignal.any([signal, AbortSignal.timeout(OTHERS_MS)]);
  const [main, { good, others, earlier }] = await Promise.all([
    readLogPiece(fetched.log, { origin: "api", isTruncated: fetched.isTruncated, tryNumber }),
    readOtherLogs(tries, goodTry, soon),
  ]);
  const comparison = good && (await compareInTime(fetched.log, main.facts, good));
  const facts = { ...main.facts, tries: describeTries(tries, [...earlier, main]), comparison };
  const title = name === undefined ? main.title : `Log of ${name}`;
  return { pieces: [{ ...main, title, facts }, ...others, ...earlier], isSettled: fetched.isComplete };
}

/** Null if it takes too long or fails: the failed log is evidence without it. */
function compareInTime(log: LogInput, facts: LogFacts, good: GoodLog) {
  const late = sleep(COMPARE_MS, null, { ref: false });
  return Promise.race([compareWithGoodRun(log, facts, good).catch(() => null), late]);
}

/** Whether the report was read from the orchestrator's API; a traceback of a task comes from a later report of its sender. */
function isFromApi({ detectedBy, report }: EvidenceTarget): boolean {
  return detectedBy === RECONCILER && !(report.subject.kind === "task" && report.exception?.traceback);
}

function showing(incident: EvidenceTarget): string {
  return isFromApi(incident)
    ? "Showing what the orchestrator's API reports."
    : "Showing the text from the webhook.";
}

/** The webhook's text as the fallback, with the API error beside it. */
function addApiError(incident: EvidenceTarget, carried: EvidenceDraft, error: unknown): Collected {
  const apiError = gap(orchestratorLog, statusOf(error), messageOf(error).slice(0, 500));
  const message = `The log could not be read from the API. ${showing(incident)}`;
  const isStandIn = carried.kind === "log" && carried.facts?.isStandIn === true;
  return {
    pieces: [isStandIn ? carried : { ...carried, message }, { ...apiError, ...FROM_API }],
  };
}

/** What the sender reported: of the failed attempt or, without that, of an earlier try; then its gap stays visible. */
async function fromReports(ctx: Context, incident: EvidenceTarget): Promise<EvidenceDraft[] | null> {
  const carried = await fromWebhook(incident);
  if (carried) return [carried];
  const earlier = await findEarlierError(ctx, incident);
  return earlier && [earlier, noLog(incident)];
}

async function fromWebhook(incident: EvidenceTarget): Promise<EvidenceDraft | null> {
  const text = carriedText(incident.report);
  if (!text) return null;
  const log = textInput(text, descriptorOf(incident.source.kind).logKind);
  if (!isFromApi(incident))
    return readLogPiece(log, {
      origin: "webhook",
      isTruncated: false,
      tryNumber: null,
      hasApi: hasOrchestratorApi(incident),
    });
  // Nobody reported it: the text is the orchestrator's own error, or what its API shows.
  const piece = await readLogPiece(log, { origin: "api", isTruncated: false, tryNumber: null });
  const hasError = incident.report.exception !== null;
  const title = hasError ? "Error from the orchestrator's API" : "What the orchestrator's API shows";
  const relevanceReason = hasError
    ? "error that the orchestrator reports"
    : "comparison with what is expected";
  return { ...piece, title, relevanceReason };
}

function noLog(incident: EvidenceTarget): EvidenceDraft {
  const message = hasOrchestratorApi(incident)
    ? `The webhook contained no error text, and no API is connected. ${connectAdvice(incident.source.kind)}.`
    : "The webhook contained no error text.";
  return { ...gap(orchestratorLog, "not_connected", message), kind: "no_log" };
}
