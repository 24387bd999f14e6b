import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import type { PrismaClient } from "@/lib/platform/db/generated/client";

const AT = new Date("2026-11-01T00:00:00Z");

/** Rows of a lineage graph, as other rooms write them. */
export function lineageGraph(
  db: PrismaClient,
  { workspaceId }: Pick<Context, "workspaceId">,
  sourceId: string,
) {
  return {
    pipeline: async (name: string, part: object = {}) =>
      (
        await db.pipeline.create({
          data: { id: newId(), workspaceId, sourceId, externalId: name, name, ...part },
        })
      ).id,
    task: async (pipelineId: string, name: string) =>
      (await db.task.create({ data: { id: newId(), workspaceId, pipelineId, externalId: name, name } })).id,
    dataset: async (name: string, part: object = {}) =>
      (
        await db.dataset.create({
          data: { id: newId(), workspaceId, namespace: "db", name, firstSeenAt: AT, lastSeenAt: AT, ...part },
        })
      ).id,
    edge: (
      pipelineId: string,
      direction: "reads" | "writes",
      datasetId: string,
      taskId: string | null = null,
    ) =>
      db.lineageEdge.create({
        data: {
          id: newId(),
          workspaceId,
          pipelineId,
          taskId,
          datasetId,
          direction,
          origin: "openlineage",
          firstSeenAt: AT,
          lastSeenAt: AT,
        },
      }),
    triggers: (upstreamId: string, downstreamId: string, via = "trigger") =>
      db.pipelineDependency.create({
        data: { workspaceId, upstreamId, downstreamId, via, origin: "airflow", lastSeenAt: AT },
      }),
    derives: (upstreamId: string, downstreamId: string) =>
      db.datasetDependency.create({
        data: { workspaceId, upstreamId, downstreamId, origin: "dbt", lastSeenAt: AT },
      }),
    /** Successful runs of this many minutes. */
    ran: async (pipelineId: string, ...minutes: number[]) => {
      for (const [i, duration] of minutes.entries()) {
        const startedAt = new Date(AT.getTime() + i * 24 * 3_600_000);
        await db.run.create({
          data: {
            id: newId(),
            workspaceId,
            pipelineId,
            externalId: `past-${i}`,
            state: "succeeded",
            startedAt,
            endedAt: new Date(startedAt.getTime() + duration * 60_000),
            firstSeenAt: startedAt,
          },
        });
      }
    },
  };
}
