import "server-only";
import { z } from "zod";
import { shownName } from "@/lib/knowledge/patterns/compose-pattern";
import { historySql } from "@/lib/knowledge/patterns/match-data";
import type { PatternEvent } from "@/lib/knowledge/patterns/pattern-weight";
import { Slots, SlotTemplate } from "@/lib/knowledge/patterns/schemas";
import type { Context } from "@/lib/platform/context";

/** The fix of an earlier incident with the same cause. */
export interface PatternFix {
  patternId: string;
  /** With the values of this incident. */
  patternName: string;
  /** The earlier fix, and its incident. */
  fixId: string;
  incidentId: string;
  incidentNumber: number;
  kind: string;
  title: string;
  rationale: string;
  /** Who edited it; then title and patch are the edited ones, and the rationale is about what was proposed. */
  editedBy: string | null;
  /** As displayed, without secrets; `patchEnc` is the original, encrypted, if redaction changed it. */
  patch: string;
  patchEnc: string | null;
  /** Paths that it changes. */
  files: string[];
  /** The commit it was made for, not the one that runs now. */
  baseCommit: string | null;
  pullRequest: { number: number; url: string | null } | null;
  /** Of the runs after a merged fix of this pattern. */
  worked: number;
  tried: number;
  /** What was called something else then, so that the patch does not fit as it is. */
  renamed: { slot: string; before: string; now: string }[];
}

type LeadingFix = Omit<PatternFix, "worked" | "tried"> & { history: PatternEvent[] };

interface Row extends Omit<LeadingFix, "history" | "files" | "pullRequest" | "renamed"> {
  cause: unknown;
  editedFields: string[];
  files: unknown;
  prNumber: number | null;
  prUrl: string | null;
  slotsThen: unknown;
  slotsNow: unknown;
  history: { kind: PatternEvent["kind"]; at: string }[] | null;
}

/** The latest fix that worked for the pattern that leads an incident's diagnosis, else the latest that was merged; or null. */
export async function findLeadingFix(
  { pool, workspaceId }: Context,
  incidentId: string,
): Promise<LeadingFix | null> {
  const { rows } = await pool.query<Row>(LEADING_FIX, [workspaceId, incidentId]);
  const [row] = rows;
  if (!row) return null;
  const { files, prNumber, prUrl, slotsThen, slotsNow, history, cause, editedFields, ...fix } = row;
  const [before, after] = [slotsThen, slotsNow].map((slots) => Slots.catch({}).parse(slots));
  const named = { name: fix.patternName, cause: SlotTemplate.catch([]).parse(cause), editedFields };
  return {
    ...fix,
    patternName: shownName(named, after),
    files: z
      .array(z.object({ path: z.string() }))
      .catch([])
      .parse(files)
      .map(({ path }) => path),
    pullRequest: prNumber === null ? null : { number: prNumber, url: prUrl },
    renamed: Object.entries(after ?? {}).flatMap(([slot, value]) => {
      const was = before?.[slot];
      return was === undefined || was === value || !fix.patch.includes(was)
        ? []
        : [{ slot, before: was, now: value }];
    }),
    history: (history ?? []).map(({ kind, at }) => ({ kind, at: new Date(at) })),
  };
}

const LEADING_FIX = `
SELECT p.id AS "patternId", p.name AS "patternName", p.cause, p.edited_fields AS "editedFields", f.id AS "fixId", f.incident_id AS "incidentId", n.number AS "incidentNumber",
  f.kind, f.title, f.rationale, f.edited_by AS "editedBy", f.patch, f.patch_enc AS "patchEnc", f.files, f.base_commit AS "baseCommit",
  f.pr_number AS "prNumber", f.pr_url AS "prUrl", c.learned->'slots' AS "slotsThen", m.slots AS "slotsNow",
  ${historySql("AND @.incident_id <> $2")} AS history
FROM pattern_matches m
JOIN patterns p ON p.id = m.pattern_id AND p.workspace_id = $1 AND p.state = 'active' AND p.offers_fix
JOIN confirmations c ON c.workspace_id = $1 AND c.pattern_id = p.id AND c.incident_id <> $2
JOIN fixes f ON f.workspace_id = $1 AND f.incident_id = c.incident_id AND f.status <> 'superseded'
  AND (f.outcome = 'worked' OR (f.outcome IS NULL AND f.status = 'merged'))
JOIN incidents n ON n.id = f.incident_id AND n.workspace_id = $1
WHERE m.workspace_id = $1 AND m.incident_id = $2 AND m.role = 'led'
ORDER BY (f.outcome = 'worked') DESC NULLS LAST, (f.status = 'merged') DESC, f.updated_at DESC LIMIT 1`;
