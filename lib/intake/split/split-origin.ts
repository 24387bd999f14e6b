import { incidentSeverity } from "@/lib/failures/severity";
import { incidentTitle } from "@/lib/failures/title";
import { failureIdentity } from "@/lib/failures/identity";
import type { FailureReport } from "@/lib/failures/schemas";
import { understandDeliveries, type UnderstoodDelivery } from "@/lib/intake/understand-delivery";
import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";

/** Deliveries of one run that are read for the one that says the most. */
const MAX_DELIVERIES = 10;

const OCCURRENCE = {
  attempt: { include: { task: true } },
  run: { include: { pipeline: { include: { source: true } } } },
} satisfies Prisma.OccurrenceInclude;
type OccurrenceRow = Prisma.OccurrenceGetPayload<{ include: typeof OCCURRENCE }>;
type PipelineRow = Prisma.PipelineGetPayload<{ include: { source: true } }>;

/** The failure that a split incident is named after, and where it happened. */
export type SplitOrigin = Pick<
  Prisma.IncidentUncheckedCreateInput,
  "title" | "fingerprint" | "severity" | "environment" | "sourceId" | "pipelineId" | "taskId" | "runId"
> & { report: FailureReport; fingerprintParts: Prisma.InputJsonValue };

/**
 * What the newest of these failures says of itself, read from its own delivery: the incident it leaves may be about
 * something else, even of another pipeline. Null when none of the occurrences is a failure of the incident.
 */
export async function loadSplitOrigin(
  ctx: Context,
  incidentId: string,
  occurrenceIds: readonly string[],
): Promise<SplitOrigin | null> {
  const { workspaceId } = ctx;
  const newest = await ctx.db.occurrence.findFirst({
    where: { workspaceId, incidentId, kind: "failure", id: { in: [...occurrenceIds] } },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    include: OCCURRENCE,
  });
  if (!newest) return null;
  // The task and the flow may both have reported this run; one of them says more.
  const ofRun = newest.runId
    ? await ctx.db.occurrence.findMany({
        where: { workspaceId, incidentId, runId: newest.runId },
        orderBy: { at: "asc" },
        include: OCCURRENCE,
        take: MAX_DELIVERIES,
      })
    : [];
  const reports = [newest, ...ofRun];
  const told = await understandDeliveries(
    ctx,
    reports.flatMap((occurrence) => occurrence.deliveryId ?? []),
  );
  const delivery = mostTelling(told.filter(({ report }) => report.event === "failed"));
  const pipeline = await findPipeline(ctx, incidentId, newest, delivery);
  const attempt = newest.attempt ?? reports.find((occurrence) => occurrence.attempt)?.attempt ?? null;
  const report = delivery?.report ?? barestReport(newest, pipeline, attempt);
  const fingerprint = (delivery?.identity ?? failureIdentity(pipeline.sourceId, report)).fingerprint;
  const environment = report.environment ?? pipeline.source.environment;
  return {
    title: delivery ? incidentTitle(report) : newest.message,
    report,
    fingerprint: fingerprint.value,
    fingerprintParts: fingerprint.parts.map((part) => ({ ...part })),
    severity: incidentSeverity(report.severity, environment),
    environment,
    sourceId: pipeline.sourceId,
    pipelineId: pipeline.id,
    taskId: attempt?.taskId ?? (await findTaskId(ctx, pipeline.id, report)),
    runId: newest.runId,
  };
}

function mostTelling(told: readonly UnderstoodDelivery[]): UnderstoodDelivery | null {
  const telling = ({ report }: UnderstoodDelivery) =>
    (report.exception?.traceback ? 4 : 0) + (report.exception ? 2 : 0) + (report.task ? 1 : 0);
  return told.toSorted((a, b) => telling(b) - telling(a))[0] ?? null;
}

async function findPipeline(
  ctx: Context,
  incidentId: string,
  { run }: OccurrenceRow,
  delivery: UnderstoodDelivery | null,
): Promise<PipelineRow> {
  if (run) return run.pipeline;
  const named = delivery
    ? await ctx.db.pipeline.findFirst({
        where: {
          workspaceId: ctx.workspaceId,
          sourceId: delivery.source.id,
          externalId: delivery.report.pipeline.externalId,
        },
        include: { source: true },
      })
    : null;
  if (named) return named;
  const { pipeline } = await ctx.db.incident.findFirstOrThrow({
    where: { id: incidentId, workspaceId: ctx.workspaceId },
    select: { pipeline: { include: { source: true } } },
  });
  return pipeline;
}

async function findTaskId(ctx: Context, pipelineId: string, { task }: FailureReport): Promise<string | null> {
  if (!task) return null;
  const row = await ctx.db.task.findFirst({
    where: { workspaceId: ctx.workspaceId, pipelineId, externalId: task.externalId },
    select: { id: true },
  });
  return row?.id ?? null;
}

/** What the stored rows say, where the delivery is gone or no longer understood. */
function barestReport(
  { message, run, at }: OccurrenceRow,
  pipeline: PipelineRow,
  attempt: OccurrenceRow["attempt"],
): FailureReport {
  const { externalId, name, owner } = pipeline;
  return {
    event: "failed",
    scope: attempt ? "task" : "run",
    pipeline: { externalId, name, owner },
    task: attempt && {
      externalId: attempt.task.externalId,
      name: attempt.task.name,
      operator: attempt.task.operator,
    },
    run: run && {
      externalId: run.externalId,
      type: run.type,
      logicalDate: run.logicalDate?.toISOString() ?? null,
      startedAt: run.startedAt?.toISOString() ?? null,
      url: run.externalUrl,
      parentTaskRunId: null,
    },
    attempt: attempt && {
      tryNumber: attempt.tryNumber,
      maxTries: attempt.maxTries,
      mapIndex: attempt.mapIndex,
      state: attempt.state,
      hostname: attempt.hostname,
      startedAt: attempt.startedAt?.toISOString() ?? null,
      endedAt: attempt.endedAt?.toISOString() ?? null,
      logUrl: attempt.logUrl,
      version: attempt.version,
    },
    exception:
      attempt?.errorMessage || attempt?.errorType
        ? { type: attempt.errorType, message: attempt.errorMessage ?? "", traceback: null }
        : null,
    log: null,
    reason: message,
    title: null,
    severity: null,
    environment: null,
    labels: {},
    occurredAt: at.toISOString(),
    refs: {},
  };
}
