import "server-only";
import type { Pool, PoolClient } from "pg";
import { toIncidentRun, type FailureRow } from "@/lib/cascades/dependent-pairs";
import { FAILURES, IS_CANDIDATE } from "@/lib/cascades/dependent-sql";
import { judgeOutage, OUTAGE_CATEGORIES, OUTAGE_WINDOW_MS, type FailedAt } from "@/lib/cascades/judge-outage";
import type { IncidentRun } from "@/lib/cascades/related-runs";
import { readReport } from "@/lib/failures/read-report";
import type { Context } from "@/lib/platform/context";

/** Two failures of the same outage. The incident that was opened first stands for it; `outer` is the other one. */
export interface OutagePair {
  outer: IncidentRun;
  inner: IncidentRun;
  because: string;
  link: string;
}

interface ChainRow {
  id: string;
  chain: string | null;
}

interface Candidate {
  id: string;
  isSameSource: boolean;
}

/**
 * The open incidents that are the same outage as this one, although nothing else connects them: a warehouse that is down
 * fails every pipeline that uses it. Whichever is analyzed last finds the other, so the order does not matter.
 */
export async function loadOutagePairs(
  ctx: Context,
  connection: Pool | PoolClient,
  incidentId: string,
): Promise<OutagePair[]> {
  const { rows: candidates } = await connection.query<Candidate>(CANDIDATES, [
    incidentId,
    ctx.workspaceId,
    OUTAGE_CATEGORIES,
    OUTAGE_WINDOW_MS / 1_000,
  ]);
  if (candidates.length === 0) return [];
  const ids = [incidentId, ...candidates.map(({ id }) => id)];
  const { rows } = await connection.query<FailureRow>(FAILURES, [ids, ctx.workspaceId]);
  const me = rows.find(({ id }) => id === incidentId);
  if (!me) return [];
  const chains = await connection.query<ChainRow>(CHAINS, [ids, ctx.workspaceId]);
  const chainOf = new Map(chains.rows.map(({ id, chain }) => [id, chain ?? ""]));
  const failureOf = (row: FailureRow) => toFailedAt(row, chainOf.get(row.id) ?? "");
  const near = new Set(candidates.flatMap(({ id, isSameSource }) => (isSameSource ? id : [])));
  return rows
    .filter((other) => other !== me)
    .toSorted((a, b) => a.number - b.number)
    .flatMap((other) => {
      const host = judgeOutage(failureOf(me), failureOf(other));
      if (host === null || !(near.has(other.id) || isGlobalName(host))) return [];
      return toPair(me, other, host) ?? [];
    });
}

function toPair(me: FailureRow, other: FailureRow, host: string): OutagePair | null {
  const [outer, inner] = ordered(me, other);
  if (outer.parentId !== null || inner.parentId === outer.id) return null;
  return {
    outer: toIncidentRun(outer),
    inner: toIncidentRun(inner),
    link: `it uses ${host} too`,
    because: `both errors name it, ${apart(Math.abs(me.failedAt - other.failedAt))}`,
  };
}

/** `db` and `10.0.0.5` are other machines in another orchestrator's network. */
function isGlobalName(host: string): boolean {
  return /\.[a-z][\w-]*(?::\d+)?$/.test(host);
}

/** The later one first. One that is part of a cascade already is not moved. */
function ordered(a: FailureRow, b: FailureRow): [outer: FailureRow, inner: FailureRow] {
  if (a.parentId !== null) return [b, a];
  if (b.parentId !== null) return [a, b];
  return a.number > b.number ? [a, b] : [b, a];
}

function apart(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes === 0) return "within a minute";
  return `${minutes} minute${minutes === 1 ? "" : "s"} apart`;
}

function toFailedAt({ report, category, rootCause, failedAt }: FailureRow, chain: string): FailedAt {
  const { exception = null, reason = null } = readReport(report) ?? {};
  const error = exception && { type: exception.type, message: exception.message };
  return { category, rootCause, failedAt, failed: { error, reason }, chain };
}

const MAX_CANDIDATES = 200;

/**
 * $1: incident, $2: workspace, $3: categories, $4: window in seconds. Roots come first, because most of an outage's failures
 * are already part of one. Other environments have other systems. Times of webhooks only narrow the search, generously; those of the runs decide.
 */
const CANDIDATES = `
WITH me AS (
  SELECT source_id, environment, first_seen_at, last_seen_at FROM incidents
  WHERE id = $1 AND workspace_id = $2 AND category = ANY($3)
)
SELECT n.id, n.source_id = me.source_id AS "isSameSource"
FROM me JOIN incidents n ON n.workspace_id = $2 AND n.id <> $1 AND n.category = ANY($3) AND ${IS_CANDIDATE}
  AND n.environment IS NOT DISTINCT FROM me.environment
  AND n.last_seen_at > me.first_seen_at - 4 * $4 * interval '1 second'
  AND n.first_seen_at < me.last_seen_at + 4 * $4 * interval '1 second'
ORDER BY n.status = 'merged', n.last_seen_at DESC LIMIT ${MAX_CANDIDATES}`;

const IN_FAILING_LINE = (exception: string) =>
  `(e.facts->'failingLines'->0->>'line')::int BETWEEN (${exception}->>'startLine')::int AND (${exception}->>'endLine')::int`;

/** $1: incidents, $2: workspace. The messages of the chain that the failing line of the failed try's log belongs to. */
const CHAINS = `
SELECT e.incident_id AS id, string_agg(left(x->>'message', 1000), E'\n') AS chain
FROM evidence e CROSS JOIN LATERAL jsonb_array_elements(e.facts->'exceptions') x
WHERE e.incident_id = ANY($1) AND e.workspace_id = $2 AND e.collector = 'orchestrator-log' AND e.kind = 'log' AND e.status = 'ok'
  AND e.superseded_at IS NULL AND e.relevance = 1 AND e.facts->>'schemaVersion' = '2'
  AND x->>'chainId' = (
    SELECT y->>'chainId' FROM jsonb_array_elements(e.facts->'exceptions') y WHERE ${IN_FAILING_LINE("y")} LIMIT 1)
GROUP BY e.incident_id`;
