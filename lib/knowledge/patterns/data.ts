import "server-only";
import { z } from "zod";
import { isAboutFailure } from "@/lib/knowledge/patterns/about-failure";
import { shownName } from "@/lib/knowledge/patterns/compose-pattern";
import { historySql } from "@/lib/knowledge/patterns/match-data";
import { patternWeight, type PatternEvent } from "@/lib/knowledge/patterns/pattern-weight";
import {
  IncidentPattern,
  Pattern,
  PatternFact,
  PatternPage,
  PatternSummary,
  Slots,
  SlotTemplate,
  type PatternFilter,
} from "@/lib/knowledge/patterns/schemas";
import { textWithValues, slotsIn, templateText } from "@/lib/knowledge/patterns/template";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";

const DEFAULT_LIMIT = 100;
const MAX_SHOWN = 50;

interface SummaryRow {
  id: string;
  name: string;
  editedFields: string[];
  category: string;
  cause: unknown;
  state: "active" | "off";
  timesSeen: number;
  confirmations: number;
  lastSeenAt: Date | null;
  offersFix: boolean;
  createdAt: Date;
  updatedAt: Date;
  history: { kind: PatternEvent["kind"]; at: string }[] | null;
  fixes: unknown[] | null;
  total: number;
}

/** The workspace's patterns, most recently seen first. `q` looks in name, cause and failing line. */
export async function listPatterns(ctx: Context, filter: PatternFilter): Promise<PatternPage> {
  const { rows } = await ctx.pool.query<SummaryRow>(STATEMENTS.LIST, [
    ctx.workspaceId,
    filter.q?.trim().toLowerCase() || null,
    filter.category ?? null,
    filter.state ?? null,
    filter.limit ?? DEFAULT_LIMIT,
  ]);
  return PatternPage.parse({
    items: rows.map((row) => toSummary(row, ctx.now())),
    total: rows[0]?.total ?? 0,
  });
}

/** A pattern with what it was learned from and what it was used for. @throws AppError NOT_FOUND. */
export async function getPattern(ctx: Context, id: string): Promise<Pattern> {
  const [summary, row] = await Promise.all([
    ctx.pool.query<SummaryRow>(STATEMENTS.ONE, [ctx.workspaceId, id]),
    ctx.db.pattern.findFirst({
      where: { id, workspaceId: ctx.workspaceId },
      include: {
        confirmations: { orderBy: { at: "desc" }, take: MAX_SHOWN, include: INCIDENT },
        matches: { orderBy: { at: "desc" }, take: MAX_SHOWN, include: INCIDENT },
      },
    }),
  ]);
  const [found] = summary.rows;
  if (!row || !found) throw new AppError("NOT_FOUND", "There is no such pattern.");
  const template = SlotTemplate.catch([]).parse(row.template);
  const cause = SlotTemplate.catch([]).parse(row.cause);
  const named = slotsIn([...template, ...cause]);
  return Pattern.parse({
    ...toSummary(found, ctx.now()),
    template: templateText(template),
    slots: named,
    facts: shownFacts(z.array(PatternFact).catch([]).parse(row.facts), template, named),
    editedBy: row.editedBy,
    editedFields: row.editedFields,
    confirmed: row.confirmations.map(({ incident, kind, confirmedBy, rootCause, at }) => ({
      incident,
      kind,
      by: confirmedBy,
      cause: rootCause,
      at: at.toISOString(),
    })),
    matched: row.matches.map(({ at, ...match }) => ({ ...match, at: at.toISOString() })),
    fixes: found.fixes ?? [],
  });
}

/** The facts that are looked for; of their slots only those that the error or the cause has too are named. */
function shownFacts(facts: readonly PatternFact[], template: SlotTemplate, named: readonly string[]) {
  const own = facts.find(({ isDefining }) => !isDefining);
  const ofFailure = slotsIn([...template, ...(own?.template ?? [])]);
  const names = Object.fromEntries(named.map((slot) => [slot, `<${slot}>`]));
  return facts
    .filter((fact) => isAboutFailure(fact, ofFailure))
    .map((fact) => ({ ...fact, text: textWithValues(fact.template, names) }));
}

const INCIDENT = { incident: { select: { id: true, number: true, title: true, status: true } } } as const;

/** The patterns that an incident matched, the one that leads its diagnosis first. */
export async function listIncidentPatterns(ctx: Context, incidentId: string): Promise<IncidentPattern[]> {
  const { rows } = await ctx.pool.query<SummaryRow & Record<"confirmedBy" | "match" | "slots", unknown>>(
    STATEMENTS.INCIDENT,
    [ctx.workspaceId, incidentId],
  );
  return rows.map((row) =>
    IncidentPattern.parse({
      ...toSummary(row, ctx.now(), Slots.catch({}).parse(row.slots)),
      ...(row.match as object),
      confirmedBy: row.confirmedBy,
    }),
  );
}

