import { loadFixMaterial } from "@/lib/fixes/proposals/fix-material";
import { saveFix, type FixDraft } from "@/lib/fixes/save-fix";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";

const MAX_TITLE = 160;

/**
 * Proposes manual steps for a failure without a code change, and says why there is no patch. Safe to run twice.
 * @returns null if the diagnosis recommends nothing.
 */
export async function proposeManualFix(
  ctx: Context,
  input: { incidentId: string; workflowId: string },
): Promise<{ fixId: string | null }> {
  authorize(ctx, "fix.propose");
  const material = await loadFixMaterial(ctx, input.incidentId);
  if (material.diagnosis.recommendedActions.length === 0) return { fixId: null };
  const why = material.codeGap ?? "No code change is clearly indicated.";
  const draft = draftManualFix(material.diagnosis.engine, material.diagnosis.recommendedActions, why);
  return { fixId: await saveFix(ctx, { ...input, diagnosisId: material.diagnosis.id, draft }) };
}

/** Builds a manual fix. `why` explains why there is no patch. */
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
    risk: { level: "low", reasons: ["Nothing is changed automatically."] },
    blastRadius: { files: 0, tasks: [], pipelines: [], text: "No files change." },
    verification: { status: "unverified", reason: "Manual steps cannot be verified.", log: "", checks: [] },
  };
}

/** The first step, cut at a word boundary. */
function titleOf(step: string): string {
  const line = step.replaceAll(/\s+/g, " ").trim();
  if (line.length <= MAX_TITLE) return line;
  const cut = line.slice(0, MAX_TITLE - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), MAX_TITLE / 2))}…`;
}
