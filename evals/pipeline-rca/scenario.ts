import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { z } from "zod";
import { EvidenceKind, EvidenceStatus } from "@/lib/evidence/schemas";
import { CATEGORIES } from "@/lib/failures/schemas";

const SCENARIOS = fileURLToPath(new URL("scenarios/", import.meta.url));

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
});
export type ScenarioAnswer = z.infer<typeof ScenarioAnswer>;

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
    mentions: z.array(z.array(z.string()).min(1)),
    transience: z.enum(["permanent", "transient", "intermittent"]).optional(),
    /** The highest confidence that the evidence justifies. */
    maxConfidence: z.number().optional(),
  }),
  /** At least one claim must cite this evidence with a quote that contains the text. */
  requiredEvidence: z.array(z.strictObject({ evidenceId: z.string(), contains: z.string() })),
  /** Conclusions that the evidence rules out. */
  forbidden: z.strictObject({ categories: z.array(z.enum(CATEGORIES)), mentions: z.array(z.string()) }),
});
export type Scenario = z.infer<typeof Scenario>;

/** All scenarios, in file name order. @throws ZodError for a malformed one. */
export function readScenarios(): Scenario[] {
  return readdirSync(SCENARIOS)
    .filter((file) => file.endsWith(".yaml"))
    .toSorted()
    .map((file) => Scenario.parse(parse(readFileSync(`${SCENARIOS}${file}`, "utf8"))));
}
