import "server-only";
import { mostTelling, type EarlierFix } from "@/lib/fixes/repeats/most-telling";
import { patchKey } from "@/lib/fixes/patches/patch-key";
import { storedPatch } from "@/lib/fixes/patches/stored-patch";
import type { RepeatedFix } from "@/lib/fixes/schemas";
import type { Context } from "@/lib/platform/context";

interface EarlierRow extends Omit<EarlierFix, "incidentNumber"> {
  number: number;
}

const toEarlier = ({ number, ...row }: EarlierRow): EarlierFix => ({ ...row, incidentNumber: number });

/** Columns of an `EarlierFix`: fix `f` of incident `n`. */
const EARLIER = `f.id, n.number, f.status, f.created_at AS "createdAt",
  f.decision, f.decision_reason AS reason, f.outcome,
  CASE WHEN f.outcome IN ('worked', 'did_not_work') THEN f.outcome_at
    WHEN f.decision = 'rejected' THEN f.decided_at END AS "judgedAt"`;

/** Fixes by id, as those that others repeat. */
export async function listRepeated(ctx: Context, ids: readonly string[]): Promise<Map<string, RepeatedFix>> {
  if (ids.length === 0) return new Map();
  const { rows: found } = await ctx.pool.query<EarlierRow>(EARLIER_BY_ID, [ctx.workspaceId, ids]);
  return new Map(
    found.flatMap((row) => {
      const told = mostTelling([toEarlier(row)]);
      return told ? [[row.id, told]] : [];
    }),
  );
}

const EARLIER_BY_ID = `
SELECT ${EARLIER} FROM fixes f JOIN incidents n ON n.id = f.incident_id AND n.workspace_id = f.workspace_id
WHERE f.workspace_id = $1 AND f.id = ANY($2)`;

/**
 * An earlier fix with this change for the same failure (fingerprint) or the same pattern (signature); null if there is
 * none. Of the incident itself only those count that people or runs have judged, because every analysis proposes anew.
 * @param except the fix to compare, if it is stored.
 */
export async function findRepeatedFix(
  ctx: Context,
  { incidentId, key, except }: { incidentId: string; key: string | null; except: string },
): Promise<RepeatedFix | null> {
  if (key === null) return null;
  const { rows } = await ctx.pool.query<EarlierRow>(SAME_CHANGE, [ctx.workspaceId, key, incidentId, except]);
  return mostTelling(rows.map(toEarlier));
}

const SAME_CHANGE = `
WITH current AS (
  SELECT n.fingerprint, d.signature FROM incidents n LEFT JOIN diagnoses d ON d.id = n.diagnosis_id
  WHERE n.id = $3 AND n.workspace_id = $1
)
SELECT ${EARLIER} FROM fixes f
JOIN incidents n ON n.id = f.incident_id AND n.workspace_id = f.workspace_id
JOIN current ON true
LEFT JOIN diagnoses d ON d.id = f.diagnosis_id AND d.workspace_id = f.workspace_id
WHERE f.workspace_id = $1 AND f.patch_key = $2 AND f.id <> $4
  AND (n.fingerprint = current.fingerprint OR d.signature = current.signature)
  AND (f.incident_id <> $3 OR f.status IN ('opening', 'open', 'merged', 'closed')
    OR f.decision = 'rejected' OR f.outcome IS NOT NULL)
ORDER BY (f.outcome IS NOT NULL OR f.decision = 'rejected') DESC, f.created_at DESC LIMIT 50`;

/**
 * The fix of an incident that already makes the change of a patch: one with an open pull request, or the built-in one; null if
 * there is none.
 */
export async function findSameFix(
  ctx: Context,
  incidentId: string,
  patch: string,
): Promise<{ id: string; title: string } | null> {
  const key = patchKey(storedPatch(patch).patch);
  if (key === null) return null;
  return ctx.db.fix.findFirst({
    where: {
      workspaceId: ctx.workspaceId,
      incidentId,
      patchKey: key,
      OR: [{ status: { in: ["opening", "open"] } }, { status: "proposed", engine: "builtin" }],
    },
    select: { id: true, title: true },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
  });
}
