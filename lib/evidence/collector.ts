import type { EvidenceDraft, EvidenceKind, GapDraft } from "@/lib/evidence/schemas";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import type { SourceConnection } from "@/lib/sources/data";
import type { Context } from "@/lib/platform/context";

/** An incident that evidence is collected for, with the way to its source's API. */
export interface EvidenceTarget extends IncidentContext {
  connection: SourceConnection | null;
}

export interface Collected {
  pieces: EvidenceDraft[];
  /** False while the orchestrator still calls the try running: the log may grow, so it is read again. */
  isSettled?: boolean;
}

/** A source of evidence. Adding one is adding a file and naming it in the list. */
export interface Collector {
  /** Stable name, e.g. `orchestrator-log`. */
  id: string;
  kind: EvidenceKind;
  title: string;
  deadlineMs: number;
  /** Goes by what the others have stored, so it runs after them. */
  readsEvidence?: boolean;
  appliesTo: (incident: EvidenceTarget) => boolean;
  /**
   * Reads, never writes. Throws AppError for trouble; the collecting verb turns it into a status.
   * `signal` aborts at the deadline.
   */
  collect: (ctx: Context, incident: EvidenceTarget, signal: AbortSignal) => Promise<Collected>;
}

/** A piece that says why there is nothing. */
export function gap(
  collector: Pick<Collector, "kind" | "title">,
  status: GapDraft["status"],
  message: string,
): GapDraft {
  return {
    kind: collector.kind,
    key: "main",
    status,
    title: collector.title,
    text: "",
    facts: null,
    provenance: "fact",
    relevance: 0,
    relevanceReason: null,
    startLine: null,
    truncated: false,
    message,
  };
}
