import { CONNECT_API, gap, type Collector, type EvidenceTarget } from "@/lib/evidence/collector";
import { baselineOf, type HistoryRun } from "@/lib/evidence/history/baseline";
import {
  listRecordedAttempts,
  listRecordedRuns,
  type RecordedAttempt,
  type RecordedRun,
} from "@/lib/evidence/history/data";
import { historyLines } from "@/lib/evidence/history/history-lines";
import { mergeRuns } from "@/lib/evidence/history/merge-runs";
import { orchestratorReader } from "@/lib/evidence/orchestrators/open-reader";
import type { OrchestratorRun } from "@/lib/evidence/orchestrators/reader";
import type { EvidenceDraft } from "@/lib/evidence/schemas";
import { descriptorOf } from "@/lib/intake/sources/registry";

/** With this many recorded successes the records show the whole history, so the orchestrator is not asked. */
const ENOUGH_SUCCESSES = 10;

/** Earlier runs, what is unusual about the failed one, and since when it fails; from our records and the orchestrator. */
export const runHistory: Collector = {
  id: "run-history",
  kind: "run_history",
  title: "Run history",
  connect: CONNECT_API,
  deadlineMs: 15_000,
  appliesTo: ({ pipeline }) => pipeline !== null,
  async collect(ctx, incident, signal) {
    const { pipelineId, taskId, lastSeenAt: at } = incident;
    const [recorded, attempts] = await Promise.all([
      pipelineId === null ? [] : listRecordedRuns(ctx, { pipelineId, taskId, at }),
      taskId === null ? [] : listRecordedAttempts(ctx, taskId),
    ]);
    // Webhooks report failures only, so a table without successes is thin.
    const isThin = recorded.filter((run) => run.succeededAt !== null).length < ENOUGH_SUCCESSES;
    const reader = isThin ? orchestratorReader(incident) : null;
    const [current, past] = reader
      ? await Promise.all([reader.readRun(incident, signal), reader.readHistory(incident, signal)])
      : [null, []];
    const piece = historyPiece(incident, { current, past, recorded, attempts });
    return { pieces: [piece ?? gap(runHistory, "empty", "No earlier runs of this task are known.")] };
  },
};

interface Known {
  current: OrchestratorRun | null;
  past: readonly OrchestratorRun[];
  recorded: readonly RecordedRun[];
  attempts: readonly RecordedAttempt[];
}

function historyPiece(
  { run, source, report }: EvidenceTarget,
  { current, past, recorded, attempts }: Known,
): EvidenceDraft | null {
  const { meaningOfState } = descriptorOf(source.kind);
  const runs = mergeRuns(current ? [current, ...past] : past, recorded, meaningOfState);
  const own = runs.find(({ runId }) => runId === run) ?? NO_RUN;
  const earlier = runs.filter(
    ({ runId, startedAt }) => runId !== run && (startedAt === null || startedAt <= (own.startedAt ?? "~")),
  );
  // Webhooks report failures only, so records without any success say nothing about how often it fails.
  const isCounted = ({ runId }: HistoryRun) =>
    recorded.some(({ succeededAt }) => succeededAt !== null) || past.some((other) => other.runId === runId);
  const known = earlier.filter((other) => other.outcome !== "other" && isCounted(other));
  if (earlier.length === 0 && attempts.length <= 1) return null;
  const lastSuccess = known.findIndex(({ outcome }) => outcome === "succeeded");
  const streak = lastSuccess === -1 ? known : known.slice(0, lastSuccess);
  const success = known[lastSuccess];
  const failed: HistoryRun = {
    ...own,
    runId: run ?? own.runId,
    outcome: "failed",
    endedAt: own.endedAt ?? report.occurredAt,
  };
  const baseline = baselineOf(failed, known);
  const isUnusual = Boolean(baseline.duration?.change ?? baseline.volume?.change);
  return {
    kind: "run_history",
    key: "main",
    status: "ok",
    title: "Run history",
    text: historyLines(baseline, earlier, attempts).join("\n"),
    facts: {
      schemaVersion: 1,
      knownRuns: known.length,
      failedRuns: known.filter(({ outcome }) => outcome === "failed").length,
      failuresInARow: streak.length + 1,
      lastSuccessAt: success?.endedAt ?? success?.startedAt ?? null,
      ...baseline,
    },
    provenance: "fact",
    relevance: isUnusual ? 0.55 : 0.4,
    relevanceReason: isUnusual ? "the failed run was unusual" : "earlier runs of the same task",
    startLine: null,
    truncated: false,
    message: null,
  };
}

const NO_RUN: HistoryRun = {
  runId: "",
  outcome: "failed",
  startedAt: null,
  endedAt: null,
  rows: null,
  tries: null,
};
