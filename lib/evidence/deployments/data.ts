import "server-only";
import { DeployFacts } from "@/lib/evidence/deployments/schemas";
import type { Context } from "@/lib/platform/context";

/** Packages as an earlier failure of the same source found them. */
export interface EarlierPackages {
  packages: Record<string, string>;
  at: string;
  incidentNumber: number;
}

/** The newest packages stored with another incident of the source before `before`; null if there are none. */
export async function findEarlierPackages(
  ctx: Context,
  { sourceId, incidentId, before }: { sourceId: string; incidentId: string; before: Date },
): Promise<EarlierPackages | null> {
  const { rows } = await ctx.pool.query<{ facts: unknown; collected_at: Date; number: number }>(
    `SELECT e.facts, e.collected_at, n.number
     FROM incidents n JOIN evidence e ON e.incident_id = n.id AND e.workspace_id = n.workspace_id
     WHERE n.source_id = $1 AND n.workspace_id = $2 AND n.id <> $3 AND n.last_seen_at > $4::timestamptz - interval '90 days'
       AND e.collector = 'deployment-drift' AND e.status = 'ok' AND e.collected_at < $4
       AND jsonb_typeof(e.facts->'packages') = 'object'
     ORDER BY e.collected_at DESC LIMIT 1`,
    [sourceId, ctx.workspaceId, incidentId, before],
  );
  const [row] = rows;
  const packages = row && DeployFacts.safeParse(row.facts).data?.packages;
  return row && packages
    ? { packages, at: row.collected_at.toISOString(), incidentNumber: row.number }
    : null;
}
