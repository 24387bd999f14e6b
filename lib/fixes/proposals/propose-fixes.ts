import { noteNoFix } from "@/lib/fixes/proposals/note-no-fix";
import { proposeManualFix } from "@/lib/fixes/proposals/propose-manual-fix";
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
 * Proposes a fix without a model: a template's change, or manual steps if none applies. A repository error only costs
 * the patch. Safe to run twice.
 * @throws AppError CONFLICT without a diagnosis; NOT_FOUND.
 */
export async function proposeFixes(
  ctx: Context,
  { engine, ...input }: ProposeFixesInput,
): Promise<{ fixIds: string[] }> {
  authorize(ctx, "fix.propose");
  const template = await proposeTemplateFix(ctx, input).catch(async (error: unknown) => {
    const isTrouble = error instanceof AppError && error.code !== "NOT_FOUND" && error.code !== "CONFLICT";
    if (!isTrouble) throw error;
    await noteNoFix(ctx, { ...input, maker: "template", reason: error.message });
    return { fixId: null };
  });
  if (template.fixId !== null) return { fixIds: [template.fixId] };
  if (engine === "auto") return { fixIds: [] };
  const manual = await proposeManualFix(ctx, input);
  return { fixIds: manual.fixId === null ? [] : [manual.fixId] };
}
