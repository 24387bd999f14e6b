import type { Citation, Claim } from "@/lib/diagnosis/schemas";
import type { Provenance } from "@/lib/evidence/schemas";
import { sha256 } from "@/lib/platform/crypto";

/**
 * Adds to each citation the hash of the text that it cites, so that anyone can tell later whether the text is still the
 * same. A citation of a piece that is not in the evidence stays as it is. Pure.
 */
export function hashCitations<Cited extends Pick<Claim, "citations">>(
  claims: readonly Cited[],
  evidence: readonly { id: string; text: string }[],
): Cited[] {
  const texts = new Map(evidence.map(({ id, text }) => [id, text]));
  const hashes = new Map<string, string>();
  const hashOf = (id: string): string | undefined => {
    const text = texts.get(id);
    if (text === undefined) return undefined;
    const hash = hashes.get(id) ?? sha256(text);
    hashes.set(id, hash);
    return hash;
  };
  const stamped = (citation: Citation): Citation => {
    const hash = hashOf(citation.evidenceId);
    return hash === undefined ? citation : { ...citation, sha256: hash };
  };
  return claims.map((claim) => ({ ...claim, citations: claim.citations.map(stamped) }));
}

/** Says of each claim whether it cites the system of record or only what someone reported. Pure. */
export function tagClaims(
  claims: readonly Claim[],
  evidence: readonly { id: string; provenance: Provenance }[],
): Claim[] {
  const provenances = new Map(evidence.map(({ id, provenance }) => [id, provenance]));
  return claims.map((claim) => {
    const cited = claim.citations.flatMap(({ evidenceId }) => provenances.get(evidenceId) ?? []);
    return cited.length === 0 ? claim : { ...claim, basis: cited.includes("fact") ? "fact" : "claim" };
  });
}
