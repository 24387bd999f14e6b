import "server-only";
import { hasErrorText } from "@/lib/failures/error-text";
import { readReport } from "@/lib/failures/read-report";
import { BUILT_IN_EMBEDDING } from "@/lib/knowledge/embedding";
import { failingLine } from "@/lib/knowledge/failing-line";
import type { MatchablePattern, MatchedFailure } from "@/lib/knowledge/patterns/match-patterns";
import type { PatternEvent } from "@/lib/knowledge/patterns/pattern-weight";
import { placesOf } from "@/lib/knowledge/patterns/places";
import type { RecheckedPattern } from "@/lib/knowledge/patterns/recheck-pattern";
import { PatternFact, Slots, SlotTemplate } from "@/lib/knowledge/patterns/schemas";
import { SlotNames, templateKey, templateText, toTemplate } from "@/lib/knowledge/patterns/template";
import { toChunk } from "@/lib/knowledge/chunk";
import type { Context } from "@/lib/platform/context";
import { z } from "zod";

/** A pattern with everything needed to match it, check it again and score it. */
export interface MatchableRow extends MatchablePattern, RecheckedPattern {
  id: string;
  name: string;
  editedFields: string[];
  /** Incidents whose cause was confirmed as this, without the one that is diagnosed. */
  incidentIds: string[];
  confirmedBy: string;
  history: PatternEvent[];
}

interface FailureRow {
  fingerprint: string;
  fingerprintParts: unknown;
  report: unknown;
  pipelineId: string | null;
  taskId: string | null;
  logLine: string | null;
}

/** An incident's failure as patterns are matched with it; null if the incident is gone. */
export async function findMatchedFailure(
  { pool, workspaceId }: Context,
  incidentId: string,
  own: { outcome: string; category: string; signature: string | null },
): Promise<MatchedFailure | null> {
  const { rows } = await pool.query<FailureRow>(FAILURE, [workspaceId, incidentId]);
  const row = rows[0];
  const report = row && readReport(row.report);
  if (!row || !report) return null;
  return {
    fingerprint: row.fingerprint,
    hasErrorText: hasErrorText(report),
    signature: own.signature,
    category: own.category === "unknown" ? null : own.category,
    line: failingLine(report, row.logLine),
    places: placesOf(row),
  };
}

interface PatternRow {
  id: string;
  name: string;
  editedFields: string[];
  state: string;
  category: string;
  fingerprints: string[];
  templateKeys: string[];
  signatures: string[];
  categories: string[];
  places: string[];
  template: unknown;
  cause: unknown;
  slots: unknown;
  facts: unknown;
  incidentIds: string[] | null;
  confirmedBy: string | null;
  history: { kind: PatternEvent["kind"]; at: string }[] | null;
}

const NEAREST = 20;

/**
 * Patterns that may match a failure: by fingerprint, line or signature, and those with the nearest vectors. Only what earlier
 * incidents have confirmed counts (decision 010).
 */
export async function listMatchable(
  { pool, workspaceId }: Context,
  incidentId: string,
  failure: MatchedFailure,
): Promise<MatchableRow[]> {
  const line = toTemplate(failure.line ?? "", new SlotNames());
  const [vector] = await BUILT_IN_EMBEDDING.embed([templateText(line)]);
  const { model, dimensions, embedding } = toChunk("", vector ?? [], BUILT_IN_EMBEDDING);
  const { rows } = await pool.query<PatternRow>(MATCHABLE, [
    workspaceId,
    incidentId,
    failure.fingerprint,
    templateKey(line),
    failure.signature,
    model,
    dimensions,
    embedding,
    NEAREST,
  ]);
  return rows.flatMap(({ template, cause, slots, facts, history, incidentIds, confirmedBy, ...row }) =>
    incidentIds === null
      ? []
      : [
          {
            ...row,
            template: SlotTemplate.catch([]).parse(template),
            cause: SlotTemplate.catch([]).parse(cause),
            slots: Slots.catch({}).parse(slots),
            facts: z.array(PatternFact).catch([]).parse(facts),
            incidentIds,
            confirmedBy: confirmedBy ?? "",
            history: (history ?? []).map(({ kind, at }) => ({ kind, at: new Date(at) })),
          },
        ],
  );
}

