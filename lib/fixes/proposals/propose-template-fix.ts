import { draftPatchFix } from "@/lib/fixes/proposals/draft-patch-fix";
import { loadFixMaterial } from "@/lib/fixes/proposals/fix-material";
import { saveFix } from "@/lib/fixes/save-fix";
import { chooseTemplates } from "@/lib/fixes/templates/choose-templates";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";

/**
 * Proposes a rule-based change: the first template that applies and whose patch passes verification. Safe to run twice.
 * @returns null if none applies.
 * @throws AppError CONFLICT without a diagnosis; NOT_FOUND; errors of reading the repository.
 */
export async function proposeTemplateFix(
  ctx: Context,
  input: { incidentId: string; workflowId: string },
): Promise<{ fixId: string | null }> {
  authorize(ctx, "fix.propose");
  const material = await loadFixMaterial(ctx, input.incidentId);
  const { code, diagnosis } = material;
  if (!code || diagnosis.outcome !== "diagnosed") return { fixId: null };
  for (const { template, params } of chooseTemplates(material)) {
    const fix = await template.draft({ material, code, params });
    if (!fix) continue;
    const { draft } = await draftPatchFix(ctx, material, code, { ...fix, engine: "builtin" });
    if (draft) return { fixId: await saveFix(ctx, { ...input, diagnosisId: diagnosis.id, draft }) };
  }
  return { fixId: null };
}
