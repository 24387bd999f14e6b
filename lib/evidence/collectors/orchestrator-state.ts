import { taskOf } from "@/lib/failures/subject";
import { gap, type Collector, type EvidenceTarget } from "@/lib/evidence/collector";
import { hasOrchestratorApi, orchestratorReader } from "@/lib/evidence/orchestrators/open-reader";

/** How the orchestrator itself sees the run: states of its tasks, tries, and events behind a silent end. */
export const orchestratorState: Collector = {
  id: "orchestrator-state",
  kind: "upstream",
  title: "Run state",
  deadlineMs: 20_000,
  appliesTo: ({ pipeline, source }) => pipeline !== null && hasOrchestratorApi(source.kind),
  async collect(_ctx, incident, signal) {
    const reader = orchestratorReader(incident);
    if (!reader) {
      return { pieces: [gap(orchestratorState, "not_connected", notConnected(incident))] };
    }
    const state = await reader.readState(incident, signal);
    const { lines, isTerminal, ...facts } = state;
    const message = isTerminal
      ? null
      : `The try is still ${state.state ?? "without a state"}; it is read again.`;
    if (lines.length === 0) {
      const nothing = message ?? "The orchestrator says nothing of this run.";
      return { isSettled: isTerminal, pieces: [gap(orchestratorState, "empty", nothing)] };
    }
    return {
      isSettled: isTerminal,
      pieces: [
        {
          kind: "upstream",
          key: "main",
          status: "ok",
          title: "Run state",
          text: lines.join("\n"),
          facts: { schemaVersion: 1, ...facts },
          provenance: "fact",
          relevance: 0.5,
          relevanceReason: "the orchestrator's own view of the run",
          startLine: null,
          truncated: false,
          message,
        },
      ],
    };
  },
};

function notConnected({ source, report }: EvidenceTarget): string {
  const why = `The API of ${source.name} is not connected, so run states are unknown.`;
  const isNested = taskOf(report)?.run?.parentTaskRunId != null && report.refs["parent_flow_run_id"] == null;
  const nested = isNested
    ? " This run was started by another one; which, and whether that failed with it, was not sent along."
    : "";
  return `${why}${nested} Connect it under Setup.`;
}
