import { z } from "zod";
import { Category, KnownCategory } from "@/lib/failures/schemas";
import { Label, ProseText } from "@/lib/platform/written-text";

export const VERDICTS = ["right", "partly", "wrong"] as const;
export const VerdictWord = z.enum(VERDICTS);
export type VerdictWord = z.infer<typeof VerdictWord>;

export const GiveVerdict = z.object({
  verdict: VerdictWord,
  /** The right category, if it was not right. */
  category: KnownCategory.optional(),
  /** The right cause, in one line. With `wrong` and a category it is a confirmed cause. */
  cause: Label(500).min(1).optional(),
  comment: ProseText(2_000).optional(),
});
export type GiveVerdict = z.infer<typeof GiveVerdict>;

/** What a person said about a diagnosis. */
export const DiagnosisVerdict = z.object({
  id: z.string(),
  diagnosisId: z.string(),
  verdict: VerdictWord,
  category: Category.nullable(),
  cause: z.string().nullable(),
  comment: z.string().nullable(),
  by: z.object({ type: z.string(), id: z.string(), name: z.string() }),
  /** What the diagnosis said then. */
  engine: z.string(),
  saidCategory: z.string(),
  saidCause: z.string(),
  confidence: z.number(),
  at: z.string(),
  /** When the person changed or undid it; null for a current one. */
  endedAt: z.string().nullable(),
});
export type DiagnosisVerdict = z.infer<typeof DiagnosisVerdict>;

/** The confirmed cause of an incident. */
export const ConfirmedCause = z.object({
  category: Category,
  rootCause: z.string(),
  /** `verdict`: the diagnosis was right; `correction`: a person gave this cause; `fix`: its fix worked. */
  kind: z.enum(["verdict", "correction", "fix"]),
  by: z.string(),
  at: z.string(),
});
export type ConfirmedCause = z.infer<typeof ConfirmedCause>;
