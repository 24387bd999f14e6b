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
    return {
      isSettled: isTerminal,
      pieces: [
        {
          kind: "upstream",
          key: "main",
          status: lines.length > 0 ? "ok" : "empty",
          title: "Run state",
          text: lines.join("\n"),
          facts,
          relevance: 0.5,
          startLine: null,
          truncated: false,
          message: isTerminal
            ? null
            : `The try is still ${state.state ?? "without a state"}; it is read again.`,
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
