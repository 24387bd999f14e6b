import {
  FlappingRule,
  MaintenanceRule,
  MinSeverityRule,
  NoiseKind,
  type NoiseRule,
} from "@/lib/incidents/noise/schemas";
import type { NoisePolicyRule } from "@/lib/incidents/noise/suppression";

/** A policy as stored. */
export interface NoisePolicyRow {
  id: string;
  name: string;
  kind: string;
  rule: unknown;
  environments: string[];
  pipelines: string[];
  sourceId: string | null;
  reason: string | null;
  /** ISO 8601, or a date of the database. */
  expiresAt: string | Date | null;
}

/** The policies to evaluate; one that another version wrote and this one does not understand is left out. */
export function readPolicies(rows: readonly NoisePolicyRow[]): NoisePolicyRule[] {
  return rows.flatMap(({ id, name, environments, pipelines, sourceId, reason, ...row }) => {
    const rule = readRule(row.kind, row.rule);
    const expiresAt = row.expiresAt === null ? null : new Date(row.expiresAt);
    return rule ? [{ ...rule, id, name, environments, pipelines, sourceId, reason, expiresAt }] : [];
  });
}

/** A rule with its kind, or null if it does not fit. */
export function readRule(kind: string, written: unknown): NoiseRule | null {
  const known = NoiseKind.safeParse(kind).data;
  switch (known) {
    case undefined:
      return null;
    case "mute":
      return { kind: known };
    case "maintenance": {
      const rule = MaintenanceRule.safeParse(written).data;
      return rule ? { kind: known, rule } : null;
    }
    case "min_severity": {
      const rule = MinSeverityRule.safeParse(written).data;
      return rule ? { kind: known, rule } : null;
    }
    case "flapping": {
      const rule = FlappingRule.safeParse(written).data;
      return rule ? { kind: known, rule } : null;
    }
  }
}
