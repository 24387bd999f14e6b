import { z } from "zod";
import { COUNTER_CHECK_VERDICTS, FINDING_BEARINGS } from "@/lib/diagnosis/schemas";
import { CATEGORIES, TRANSIENCES } from "@/lib/failures/schemas";

/** The shapes in which the model answers. Code truncates texts and checks citations afterwards. */
const Cited = z.object({
  text: z.string(),
  citations: z.array(
    z.object({
      evidence: z.string().describe("Name of the piece of evidence, such as E1 or R2"),
      startLine: z.number().int().describe("First line, by the number printed before it"),
      endLine: z.number().int(),
      quote: z.string().describe("Copied from those lines character for character, without the line number"),
    }),
  ),
});
export type ModelClaim = z.infer<typeof Cited>;

const Edge = Cited.extend({
  from: z.string().describe("What was affected; the first edge begins at the task or pipeline that failed"),
  to: z
    .string()
    .describe("What caused that; the next edge begins here, and the last one ends at the root cause"),
});

export const ModelDiagnosis = z.object({
  outcome: z.enum(["diagnosed", "inconclusive"]),
  rootCause: z.string().min(1).describe("One sentence that names the thing that is wrong"),
  category: z.enum(CATEGORIES),
  confidence: z.number().min(0).max(1),
  transience: z.enum(TRANSIENCES),
  explanation: z.string().min(1).describe("At most 120 words"),
  claims: z.array(Cited),
  chain: z.array(Edge),
  ruledOut: z.array(Cited),
  gaps: z.array(z.string()).describe("Evidence that is missing and would decide"),
  impact: Cited.describe("What was observed to suffer; an empty text when nothing was"),
  recommendedActions: z.array(z.string()),
  hypotheses: z.array(
    z.object({
      category: z.enum(CATEGORIES),
      rootCause: z.string(),
      confidence: z.number().min(0).max(1),
      reasons: z.array(z.string()),
    }),
  ),
});
export type ModelDiagnosis = z.infer<typeof ModelDiagnosis>;

export const ModelFindings = z.object({
  findings: z
    .array(Cited.extend({ bearing: z.enum(FINDING_BEARINGS) }))
    .describe("At most eight, the most telling first; an empty list if there is nothing to say"),
});
export type ModelFindings = z.infer<typeof ModelFindings>;

export const ModelCounterCheck = z.object({
  verdict: z.enum(COUNTER_CHECK_VERDICTS),
  text: z.string().describe("One or two sentences"),
  reasons: z.array(Cited),
});
export type ModelCounterCheck = z.infer<typeof ModelCounterCheck>;
