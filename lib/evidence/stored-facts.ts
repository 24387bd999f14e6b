import { z } from "zod";
import {
  FACTS,
  type EvidenceKind,
  type EvidenceStatus,
  type FactsKind,
  type FactsOf,
} from "@/lib/evidence/schemas";

/**
 * Reads a row's facts in their current form; rows without a schema version count as version 1. Null for gaps, kinds
 * without facts, and unreadable facts. For version 1 logs see `outdatedLog`. Pure.
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

/** Version 1 log facts held only the failing lines and the exceptions, with few details. */
const FirstLogFacts = z.object({
  schemaVersion: z.literal(1).optional(),
  logKind: z.string(),
  lineCount: z.number().int(),
  origin: z.enum(["api", "webhook"]),
  chain: z.array(
    z.object({
      type: z.string().nullable(),
      message: z.string(),
      chainId: z.number().int().nullish(),
      link: z.enum(["cause", "context", "group_member"]).nullish(),
    }),
  ),
});
export type FirstLogFacts = z.infer<typeof FirstLogFacts>;

/** Version 1 log facts, whose text must be read again; null for any other facts. Pure. */
export function outdatedLog(stored: unknown): FirstLogFacts | null {
  return FirstLogFacts.safeParse(stored).data ?? null;
}

/** The exceptions in log facts of either version, innermost first within a chain. Pure. */
export function storedExceptions(stored: unknown): FirstLogFacts["chain"] {
  return readFacts({ kind: "log", status: "ok" }, stored)?.exceptions ?? outdatedLog(stored)?.chain ?? [];
}
