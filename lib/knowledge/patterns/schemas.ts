import { z } from "zod";
import { CATEGORIES, Category, KnownCategory } from "@/lib/failures/schemas";
import { Label } from "@/lib/platform/written-text";

/** Constant text and named slots, in order. */
export const SlotTemplate = z.array(z.union([z.string(), z.object({ slot: z.string() })]));
export type SlotTemplate = z.infer<typeof SlotTemplate>;

/** The values of slots, by name. */
export const Slots = z.record(z.string(), z.string());
export type Slots = z.infer<typeof Slots>;

/** A line of evidence that a confirmed cause rests on. */
export const PatternFact = z.object({
  /** The kind of evidence, such as `schema_change`. */
  kind: z.string(),
  template: SlotTemplate,
  /** Whether it makes the cause, other than by showing the failure itself. */
  isDefining: z.boolean(),
});
export type PatternFact = z.infer<typeof PatternFact>;

/** What can be recognized again of a failure whose cause was confirmed. */
export const LearnedFailure = z.object({
  fingerprint: z.string(),
  signature: z.string().nullable(),
  /** Of the engine's own diagnosis. */
  category: z.string(),
  /** The failing line. */
  line: SlotTemplate,
  /** Empty if the line says too little. */
  templateKey: z.string(),
  /** Where it happened: pipeline and task, or the code that raised it. */
  places: z.array(z.string()),
  cause: SlotTemplate,
  slots: Slots,
  facts: z.array(PatternFact),
});
export type LearnedFailure = z.infer<typeof LearnedFailure>;

export const PATTERN_STATES = ["active", "off"] as const;
export const RUNGS = ["fingerprint", "template", "signature"] as const;
export type Rung = (typeof RUNGS)[number];
export const MATCH_ROLES = ["led", "shown", "ruled_out"] as const;
export type MatchRole = (typeof MATCH_ROLES)[number];
export const RECHECK_RESULTS = ["holds", "fails", "cannot_tell"] as const;
export type RecheckResult = (typeof RECHECK_RESULTS)[number];
export const CONFIRMATION_KINDS = ["verdict", "correction", "fix"] as const;
export type ConfirmationKind = (typeof CONFIRMATION_KINDS)[number];

/** As in diagnoses: `quote` is a substring of the evidence's text at those lines (inclusive). */
export const PatternCitation = z.object({
  evidenceId: z.string(),
  startLine: z.number().int().positive(),
  endLine: z.number().int().positive(),
  quote: z.string(),
});
export type PatternCitation = z.infer<typeof PatternCitation>;

/** How often a cause or a fix was right. */
const Success = z.object({
  /** Share that was right, newer ones counting more, 0 to 1; starts at 0.5. */
  success: z.number().min(0).max(1),
  worked: z.number().int(),
  tried: z.number().int(),
});

/** The fix of the latest incident of a pattern whose fix worked, or else was merged. */
const PatternFix = z.object({
  fixId: z.string(),
  incidentNumber: z.number().int(),
  title: z.string(),
  kind: z.string(),
  outcome: z.string().nullable(),
  pullRequest: z.object({ number: z.number().int(), url: z.string().nullable() }).nullable(),
});

/** A pattern as the list shows it. */
export const PatternSummary = z.object({
  id: z.string(),
  name: z.string(),
  category: Category,
  /** The cause, with slots such as `<column>`. */
  cause: z.string(),
  state: z.enum(PATTERN_STATES),
  /** `used`: it leads diagnoses; `shown`: its success is too low for that; `off`: a person switched it off. */
  use: z.enum(["used", "shown", "off"]),
  timesSeen: z.number().int(),
  confirmations: z.number().int(),
  lastSeenAt: z.string().nullable(),
  causeSuccess: Success,
  /** Null without a fix whose outcome is known. */
  fixSuccess: Success.nullable(),
  fix: PatternFix.nullable(),
  offersFix: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type PatternSummary = z.infer<typeof PatternSummary>;

export const PatternPage = z.object({ items: z.array(PatternSummary), total: z.number().int() });
export type PatternPage = z.infer<typeof PatternPage>;

const IncidentLink = z.object({
  id: z.string(),
  number: z.number().int(),
  title: z.string(),
  status: z.string(),
});

/** A pattern with what it was learned from and what it was used for. */
export const Pattern = PatternSummary.extend({
  /** The failing line, with slots. */
  template: z.string(),
  /** Those of the error and the cause, which an edited cause can contain. */
  slots: z.array(z.string()),
  facts: z.array(z.object({ kind: z.string(), text: z.string(), isDefining: z.boolean() })),
  editedBy: z.string().nullable(),
  editedFields: z.array(z.string()),
  confirmed: z.array(
    z.object({
      incident: IncidentLink,
      kind: z.enum(CONFIRMATION_KINDS),
      by: z.string(),
      cause: z.string(),
      at: z.string(),
    }),
  ),
  matched: z.array(
    z.object({
      incident: IncidentLink,
      rung: z.enum(RUNGS),
      role: z.enum(MATCH_ROLES),
      recheck: z.enum(RECHECK_RESULTS),
      reason: z.string(),
      at: z.string(),
    }),
  ),
  fixes: z.array(PatternFix),
});
export type Pattern = z.infer<typeof Pattern>;

export const PatternReceipt = Pattern.pick({
  id: true,
  name: true,
  state: true,
});

export const PatternFilter = z.object({
  q: z.string().max(200).optional(),
  category: z.enum(CATEGORIES).optional(),
  state: z.enum(PATTERN_STATES).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
export type PatternFilter = z.infer<typeof PatternFilter>;

export const UpdatePattern = z.object({
  name: Label(120).min(1).optional(),
  category: KnownCategory.optional(),
  /** Slots of the pattern are written as `<column>`. */
  cause: Label(500).min(1).optional(),
  state: z.enum(PATTERN_STATES).optional(),
  offersFix: z.boolean().optional(),
  /** The pattern that takes over its history; this one is gone then. */
  mergeInto: z.string().min(1).max(100).optional(),
});
export type UpdatePattern = z.infer<typeof UpdatePattern>;

/** A pattern on the page of an incident that matched it. */
export const IncidentPattern = z.object({
  id: z.string(),
  name: z.string(),
  rung: z.enum(RUNGS),
  role: z.enum(MATCH_ROLES),
  recheck: z.enum(RECHECK_RESULTS),
  reason: z.string(),
  citations: z.array(PatternCitation),
  timesSeen: z.number().int(),
  confirmations: z.number().int(),
  confirmedBy: z.string().nullable(),
  fix: PatternFix.nullable(),
  fixSuccess: Success.nullable(),
});
export type IncidentPattern = z.infer<typeof IncidentPattern>;
