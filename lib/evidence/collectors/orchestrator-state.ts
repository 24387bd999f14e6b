import { gap, type Collector } from "@/lib/evidence/collector";
import { hasOrchestratorApi, orchestratorReader } from "@/lib/evidence/orchestrators/reader";

/** How the orchestrator itself sees the run: states of its tasks, tries, and events behind a silent end. */
export const orchestratorState: Collector = {
  id: "orchestrator-state",
  kind: "upstream",
  title: "Run state",
  deadlineMs: 20_000,
  appliesTo: (subject) => hasOrchestratorApi(subject.source.kind),
  async collect(_ctx, subject, signal) {
    const reader = orchestratorReader(subject);
    if (!reader) {
      const message = `The API of ${subject.source.name} is not connected, so run states are unknown. Connect it under Setup.`;
      return { pieces: [gap(orchestratorState, "not_connected", message)] };
    }
    const state = await reader.readState(subject, signal);
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
