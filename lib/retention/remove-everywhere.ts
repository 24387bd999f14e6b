import { systemContext } from "@/lib/platform/auth/authenticate";
import type { Context } from "@/lib/platform/context";
import { prisma } from "@/lib/platform/db/prisma";
import { removeInBatches } from "@/lib/retention/remove-in-batches";

/** Well below the time that an engine waits for a step. */
const BUDGET_MS = 20_000;

/**
 * Lets every workspace remove what it keeps no longer. Safe to run twice.
 * @param remove one batch of one workspace
 * @returns how many rows, and whether that was all; what is left goes the next time
 */
export async function removeEverywhere(
  remove: (ctx: Context, limit: number) => Promise<number>,
): Promise<{ removed: number; isDone: boolean }> {
  const workspaces = await prisma().workspace.findMany({ select: { id: true }, orderBy: { id: "asc" } });
  const contexts = workspaces.map(({ id }) => systemContext(id));
  return removeInBatches(contexts, remove, { budgetMs: BUDGET_MS });
}
