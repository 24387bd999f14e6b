import type { LogEvidence } from "@/lib/evidence/schemas";
import { logFacts } from "@/lib/evidence/testing/facts";

/** Stored evidence of a log with these lines. */
export function logEvidence(
  lines: readonly string[],
  {
    facts,
    ...part
  }: Partial<Omit<LogEvidence, "facts" | "kind">> & {
    facts?: Partial<NonNullable<LogEvidence["facts"]>>;
  } = {},
): LogEvidence {
  return {
    id: "log-1",
    kind: "log",
    collector: "orchestrator-log",
    status: "ok",
    title: "Task log",
    text: lines.join("\n"),
    facts: logFacts({ lineCount: lines.length, ...facts }),
    provenance: "fact",
    relevance: 1,
    relevanceReason: null,
    startLine: 1,
    truncated: false,
    collectedAt: "2026-11-20T00:00:00.000Z",
    supersededAt: null,
    textRemovedAt: null,
    durationMs: 1,
    message: null,
    ...part,
  };
}
