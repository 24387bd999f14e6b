import type { ModelClaim } from "@/lib/diagnosis/model/answers";
import type { Claim } from "@/lib/diagnosis/schemas";
import { showHidden } from "@/lib/platform/hidden-characters";
import { redact } from "@/lib/redaction/redact";

/**
 * Cleans a text of the model for storage: redacted, no control characters (PostgreSQL rejects NUL), hidden characters written
 * out, at most `max` characters. Pure.
 */
export function cleanModelText(text: string, max: number): string {
  // Of an overlong text only the beginning is needed; what a cut secret leaves is redacted with the rest.
  const bounded = text.slice(0, max * 2);
  const plain = showHidden(bounded.replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F]/g, "")).trim();
  const clean = redact(plain).text;
  return clean.length <= max ? clean : `${clean.slice(0, max - 1)}…`;
}

const MAX_CITATIONS = 6;

/** A claim of the model with the names of evidence replaced by ids; an unknown name stays and fails the check. Pure. */
export function toClaim(claim: ModelClaim, names: Readonly<Record<string, string>>): Claim {
  return {
    text: cleanModelText(claim.text, 1_000),
    citations: claim.citations.slice(0, MAX_CITATIONS).map(({ evidence, startLine, endLine, quote }) => ({
      evidenceId: Object.hasOwn(names, evidence) ? (names[evidence] ?? evidence) : evidence,
      startLine: Math.max(startLine, 1),
      endLine: Math.max(endLine, startLine, 1),
      quote: quote.slice(0, 2_000),
    })),
  };
}
