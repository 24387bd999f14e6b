import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { z } from "zod";
import { EvidenceKind, EvidenceStatus } from "@/lib/evidence/schemas";
import { CATEGORIES } from "@/lib/failures/schemas";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/**
 * The folders of scenarios. `scenarios`: one failure each, with little around it; `open`: with distractors, may be read while
 * the product changes; `held-out`: the same, counted but not read.
 */
export const PARTS = ["scenarios", "open", "held-out"] as const;
export type Part = (typeof PARTS)[number];

/** The input of a system under test. */
export const Question = z.strictObject({
  failure: z.strictObject({
    orchestrator: z.string(),
    pipeline: z.string(),
    task: z.string().nullable(),
    state: z.string().optional(),
    exceptionType: z.string().optional(),
    message: z.string().optional(),
    operator: z.string().optional(),
  }),
  evidence: z.array(
    z.strictObject({
      id: z.string(),
      kind: EvidenceKind,
      collector: z.string(),
      status: EvidenceStatus,
      title: z.string(),
      text: z.string(),
      /** The facts of that kind of evidence, possibly empty. */
      facts: z.record(z.string(), z.unknown()),
    }),
  ),
});
export type Question = z.infer<typeof Question>;

/** The output of a system under test. Line numbers are 1-based in the evidence's text. */
export const ScenarioAnswer = z.object({
  outcome: z.enum(["diagnosed", "inconclusive", "no_failure"]),
  category: z.enum(CATEGORIES),
  confidence: z.number().min(0).max(1),
  rootCause: z.string(),
  transience: z.string(),
  claims: z.array(
    z.object({
      text: z.string(),
      citations: z.array(
        z.object({
          evidenceId: z.string(),
          startLine: z.number().int(),
          endLine: z.number().int(),
          quote: z.string(),
        }),
      ),
    }),
  ),
  /** From the cause to the reported failure. */
  causalChain: z.array(z.string()).default([]),
});
export type ScenarioAnswer = z.infer<typeof ScenarioAnswer>;

/** Words of which at least one must occur, ignoring case. */
const AnyWord = z.array(z.string().min(1)).min(1);

export const Scenario = Question.extend({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string(),
  tags: z.array(z.enum(["red_herring", "missing_evidence", "healthy", "same_message"])),
  /** Scenarios in a group have the same message and different causes. */
  group: z.string().optional(),
  truth: z.strictObject({
    outcome: z.enum(["diagnosed", "inconclusive", "no_failure"]),
    /** The first is the label; the others are acceptable too. */
    categories: z.array(z.enum(CATEGORIES)).min(1),
    /** The root cause must contain at least one word of each inner list, ignoring case. */
    mentions: z.array(AnyWord),
    transience: z.enum(["permanent", "transient", "intermittent"]).optional(),
    /** The highest confidence that the evidence justifies. */
    maxConfidence: z.number().optional(),
    /** The steps from the failing asset to the cause. The answer's chain must contain a word of each, in this order. */
    chain: z.array(AnyWord).optional(),
  }),
  /** At least one claim must cite this evidence with a quote that contains the text. */
  requiredEvidence: z.array(z.strictObject({ evidenceId: z.string(), contains: z.string() })),
  /** Conclusions that the evidence rules out. */
  forbidden: z.strictObject({ categories: z.array(z.enum(CATEGORIES)), mentions: z.array(z.string()) }),
  /** Evidence that suggests something else; `contains` is a text in it. */
  distractors: z
    .array(z.strictObject({ evidenceId: z.string(), contains: z.string().min(1), why: z.string() }))
    .default([]),
  /** Wrong answers that engineers or models are likely to give. */
  common_misdiagnoses: z
    .array(
      z.strictObject({
        category: z.enum(CATEGORIES).optional(),
        mentions: z.array(AnyWord),
        why: z.string(),
      }),
    )
    .default([]),
  /** How the truth was agreed. */
  agreed: z.strictObject({ by: z.string(), note: z.string() }).optional(),
});
export type Scenario = z.infer<typeof Scenario>;

/**
 * The scenarios of a part, in file name order.
 * @throws Error if there are none, so that an empty run is never taken for a good one; ZodError for a malformed one.
 */
export function readScenarios(part: Part = "scenarios"): Scenario[] {
  return readScenarioFolder(`${HERE}${part}/`);
}

/** The scenarios in a folder that ends with a slash. See `readScenarios`. */
export function readScenarioFolder(folder: string): Scenario[] {
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".yaml")) : [];
  if (files.length === 0) throw new Error(`There are no scenarios in ${folder}`);
  return files.toSorted().map((file) => Scenario.parse(parse(readFileSync(`${folder}${file}`, "utf8"))));
}
