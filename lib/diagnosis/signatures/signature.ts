import { z } from "zod";
import { CATEGORIES, TRANSIENCES } from "@/lib/failures/schemas";
import { LOG_KINDS } from "@/lib/logs/schemas";

/**
 * A signature says: when a tool reports *this*, the cause is *that*. There is one table per product beside
 * this file (`postgres.ts` exports `postgresSignatures: Signature[]`), listed in `all-signatures.ts`. Tables
 * are data: no functions, no imports but the type. Their examples are in `examples/`, outside the product.
 *
 * How to write one
 * - **Start from what the tool prints.** Read the message in the tool's source or documentation and add it as
 *   the first example in `examples/<same file>.ts` (rules in `examples/signature-examples.ts`).
 * - **What is matched.** The text of one reported failure: `Type: message` with all its lines, or a bare log
 *   line. `types` match by dotted suffix (`UndefinedColumn` fits `psycopg2.errors.UndefinedColumn`), including
 *   the driver's type that SQLAlchemy prints in parentheses (`(psycopg2.errors.UndefinedColumn) …`). All
 *   conditions of a signature must hold. Entries of a list are alternatives, except `also` (all must match),
 *   `not` (none may match), `names` and `namesAnywhere` (all are tried, none must match).
 * - **Patterns** name what they capture: `column "(?<column>[^"\n]+)" does not exist`. They run in linear time:
 *   no nested quantifiers, no `.*` or `[^\n]+` gap between two parts (put the second part under `also`), no
 *   open class at the very start (`(?<x>\w+) failed`; start with a literal, `^` or `\b`). `signatures.test.ts`
 *   checks each pattern with recheck. Flags `i` and `m` only. Each alternative of `message` should contain a
 *   literal of at least four characters, because the index is built from those.
 *   To capture a name that not every text has, end a pattern of `also` with `|$`: it always matches and adds no weight.
 * - **Codes before wording.** Prefer what no language changes: exception classes, SQLSTATE, vendor numbers, errno names.
 *   Servers and systems translate their text and quote names differently (`"x"`, `«x»`, `»x«`, `“x”`, `『x』`), so after a
 *   code take whatever is quoted as the name. Add translated wording only for what is common without its code.
 * - **Words.** Write what a senior data engineer would tell a colleague at 3 a.m.: short, active, the field's
 *   own terms, no more than the message proves. `rootCause` is one sentence without a full stop and with
 *   captures filled in: ``column `{column}` of `{table}` does not exist``. Double square brackets enclose what
 *   is dropped when its capture is missing: ``column `{column}`[[ of `{table}`]] does not exist``; after a
 *   count, `{count row|rows}` picks the right form.
 *   `explanation` says what happens in that tool and why, `checks` what to check next, `fixes` what usually
 *   helps, most likely first. Captures work there too.
 * - **category** is the most likely one judging by the message alone; `alternatives` are those a reasonable
 *   person could defend. `strength`: `certain` (the message names the cause), `strong` (it nearly always means
 *   this), `hint` (several causes share it).
 * - **docs**: vendor pages that you know exist; no link is better than a guess.
 * - The more specific signature wins by itself (a type and longer patterns weigh more). Never write two
 *   signatures that say the same.
 */
const Pattern = z.instanceof(RegExp);

/** Conditions; all that are present must hold. */
export const SignatureMatch = z.strictObject({
  /** Exception types by dotted suffix; any of them. */
  types: z.array(z.string().min(2)).min(1).optional(),
  /** Any of these matches; named groups become captures. */
  message: z.array(Pattern).min(1).optional(),
  /** All of these match the same text; named groups become captures. */
  also: z.array(Pattern).min(1).optional(),
  /** Names in the same text that only some messages have; they are captured if present and decide nothing. */
  names: z.array(Pattern).min(1).optional(),
  /** The same, searched for in the last records of the log. */
  namesAnywhere: z.array(Pattern).min(1).optional(),
  /** None of these matches the same text. */
  not: z.array(Pattern).min(1).optional(),
  /** All of these match somewhere in the last records of the log; named groups become captures. */
  anywhere: z.array(Pattern).min(1).optional(),
  /** The record's logger contains one of these. */
  loggers: z.array(z.string().min(2)).min(1).optional(),
  logKinds: z.array(z.enum(LOG_KINDS)).min(1).optional(),
  /** The file of a stack frame contains one of these (`site-packages/pandas/`). */
  frames: z.array(z.string().min(3)).min(1).optional(),
  exitCodes: z.array(z.number().int()).min(1).optional(),
  /** With the prefix: `SIGKILL`. */
  signals: z.array(z.string()).min(1).optional(),
  /** Task state in the orchestrator's words (`upstream_failed`, `CRASHED`). */
  states: z.array(z.string()).min(1).optional(),
  /** What our reconciler found without a report (`missing`): its kind, not the words of our sentence about it. */
  findings: z.array(z.string()).min(1).optional(),
  /** For each of these there is evidence of that kind, containing the text. */
  evidence: z
    .array(z.strictObject({ kind: z.string(), text: Pattern.optional() }))
    .min(1)
    .optional(),
});
export type SignatureMatch = z.infer<typeof SignatureMatch>;

/** A change that `lib/fixes` can make; `params` may hold captures (`{module}`). */
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
});
export type Signature = z.infer<typeof Signature>;
