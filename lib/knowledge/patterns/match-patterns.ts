import { embedText } from "@/lib/knowledge/embed-text";
import type { Rung, SlotTemplate } from "@/lib/knowledge/patterns/schemas";
import {
  matchTemplate,
  SlotNames,
  templateKey,
  templateText,
  toTemplate,
} from "@/lib/knowledge/patterns/template";

/** The failure to find patterns for. */
export interface MatchedFailure {
  fingerprint: string;
  /** Whether the fingerprint was made from what the failure says; otherwise it only says where it happened. */
  hasErrorText: boolean;
  signature: string | null;
  /** Of the engine's own diagnosis; null if it found none. */
  category: string | null;
  /** The failing line; null if there is only a generic message. */
  line: string | null;
  places: readonly string[];
}

/** What of a pattern is compared. */
export interface MatchablePattern {
  state: string;
  category: string;
  fingerprints: readonly string[];
  templateKeys: readonly string[];
  signatures: readonly string[];
  /** Categories that the engine gave its failures. */
  categories: readonly string[];
  places: readonly string[];
  template: SlotTemplate;
}

export interface FoundPattern<P> {
  pattern: P;
  rung: Rung;
  /** Similarity of the failing lines without their variable parts, 0 to 1. */
  similarity: number;
}

/** For the same signature alone. */
const MIN_SIMILARITY = 0.6;
const RANK: Readonly<Record<Rung, number>> = { fingerprint: 0, template: 1, signature: 2 };

/**
 * The patterns that a failure matches, the best first: the same fingerprint; or the same line except for its variable parts,
 * with the same category in the same place; or the same signature with a similar line. Patterns that are switched off match
 * nothing. Pure.
 */
export function matchPatterns<P extends MatchablePattern>(
  failure: MatchedFailure,
  patterns: readonly P[],
): FoundPattern<P>[] {
  const line = toTemplate(failure.line ?? "", new SlotNames());
  const key = templateKey(line);
  const vector = embedText(templateText(line));
  // Only what may match is embedded.
  const similarityTo = (pattern: P) => cosine(vector, embedText(templateText(pattern.template)));
  return patterns
    .flatMap((pattern): FoundPattern<P>[] => {
      if (pattern.state !== "active") return [];
      const rung = rungOf(failure, key, pattern);
      if (rung === null) return [];
      const similarity = similarityTo(pattern);
      return rung === "signature" && similarity < MIN_SIMILARITY ? [] : [{ pattern, rung, similarity }];
    })
    .toSorted((a, b) => RANK[a.rung] - RANK[b.rung] || b.similarity - a.similarity);
}

function rungOf(failure: MatchedFailure, key: string, pattern: MatchablePattern): Rung | null {
  if (failure.hasErrorText && pattern.fingerprints.includes(failure.fingerprint)) return "fingerprint";
  const isSameCategory =
    failure.category !== null &&
    (failure.category === pattern.category || pattern.categories.includes(failure.category));
  const isSameLine =
    (key !== "" && pattern.templateKeys.includes(key)) ||
    (failure.line !== null &&
      pattern.templateKeys.length > 0 &&
      matchTemplate(pattern.template, failure.line) !== null);
  const isSamePlace = failure.places.some((place) => pattern.places.includes(place));
  if (isSameLine && isSameCategory && isSamePlace) return "template";
  return failure.signature !== null && pattern.signatures.includes(failure.signature) ? "signature" : null;
}

function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
  return Math.min(1, Math.max(0, dot));
}
