import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";

interface Failures {
  count: number;
  firstAt: Date | null;
  last: { at: Date; runId: string | null; attemptId: string | null } | null;
}

/** Counts the failures of an incident, without reports that only accompany one. */
export async function countFailures(
  { workspaceId }: Pick<Context, "workspaceId">,
  tx: Prisma.TransactionClient,
  incidentId: string,
): Promise<Failures> {
  const { _count: count, _min: first } = await tx.occurrence.aggregate({
    where: { workspaceId, incidentId, kind: "failure" },
    _count: { _all: true },
    _min: { at: true },
  });
  const last = await tx.occurrence.findFirst({
    where: { workspaceId, incidentId, kind: "failure" },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    select: { at: true, runId: true, attemptId: true },
  });
  return { count: count._all, firstAt: first.at, last };
}
