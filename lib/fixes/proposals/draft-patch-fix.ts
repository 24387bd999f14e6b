import { assessChange } from "@/lib/fixes/impact/assess-change";
import { kindOfChange } from "@/lib/fixes/patches/kind-of-change";
import type { Code, FixMaterial } from "@/lib/fixes/proposals/fix-material";
import type { FixDraft } from "@/lib/fixes/save-fix";
import type { FixKind, FixRisk } from "@/lib/fixes/schemas";
import { makePatch, type FileEdit } from "@/lib/fixes/patches/unified-diff";
import { verifyPatch } from "@/lib/fixes/verification/verify-patch";
import { loadVerificationInput } from "@/lib/fixes/verification/load-verification-input";
import type { Context } from "@/lib/platform/context";

export interface PatchProposal {
  engine: FixDraft["engine"];
  /** By the changed files if it is not given. */
  kind?: FixKind;
  title: string;
  rationale: string;
  edits: readonly FileEdit[];
  cautions: readonly string[];
  level: FixRisk["level"];
  /** Who wrote it, for the verification log. */
  origin?: string;
}

/** Turns a proposal into a fix: a verified patch against the head commit, with its risk. Null if it is unusable. */
export async function draftPatchFix(
  ctx: Context,
  material: FixMaterial,
  code: Code,
  proposal: PatchProposal,
): Promise<{ draft: FixDraft } | { draft: null; reason: string }> {
  const patch = makePatch(proposal.edits);
  if (patch === "") return { draft: null, reason: "It changes nothing." };
  const checked = await verifyPatch({ patch, ...(await loadVerificationInput(ctx, material, code)) });
  const { files } = checked;
  const { log, ...verdict } = checked.verification;
  const verification = { ...verdict, log: [proposal.origin, log].filter(Boolean).join("\n") };
  if (verification.status === "failed") return { draft: null, reason: verification.reason };
  const { engine, title, rationale, level, cautions } = proposal;
  const { blastRadius, risk } = await assessChange(ctx, {
    incident: material.incident,
    checked,
    verification,
    repository: code.repository,
    ref: code.head.sha,
    paths: code.files,
    level,
    cautions,
  });
  return {
    draft: {
      kind: proposal.kind ?? kindOfChange(files.map(({ path }) => path)),
      engine,
      title,
      rationale,
      patch,
      files,
      baseCommit: code.head.sha,
      risk,
      blastRadius,
      verification,
    },
  };
}
