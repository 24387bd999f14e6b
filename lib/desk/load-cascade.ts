import "server-only";
import { DAY_ASSUMED } from "@/lib/cascades/cascade-window";
import { IncidentEvent } from "@/lib/incidents/history/schemas";
import type { Incident } from "@/lib/desk/schemas";
import { safeUrl } from "@/lib/failures/safe-url";
import type { Context } from "@/lib/platform/context";

const MAX_MEMBERS = 50;

interface MemberRow {
  id: string;
  number: number;
  title: string;
  pipeline: string;
  task: string | null;
  runId: string | null;
  externalUrl: string | null;
  lastSeenAt: Date;
  recoveredAt: Date | null;
  /** Merged by a person, rather than joined as a symptom. */
  isDuplicate: boolean;
  joined: unknown;
}

/** The incident's row, as far as it says where it stands in a cascade. */
interface Standing {
  id: string;
  runId: string | null;
  parentIncidentId: string | null;
  mergeKind: string | null;
  resolvedByRunId: string | null;
}

type Cascade = Pick<Incident, "symptoms" | "duplicates" | "root" | "notRun" | "resolvedBy">;

/** What failed because of an incident or was merged into it, what it failed because of, and the run that ended it. */
export async function loadCascade(ctx: Context, standing: Standing): Promise<Cascade> {
  const { id, runId, parentIncidentId, mergeKind, resolvedByRunId } = standing;
  const [children, root, notRun, resolvedBy] = await Promise.all([
    readMembers(ctx, CHILDREN, id),
    parentIncidentId && mergeKind !== "duplicate" ? readMembers(ctx, ROOT, id) : [],
    runId ? listNotRun(ctx, runId) : [],
    resolvedByRunId ? findRun(ctx, resolvedByRunId) : null,
  ]);
  return {
    symptoms: children.filter(({ isDuplicate }) => !isDuplicate).map(({ member }) => withoutTitle(member)),
    duplicates: children.filter(({ isDuplicate }) => isDuplicate).map(({ member }) => withoutTitle(member)),
    root: root[0]?.member ?? null,
    notRun,
    resolvedBy,
  };
}

async function readMembers({ pool, workspaceId }: Context, statement: string, id: string) {
  const { rows } = await pool.query<MemberRow>(statement, [workspaceId, id]);
  return rows.map(({ joined, lastSeenAt, recoveredAt, externalUrl, isDuplicate, ...row }) => ({
    isDuplicate,
    member: {
      ...row,
      externalUrl: safeUrl(externalUrl),
      lastSeenAt: lastSeenAt.toISOString(),
      recoveredAt: recoveredAt?.toISOString() ?? null,
      because: becauseOf(joined),
    },
  }));
}

function withoutTitle<M extends { title: string }>({ title: _title, ...member }: M) {
  return member;
}

/**
 * Why an incident was joined to its root, as a clause about its run; null for one merged by a person. What was assumed about
 * its schedule is left to its timeline, because it may be the same for all symptoms.
 */
function becauseOf(stored: unknown): string | null {
  const event = IncidentEvent.safeParse(stored).data;
  if (event?.type !== "joined") return null;
  const because = event.because.replace(DAY_ASSUMED, "");
  return event.link ? `${event.link}, and ${because}` : because;
}

const MEMBER = (member: string, symptom: string) => `
SELECT ${member}.id, ${member}.number, ${member}.title, COALESCE(p.name, s.name, '') AS pipeline, t.name AS task,
  r.external_id AS "runId", r.external_url AS "externalUrl", ${member}.last_seen_at AS "lastSeenAt",
  ${member}.resolved_at AS "recoveredAt", ${symptom}.merge_kind IS NOT DISTINCT FROM 'duplicate' AS "isDuplicate",
  (SELECT e.data FROM timeline_entries e WHERE e.workspace_id = $1 AND e.incident_id = ${symptom}.id
    AND e.data->>'type' = 'joined' ORDER BY e.at DESC, e.id DESC LIMIT 1) AS joined`;

const NAMES = (member: string) => `
LEFT JOIN pipelines p ON p.id = ${member}.pipeline_id LEFT JOIN subjects s ON s.id = ${member}.subject_id
LEFT JOIN tasks t ON t.id = ${member}.task_id LEFT JOIN runs r ON r.id = ${member}.run_id`;

/** The first ones of each kind. */
const CHILDREN = `${MEMBER("n", "n")}
FROM (
  SELECT *, row_number() OVER (PARTITION BY merge_kind IS NOT DISTINCT FROM 'duplicate' ORDER BY number) AS place
  FROM incidents WHERE workspace_id = $1 AND parent_incident_id = $2
) n ${NAMES("n")}
WHERE n.place <= ${MAX_MEMBERS} ORDER BY n.number`;

const ROOT = `${MEMBER("root", "n")}
FROM incidents n JOIN incidents root ON root.id = n.parent_incident_id AND root.workspace_id = $1 ${NAMES("root")}
WHERE n.workspace_id = $1 AND n.id = $2`;

async function listNotRun({ pool, workspaceId }: Context, runId: string): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(NOT_RUN, [workspaceId, runId]);
  return rows.map(({ name }) => name);
}

/** Tasks of a run that did not run because of a failure, as reported. */
const NOT_RUN = `
SELECT DISTINCT t.name FROM attempts a JOIN tasks t ON t.id = a.task_id
WHERE a.workspace_id = $1 AND a.run_id = $2 AND a.state = 'upstream_failed' ORDER BY t.name LIMIT 100`;

async function findRun({ pool, workspaceId }: Context, id: string): Promise<Incident["resolvedBy"]> {
  const { rows } = await pool.query<{ runId: string; externalUrl: string | null }>(RUN, [workspaceId, id]);
  return rows[0] ? { ...rows[0], externalUrl: safeUrl(rows[0].externalUrl) } : null;
}

const RUN = `
SELECT external_id AS "runId", external_url AS "externalUrl" FROM runs WHERE workspace_id = $1 AND id = $2`;
