import "server-only";
import type { Context } from "@/lib/platform/context";
import type { Incident, Pipeline, Prisma, Source } from "@/lib/platform/db/generated/client";

/** Occurrences of one run that are read for the one that says the most. */
const MAX_OCCURRENCES = 10;

const OCCURRENCE = {
  attempt: { include: { task: true } },
  run: { include: { pipeline: { include: { source: true } } } },
} satisfies Prisma.OccurrenceInclude;

/** An occurrence with its try and its run. */
export type StoredOccurrence = Prisma.OccurrenceGetPayload<{ include: typeof OCCURRENCE }>;

/** The newest of these occurrences that is a failure of the incident; null when none is. */
export function findNewestFailure(
  { workspaceId, db }: Context,
  incidentId: string,
  occurrenceIds: readonly string[],
): Promise<StoredOccurrence | null> {
  return db.occurrence.findFirst({
    where: { workspaceId, incidentId, kind: "failure", id: { in: [...occurrenceIds] } },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    include: OCCURRENCE,
  });
}

/** The first occurrences of a run in an incident, the oldest first. */
export function listOccurrencesOfRun(
  { workspaceId, db }: Context,
  incidentId: string,
  runId: string,
): Promise<StoredOccurrence[]> {
  return db.occurrence.findMany({
    where: { workspaceId, incidentId, runId },
    orderBy: { at: "asc" },
    include: OCCURRENCE,
    take: MAX_OCCURRENCES,
  });
}

/** What an incident is titled after, or null. */
export function findDescription(
  { workspaceId, db }: Context,
  incidentId: string,
): Promise<Pick<Incident, "title" | "fingerprint"> | null> {
  return db.incident.findFirst({
    where: { id: incidentId, workspaceId },
    select: { title: true, fingerprint: true },
  });
}

/** The latest failures of an incident except `takenIds`, one for each message, newest first. */
export async function listVariedFailures(
  { workspaceId, pool }: Context,
  incidentId: string,
  takenIds: readonly string[],
): Promise<{ id: string; message: string; deliveryId: string | null }[]> {
  const { rows } = await pool.query<{ id: string; message: string; deliveryId: string | null }>(
    VARIED_FAILURES,
    [workspaceId, incidentId, takenIds],
  );
  return rows;
}

const VARIED_FAILURES = `
SELECT id, message, "deliveryId" FROM (
  SELECT DISTINCT ON (message) id, message, "deliveryId", at FROM (
    SELECT id, message, delivery_id AS "deliveryId", at FROM occurrences
    WHERE workspace_id = $1 AND incident_id = $2 AND kind = 'failure' AND id <> ALL($3::text[])
    ORDER BY at DESC, id DESC LIMIT 1000
  ) latest ORDER BY message, at DESC, id DESC
) varied ORDER BY at DESC, id DESC LIMIT 20`;

/** The pipeline that a source calls `externalId`, or null. */
export function findPipeline(
  { workspaceId, db }: Context,
  sourceId: string,
  externalId: string,
): Promise<Pipeline | null> {
  return db.pipeline.findFirst({ where: { workspaceId, sourceId, externalId } });
}

/** The id of a source's subject by its kind and its key as JSON, or null. */
export async function findSubjectId(
  { workspaceId, db }: Context,
  sourceId: string,
  { kind, key }: { kind: string; key: string },
): Promise<string | null> {
  const row = await db.subject.findFirst({
    where: { workspaceId, sourceId, kind, key },
    select: { id: true },
  });
  return row?.id ?? null;
}

/** The id of the task that a pipeline calls `externalId`, or null. */
export async function findTaskId(
  { workspaceId, db }: Context,
  pipelineId: string,
  externalId: string,
): Promise<string | null> {
  const row = await db.task.findFirst({
    where: { workspaceId, pipelineId, externalId },
    select: { id: true },
  });
  return row?.id ?? null;
}

/** Where an incident happened, and its report as it is stored. */
export function getIncidentPlace(
  { workspaceId, db }: Context,
  incidentId: string,
): Promise<Pick<Incident, "subjectId" | "report"> & { source: Source; pipeline: Pipeline | null }> {
  return db.incident.findFirstOrThrow({
    where: { id: incidentId, workspaceId },
    select: { source: true, pipeline: true, subjectId: true, report: true },
  });
}
