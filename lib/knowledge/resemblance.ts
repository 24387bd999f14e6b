import { describeSameTrouble } from "@/lib/knowledge/compared-lines";
import { embedText } from "@/lib/knowledge/embed-text";

/** The parts of a failure that are compared with another. */
export interface ComparedFailure {
  fingerprint: string;
  /** Whether its fingerprint was made from what it says; otherwise it only says where it happened. */
  hasErrorText: boolean;
  /** Its failing line (`failingLine`), if any. */
  line: string | null;
  /** The line is a sentence of ours about what an API shows, which unrelated failures share. */
  isOwnLine: boolean;
  /** Signature of its diagnosis, if any. */
  signature: string | null;
  category: string | null;
}

export const RESEMBLANCES = ["same_failure", "same_signature", "same_category", "failing_line"] as const;

export interface Resemblance {
  because: (typeof RESEMBLANCES)[number];
  /** Similarity of the two failing lines, 0..1. */
  similarity: number;
}

/** Minimum similarity of the lines; lower if more else is known to match. */
const MIN_SIMILARITY = { same_signature: 0.4, same_category: 0.55, failing_line: 0.7 } as const;

/**
 * Why two failures are similar, or null if they are not. They must have the same fingerprint, made from what they say, or
 * similar failing lines that name the same things, and no conflicting diagnoses: a wrong link costs more than a missing one.
 * Our own sentences only link failures of the same task. Pure.
 */
export function resemblance(failure: ComparedFailure, other: ComparedFailure): Resemblance | null {
  if (failure.line === null || other.line === null) return null;
  const similarity = cosine(failure.line, other.line);
  const hasSameFingerprint = failure.fingerprint === other.fingerprint;
  if (hasSameFingerprint && failure.hasErrorText && other.hasErrorText)
    return { because: "same_failure", similarity };
  if (!hasSameFingerprint && (failure.isOwnLine || other.isOwnLine)) return null;
  const because = strongestMatch(failure, other);
  if (because === null || similarity < MIN_SIMILARITY[because]) return null;
  return describeSameTrouble(failure.line, other.line) ? { because, similarity } : null;
}

function strongestMatch(
  failure: ComparedFailure,
  other: ComparedFailure,
): keyof typeof MIN_SIMILARITY | null {
  if (failure.signature !== null && failure.signature === other.signature) return "same_signature";
  const [mine, theirs] = [known(failure.category), known(other.category)];
  if (mine === null || theirs === null) return "failing_line";
  return mine === theirs ? "same_category" : null;
}

function known(category: string | null): string | null {
  return category === "unknown" ? null : category;
}

/** Cosine similarity of the two embeddings, which are unit vectors. */
function cosine(line: string, other: string): number {
  const [a, b] = [embedText(line), embedText(other)];
  const dot = a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
  return Math.min(1, Math.max(0, dot));
}
