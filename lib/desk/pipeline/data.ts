import "server-only";
import {
  PIPELINE_LINEAGE,
  PIPELINE_NAMESAKES,
  PIPELINE_ROOTS,
  PIPELINE_RUNS,
  PIPELINE_TASKS,
} from "@/lib/desk/pipeline/pipeline-sql";
import type {
  DatasetRef,
  PipelineDetail,
  PipelineRun,
  PipelineTask,
  RelatedPipeline,
} from "@/lib/desk/pipeline/schemas";
import { safeUrl } from "@/lib/failures/safe-url";
import { OPEN_STATUSES } from "@/lib/incidents/schemas";
import { nextDeadline } from "@/lib/pipelines/deadline";
import { declaredOf, pipelineSettings } from "@/lib/pipelines/settings";
import { usualDuration } from "@/lib/pipelines/usual-duration";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { listTeams } from "@/lib/workspaces/teams/data";

/** Whether there is such a pipeline. @throws AppError NOT_FOUND, including for other workspaces. */
export async function getPipelineRef(ctx: Context, id: string): Promise<{ id: string }> {
  const row = await ctx.db.pipeline.findFirst({
    where: { id, workspaceId: ctx.workspaceId },
    select: { id: true },
  });
  if (!row) throw new AppError("NOT_FOUND", "There is no such pipeline.");
  return row;
}

/** @throws AppError NOT_FOUND, including for other workspaces. */
export async function getPipeline(ctx: Context, id: string): Promise<PipelineDetail> {
  const row = await ctx.db.pipeline.findFirst({
    where: { id, workspaceId: ctx.workspaceId },
    include: {
      source: { select: { id: true, kind: true, name: true } },
      ownerTeam: { select: { id: true, slug: true, name: true } },
    },
  });
  if (!row) throw new AppError("NOT_FOUND", "There is no such pipeline.");
  const scope = [ctx.workspaceId, id];
  const [teams, runs, tasks, lineage, namesakes, openIncidents, roots] = await Promise.all([
    listTeams(ctx),
    ctx.pool.query<RunRow>(PIPELINE_RUNS, scope),
    ctx.pool.query<PipelineTask>(PIPELINE_TASKS, scope),
    ctx.pool.query<LineageRow>(PIPELINE_LINEAGE, scope),
    ctx.pool.query<PipelineDetail["namesakes"][number]>(PIPELINE_NAMESAKES, scope),
    listOpenIncidents(ctx, id),
    ctx.pool.query<RootRow>(PIPELINE_ROOTS, [...scope, OPEN_STATUSES]),
  ]);
  const settings = pipelineSettings(row, teams.items);
  const deadline = settings.deadline.value;
  return {
    id: row.id,
    externalId: row.externalId,
    name: row.name,
    source: row.source,
    namesakes: namesakes.rows,
    owner: row.owner,
    filePath: row.filePath,
    tags: row.tags,
    schedule: row.schedule,
    isPaused: row.isPaused,
    nextRunAt: row.nextRunAt?.toISOString() ?? null,
    settings,
    declarationNotes: declaredOf(row).notes,
    nextDeadlineAt: deadline && nextDeadline(deadline, ctx.now()).toISOString(),
    usualDurationMs: usualDuration(runs.rows),
    runs: runs.rows.map(toRun),
    tasks: tasks.rows,
    ...(lineage.rows[0] ?? { reads: [], writes: [], upstream: [], downstream: [] }),
    openIncidents,
    partOf: roots.rows.map(({ lastSeenAt, ...root }) => ({ ...root, lastSeenAt: lastSeenAt.toISOString() })),
    firstSeenAt: row.firstSeenAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
  };
}

interface RunRow extends Omit<PipelineRun, "startedAt" | "endedAt" | "firstSeenAt"> {
  startedAt: Date | null;
  endedAt: Date | null;
  firstSeenAt: Date;
}

interface RootRow extends Omit<PipelineDetail["partOf"][number], "lastSeenAt"> {
  lastSeenAt: Date;
}

interface LineageRow {
  reads: DatasetRef[];
  writes: DatasetRef[];
  upstream: RelatedPipeline[];
  downstream: RelatedPipeline[];
}

function toRun({ startedAt, endedAt, firstSeenAt, ...run }: RunRow): PipelineRun {
  return {
    ...run,
    // A payload may put anything there.
    externalUrl: safeUrl(run.externalUrl),
    startedAt: startedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    firstSeenAt: firstSeenAt.toISOString(),
  };
}

async function listOpenIncidents(ctx: Context, pipelineId: string): Promise<PipelineDetail["openIncidents"]> {
  const rows = await ctx.db.incident.findMany({
    where: { workspaceId: ctx.workspaceId, pipelineId, status: { in: [...OPEN_STATUSES] } },
    orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
    take: 20,
    select: { id: true, number: true, title: true, status: true, severity: true, lastSeenAt: true },
  });
  return rows.map((row) => ({
    ...row,
    status: row.status as PipelineDetail["openIncidents"][number]["status"],
    lastSeenAt: row.lastSeenAt.toISOString(),
  }));
}
