import { embedText } from "@/lib/knowledge/embed-text";

/** The parts of a failure that are compared. */
export interface ComparedFailure {
  fingerprint: string;
  /** What failed, in its own words; null when nothing is known but that it failed. */
  line: string | null;
  /** The signature of its diagnosis, if any. */
  signature: string | null;
  category: string | null;
}

export const RESEMBLANCES = ["same_failure", "same_signature", "same_category", "failing_line"] as const;

export interface Resemblance {
  because: (typeof RESEMBLANCES)[number];
  /** How alike the two failing lines are, 0..1. */
  similarity: number;
}

/** How alike the lines must be, the more the less else is known to be the same. */
const ENOUGH = { same_signature: 0.4, same_category: 0.55, failing_line: 0.7 } as const;

/**
 * Why two failures are worth showing side by side, or null. What they share must be the failure itself: the same
 * fingerprint, or lines that are alike and no diagnosis that speaks against it. Pure.
 */
export function resemblance(failure: ComparedFailure, other: ComparedFailure): Resemblance | null {
  if (failure.line === null || other.line === null) return null;
  const similarity = likeness(failure.line, other.line);
  if (failure.fingerprint === other.fingerprint) return { because: "same_failure", similarity };
  const because = kinship(failure, other);
  return because !== null && similarity >= ENOUGH[because] ? { because, similarity } : null;
}

function kinship(failure: ComparedFailure, other: ComparedFailure): keyof typeof ENOUGH | null {
  if (failure.signature !== null && failure.signature === other.signature) return "same_signature";
  const [mine, theirs] = [known(failure.category), known(other.category)];
  if (mine === null || theirs === null) return "failing_line";
  return mine === theirs ? "same_category" : null;
}

function known(category: string | null): string | null {
  return category === "unknown" ? null : category;
}

/** Cosine of the two embeddings, which are unit vectors. */
function likeness(line: string, other: string): number {
  const [a, b] = [embedText(line), embedText(other)];
  const dot = a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
  return Math.min(1, Math.max(0, dot));
}
