import { findBlastRadius } from "@/lib/fixes/blast-radius";
import { checkPatch } from "@/lib/fixes/patches/check-patch";
import type { Code, FixMaterial } from "@/lib/fixes/proposals/fix-material";
import { patchHazards } from "@/lib/fixes/hazards/patch-hazards";
import { assessRisk } from "@/lib/fixes/risk";
import type { FixDraft } from "@/lib/fixes/save-fix";
import type { FixKind, FixRisk } from "@/lib/fixes/schemas";
import { makePatch, type FileEdit } from "@/lib/fixes/patches/unified-diff";
import type { Context } from "@/lib/platform/context";

export interface PatchProposal {
  engine: FixDraft["engine"];
  /** `patch` if it is not given. */
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
  const checked = await checkPatch({ patch, baseCommit: code.head.sha, readFile: code.read });
  const { files } = checked;
  const hazards = patchHazards(checked.edits);
  const { log, ...verdict } = checked.verification;
  const verification = { ...verdict, log: [proposal.origin, log].filter(Boolean).join("\n") };
  if (verification.status === "failed") return { draft: null, reason: verification.reason };
  const changed = files.map((file) => file.path);
  const blastRadius = await findBlastRadius(ctx, material.incident, changed, code.files);
  const { engine, title, rationale, level, cautions } = proposal;
  return {
    draft: {
      kind: proposal.kind ?? "patch",
      engine,
      title,
      rationale,
      patch,
      files,
      baseCommit: code.head.sha,
      risk: assessRisk({ files, verification, blastRadius, hazards, level, cautions }),
      blastRadius,
      verification,
    },
  };
}
