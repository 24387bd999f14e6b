import { z } from "zod";
import { CATEGORIES, TRANSIENCES } from "@/lib/failures/category";
import { LOG_KINDS } from "@/lib/logs/schemas";

/**
 * A signature says: when a tool reports *this*, the cause is *that*. Tables of them live beside this
 * file, one per technology (`postgres.ts` exports `postgresSignatures: Signature[]`), and are listed
 * in `all-signatures.ts`. They are data: no functions, no imports but the type.
 *
 * How to write one
 * - **Start from what the tool prints.** Read the message in the tool's source or its documentation;
 *   the first example is that text, whole, as it stands in a log (`Type: message`, several lines if
 *   the tool prints several). Invented table and file names, never invented wording.
 * - **What is matched.** The text of one reported failure: `Type: message` (message of several lines
 *   included), or a bare log line. `types` match by dotted suffix (`UndefinedColumn` fits
 *   `psycopg2.errors.UndefinedColumn`), also the driver's type that SQLAlchemy prints in brackets
 *   (`(psycopg2.errors.UndefinedColumn) …`). Conditions of one signature must all hold; the entries
 *   of one list are alternatives, except `also` (all must match) and `not` (none may match).
 * - **Patterns** name what they capture: `column "(?<column>[^"\n]+)" does not exist`. Linear time:
 *   no nested quantifiers, no `.*` or `[^\n]+` gap between two parts (write the second part under
 *   `also` instead), no open class at the very start (`(?<x>\w+) failed`; begin with a literal, `^`
 *   or `\b`). `signatures.test.ts` checks each pattern with recheck. Flags `i`, `m` only.
 *   Each alternative of `message` should hold a literal of at least four characters: it is the index.
 * - **Words.** `rootCause` is one plain sentence without a full stop, with captured parts filled in:
 *   ``column `{column}` of `{table}` does not exist``. A part that may be missing stands in double
 *   square brackets and goes with it: ``column `{column}`[[ of `{table}`]] does not exist``.
 *   `explanation` says what happens in that tool and why; `checks` what to look at next, `fixes` what
 *   usually helps, most likely first. Captured parts work there too.
 * - **category** is the most likely one where the message alone decides; put the others that a
 *   reasonable person could defend in `alternatives`. `strength`: `certain` (the message names the
 *   cause), `strong` (it nearly always means this), `hint` (several causes share it).
 * - **docs**: vendor pages that you are sure exist; none is better than a guess.
 * - **nearMisses**: texts that look alike and must not match: the neighbouring signature's message,
 *   the same word in a harmless sentence.
 * - The more specific signature wins by itself (a type and longer patterns weigh more). Do not write
 *   two signatures that say the same.
 */
const Pattern = z.instanceof(RegExp);

/** Conditions. All that are present must hold. */
export const SignatureMatch = z.strictObject({
  /** Exception types by dotted suffix; any of them. */
  types: z.array(z.string().min(2)).min(1).optional(),
  /** Any of these finds its text; named groups become captures. */
  message: z.array(Pattern).min(1).optional(),
  /** All of these, on the same text; named groups become captures. */
  also: z.array(Pattern).min(1).optional(),
  /** None of these, on the same text. */
  not: z.array(Pattern).min(1).optional(),
  /** All of these, anywhere in the records near the end of the log; named groups become captures. */
  anywhere: z.array(Pattern).min(1).optional(),
  /** The record's logger contains one of these. */
  loggers: z.array(z.string().min(2)).min(1).optional(),
  logKinds: z.array(z.enum(LOG_KINDS)).min(1).optional(),
  /** The file of some stack frame contains one of these (`site-packages/pandas/`). */
  frames: z.array(z.string().min(3)).min(1).optional(),
  exitCodes: z.array(z.number().int()).min(1).optional(),
  /** Names with SIG: `SIGKILL`. */
  signals: z.array(z.string()).min(1).optional(),
  /** State of the task as the orchestrator gives it (`upstream_failed`, `CRASHED`). */
  states: z.array(z.string()).min(1).optional(),
  /** Each of these stands in evidence of that kind. */
  evidence: z
    .array(z.strictObject({ kind: z.string(), text: Pattern.optional() }))
    .min(1)
    .optional(),
});
export type SignatureMatch = z.infer<typeof SignatureMatch>;

/** A text as the tool prints it, with its surroundings where the signature asks for them. */
export const SignatureExample = z.strictObject({
  text: z.string(),
  /** What the named groups must hold; groups left out are not checked. */
  captures: z.record(z.string(), z.string()).optional(),
  /** Other lines of the same log, for `anywhere`. */
  around: z.string().optional(),
  logger: z.string().optional(),
  logKind: z.enum(LOG_KINDS).optional(),
  frames: z.array(z.string()).optional(),
  exitCode: z.number().int().optional(),
  signal: z.string().optional(),
  state: z.string().optional(),
  evidence: z.array(z.strictObject({ kind: z.string(), text: z.string() })).optional(),
});
export type SignatureExample = z.infer<typeof SignatureExample>;

/** Names a change that code can make; `params` may hold captured parts (`{module}`). */
export const SignatureFix = z.strictObject({
  templateId: z.string().regex(/^[a-z-]+\/[a-z0-9-]+$/),
  title: z.string().min(5),
  rationale: z.string().min(10),
  params: z.record(z.string(), z.string()),
});

export const SIGNATURE_STRENGTHS = ["certain", "strong", "hint"] as const;

export const Signature = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/),
  title: z.string().min(5).max(90),
  category: z.enum(CATEGORIES),
  alternatives: z.array(z.enum(CATEGORIES)).optional(),
  strength: z.enum(SIGNATURE_STRENGTHS),
  transience: z.enum(TRANSIENCES),
  match: SignatureMatch,
  rootCause: z.string().min(10),
  explanation: z.string().min(20),
  checks: z.array(z.string().min(8)).min(1),
  fixes: z.array(z.string().min(8)).min(1),
  fix: SignatureFix.optional(),
  docs: z.array(z.url({ protocol: /^https$/ })).optional(),
  examples: z.array(SignatureExample).min(1),
  nearMisses: z.array(SignatureExample).min(1),
});
export type Signature = z.infer<typeof Signature>;
