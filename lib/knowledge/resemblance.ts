import { embedText } from "@/lib/knowledge/embed-text";

/** A failure as far as it is compared with another one. */
export interface ComparedFailure {
  fingerprint: string;
  /** What failed, in its own words; null when nothing is known but that it failed. */
  line: string | null;
  /** Of its diagnosis, where there is one. */
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
export function resemblance(one: ComparedFailure, other: ComparedFailure): Resemblance | null {
  if (one.line === null || other.line === null) return null;
  const similarity = likeness(one.line, other.line);
  if (one.fingerprint === other.fingerprint) return { because: "same_failure", similarity };
  const because = kinship(one, other);
  return because !== null && similarity >= ENOUGH[because] ? { because, similarity } : null;
}

function kinship(one: ComparedFailure, other: ComparedFailure): keyof typeof ENOUGH | null {
  if (one.signature !== null && one.signature === other.signature) return "same_signature";
  const [mine, theirs] = [known(one.category), known(other.category)];
  if (mine === null || theirs === null) return "failing_line";
  return mine === theirs ? "same_category" : null;
}

function known(category: string | null): string | null {
  return category === "unknown" ? null : category;
}

/** Cosine of the two embeddings, which are unit vectors. */
function likeness(one: string, other: string): number {
  const [a, b] = [embedText(one), embedText(other)];
  const dot = a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
  return Math.min(1, Math.max(0, dot));
}
