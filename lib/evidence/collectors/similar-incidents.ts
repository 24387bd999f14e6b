import { gap, type Collector } from "@/lib/evidence/collector";
import { findSimilarIncidents, type SimilarIncident } from "@/lib/knowledge/find-similar-incidents";
import { aftermathFacts } from "@/lib/evidence/aftermath-facts";
import type { EvidenceDraft } from "@/lib/evidence/schemas";
import { describeAftermath } from "@/lib/knowledge/holding";

const LIMIT = 5;

/** Earlier incidents in the workspace with a similar failure, and their outcomes. */
export const similarIncidents: Collector = {
  id: "similar-incidents",
  kind: "similar_incident",
  title: "Similar incidents",
  deadlineMs: 5_000,
  readsEvidence: true,
  appliesTo: () => true,
  async collect(ctx, incident) {
    const similar = await findSimilarIncidents(ctx, { incidentId: incident.incidentId, limit: LIMIT });
    if (similar.length === 0)
      return { pieces: [gap(similarIncidents, "empty", "No similar earlier incidents.")] };
    return { pieces: similar.map((earlier) => toPiece(earlier, ctx.now())) };
  },
};

const RELEVANCE_REASONS: Record<SimilarIncident["because"], string> = {
  same_failure: "the same failure",
  same_signature: "the same kind of failure",
  same_category: "a similar failing line and the same category",
  failing_line: "a similar failing line",
};

/** The text about a similar incident. The cause must be on line 4, which diagnoses cite. Pure. */
export function describeSimilar(incident: SimilarIncident, now: Date): string {
  const { confirmed, aftermath } = incident;
  return [
    `#${incident.number} ${incident.title}`,
    `Status: ${incident.status}, last seen ${incident.lastSeenAt}`,
    incident.isSameFailure
      ? "Same fingerprint: the same failure"
      : `Failing line similarity: ${incident.similarity.toFixed(2)}`,
    confirmed ? `Confirmed cause (${confirmed.category}): ${confirmed.rootCause}` : "Cause: not confirmed",
    incident.fixTitle ? `Fix (${incident.fixStatus}): ${incident.fixTitle}` : "Fix: none recorded",
    ...[describeAftermath(aftermath, now)].filter((line) => line !== null),
    ...(aftermath.comment === null ? [] : [`Comment: ${aftermath.comment.replaceAll(/\s+/g, " ")}`]),
  ].join("\n");
}

function toPiece(incident: SimilarIncident, now: Date): EvidenceDraft {
  const { confirmed, aftermath } = incident;
  return {
    kind: "similar_incident",
    key: incident.id,
    status: "ok",
    title: `#${incident.number} ${incident.title}`,
    text: describeSimilar(incident, now),
    facts: {
      schemaVersion: 1,
      id: incident.id,
      number: incident.number,
      title: incident.title,
      status: incident.status,
      confirmed,
      signature: incident.signature,
      similarity: incident.similarity,
      isSameFailure: incident.isSameFailure,
      lastSeenAt: incident.lastSeenAt,
      fixTitle: incident.fixTitle,
      fixStatus: incident.fixStatus,
      pullRequestUrl: incident.pullRequestUrl,
      ...aftermathFacts(aftermath, now),
    },
    provenance: "fact",
    relevance: incident.isSameFailure ? 0.9 : incident.similarity * 0.7,
    relevanceReason: RELEVANCE_REASONS[incident.because],
    startLine: null,
    truncated: false,
    message: null,
  };
}
