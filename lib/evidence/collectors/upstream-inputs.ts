import { CONNECT_API, gap, hasRun, type Collector, type EvidenceTarget } from "@/lib/evidence/collector";
import { listEvidence } from "@/lib/evidence/data";
import { hasOrchestratorApi, orchestratorReader } from "@/lib/evidence/orchestrators/open-reader";
import { statusOf } from "@/lib/evidence/run-collector";
import { tablesRead } from "@/lib/evidence/schema-changes/tables-in-text";
import type { EvidenceDraft } from "@/lib/evidence/schemas";
import { findDatasetsByName, listInputs, listUpstreamPipelines } from "@/lib/evidence/upstream/data";
import { judgeInput } from "@/lib/evidence/upstream/judge-input";
import { upstreamLines, type UpstreamFindings } from "@/lib/evidence/upstream/upstream-lines";
import type { Context } from "@/lib/platform/context";
import { messageOf } from "@/lib/platform/errors";

const MAX_LINES = 200;

/**
 * What the failed task depends on, as of the failure: the tasks before it, what triggered the run, the latest runs of
 * upstream pipelines, and whether the datasets it reads, by lineage or by the SQL that ran, are fresh and of their usual size.
 */
export const upstreamInputs: Collector = {
  id: "upstream-inputs",
  kind: "upstream",
  title: "Upstream",
  connect: CONNECT_API,
  deadlineMs: 20_000,
  // The statement that ran names what it reads.
  readsEvidence: true,
  appliesTo: ({ pipelineId }) => pipelineId !== null,
  async collect(ctx, incident, signal) {
    const reader = hasRun(incident) ? orchestratorReader(incident) : null;
    const [own, api] = await Promise.all([
      readOwn(ctx, incident),
      reader
        ? reader.readUpstream(incident, signal).catch((error: unknown) => ({ error }))
        : { tasks: [], triggers: [] },
    ]);
    signal.throwIfAborted();
    const isRead = !("error" in api);
    const found = {
      ...own,
      upstreamTasks: isRead ? api.tasks : [],
      triggers: isRead ? api.triggers : [],
    };
    const isNothing = Object.values(found).every((rows) => rows.length === 0);
    if (isNothing && !isRead) throw api.error;
    if (isNothing) return { pieces: [nothing(incident, reader !== null || !hasRun(incident))] };
    const piece = toPiece(found, incident.lastSeenAt);
    if (isRead) return { pieces: [piece] };
    const failed = gap(upstreamInputs, statusOf(api.error), messageOf(api.error).slice(0, 500));
    return { pieces: [piece, { ...failed, key: "api", title: "Upstream tasks from the API" }] };
  },
};

async function readOwn(ctx: Context, incident: EvidenceTarget) {
  const { pipelineId, taskId, lastSeenAt: at } = incident;
  if (pipelineId === null) return { upstreamPipelines: [], inputs: [] };
  const ids = await findDatasetsByName(ctx, await tablesOfStatements(ctx, incident));
  const [upstreamPipelines, inputs] = await Promise.all([
    listUpstreamPipelines(ctx, { pipelineId, at }),
    listInputs(ctx, { pipelineId, taskId, at, ids }),
  ]);
  return {
    upstreamPipelines,
    inputs: inputs.map(({ dataset, writes }) => judgeInput(dataset, writes, at)),
  };
}

async function tablesOfStatements(ctx: Context, { incidentId }: EvidenceTarget): Promise<string[]> {
  const { items } = await listEvidence(ctx, incidentId);
  const statements = items.filter((item) => item.kind === "code" && item.facts?.origin === "rendered");
  return [...new Set(statements.flatMap(({ text }) => tablesRead(text)))];
}

function nothing(incident: EvidenceTarget, isConnected: boolean): EvidenceDraft {
  if (isConnected || !hasOrchestratorApi(incident)) {
    const message =
      "No upstream tasks, pipelines or datasets are known. OpenLineage events name the datasets.";
    return gap(upstreamInputs, "empty", message);
  }
  const message = `The API of ${incident.source.name} is not connected and no lineage is known, so what the task depends on is unknown. OpenLineage events name the datasets.`;
  return gap(upstreamInputs, "not_connected", message);
}

function toPiece(found: UpstreamFindings, at: Date): EvidenceDraft {
  const { lines, suspects } = upstreamLines(found, at);
  return {
    kind: "upstream",
    key: "main",
    status: "ok",
    title: "Upstream",
    text: lines.slice(0, MAX_LINES).join("\n"),
    facts: { schemaVersion: 1, failedTasks: [], ...found },
    provenance: "fact",
    relevance: suspects > 0 ? 0.75 : 0.3,
    relevanceReason: suspects > 0 ? "something it depends on was unusual" : "what the failed task depends on",
    startLine: null,
    truncated: lines.length > MAX_LINES,
    message: null,
  };
}
