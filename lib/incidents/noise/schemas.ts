import { z } from "zod";
import { Severity } from "@/lib/failures/schemas";
import { TimeOfDay, Zone } from "@/lib/pipelines/schemas";
import { Instant } from "@/lib/platform/instant";
import { Label, ProseText } from "@/lib/platform/written-text";

export const NOISE_KINDS = ["mute", "maintenance", "min_severity", "flapping"] as const;
export const NoiseKind = z.enum(NOISE_KINDS);
export type NoiseKind = z.infer<typeof NoiseKind>;

/** Maximum per workspace. Each one is evaluated for every new incident. */
export const MAX_NOISE_POLICIES = 100;

export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** Until the policy's `expiresAt`, or for ever. */
export const MuteRule = z.strictObject({});

/** A single window. */
export const OneOffWindow = z
  .strictObject({ from: Instant, until: Instant })
  .refine(({ from, until }) => Date.parse(from) < Date.parse(until), {
    path: ["until"],
    message: "must be after the start",
  });

/** A window on some weekdays, in local time. It ends the next day if `to` is not after `from`. */
export const RecurringWindow = z.strictObject({
  weekdays: z.array(z.enum(WEEKDAYS)).min(1, "must have at least one day").max(7),
  from: TimeOfDay,
  to: TimeOfDay,
  zone: Zone,
});
export type RecurringWindow = z.infer<typeof RecurringWindow>;

export const MaintenanceRule = z.union([OneOffWindow, RecurringWindow], {
  error: "must be { from, until } or { weekdays, from, to, zone }",
});
export type MaintenanceRule = z.infer<typeof MaintenanceRule>;

/** Less severe incidents are suppressed. */
export const MinSeverityRule = z.strictObject({ severity: Severity });

/**
 * A failure that recovered `times` times within `withinMinutes` is suppressed when it comes back, until it has stayed
 * failed for `holdMinutes` or failed `times` more times.
 */
export const FlappingRule = z.strictObject({
  times: z.number().int().min(2).max(50),
  withinMinutes: z
    .number()
    .int()
    .min(5)
    .max(24 * 60),
  holdMinutes: z
    .number()
    .int()
    .min(1)
    .max(24 * 60),
});

const Patterns = z.array(Label(200).min(1)).max(50);

const scope = {
  name: Label(80).min(1),
  /** Names, or patterns where `*` matches any text; an empty list matches everything. */
  environments: Patterns.optional(),
  /** Pipelines by name or id; for other subjects, their name. */
  pipelines: Patterns.optional(),
  sourceId: z.string().max(100).nullable().optional(),
  reason: ProseText(500).nullable().optional(),
  isEnabled: z.boolean().optional(),
  expiresAt: Instant.nullable().optional(),
};

const created = {
  ...scope,
  /** Suppress matching incidents that nobody has acknowledged yet, too. Only for a policy that is in effect. */
  appliesToOpen: z.boolean().optional(),
};

/** `rule` depends on the kind. */
export const CreateNoisePolicy = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("mute"), ...created, rule: MuteRule.optional() }),
  z.strictObject({ kind: z.literal("maintenance"), ...created, rule: MaintenanceRule }),
  z.strictObject({ kind: z.literal("min_severity"), ...created, rule: MinSeverityRule }),
  z.strictObject({ kind: z.literal("flapping"), ...created, rule: FlappingRule }),
]);
export type CreateNoisePolicy = z.infer<typeof CreateNoisePolicy>;

/** Absent fields stay unchanged; `rule` must match the policy's kind. */
export const UpdateNoisePolicy = z.strictObject({
  ...scope,
  name: scope.name.optional(),
  rule: z
    .union([OneOffWindow, RecurringWindow, MinSeverityRule, FlappingRule, MuteRule], {
      error: "must be a rule of the policy's kind",
    })
    .optional(),
});
export type UpdateNoisePolicy = z.infer<typeof UpdateNoisePolicy>;

/** A rule with its kind, as evaluated. */
export type NoiseRule =
  | { kind: "mute" }
  | { kind: "maintenance"; rule: MaintenanceRule }
  | { kind: "min_severity"; rule: z.infer<typeof MinSeverityRule> }
  | { kind: "flapping"; rule: z.infer<typeof FlappingRule> };

export const NoisePolicy = z.object({
  id: z.string(),
  name: z.string(),
  kind: NoiseKind,
  rule: z.record(z.string(), z.unknown()),
  environments: z.array(z.string()),
  pipelines: z.array(z.string()),
  sourceId: z.string().nullable(),
  reason: z.string().nullable(),
  isEnabled: z.boolean(),
  expiresAt: z.string().nullable(),
  /** `waiting`: outside its maintenance window. `ended`: its time is over. */
  state: z.enum(["active", "waiting", "paused", "ended"]),
  createdById: z.string().nullable(),
  /** Null for an API token or a person who has left. */
  createdBy: z.string().nullable(),
  createdAt: z.string(),
  /** Incidents that it suppresses now. */
  suppressedCount: z.number().int(),
});
export type NoisePolicy = z.infer<typeof NoisePolicy>;

export const NoisePolicyReceipt = NoisePolicy.pick({ id: true, kind: true });
export const NoisePolicyPage = z.object({ items: z.array(NoisePolicy) });
export type NoisePolicyPage = z.infer<typeof NoisePolicyPage>;

/** Why an incident is suppressed: stored with it, and shown in the list and on its page. */
export const Suppression = z.object({
  policyId: z.string(),
  name: z.string(),
  kind: NoiseKind,
  /** A sentence. */
  because: z.string(),
  /** When it ends by itself, ISO 8601; null if that depends on something else. */
  until: z.string().nullable(),
});
export type Suppression = z.infer<typeof Suppression>;

export const NoisePreview = z.object({
  /** Incidents opened in the last 30 days; the newest 10,000. */
  total: z.number().int(),
  suppressed: z.number().int(),
  /** The newest 50 of them. */
  items: z.array(
    z.object({
      id: z.string(),
      number: z.number().int(),
      title: z.string(),
      pipeline: z.string().nullable(),
      severity: Severity,
      openedAt: z.string(),
      because: z.string(),
    }),
  ),
});
export type NoisePreview = z.infer<typeof NoisePreview>;
