import { CONNECT_API, gap, hasRun, type Collector, type EvidenceTarget } from "@/lib/evidence/collector";
import { listEvidence } from "@/lib/evidence/data";
import { silentEnding, type EndingLine } from "@/lib/evidence/endings/silent-ending";
import { hasOrchestratorApi, orchestratorReader } from "@/lib/evidence/orchestrators/open-reader";
import type { Evidence, EvidenceDraft, LogFacts } from "@/lib/evidence/schemas";
import { isFinding, isGenericMessage } from "@/lib/failures/error-text";
import { NO_FAILED_TASK } from "@/lib/failures/unreported";

const MAX_LINES = 200;

/**
 * How an attempt ended whose log is missing or ends without an error: scheduler and audit events, the states of the run,
 * exit code and signal.
 */
export const silentEnd: Collector = {
  id: "silent-end",
  kind: "no_log",
  title: "Scheduler events",
  connect: CONNECT_API,
  deadlineMs: 20_000,
  // Whether the log says how the attempt ended.
  readsEvidence: true,
  appliesTo: (incident) => incident.pipeline !== null && hasRun(incident),
  async collect(ctx, incident, signal) {
    const reader = orchestratorReader(incident);
    const [{ items }, events] = await Promise.all([
      listEvidence(ctx, incident.incidentId),
      reader ? reader.readEnding(incident, signal) : [],
    ]);
    const logs = failedLogs(items);
    const log = logs[0] ?? null;
    const lines = [
      ...events.map(({ at, text, by }) => ({
        text: at === null ? text : `${text} (${at})`,
        plain: text,
        by,
      })),
      ...reportedLines(incident),
      ...logLines(log),
    ].slice(0, MAX_LINES);
    const found = silentEnding(lines.map(({ plain, by }) => ({ text: plain, by })));
    // A traceback says more than the signs of how the process ended.
    const isExplained = logs.some(({ exceptions }) => exceptions.length > 0);
    if (found === null || (isExplained && !OUTWEIGHS.has(found.ending)))
      return { pieces: [without(incident, { isRead: reader !== null, isExplained, lines })] };
    return { pieces: [toPiece(lines, found, { log, isFact: reader !== null })] };
  },
};

/** Endings that come from outside and may cause an exception in the task. */
const OUTWEIGHS: ReadonlySet<string> = new Set([
  "marked_failed",
  "run_timeout",
  "deadlock",
  "heartbeat_lost",
]);

interface Line extends EndingLine {
  /** Without its time. */
  plain: string;
}

/** The log of the failed try, and what its sender reported. */
function failedLogs(items: readonly Evidence[]): LogFacts[] {
  const logs = items.flatMap((piece) => (piece.kind === "log" && piece.facts !== null ? [piece.facts] : []));
  return logs.filter(({ isEarlierTry }) => isEarlierTry !== true);
}

/** What the sender said, where it is more than that the task failed. What our reconciler noticed, nobody said. */
function reportedLines({ report }: EvidenceTarget): Line[] {
  const { reason } = report;
  if (!reason || isGenericMessage(reason) || reason === NO_FAILED_TASK || isFinding(report)) return [];
  const plain = `reason: ${reason.slice(0, 500)}`;
  return [{ text: plain, plain, by: null }];
}

function logLines(log: LogFacts | null): Line[] {
  if (log === null) return [];
  const exit = log.exit && exitLine(log.exit);
  const ending = log.ending && `the log ends with: ${log.ending.message.slice(0, 500)}`;
  return [ending, exit].flatMap((plain) => (plain ? [{ text: plain, plain, by: null }] : []));
}

function exitLine({ code, signal }: NonNullable<LogFacts["exit"]>): string {
  const parts = [code === null ? null : `exit code ${code}`, signal === null ? null : `signal ${signal}`];
  return `the log shows ${parts.filter(Boolean).join(" and ")}`;
}

function without(
  incident: EvidenceTarget,
  { isRead, isExplained, lines }: { isRead: boolean; isExplained: boolean; lines: readonly Line[] },
): EvidenceDraft {
  if (isExplained) return gap(silentEnd, "empty", "The log shows how the attempt ended.");
  if (!isRead && hasOrchestratorApi(incident)) {
    const message = `The API of ${incident.source.name} is not connected, so scheduler events are unknown.`;
    return gap(silentEnd, "not_connected", message);
  }
  if (lines.length === 0) return gap(silentEnd, "empty", "The orchestrator recorded no event about the end.");
  return {
    ...toPiece(lines, null, { log: null, isFact: isRead }),
    relevance: 0.3,
    relevanceReason: "what the scheduler recorded",
  };
}

function toPiece(
  lines: readonly Line[],
  found: ReturnType<typeof silentEnding>,
  { log, isFact }: { log: LogFacts | null; isFact: boolean },
): Extract<EvidenceDraft, { status: "ok" }> {
  return {
    kind: "no_log",
    key: "main",
    status: "ok",
    title: "Scheduler events",
    text: lines.map(({ text }) => text.replaceAll(/[\r\n]+/g, " ").slice(0, 2_000)).join("\n"),
    facts: {
      schemaVersion: 1,
      ending: found?.ending ?? null,
      line: found?.line ?? null,
      by: found?.by ?? null,
      exitCode: log?.exit?.code ?? null,
      signal: log?.exit?.signal ?? null,
    },
    provenance: isFact ? "fact" : "claim",
    relevance: 0.85,
    relevanceReason: "how the attempt ended",
    startLine: null,
    truncated: lines.length === MAX_LINES,
    message: null,
  };
}
