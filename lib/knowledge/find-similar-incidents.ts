import { readReport } from "@/lib/failures/read-report";
import { chunkOf } from "@/lib/knowledge/chunk";
import { failingLine } from "@/lib/knowledge/failing-line";
import { resemblance, type ComparedFailure, type Resemblance } from "@/lib/knowledge/resemblance";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";

export interface SimilarIncident extends Resemblance {
  id: string;
  number: number;
  title: string;
  status: string;
  /** The fingerprint is the same: the same failure, not only a similar text. */
  isSameFailure: boolean;
  signature: string | null;
  /** The cause that a person confirmed; what an engine alone has said is not passed on. */
  confirmed: { category: string; rootCause: string } | null;
  lastSeenAt: string;
  fixTitle: string | null;
  fixStatus: string | null;
  pullRequestUrl: string | null;
}

interface FailureRow {
  fingerprint: string;
  signature: string | null;
  category: string | null;
  report: unknown;
  /** The line of the log that most likely says what failed. */
  logLine: string | null;
}

interface EarlierRow extends FailureRow {
  id: string;
  number: number;
  title: string;
  status: string;
  confirmed: SimilarIncident["confirmed"];
  lastSeenAt: Date;
  fixTitle: string | null;
  fixStatus: string | null;
  pullRequestUrl: string | null;
}

/** Earlier incidents that are compared in full, of each way to find them. */
const CANDIDATES = 40;
/** Of so many before it the vectors are compared: a quarter of a second at most. Older ones are found by what they share. */
const COMPARED = 100_000;

/**
 * Earlier incidents of the workspace that failed in the same or a similar way, the most telling first: the same
 * failure, then what has a confirmed cause, then by likeness. Stores the incident's own line and vector, by which later
 * ones find it; the search is exact (decision 021).
 */
export async function findSimilarIncidents(
  ctx: Context,
  input: { incidentId: string; limit: number },
): Promise<SimilarIncident[]> {
  const { rows: own } = await ctx.pool.query<FailureRow>(OWN, [input.incidentId, ctx.workspaceId]);
  const mine = own[0] && toCompared(own[0]);
  if (!mine?.line) return [];
  const { rows } = await ctx.pool.query<EarlierRow>(CANDIDATES_BEFORE, [
    input.incidentId,
    ctx.workspaceId,
    JSON.stringify({ ...chunkOf(mine.line), id: newId(), at: ctx.now() }),
    CANDIDATES,
    mine.signature,
  ]);
  return rows
    .flatMap((row) => {
      const found = resemblance(mine, toCompared(row));
      return found ? [toSimilar(row, found)] : [];
    })
    .toSorted(mostTellingFirst)
    .slice(0, input.limit);
}

function toCompared({ report, logLine, ...row }: FailureRow): ComparedFailure {
  const parsed = readReport(report);
  return {
    fingerprint: row.fingerprint,
    signature: row.signature,
    category: row.category,
    line: parsed ? failingLine(parsed, logLine) : null,
  };
}

function toSimilar(row: EarlierRow, found: Resemblance): SimilarIncident {
  const { fingerprint: _fingerprint, category: _category, report: _report, logLine: _line, ...shown } = row;
  return {
    ...shown,
    ...found,
    isSameFailure: found.because === "same_failure",
    lastSeenAt: row.lastSeenAt.toISOString(),
  };
}

function mostTellingFirst(a: SimilarIncident, b: SimilarIncident): number {
  return (
    Number(b.isSameFailure) - Number(a.isSameFailure) ||
    Number(b.confirmed !== null) - Number(a.confirmed !== null) ||
    b.similarity - a.similarity ||
    b.number - a.number
  );
}

const FAILURE_COLUMNS = `n.fingerprint, n.category, d.signature, n.report, log.line AS "logLine"`;
const FAILURE_JOINS = `
LEFT JOIN diagnoses d ON d.id = n.diagnosis_id AND d.outcome = 'diagnosed'
LEFT JOIN LATERAL (
  SELECT e.facts #>> '{failingLines,0,text}' AS line FROM evidence e WHERE e.incident_id = n.id AND e.workspace_id = n.workspace_id AND e.kind = 'log' AND e.status = 'ok'
    AND e.superseded_at IS NULL ORDER BY e.relevance DESC, e.id LIMIT 1
) log ON true`;

const OWN = `
SELECT ${FAILURE_COLUMNS} FROM incidents n ${FAILURE_JOINS} WHERE n.id = $1 AND n.workspace_id = $2`;

/** Vectors are compared with those of the same model and dimension alone; others may stand in the same column. */
const CANDIDATES_BEFORE = `
WITH c AS (
  SELECT * FROM jsonb_to_record($3::jsonb)
    AS x(id text, text text, model text, dimensions int, embedding text, hash text, at timestamptz)
), mine AS (
  INSERT INTO chunks (id, workspace_id, owner_kind, owner_id, ordinal, text, model, dimensions, embedding, hash, updated_at)
  SELECT id, $2, 'incident', $1, 0, text, model, dimensions, embedding::vector, hash, at FROM c
  ON CONFLICT (owner_kind, owner_id, ordinal) DO UPDATE SET text = excluded.text, model = excluded.model,
    dimensions = excluded.dimensions, embedding = excluded.embedding, hash = excluded.hash, updated_at = excluded.updated_at
  WHERE chunks.workspace_id = excluded.workspace_id AND chunks.hash <> excluded.hash
), me AS (
  SELECT id, number, fingerprint FROM incidents WHERE id = $1 AND workspace_id = $2
), same AS (
  SELECT n.id FROM me JOIN incidents n ON n.workspace_id = $2 AND n.fingerprint = me.fingerprint
  WHERE n.number < me.number AND n.status <> 'merged' ORDER BY n.number DESC LIMIT $4
), nearest AS (
  SELECT n.id FROM me JOIN c ON true
  JOIN chunks e ON e.workspace_id = $2 AND e.owner_kind = 'incident' AND e.model = c.model AND e.dimensions = c.dimensions
  JOIN incidents n ON n.id = e.incident_id AND n.workspace_id = $2
  WHERE n.number < me.number AND n.number >= me.number - ${COMPARED} AND n.status <> 'merged'
  ORDER BY e.embedding <=> c.embedding::vector LIMIT $4
), kin AS (
  SELECT n.id FROM me JOIN incidents n ON n.workspace_id = $2 JOIN diagnoses d ON d.id = n.diagnosis_id
  WHERE $5::text IS NOT NULL AND d.signature = $5 AND d.outcome = 'diagnosed' AND n.number < me.number AND n.status <> 'merged'
  ORDER BY n.number DESC LIMIT $4
)
SELECT n.id, n.number, n.title, n.status, n.last_seen_at AS "lastSeenAt", ${FAILURE_COLUMNS},
  CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('category', p.category, 'rootCause', p.root_cause) END AS confirmed,
  f.title AS "fixTitle", f.status AS "fixStatus", f.pr_url AS "pullRequestUrl"
FROM (SELECT id FROM same UNION SELECT id FROM nearest UNION SELECT id FROM kin) found
JOIN incidents n ON n.id = found.id
LEFT JOIN patterns p ON p.workspace_id = n.workspace_id AND p.incident_id = n.id
${FAILURE_JOINS}
LEFT JOIN LATERAL (
  SELECT title, status, pr_url FROM fixes WHERE incident_id = n.id AND status IN ('open', 'merged')
  ORDER BY created_at DESC LIMIT 1
) f ON true`;
