import { loadFixMaterial } from "@/lib/fixes/proposals/fix-material";
import { saveFix, type FixDraft } from "@/lib/fixes/save-fix";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";

const MAX_TITLE = 160;

/**
 * Steps for a person, for a failure that no change of code is proposed for. Says why there is no patch. Safe to
 * run twice. @returns null when the diagnosis recommends nothing.
 */
export async function proposeManualFix(
  ctx: Context,
  input: { incidentId: string; workflowId: string },
): Promise<{ fixId: string | null }> {
  authorize(ctx, "fix.propose");
  const material = await loadFixMaterial(ctx, input.incidentId);
  if (material.diagnosis.recommendedActions.length === 0) return { fixId: null };
  const why = material.codeGap ?? "No change of code follows plainly from what is known.";
  const draft = draftManualFix(material.diagnosis.engine, material.diagnosis.recommendedActions, why);
  return { fixId: await saveFix(ctx, { ...input, diagnosisId: material.diagnosis.id, draft }) };
}

/** Steps as a fix. `why` says why there is no patch. */
export function draftManualFix(engine: FixDraft["engine"], steps: readonly string[], why: string): FixDraft {
  const numbered = steps.map((step, i) => `${i + 1}. ${step}`);
  return {
    kind: "manual",
    engine,
    title: titleOf(steps[0] ?? ""),
    rationale: `${numbered.join("\n")}\n\nWhy there is no patch: ${why}`,
    patch: "",
    files: [],
    baseCommit: null,
    risk: { level: "low", reasons: ["Nothing is changed by itself."] },
    blastRadius: { files: 0, tasks: [], pipelines: [], text: "No file changes." },
    verification: { status: "unverified", reason: "Steps for a person cannot be checked.", log: "" },
  };
}

/** The first thing to do, in whole words. */
function titleOf(step: string): string {
  const line = step.replaceAll(/\s+/g, " ").trim();
  if (line.length <= MAX_TITLE) return line;
  const cut = line.slice(0, MAX_TITLE - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), MAX_TITLE / 2))}…`;
}
