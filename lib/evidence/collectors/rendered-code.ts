import {
  CONNECT_API,
  gap,
  hasNoFailedTask,
  type Collector,
  type EvidenceTarget,
} from "@/lib/evidence/collector";
import { hasRenderedCode, orchestratorReader } from "@/lib/evidence/orchestrators/open-reader";
import type { RenderedCode } from "@/lib/evidence/orchestrators/reader";
import type { EvidenceDraft } from "@/lib/evidence/schemas";

/** How much of a statement is stored. */
const MAX_CHARS = 64 * 1_024;

/**
 * The SQL and commands that the failed attempt ran, with their templates filled in. Their tables count as the task's when
 * changed columns are matched.
 */
export const renderedCode: Collector = {
  id: "rendered-code",
  kind: "code",
  title: "Rendered SQL",
  connect: CONNECT_API,
  deadlineMs: 20_000,
  appliesTo: (incident) =>
    incident.pipeline !== null && hasRenderedCode(incident) && !hasNoFailedTask(incident),
  async collect(_ctx, incident, signal) {
    const reader = orchestratorReader(incident);
    if (!reader) {
      const message = `The API of ${incident.source.name} is not connected, so the SQL that ran is unknown.`;
      return { pieces: [gap(renderedCode, "not_connected", message)] };
    }
    const found = await reader.readRenderedCode(incident, signal);
    if (found.length === 0) {
      const message = "The orchestrator has no rendered SQL or command of this attempt.";
      return { pieces: [gap(renderedCode, "empty", message)] };
    }
    return { pieces: found.map((code, i) => toPiece(incident, code, i)) };
  },
};

function toPiece(
  { task }: EvidenceTarget,
  { name, path, text, note, ...code }: RenderedCode,
  at: number,
): EvidenceDraft {
  const isLong = text.length > MAX_CHARS;
  return {
    kind: "code",
    key: name,
    status: "ok",
    title: task === null ? `Rendered ${name}` : `Rendered ${name} of ${task}`,
    text: (isLong ? text.slice(0, MAX_CHARS) : text).trimEnd(),
    facts: {
      schemaVersion: 1,
      path: path ?? name,
      origin: "rendered",
      commit: null,
      isVersionThatRan: true,
      isDefinition: false,
      frames: [],
    },
    provenance: "fact",
    relevance: Math.max(0.4, 0.75 - at * 0.05),
    relevanceReason: "what the failed attempt ran",
    startLine: 1,
    truncated: isLong || code.isCut,
    message: note,
  };
}
