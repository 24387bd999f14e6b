import { readPolicies } from "@/lib/incidents/noise/read-policies";
import type { CreateNoisePolicy, NoisePreview } from "@/lib/incidents/noise/schemas";
import { suppressionOf, type NoisePolicyRule } from "@/lib/incidents/noise/suppression";
import {
  SUBJECT_COLUMNS,
  SUBJECT_JOINS,
  toNoiseSubject,
  type NoiseSubjectRow,
} from "@/lib/incidents/noise/subjects-sql";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";

const DAY_MS = 24 * 3_600_000;
const PREVIEW_DAYS = 30;
const MAX_INCIDENTS = 10_000;
const MAX_SHOWN = 50;

/**
 * Which incidents of the last 30 days a policy would have suppressed when they opened. A mute and a single maintenance
 * window, which lie ahead, count as always in effect. Severities are the current ones.
 */
export async function previewNoisePolicy(ctx: Context, input: CreateNoisePolicy): Promise<NoisePreview> {
  authorize(ctx, "workspace.read");
  const since = new Date(ctx.now().getTime() - PREVIEW_DAYS * DAY_MS);
  const { rows } = await ctx.pool.query<OpenedRow>(input.kind === "flapping" ? FLAPPED : OPENED, [
    ctx.workspaceId,
    since,
    MAX_INCIDENTS,
  ]);
  const policies = [policyOf(input)];
  const suppressed = rows.flatMap((row) => {
    const recoveries = (row.recoveries ?? []).map((at) => new Date(at));
    const found = suppressionOf(policies, toNoiseSubject(row, recoveries), row.openedAt);
    return found ? [{ row, found }] : [];
  });
  return {
    total: rows.length,
    suppressed: suppressed.length,
    items: suppressed.slice(0, MAX_SHOWN).map(({ row, found }) => ({
      id: row.id,
      number: row.number,
      title: row.title,
      pipeline: row.pipeline,
      severity: row.severity,
      openedAt: row.openedAt.toISOString(),
      because: found.because,
    })),
  };
}

interface OpenedRow extends NoiseSubjectRow {
  number: number;
  title: string;
  pipeline: string | null;
  /** When the same failure had recovered in the day before, in milliseconds since 1970. */
  recoveries?: number[] | null;
}

function policyOf(input: CreateNoisePolicy): NoisePolicyRule {
  const isAhead = input.kind === "maintenance" && "until" in input.rule;
  const [policy] = readPolicies([
    {
      id: "preview",
      name: input.name,
      kind: isAhead ? "mute" : input.kind,
      rule: input.rule ?? {},
      environments: input.environments ?? [],
      pipelines: input.pipelines ?? [],
      sourceId: input.sourceId ?? null,
      reason: null,
      expiresAt: null,
    },
  ]);
  if (!policy) throw new Error("a checked policy can be read");
  return policy;
}

const columns = (extra = "") => `
SELECT ${SUBJECT_COLUMNS}, n.number, n.title, COALESCE(p.name, b.name) AS pipeline${extra}
FROM incidents n ${SUBJECT_JOINS}
WHERE n.workspace_id = $1 AND n.opened_at >= $2
ORDER BY n.opened_at DESC LIMIT $3`;

const OPENED = columns();

const FLAPPED = columns(`, (
  SELECT array_agg(round(extract(epoch FROM entry.at) * 1000)::float8)
  FROM incidents before JOIN timeline_entries entry ON entry.incident_id = before.id AND entry.kind = 'status'
    AND entry.data->>'type' = 'recovered' AND entry.at BETWEEN n.opened_at - interval '1 day' AND n.opened_at
  WHERE before.workspace_id = $1 AND before.fingerprint = n.fingerprint AND before.dedup_key = n.dedup_key
    AND before.opened_at <= n.opened_at AND before.last_seen_at > n.opened_at - interval '2 days') AS recoveries`);
