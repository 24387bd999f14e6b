import { gap, type Collector, type EvidenceTarget } from "@/lib/evidence/collector";
import { orchestratorReader } from "@/lib/evidence/orchestrators/open-reader";
import type { PastRun } from "@/lib/evidence/orchestrators/reader";
import type { EvidenceDraft } from "@/lib/evidence/schemas";
import type { SourceDescriptor } from "@/lib/intake/sources/descriptor";
import { descriptorOf } from "@/lib/intake/sources/registry";
import type { Context } from "@/lib/platform/context";

interface OwnRow {
  run: string;
  state: string | null;
  try_number: number;
  reported_at: Date;
}

/** Earlier runs of the task and its last success, from the orchestrator's API and our own records. */
export const runHistory: Collector = {
  id: "run-history",
  kind: "run_history",
  title: "Run history",
  deadlineMs: 15_000,
  appliesTo: ({ pipeline }) => pipeline !== null,
  async collect(ctx, incident, signal) {
    const [own, past] = await Promise.all([
      ownAttempts(ctx, incident),
      orchestratorReader(incident)?.readHistory(incident, signal) ?? Promise.resolve([]),
    ]);
    if (past.length === 0 && own.length <= 1) {
      return { pieces: [gap(runHistory, "empty", "No earlier runs of this task are known.")] };
    }
    return { pieces: [historyPiece(own, past, descriptorOf(incident.source.kind).meaningOfState)] };
  },
};

function historyPiece(
  own: readonly OwnRow[],
  past: readonly PastRun[],
  meaningOf: SourceDescriptor["meaningOfState"],
): EvidenceDraft {
  const lastSuccess = past.find((run) => meaningOf(run.state) === "succeeded") ?? null;
  const isFailed = (run: PastRun) => meaningOf(run.state) === "failed";
  const sinceSuccess = lastSuccess ? past.slice(0, past.indexOf(lastSuccess)) : past;
  const failuresInARow = sinceSuccess.filter(isFailed).length + 1;
  const lines = [
    ...past.map(
      (run) =>
        `run ${run.runId}: ${run.state ?? "no state"}${run.startedAt ? `, started ${run.startedAt}` : ""}`,
    ),
    ...own.map(
      (row) =>
        `recorded here: run ${row.run}, try ${row.try_number}: ${row.state ?? "no state"} at ${row.reported_at.toISOString()}`,
    ),
  ];
  return {
    kind: "run_history",
    key: "main",
    status: "ok",
    title: "Run history",
    text: lines.join("\n"),
    facts: {
      schemaVersion: 1,
      knownRuns: past.length,
      failedRuns: past.filter(isFailed).length,
      failuresInARow,
      lastSuccessAt: lastSuccess?.endedAt ?? lastSuccess?.startedAt ?? null,
    },
    provenance: "fact",
    relevance: 0.4,
    relevanceReason: "earlier runs of the same task",
    startLine: null,
    truncated: false,
    message: null,
  };
}

async function ownAttempts(ctx: Context, incident: EvidenceTarget): Promise<OwnRow[]> {
  if (!incident.taskId) return [];
  const { rows } = await ctx.pool.query<OwnRow>(
    `SELECT r.external_id AS run, a.state, a.try_number, a.reported_at
     FROM attempts a JOIN runs r ON r.id = a.run_id
     WHERE a.task_id = $1 AND a.workspace_id = $2 ORDER BY a.reported_at DESC LIMIT 20`,
    [incident.taskId, ctx.workspaceId],
  );
  return rows;
}
