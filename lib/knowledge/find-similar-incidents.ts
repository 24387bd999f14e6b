import { hasErrorText, isOwnSentence } from "@/lib/failures/error-text";
import { readReport } from "@/lib/failures/read-report";
import { findAftermaths } from "@/lib/knowledge/data";
import { BUILT_IN_EMBEDDING } from "@/lib/knowledge/embedding";
import { failingLine } from "@/lib/knowledge/failing-line";
import type { Aftermath } from "@/lib/knowledge/holding";
import { OUTCOME_COLUMNS, OUTCOME_JOINS, type IncidentOutcome } from "@/lib/knowledge/outcome-sql";
import { resemblance, type ComparedFailure, type Resemblance } from "@/lib/knowledge/resemblance";
import { storeChunks } from "@/lib/knowledge/store-chunks";
import type { Context } from "@/lib/platform/context";

export interface SimilarIncident extends Resemblance, Omit<IncidentOutcome, "lastSeenAt"> {
  id: string;
  number: number;
  /** The fingerprints of what they say match: it is the same failure, not just similar text. */
  isSameFailure: boolean;
  signature: string | null;
  lastSeenAt: string;
  /** How it was resolved, and whether that held. */
  aftermath: Aftermath;
}

interface FailureRow {
  fingerprint: string;
  signature: string | null;
  category: string | null;
  report: unknown;
  /** The top-ranked failing line of the log. */
  logLine: string | null;
}

interface EarlierRow extends FailureRow, IncidentOutcome {
  id: string;
  number: number;
}

/** Maximum number of earlier incidents to compare in full, per lookup. */
const CANDIDATES = 40;

/**
 * Earlier incidents of the workspace with the same or a similar failure: the same failure first, then confirmed causes,
 * then by similarity. Also stores the failing line and its vector, so that later incidents can find this one. The vector
 * search is exact (decision 021).
 */
export async function findSimilarIncidents(
  ctx: Context,
  input: { incidentId: string; limit: number },
): Promise<SimilarIncident[]> {
  const { rows: own } = await ctx.pool.query<FailureRow>(OWN, [input.incidentId, ctx.workspaceId]);
  const mine = own[0] && toCompared(own[0]);
  if (!mine?.line) return [];
  const [chunk] = await storeChunks(ctx, {
    owner: { kind: "failure", id: mine.fingerprint },
    texts: [mine.line],
    embedding: BUILT_IN_EMBEDDING,
  });
  const { rows } = await ctx.pool.query<EarlierRow>(CANDIDATES_BEFORE, [
    input.incidentId,
    ctx.workspaceId,
    chunk?.model,
    chunk?.dimensions,
    chunk?.embedding,
    CANDIDATES,
    mine.signature,
  ]);
  const similar = rows
    .flatMap((row) => {
      const found = resemblance(mine, toCompared(row));
      return found ? [toSimilar(row, found)] : [];
    })
    .toSorted(byRelevance)
    .slice(0, input.limit);
  const aftermaths = await findAftermaths(
    ctx,
    similar.map(({ id }) => id),
  );
  return similar.flatMap((incident) => {
    const aftermath = aftermaths.get(incident.id);
    return aftermath ? [{ ...incident, aftermath }] : [];
  });
}

function toCompared({ report, logLine, ...row }: FailureRow): ComparedFailure {
  const parsed = readReport(report);
  const line = parsed && failingLine(parsed, logLine);
  return {
    fingerprint: row.fingerprint,
    hasErrorText: parsed !== null && hasErrorText(parsed),
    signature: row.signature,
    category: row.category,
    line,
    // What our reconciler saw is also shown as evidence, where it is read like a log.
    isOwnLine: parsed !== null && isOwnSentence(parsed) && line === failingLine(parsed, null),
  };
}

function toSimilar(row: EarlierRow, found: Resemblance): Omit<SimilarIncident, "aftermath"> {
  const { fingerprint: _fingerprint, category: _category, report: _report, logLine: _line, ...shown } = row;
  return {
    ...shown,
    ...found,
    isSameFailure: found.because === "same_failure",
    lastSeenAt: row.lastSeenAt.toISOString(),
  };
}

type Ranked = Pick<SimilarIncident, "isSameFailure" | "confirmed" | "similarity" | "number">;

function byRelevance(a: Ranked, b: Ranked): number {
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

/** `<=>` fails on vectors of different dimensions, so candidates are filtered by dimension first. */
const CANDIDATES_BEFORE = `
WITH me AS (
  SELECT id, number, fingerprint, opened_at FROM incidents WHERE id = $1 AND workspace_id = $2
), same AS (
  SELECT n.id FROM me JOIN incidents n ON n.workspace_id = $2 AND n.fingerprint = me.fingerprint
  WHERE n.number < me.number AND n.status <> 'merged' ORDER BY n.number DESC LIMIT $6
), alike AS (
  SELECT owner_id AS fingerprint FROM chunks
  WHERE workspace_id = $2 AND owner_kind = 'failure' AND model = $3 AND dimensions = $4
  ORDER BY embedding <=> $5::vector LIMIT $6
), nearest AS (
  SELECT latest.id FROM me JOIN alike ON true CROSS JOIN LATERAL (
    SELECT n.id FROM incidents n
    WHERE n.workspace_id = $2 AND n.fingerprint = alike.fingerprint AND n.number < me.number AND n.status <> 'merged'
    ORDER BY n.number DESC LIMIT 1
  ) latest
), confirmed AS (
  SELECT n.id FROM me JOIN alike ON true
  -- A failure may have been confirmed many times; the latest of them say enough.
  CROSS JOIN LATERAL (
    SELECT n.id FROM confirmations c JOIN incidents n ON n.workspace_id = $2 AND n.id = c.incident_id
    WHERE c.workspace_id = $2 AND n.fingerprint = alike.fingerprint AND n.number < me.number AND n.status <> 'merged'
    ORDER BY n.number DESC LIMIT 3
  ) n
), same_signature AS (
  SELECT n.id FROM me
  CROSS JOIN LATERAL (
    -- A common signature may have many later diagnoses, so they are bounded by time first.
    SELECT d.id, d.incident_id, d.created_at FROM diagnoses d
    WHERE d.workspace_id = $2 AND d.signature = $7 AND d.signature IS NOT NULL AND d.outcome = 'diagnosed'
      AND d.created_at < me.opened_at + interval '7 days'
    ORDER BY d.created_at DESC LIMIT 1000
  ) d
  JOIN incidents n ON n.workspace_id = $2 AND n.id = d.incident_id AND n.diagnosis_id = d.id
  WHERE n.number < me.number AND n.status <> 'merged'
  ORDER BY d.created_at DESC LIMIT $6
)
SELECT n.id, n.number, ${FAILURE_COLUMNS}, ${OUTCOME_COLUMNS}
FROM (SELECT id FROM same UNION SELECT id FROM nearest UNION SELECT id FROM confirmed UNION SELECT id FROM same_signature) found
JOIN incidents n ON n.id = found.id
${FAILURE_JOINS}
${OUTCOME_JOINS}`;
