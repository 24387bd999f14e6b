import type { Observed } from "@/lib/diagnosis/engine/observe";
import type { ObservedSubject } from "@/lib/diagnosis/engine/log-subjects";
import { ALL_SIGNATURES } from "@/lib/diagnosis/signatures/all-signatures";
import { indexSignatures, matchSubject } from "@/lib/diagnosis/signatures/match-signatures";
import type { SignatureIndex, SignatureMatchFound } from "@/lib/diagnosis/signatures/match-signatures";

export interface FoundSignature extends SignatureMatchFound {
  subject: ObservedSubject;
  /** 0..1, how well the signature explains this failure. */
  score: number;
}

const SUBJECTS_TRIED = 10;
/** A signature that matches only lines after the failing line is less certain. */
const FOLLOWING_FIT = 0.8;
const STRENGTH = { certain: 1, strong: 0.92, hint: 0.72 } as const;

let index: SignatureIndex | null = null;

/** All signatures, indexed on first use. */
export function signatureIndex(): SignatureIndex {
  index ??= indexSignatures(ALL_SIGNATURES);
  return index;
}

/** Signatures that match the failure, the best first; each once, with its best subject. */
export function findSignatures(observed: Observed): FoundSignature[] {
  const best = new Map<string, FoundSignature>();
  for (const subject of observed.subjects.slice(0, SUBJECTS_TRIED)) {
    matchSubject(signatureIndex(), subject, observed.surroundings).forEach((match, rank) => {
      const isAfter = match.offset >= subject.ownLength;
      const fit = 0.9 ** rank * STRENGTH[match.signature.strength] * (isAfter ? FOLLOWING_FIT : 1);
      const score = subject.weight * fit * (0.9 + Math.min(match.specificity, 60) / 600);
      const known = best.get(match.signature.id);
      if (known === undefined || known.score < score)
        best.set(match.signature.id, { ...match, subject, score });
    });
  }
  return [...best.values()].sort((a, b) => b.score - a.score);
}
