import { noteNoFix } from "@/lib/fixes/proposals/note-no-fix";
import { proposeManualFix } from "@/lib/fixes/proposals/propose-manual-fix";
import { proposePlans } from "@/lib/fixes/proposals/propose-plans";
import { proposeTemplateFix } from "@/lib/fixes/proposals/propose-template-fix";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";

export interface ProposeFixesInput {
  incidentId: string;
  workflowId: string;
  /** `auto`: Claude runs afterwards, so manual steps wait for its answer. */
  engine: "auto" | "builtin";
}

/**
 * Proposes fixes without a model: a template's change, or manual steps if none applies, and plans of what to run again. A
 * repository error only costs the patch. Safe to run twice.
 * @returns what may remove the cause as `fixIds`, the best first; what follows it, or is a last resort, as `planIds`.
 * @throws AppError CONFLICT without a diagnosis; NOT_FOUND.
 */
export async function proposeFixes(
  ctx: Context,
  { engine, ...input }: ProposeFixesInput,
): Promise<{ fixIds: string[]; planIds: string[] }> {
  authorize(ctx, "fix.propose");
  const template = await proposeTemplateFix(ctx, input).catch(async (error: unknown) => {
    const isTrouble = error instanceof AppError && error.code !== "NOT_FOUND" && error.code !== "CONFLICT";
    if (!isTrouble) throw error;
    await noteNoFix(ctx, { ...input, maker: "template", reason: error.message });
    return { fixId: null, alternativeId: null, isDiscouraged: false };
  });
  const found = [template.fixId, template.alternativeId].filter((id) => id !== null);
  // What failed before is shown, but does not take the place of steps or of Claude's answer.
  const patches = template.isDiscouraged ? [] : found;
  const plans = await proposePlans(ctx, input);
  const planIds = [...plans.fixIds, ...(template.isDiscouraged ? found : [])];
  if (patches.length > 0 || engine === "auto") return { fixIds: patches, planIds };
  const manual = await proposeManualFix(ctx, input);
  return { fixIds: manual.fixId === null ? [] : [manual.fixId], planIds };
}
