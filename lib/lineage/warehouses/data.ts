import "server-only";
import { prisma } from "@/lib/platform/db/prisma";

/** Read per hour; an installation has a handful. */
const MAX_WAREHOUSES = 200;

/** The enabled warehouses of all workspaces, for scheduled work. */
export async function listAllWarehouses(): Promise<{ id: string; workspaceId: string }[]> {
  return prisma().integration.findMany({
    where: { kind: "warehouse", enabled: true, credentialsEnc: { not: null } },
    select: { id: true, workspaceId: true },
    orderBy: { id: "asc" },
    take: MAX_WAREHOUSES,
  });
}
