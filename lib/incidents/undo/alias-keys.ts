import type { IncidentState } from "@/lib/incidents/lifecycle";
import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";

/** Removes alias keys from an incident, except those that another incident merged into it has too. */
export async function removeKeys(
  { workspaceId }: Context,
  tx: Prisma.TransactionClient,
  { id, aliasKeys }: IncidentState,
  keys: readonly string[],
): Promise<void> {
  const children = await tx.incident.findMany({
    where: { workspaceId, parentIncidentId: id, status: "merged" },
    select: { dedupKey: true, aliasKeys: true },
  });
  const kept = new Set(children.flatMap((child) => [child.dedupKey, ...child.aliasKeys]));
  const removed = new Set(keys.filter((key) => !kept.has(key)));
  await tx.incident.updateMany({
    where: { id, workspaceId },
    data: { aliasKeys: aliasKeys.filter((key) => !removed.has(key)) },
  });
}
