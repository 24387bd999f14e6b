import { findLeadingFix, type PatternFix } from "@/lib/knowledge/patterns/fix-data";
import { patternWeight } from "@/lib/knowledge/patterns/pattern-weight";
import type { Context } from "@/lib/platform/context";

/**
 * The fix that worked for the pattern that leads the incident's diagnosis, to be applied to the current head. Null if no pattern
 * leads, it has no fix that may be proposed again, or that has failed more often than it worked lately.
 */
export async function findPatternFix(ctx: Context, incidentId: string): Promise<PatternFix | null> {
  const found = await findLeadingFix(ctx, incidentId);
  if (found === null) return null;
  const { history, ...fix } = found;
  const { fix: success, isFixUsable } = patternWeight(history, ctx.now());
  if (!isFixUsable) return null;
  return { ...fix, worked: success?.worked ?? 0, tried: success?.tried ?? 0 };
}