/** The failing line of a pattern as it is embedded; null if the pattern is gone or has none. */
export async function findPatternText(ctx: Context, id: string): Promise<string | null> {
  const row = await ctx.db.pattern.findFirst({
    where: { id, workspaceId: ctx.workspaceId },
    select: { template: true },
  });
  return (row && templateText(SlotTemplate.catch([]).parse(row.template))) || null;
}

/** The incident that a fix is for, or null. */
export async function findIncidentOfFix(ctx: Context, fixId: string): Promise<string | null> {
  const row = await ctx.db.fix.findFirst({
    where: { id: fixId, workspaceId: ctx.workspaceId },
    select: { incidentId: true },
  });
  return row?.incidentId ?? null;
}

/** `slots`: the values of an incident. */
function toSummary(row: SummaryRow, now: Date, slots: Slots = {}): PatternSummary {
  const { history, fixes, total: _total, lastSeenAt, createdAt, updatedAt, ...rest } = row;
  const cause = SlotTemplate.catch([]).parse(row.cause);
  const events = (history ?? []).map(({ kind, at }) => ({ kind, at: new Date(at) }));
  const weight = patternWeight(events, now);
  return PatternSummary.parse({
    ...rest,
    name: shownName({ ...row, cause }, slots),
    cause: templateText(cause),
    use: row.state === "off" ? "off" : weight.isUsable ? "used" : "shown",
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    causeSuccess: weight.cause,
    fixSuccess: weight.fix,
    fix: fixes?.[0] ?? null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  });
}

/** Fixes of a pattern's incidents that got somewhere: those that worked first, then the latest. */
const FIXES = `(
  SELECT jsonb_agg(f.fix ORDER BY f.rank, f.at DESC) FROM (
    SELECT jsonb_build_object('fixId', f.id, 'incidentNumber', n.number, 'title', f.title, 'kind', f.kind, 'outcome', f.outcome,
        'pullRequest', CASE WHEN f.pr_number IS NOT NULL THEN jsonb_build_object('number', f.pr_number, 'url', f.pr_url) END) AS fix,
      CASE f.outcome WHEN 'worked' THEN 0 WHEN 'did_not_work' THEN 2 ELSE 1 END AS rank, f.updated_at AS at
    FROM fixes f JOIN incidents n ON n.id = f.incident_id AND n.workspace_id = $1
    WHERE f.workspace_id = $1 AND (f.outcome IS NOT NULL OR f.status IN ('open', 'merged')) AND f.incident_id IN (
      SELECT c.incident_id FROM confirmations c WHERE c.workspace_id = $1 AND c.pattern_id = p.id
      UNION SELECT m.incident_id FROM pattern_matches m WHERE m.workspace_id = $1 AND m.pattern_id = p.id AND m.role = 'led')
    ORDER BY rank, at DESC LIMIT 20
  ) f)`;

const SUMMARY = `p.id, p.name, p.edited_fields AS "editedFields", p.category, p.cause, p.state, p.times_seen AS "timesSeen", p.last_seen_at AS "lastSeenAt",
  p.offers_fix AS "offersFix", p.created_at AS "createdAt", p.updated_at AS "updatedAt",
  (SELECT count(*)::int FROM confirmations c WHERE c.workspace_id = $1 AND c.pattern_id = p.id) AS confirmations,
  ${historySql("")} AS history, ${FIXES} AS fixes`;

/** $1: workspace. LIST: $2 text, $3 category, $4 state, $5 limit. ONE: $2 pattern. INCIDENT: $2 incident. */
const STATEMENTS = {
  LIST: `
SELECT ${SUMMARY}, count(*) OVER ()::int AS total FROM patterns p
WHERE p.workspace_id = $1 AND ($2::text IS NULL OR position($2 IN lower(p.name || ' ' || p.root_cause || ' ' || p.template::text)) > 0)
  AND ($3::text IS NULL OR p.category = $3) AND ($4::text IS NULL OR p.state = $4)
ORDER BY p.last_seen_at DESC NULLS LAST, p.id LIMIT $5`,
  ONE: `
SELECT ${SUMMARY}, 1 AS total FROM patterns p WHERE p.workspace_id = $1 AND p.id = $2`,
  INCIDENT: `
SELECT ${SUMMARY}, 1 AS total,
  (SELECT c.confirmed_by FROM confirmations c WHERE c.workspace_id = $1 AND c.pattern_id = p.id ORDER BY c.at DESC LIMIT 1) AS "confirmedBy",
  m.slots, jsonb_build_object('rung', m.rung, 'role', m.role, 'recheck', m.recheck, 'reason', m.reason, 'citations', m.citations) AS match
FROM pattern_matches m JOIN patterns p ON p.id = m.pattern_id AND p.workspace_id = $1
WHERE m.workspace_id = $1 AND m.incident_id = $2
ORDER BY (m.role = 'led') DESC, (m.role = 'shown') DESC, m.weight DESC LIMIT 8`,
} as const;
