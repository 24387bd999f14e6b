import { z } from "zod";
import {
  FACTS,
  type EvidenceKind,
  type EvidenceStatus,
  type FactsKind,
  type FactsOf,
} from "@/lib/evidence/schemas";

/**
 * Facts as a row has them, in the form of today: rows from before facts had versions are version 1. Null for a gap, for
 * a kind that has none, and for what is not understood. For logs of version 1 see `outdatedLog`. Pure.
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

/** Version 1 of the facts of a log named the lines that failed and the exceptions, and little of either. */
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

/** The facts of a log that were stored as version 1, whose text has to be read again; null for any other. Pure. */
export function outdatedLog(stored: unknown): FirstLogFacts | null {
  return FirstLogFacts.safeParse(stored).data ?? null;
}

/** Exceptions of a log as far as both versions of its facts name them, innermost first within a chain. Pure. */
export function storedExceptions(stored: unknown): FirstLogFacts["chain"] {
  return readFacts({ kind: "log", status: "ok" }, stored)?.exceptions ?? outdatedLog(stored)?.chain ?? [];
}
