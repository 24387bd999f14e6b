import { systemContext } from "@/lib/platform/auth/authenticate";
import type { Context } from "@/lib/platform/context";
import { listWorkspaceIds } from "@/lib/retention/data";
import { removeInBatches } from "@/lib/retention/remove-in-batches";

/** Well below the engine's step timeout. */
const BUDGET_MS = 20_000;

/**
 * Removes expired rows in every workspace. Safe to run twice.
 * @param remove removes one batch in one workspace
 * @returns how many rows were removed, and whether that was all; the rest is removed on the next run
 */
export async function removeEverywhere(
  remove: (ctx: Context, limit: number) => Promise<number>,
): Promise<{ removed: number; isDone: boolean }> {
  const contexts = (await listWorkspaceIds()).map((id) => systemContext(id));
  return removeInBatches(contexts, remove, { budgetMs: BUDGET_MS });
}
