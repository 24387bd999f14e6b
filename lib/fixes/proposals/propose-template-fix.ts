import { findRepeatedFix } from "@/lib/fixes/repeats/data";
import { patchKey } from "@/lib/fixes/patches/patch-key";
import { storedPatch } from "@/lib/fixes/patches/stored-patch";
import { draftPatchFix } from "@/lib/fixes/proposals/draft-patch-fix";
import { draftPatternFix } from "@/lib/fixes/proposals/draft-pattern-fix";
import { loadFixMaterial, type Code, type FixMaterial } from "@/lib/fixes/proposals/fix-material";
import { isDiscouraged } from "@/lib/fixes/repeats/most-telling";
import { saveFix, type FixDraft } from "@/lib/fixes/save-fix";
import { chooseTemplates } from "@/lib/fixes/templates/choose-templates";
import { revertCommit } from "@/lib/fixes/templates/revert-commit";
import type { FixTemplate } from "@/lib/fixes/templates/template";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";

interface ProposedTemplateFix {
  fixId: string | null;
  alternativeId: string | null;
  isDiscouraged: boolean;
}

/**
 * Proposes a change without a model: the fix that is known for the pattern that leads the diagnosis, or the first template that
 * applies and whose patch passes verification. A change that was
 * rejected or did not work before is proposed only if no other applies. Reverting the suspected commit follows as an
 * alternative. Safe to run twice.
 * @returns the fix, or null if none applies; `alternativeId` if there is a second one. `isDiscouraged`: it is known to have
 * failed, so it is no answer by itself.
 * @throws AppError CONFLICT without a diagnosis; NOT_FOUND; errors of reading the repository.
 */
export async function proposeTemplateFix(
  ctx: Context,
  input: { incidentId: string; workflowId: string },
): Promise<ProposedTemplateFix> {
  authorize(ctx, "fix.propose");
  const nothing = { fixId: null, alternativeId: null, isDiscouraged: false };
  const material = await loadFixMaterial(ctx, input.incidentId);
  const { code, diagnosis } = material;
  if (!code || diagnosis.outcome !== "diagnosed") return nothing;
  const { drafts, isDiscouraged: isLast } = await draftInOrder(ctx, material, code);
  const [best] = drafts;
  if (!best) return nothing;
  const save = (draft: FixDraft) => saveFix(ctx, { ...input, diagnosisId: diagnosis.id, draft });
  const fixId = await save(best);
  const rollback = best.kind === "rollback" ? undefined : await draftRollback(ctx, material, code, drafts);
  return { fixId, alternativeId: rollback ? await save(rollback) : null, isDiscouraged: isLast };
}

/** Usable drafts, until one of them repeats nothing that failed; that one comes first. */
async function draftInOrder(
  ctx: Context,
  material: FixMaterial,
  code: Code,
): Promise<{ drafts: FixDraft[]; isDiscouraged: boolean }> {
  const discouraged: FixDraft[] = [];
  const candidates = [
    () => draftPatternFix(ctx, material, code),
    ...chooseTemplates(material).map((chosen) => () => draftTemplate(ctx, material, code, chosen)),
  ];
  for (const makeDraft of candidates) {
    const draft = await makeDraft();
    if (!draft) continue;
    if (!(await isKnownToFail(ctx, material, draft)))
      return { drafts: [draft, ...discouraged], isDiscouraged: false };
    discouraged.push(draft);
  }
  return { drafts: discouraged, isDiscouraged: discouraged.length > 0 };
}

async function draftTemplate(
  ctx: Context,
  material: FixMaterial,
  code: Code,
  { template, params }: { template: FixTemplate; params: Record<string, string> },
): Promise<FixDraft | null> {
  const fix = await template.draft({ material, code, params });
  if (!fix) return null;
  const kind = template.kind;
  const { draft } = await draftPatchFix(ctx, material, code, { ...fix, kind, engine: "builtin" });
  return draft;
}

async function isKnownToFail(ctx: Context, { incident }: FixMaterial, draft: FixDraft): Promise<boolean> {
  const key = patchKey(storedPatch(draft.patch).patch);
  return isDiscouraged(await findRepeatedFix(ctx, { incidentId: incident.incidentId, key, except: "" }));
}

/** The draft that reverts the suspected commit, unless it was tried already. */
async function draftRollback(
  ctx: Context,
  material: FixMaterial,
  code: Code,
  drafts: readonly FixDraft[],
): Promise<FixDraft | null> {
  const known = drafts.find(({ kind }) => kind === "rollback");
  const draft = known ?? (await draftTemplate(ctx, material, code, { template: revertCommit, params: {} }));
  return draft && !(await isKnownToFail(ctx, material, draft)) ? draft : null;
}
