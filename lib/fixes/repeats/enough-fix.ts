import { listFixes } from "@/lib/fixes/data";
import { isDiscouraged } from "@/lib/fixes/repeats/most-telling";
import type { Fix } from "@/lib/fixes/schemas";
import type { Context } from "@/lib/platform/context";

/**
 * The fix of an incident that makes paying for another one pointless: one with an open pull request, or a verified built-in one
 * that nobody rejected and that has not failed before; null if there is none.
 */
export async function findEnoughFix(ctx: Context, incidentId: string): Promise<Fix | null> {
  const { items } = await listFixes(ctx, incidentId);
  return (
    items.find(({ status }) => status === "opening" || status === "open") ?? items.find(isProven) ?? null
  );
}

function isProven({ status, engine, verification, decision, repeats }: Fix): boolean {
  const isUsable = status === "proposed" && decision?.decision !== "rejected" && !isDiscouraged(repeats);
  return isUsable && engine === "builtin" && verification.status === "verified";
}
