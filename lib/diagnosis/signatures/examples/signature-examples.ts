import { z } from "zod";
import { LOG_KINDS } from "@/lib/logs/schemas";

/**
 * A signature's examples are tests and nothing else, so they stay out of the product: `signatures/aws.ts`
 * has its examples in `examples/aws.ts`, by signature id.
 * - `examples`: the tool's own message, word for word and whole, as it stands in a log (`Type: message`,
 *   several lines if the tool prints several). Invent table and file names, never wording.
 * - `nearMisses`: texts that look alike and must not match: the neighbouring signature's message, the same
 *   words in a harmless sentence.
 */
export const SignatureExample = z.strictObject({
  text: z.string(),
  /** What the named groups must capture; groups left out are not checked. */
  captures: z.record(z.string(), z.string()).optional(),
  /** Other lines of the same log, for `anywhere`. */
  around: z.string().optional(),
  logger: z.string().optional(),
  logKind: z.enum(LOG_KINDS).optional(),
  frames: z.array(z.string()).optional(),
  exitCode: z.number().int().optional(),
  signal: z.string().optional(),
  state: z.string().optional(),
  finding: z.string().optional(),
  evidence: z.array(z.strictObject({ kind: z.string(), text: z.string() })).optional(),
});
export type SignatureExample = z.infer<typeof SignatureExample>;

/** Examples of one table of signatures, by signature id. */
export const SignatureExamples = z.record(
  z.string(),
  z.strictObject({
    examples: z.array(SignatureExample).min(1),
    nearMisses: z.array(SignatureExample).min(1),
  }),
);
export type SignatureExamples = z.infer<typeof SignatureExamples>;
