import type { Severity } from "@/lib/failures/schemas";
import { isAtLeast } from "@/lib/failures/severity";
import { windowEnd } from "@/lib/incidents/noise/maintenance-window";
import type { NoiseRule, Suppression } from "@/lib/incidents/noise/schemas";
import { matchesPattern } from "@/lib/workspaces/teams/owners";

/** A policy as evaluated. */
export type NoisePolicyRule = NoiseRule & {
  id: string;
  name: string;
  environments: readonly string[];
  pipelines: readonly string[];
  sourceId: string | null;
  reason: string | null;
  expiresAt: Date | null;
};

/** What policies look at. */
export interface NoiseSubject {
  environment: string | null;
  sourceId: string;
  /** Name and id of the pipeline, or the name of another subject. */
  names: readonly string[];
  severity: Severity;
  /** When the same failure recovered before. */
  recoveries: readonly Date[];
}

const ORDER = ["mute", "maintenance", "min_severity", "flapping"] as const;
const MINUTE_MS = 60_000;

/** The suppression of an incident that opens at `at`, by the first policy that applies; null if none does. */
export function suppressionOf(
  policies: readonly NoisePolicyRule[],
  subject: NoiseSubject,
  at: Date,
): Suppression | null {
  for (const kind of ORDER)
    for (const policy of policies) {
      if (policy.kind !== kind || hasEnded(policy, at) || !covers(policy, subject)) continue;
      const found = appliesTo(policy, subject, at);
      if (found) return { policyId: policy.id, name: policy.name, kind, ...found };
    }
  return null;
}

/** Whether a policy is about this environment, pipeline and source. */
export function covers(
  { environments, pipelines, sourceId }: Pick<NoisePolicyRule, "environments" | "pipelines" | "sourceId">,
  subject: Pick<NoiseSubject, "environment" | "names" | "sourceId">,
): boolean {
  const matchesAny = (patterns: readonly string[], names: readonly string[]) =>
    patterns.length === 0 || patterns.some((pattern) => names.some((name) => matchesPattern(name, pattern)));
  return (
    (sourceId === null || sourceId === subject.sourceId) &&
    matchesAny(environments, subject.environment === null ? [] : [subject.environment]) &&
    matchesAny(pipelines, subject.names)
  );
}

/** Whether a policy is about every pipeline in every environment: nothing is named, or only `*`. */
export function coversEverything({
  environments,
  pipelines,
  sourceId,
}: Pick<NoisePolicyRule, "environments" | "pipelines" | "sourceId">): boolean {
  const isAny = (patterns: readonly string[]) =>
    patterns.length === 0 || patterns.some((pattern) => /^\*+$/.test(pattern));
  return sourceId === null && isAny(environments) && isAny(pipelines);
}

/** Whether a policy is over by itself. */
export function hasEnded({ expiresAt }: Pick<NoisePolicyRule, "expiresAt">, at: Date): boolean {
  return expiresAt !== null && expiresAt <= at;
}

/** A suppressed incident, as far as its waking up depends on it. */
export interface SuppressedIncident {
  suppression: Suppression;
  subject: NoiseSubject;
  openedAt: Date;
  occurrenceCount: number;
}

/**
 * Whether a suppressed incident stays suppressed at `now`, and by what: another policy may have taken over. Null wakes
 * it.
 */
export function remainingSuppression(
  policies: readonly NoisePolicyRule[],
  { suppression, subject, openedAt, occurrenceCount }: SuppressedIncident,
  now: Date,
): Suppression | null {
  const own = policies.find(({ id }) => id === suppression.policyId);
  if (own?.kind === "flapping" && covers(own, subject) && !hasEnded(own, now)) {
    const isHeld = now.getTime() < openedAt.getTime() + own.rule.holdMinutes * MINUTE_MS;
    if (isHeld && occurrenceCount <= own.rule.times) return suppression;
  }
  // Flapping is about incidents that open.
  const others = policies.filter(({ kind }) => kind !== "flapping");
  return suppressionOf(others, subject, now);
}

type Found = Pick<Suppression, "because" | "until"> | null;

function appliesTo(policy: NoisePolicyRule, subject: NoiseSubject, at: Date): Found {
  switch (policy.kind) {
    case "mute": {
      const until = policy.expiresAt?.toISOString() ?? null;
      return { because: withReason(until ? `Muted until ${minuteOf(until)}` : "Muted", policy), until };
    }
    case "maintenance": {
      const until = windowEnd(policy.rule, at)?.toISOString();
      return until ? { because: withReason(`Maintenance until ${minuteOf(until)}`, policy), until } : null;
    }
    case "min_severity": {
      if (isAtLeast(subject.severity, policy.rule.severity)) return null;
      const because = `Its severity is ${subject.severity}, below ${policy.rule.severity}`;
      return { because: withReason(because, policy), until: null };
    }
    case "flapping":
      return flapping(policy.rule, subject.recoveries, at);
  }
}

function flapping(
  { times, withinMinutes, holdMinutes }: Extract<NoiseRule, { kind: "flapping" }>["rule"],
  recoveries: readonly Date[],
  at: Date,
): Found {
  const since = at.getTime() - withinMinutes * MINUTE_MS;
  const recent = recoveries.filter((recovery) => recovery.getTime() > since && recovery <= at);
  if (recent.length < times) return null;
  return {
    because: `It failed and recovered ${recent.length} times in ${withinMinutes} minutes. It wakes if it is still failing after ${holdMinutes} minutes or fails ${times} more times`,
    until: new Date(at.getTime() + holdMinutes * MINUTE_MS).toISOString(),
  };
}

function withReason(because: string, { reason }: Pick<NoisePolicyRule, "reason">): string {
  return reason ? `${because}: ${reason}` : because;
}

/** `2026-11-30 08:00 UTC`. */
function minuteOf(iso: string): string {
  return `${iso.slice(0, 16).replace("T", " ")} UTC`;
}