const FAILURE = `
SELECT n.fingerprint, n.fingerprint_parts AS "fingerprintParts", n.report, n.pipeline_id AS "pipelineId", n.task_id AS "taskId",
  (SELECT e.facts #>> '{failingLines,0,text}' FROM evidence e WHERE e.incident_id = n.id AND e.workspace_id = $1 AND e.kind = 'log'
    AND e.status = 'ok' AND e.superseded_at IS NULL ORDER BY e.relevance DESC, e.id LIMIT 1) AS "logLine"
FROM incidents n WHERE n.workspace_id = $1 AND n.id = $2`;

/**
 * What was learned about patterns `p` (`PatternEvent[]`): each confirmation, each verdict "wrong" on a diagnosis that took its cause,
 * and each outcome of a fix of its incidents. `other` leaves out one incident ($2).
 */
export const historySql = (other: string) => `(
  SELECT jsonb_agg(jsonb_build_object('kind', h.kind, 'at', h.at)) FROM (
    SELECT 'cause_right' AS kind, c.at FROM confirmations c WHERE c.workspace_id = $1 AND c.pattern_id = p.id ${other.replaceAll("@", "c")}
    UNION ALL
    SELECT 'cause_wrong', v.created_at FROM verdicts v
    WHERE v.workspace_id = $1 AND v.pattern_id = p.id AND v.verdict = 'wrong' AND v.ended_at IS NULL ${other.replaceAll("@", "v")}
    UNION ALL
    SELECT CASE f.outcome WHEN 'worked' THEN 'fix_worked' ELSE 'fix_failed' END, COALESCE(f.outcome_at, f.updated_at) FROM fixes f
    WHERE f.workspace_id = $1 AND f.outcome IN ('worked', 'did_not_work') ${other.replaceAll("@", "f")} AND f.incident_id IN (
      SELECT c.incident_id FROM confirmations c WHERE c.workspace_id = $1 AND c.pattern_id = p.id
      UNION SELECT m.incident_id FROM pattern_matches m WHERE m.workspace_id = $1 AND m.pattern_id = p.id AND m.role = 'led')
  ) h)`;

const MATCHABLE = `
WITH near AS (
  SELECT owner_id AS id FROM chunks WHERE workspace_id = $1 AND owner_kind = 'pattern' AND model = $6 AND dimensions = $7
  ORDER BY embedding <=> $8::vector LIMIT $9
)
SELECT p.id, p.name, p.edited_fields AS "editedFields", p.state, p.category, p.fingerprints, p.template_keys AS "templateKeys", p.signatures, p.categories, p.places,
  p.template, p.cause, p.slots, p.facts, confirmed.ids AS "incidentIds", confirmed.by AS "confirmedBy",
  ${historySql("AND @.incident_id <> $2")} AS history
FROM patterns p
CROSS JOIN LATERAL (
  SELECT array_agg(c.incident_id ORDER BY c.at DESC) AS ids, (array_agg(c.confirmed_by ORDER BY c.at DESC))[1] AS by
  FROM confirmations c JOIN incidents earlier ON earlier.id = c.incident_id AND earlier.workspace_id = $1
  WHERE c.workspace_id = $1 AND c.pattern_id = p.id
    AND earlier.number < (SELECT number FROM incidents WHERE id = $2 AND workspace_id = $1)
) confirmed
WHERE p.workspace_id = $1 AND p.state = 'active' AND ($3 = ANY(p.fingerprints) OR ($4 <> '' AND $4 = ANY(p.template_keys))
  OR ($5::text = ANY(p.signatures) AND p.id IN (SELECT id FROM near)) OR p.id IN (SELECT id FROM near))
LIMIT 60`;
