import type { EvidenceDraft, EvidenceKind, GapDraft } from "@/lib/evidence/schemas";
import { isFinding } from "@/lib/failures/error-text";
import { NO_FAILED_TASK } from "@/lib/failures/unreported";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import type { GitHubConnection } from "@/lib/vendors/github/client";
import type { SourceConnection } from "@/lib/sources/data";
import type { Context } from "@/lib/platform/context";

/** An incident to collect evidence for, with the connection to its source's API. */
export interface EvidenceTarget extends IncidentContext {
  connection: SourceConnection | null;
  /** The workspace's access to GitHub, for sources whose API it is; null without credentials. */
  gitHub?: GitHubConnection | null;
}

/** What to do where an orchestrator's API is missing. Sources that are read with an integration have advice of their own. */
export const CONNECT_API = "Connect the orchestrator's API under Setup";

/** How incidents are detected that were found by reading the orchestrator's API. */
export const RECONCILER = "reconciler";

/** Whether there is a run to read: a run that was expected and never started, or a broken file, has none. */
export function hasRun({ detectedBy, run, report }: EvidenceTarget): boolean {
  return detectedBy !== RECONCILER || run !== null || !isFinding(report);
}

/** Whether nobody said that a task failed, only that something is wrong with the run. */
export function hasNoFailedTask({ detectedBy, task, report }: EvidenceTarget): boolean {
  return (
    detectedBy === RECONCILER && task === null && (isFinding(report) || report.reason === NO_FAILED_TASK)
  );
}

export interface Collected {
  pieces: EvidenceDraft[];
  /** False while the orchestrator reports the attempt as running: the log may grow, so it is read again later. */
  isSettled?: boolean;
}

/** A source of evidence. To add one, add a file and list it in `list.ts`. */
export interface Collector {
  /** Stable name, e.g. `orchestrator-log`. */
  id: string;
  kind: EvidenceKind;
  title: string;
  /** The one thing to do where it is not connected, without a full stop. */
  connect?: string;
  /** The page where its connection is configured; Setup if not given. */
  connectionPage?: "Settings → Integrations";
  deadlineMs: number;
  /** Uses evidence stored by other collectors, so it runs after them. */
  readsEvidence?: boolean;
  appliesTo: (incident: EvidenceTarget) => boolean;
  /**
   * Reads, never writes. Throws AppError on failure; the collecting verb turns it into a status.
   * `signal` aborts at the deadline.
   */
  collect: (ctx: Context, incident: EvidenceTarget, signal: AbortSignal) => Promise<Collected>;
}

/** A piece that states why evidence is missing. */
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
