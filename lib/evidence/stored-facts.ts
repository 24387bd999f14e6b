import {
  FACTS,
  type EvidenceKind,
  type EvidenceStatus,
  type FactsKind,
  type FactsOf,
} from "@/lib/evidence/schemas";

/**
 * Facts as a row has them, in the form of today: rows from before facts had versions are version 1. Null for a gap, for
 * a kind that has none, and for what is not understood. Pure.
 */
export function readFacts<Kind extends EvidenceKind>(
  { kind, status }: { kind: Kind; status: EvidenceStatus },
  stored: unknown,
): FactsOf<Kind> | null {
  if (status !== "ok" || !hasFacts(kind) || typeof stored !== "object") return null;
  const facts = FACTS[kind].safeParse({ schemaVersion: 1, ...stored }).data ?? null;
  return facts as FactsOf<Kind> | null;
}

function hasFacts(kind: EvidenceKind): kind is FactsKind {
  return kind in FACTS;
}
