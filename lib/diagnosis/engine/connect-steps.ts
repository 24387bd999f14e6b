import type { EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";

interface Connectable {
  /** Evidence that says whether it is connected. */
  kind: EvidencePiece["kind"];
  /** Steps that look at it. */
  lookedAt: RegExp;
  step: string;
}

const CONNECTABLE: readonly Connectable[] = [
  {
    kind: "upstream",
    lookedAt:
      /\b(?:orchestrator|logs?|run's|(?:earlier|other|last successful) runs?|upstream|other tasks)\b/i,
    step: "Connect the orchestrator's API under Setup, so that its logs and run states are shown here",
  },
  {
    kind: "commit",
    lookedAt: /\b(?:code|commits?|that file|requirements)\b/i,
    step: "Connect the pipeline's repository under Setup, so that code changes are shown here",
  },
];

/** How to connect what the steps tell people to look at, where it is not connected. */
export function connectSteps(evidence: readonly EvidencePiece[], steps: readonly string[]): string[] {
  return CONNECTABLE.filter(
    ({ kind, lookedAt }) =>
      evidence.some((piece) => piece.kind === kind && piece.status === "not_connected") &&
      steps.some((step) => lookedAt.test(step)),
  ).map(({ step }) => step);
}
