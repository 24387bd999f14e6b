import { taskOf } from "@/lib/failures/subject";
import { CONNECT_API, gap, hasRun, type Collector, type EvidenceTarget } from "@/lib/evidence/collector";
import {
  connectAdvice,
  hasOrchestratorApi,
  orchestratorReader,
} from "@/lib/evidence/orchestrators/open-reader";

const MAX_LINES = 500;
/** A state's message may be a whole traceback. */
const MAX_LINE_CHARS = 4_000;

/** The orchestrator's view of the run: task states, attempts, and events that explain an end without an error. */
export const orchestratorState: Collector = {
  id: "orchestrator-state",
  kind: "upstream",
  title: "Run state",
  connect: CONNECT_API,
  deadlineMs: 20_000,
  appliesTo: (incident) => incident.pipeline !== null && hasOrchestratorApi(incident) && hasRun(incident),
  async collect(_ctx, incident, signal) {
    const reader = orchestratorReader(incident);
    if (!reader) {
      return { pieces: [gap(orchestratorState, "not_connected", notConnected(incident))] };
    }
    const state = await reader.readState(incident, signal);
    const { lines, isTerminal, ...facts } = state;
    const message = isTerminal
      ? null
      : `The attempt ${state.state ? `is still ${state.state}` : "has no state yet"} and will be read again.`;
    if (lines.length === 0) {
      const nothing = message ?? "The orchestrator has no state for this run.";
      return { isSettled: isTerminal, pieces: [gap(orchestratorState, "empty", nothing)] };
    }
    const shown = lines.slice(0, MAX_LINES).map((line) => line.slice(0, MAX_LINE_CHARS));
    return {
      isSettled: isTerminal,
      pieces: [
        {
          kind: "upstream",
          key: "main",
          status: "ok",
          title: "Run state",
          text: shown.join("\n"),
          facts: { schemaVersion: 1, ...facts },
          provenance: "fact",
          relevance: 0.5,
          relevanceReason: "the orchestrator's view of the run",
          startLine: null,
          truncated: shown.length < lines.length || shown.some((line, i) => line !== lines[i]),
          message,
        },
      ],
    };
  },
};

function notConnected({ source, report }: EvidenceTarget): string {
  const why = `The API of ${source.name} is not connected, so run states are unknown.`;
  const isNested = taskOf(report)?.run?.parentTaskRunId != null && report.refs["parent_flow_run_id"] == null;
  const nested = isNested ? " Another run started this one, but the payload does not say which." : "";
  return `${why}${nested} ${connectAdvice(source.kind)}.`;
}
