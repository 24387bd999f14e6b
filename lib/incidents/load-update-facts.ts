import { isUnfinished } from "@/lib/incidents/open-sql";
import { assessIncident } from "@/lib/incidents/assess-incident";
import type { IncidentState } from "@/lib/incidents/lifecycle";
import type { UpdateFacts } from "@/lib/incidents/plan-update";
import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";

/** Loads what an update of these incidents needs to know, whatever their number. */
export async function loadUpdateFacts(
  ctx: Context,
  tx: Prisma.TransactionClient,
  states: readonly IncidentState[],
  input: {
    status?: string;
    severity?: string | null;
    assigneeId?: string | null;
    ownerTeamId?: string | null;
  },
): Promise<UpdateFacts> {
  const { workspaceId } = ctx;
  const isReopening = input.status !== undefined && input.status !== "resolved";
  const reopened = isReopening ? states.filter(({ status }) => status === "resolved") : [];
  const membership = input.assigneeId
    ? await tx.membership.findUnique({
        where: { workspaceId_userId: { workspaceId, userId: input.assigneeId } },
        select: { user: { select: { id: true, name: true } } },
      })
    : null;
  const team = input.ownerTeamId
    ? await tx.team.findFirst({
        where: { id: input.ownerTeamId, workspaceId },
        select: { id: true, name: true },
      })
    : null;
  const assessedId = input.severity === null ? states[0]?.id : undefined;
  return {
    assessed:
      assessedId === undefined ? null : ((await assessIncident(ctx, tx, assessedId))?.assessed ?? null),
    now: ctx.now(),
    actor: ctx.actor,
    assignee: membership?.user ?? null,
    team,
    openElsewhere: await findOpenElsewhere(ctx, tx, reopened),
  };
}

/** By incident: the number of another open incident of the same failure, `exceptId` aside. */
export async function findOpenElsewhere(
  { workspaceId }: Context,
  tx: Prisma.TransactionClient,
  states: readonly Pick<IncidentState, "id" | "dedupKey" | "aliasKeys">[],
  exceptId = "",
): Promise<Map<string, number>> {
  if (states.length === 0) return new Map();
  const rows = states.map(({ id, dedupKey, aliasKeys }) => ({ id, keys: [dedupKey, ...aliasKeys] }));
  const found = await tx.$queryRawUnsafe<{ id: string; number: number }[]>(
    OPEN_ELSEWHERE,
    workspaceId,
    JSON.stringify(rows),
    exceptId,
  );
  return new Map(found.map(({ id, number }) => [id, number]));
}

const OPEN_ELSEWHERE = `
SELECT x.id, min(n.number) AS number
FROM jsonb_to_recordset($2::jsonb) AS x(id text, keys text[])
JOIN incidents n ON n.workspace_id = $1 AND n.id NOT IN (x.id, $3)
  AND ${isUnfinished("n")}
  AND (n.dedup_key = ANY (x.keys) OR n.alias_keys && x.keys)
GROUP BY x.id`;
