import { gap, type Collector } from "@/lib/evidence/collector";
import { findSimilarIncidents, type SimilarIncident } from "@/lib/knowledge/find-similar-incidents";
import type { EvidenceDraft } from "@/lib/evidence/schemas";
import type { Subject } from "@/lib/evidence/subject";

const LIMIT = 5;

/** Past incidents of the workspace that look like this one, with what became of them. */
export const similarIncidents: Collector = {
  id: "similar-incidents",
  kind: "similar_incident",
  title: "Similar incidents",
  deadlineMs: 5_000,
  appliesTo: () => true,
  async collect(ctx, subject) {
    const similar = await findSimilarIncidents(ctx, {
      incidentId: subject.incidentId,
      text: describe(subject),
      fingerprint: subject.fingerprint,
      limit: LIMIT,
    });
    if (similar.length === 0)
      return { pieces: [gap(similarIncidents, "empty", "No earlier incident looks like this one.")] };
    return { pieces: similar.map(toPiece) };
  },
};

/** The words by which an incident is found again: what broke, where, and how the traceback ends. */
function describe(subject: Subject): string {
  const { exception, reason, log } = subject.report;
  const traceback = exception?.traceback ?? log ?? "";
  return [
    subject.title,
    exception?.type,
    exception?.message,
    reason,
    subject.pipeline,
    subject.task,
    traceback.slice(-3_000),
  ]
    .filter(Boolean)
    .join("\n");
}

function toPiece(one: SimilarIncident): EvidenceDraft {
  const lines = [
    `#${one.number} ${one.title}`,
    `Status: ${one.status}, last seen ${one.lastSeenAt}`,
    one.isSameFailure ? "Same fingerprint: the same failure" : `Similarity ${one.similarity.toFixed(2)}`,
    `Cause: ${one.rootCause ?? "not known"}`,
    one.fixTitle ? `Fix (${one.fixStatus}): ${one.fixTitle}` : "Fix: none recorded",
  ];
  return {
    kind: "similar_incident",
    key: one.id,
    status: "ok",
    title: `#${one.number} ${one.title}`,
    text: lines.join("\n"),
    facts: { ...one },
    relevance: one.isSameFailure ? 0.9 : one.similarity * 0.7,
    startLine: null,
    truncated: false,
    message: null,
  };
}
