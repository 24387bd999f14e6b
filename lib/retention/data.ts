import "server-only";
import { prisma } from "@/lib/platform/db/prisma";

/** The ids of all workspaces, in order. */
export async function listWorkspaceIds(): Promise<string[]> {
  const rows = await prisma().workspace.findMany({ select: { id: true }, orderBy: { id: "asc" } });
  return rows.map((row) => row.id);
}
