import { findRepeatedFix } from "@/lib/fixes/repeats/data";
import { patchKey } from "@/lib/fixes/patches/patch-key";
import type { FixPlan } from "@/lib/fixes/plans/schemas";
import { MAX_FIXES, rankFixes } from "@/lib/fixes/rank-fixes";
import {
  FIX_KINDS,
  FixKind,
  type FixRisk,
  type FixVerification,
  type StoredBlastRadius,
} from "@/lib/fixes/schemas";
import { storedPatch } from "@/lib/fixes/patches/stored-patch";
import type { PatchedFile } from "@/lib/fixes/patches/unified-diff";
import { redact } from "@/lib/redaction/redact";
import { redactJson } from "@/lib/redaction/redact-json";
import { recordEvents } from "@/lib/incidents/history/record-events";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { sha256 } from "@/lib/platform/crypto";
import { showHidden, showHiddenInLine } from "@/lib/platform/hidden-characters";
import { Prisma } from "@/lib/platform/db/generated/client";

export interface FixDraft {
  kind: FixKind;
  engine: "builtin" | "claude";
  title: string;
  rationale: string;
  /** Unified diff; empty for a fix that changes no files. */
  patch: string;
  /** Steps that a person follows. */
  plan?: FixPlan;
  /** What a person asked for. */
  hint?: string | undefined;
  files: readonly PatchedFile[];
  baseCommit: string | null;
  risk: FixRisk;
  blastRadius: StoredBlastRadius;
  verification: FixVerification;
}

export interface SaveFix {
  incidentId: string;
  workflowId: string;
  diagnosisId: string;
  draft: FixDraft;
}

const ENGINES = ["builtin", "claude"] as const;

/**
 * Saves a workflow's fix. Each workflow has one per engine and kind, so it is safe to run twice. Unused fixes of earlier
 * workflows are superseded, and the weakest of this one if there are more than four. If the same change already has an open
 * pull request, that fix is returned instead. A fix that makes the same change as an earlier one says so.
 * @returns the fix's id.
 */
export async function saveFix(ctx: Context, input: SaveFix): Promise<string> {
  authorize(ctx, "fix.propose");
  const { draft, workflowId, incidentId } = input;
  const id = fixId(workflowId, draft);
  const shown = toValues(draft);
  const repeats = await findRepeatedFix(ctx, { incidentId, key: shown.patchKey, except: id });
  const values = { ...shown, repeatsFixId: repeats?.fixId ?? null };
  return ctx.db.$transaction(async (tx) => {
    const open = await tx.fix.findFirst({
      where: {
        workspaceId: ctx.workspaceId,
        incidentId,
        patchKey: values.patchKey,
        status: { in: ["opening", "open"] },
      },
      select: { id: true },
    });
    if (open && values.patchKey !== null) return open.id;
    const existing = await tx.fix.updateMany({
      where: { id, workspaceId: ctx.workspaceId, status: "proposed" },
      data: values,
    });
    if (existing.count > 0) return id;
    const created = await tx.fix.createMany({
      data: [
        {
          ...values,
          id,
          workspaceId: ctx.workspaceId,
          incidentId,
          diagnosisId: input.diagnosisId,
          status: "proposed",
          createdAt: ctx.now(),
        },
      ],
      skipDuplicates: true,
    });
    if (created.count === 0) return id;
    const ours = ENGINES.flatMap((engine) =>
      FIX_KINDS.flatMap((kind) => ["", "patch"].map((patch) => fixId(workflowId, { engine, kind, patch }))),
    );
    await tx.fix.updateMany({
      where: {
        workspaceId: ctx.workspaceId,
        incidentId,
        status: { in: ["proposed", "failed"] },
        id: { notIn: ours },
      },
      data: { status: "superseded" },
    });
    await supersedeWeakest(ctx, tx, ours);
    const event = { type: "fix_proposed", fixId: id, fixKind: draft.kind, title: values.title } as const;
    await recordEvents(ctx, tx, [{ incidentId, event }]);
    return id;
  });
}

/** Supersedes what is beyond the best fixes of a workflow. */
async function supersedeWeakest(
  ctx: Context,
  tx: Prisma.TransactionClient,
  ids: readonly string[],
): Promise<void> {
  const rows = await tx.fix.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: [...ids] }, status: "proposed" },
    select: { id: true, kind: true, patch: true, createdAt: true },
  });
  const ranked = rankFixes(
    rows.map(({ kind, createdAt, ...row }) => ({
      ...row,
      kind: FixKind.parse(kind),
      status: "proposed" as const,
      repeats: null,
      createdAt: createdAt.toISOString(),
    })),
  );
  const weakest = ranked.slice(MAX_FIXES).map(({ id }) => id);
  if (weakest.length === 0) return;
  await tx.fix.updateMany({
    where: { workspaceId: ctx.workspaceId, id: { in: weakest }, status: "proposed" },
    data: { status: "superseded" },
  });
}

/** A deterministic id that looks like any other. A retry can be both a change and a plan. */
function fixId(
  workflowId: string,
  { engine, kind, patch }: Pick<FixDraft, "engine" | "kind" | "patch">,
): string {
  return sha256(`fix:${workflowId}:${engine}:${kind}${patch === "" ? "" : ":patch"}`).slice(0, 26);
}

function toValues(draft: FixDraft) {
  const patch = storedPatch(draft.patch);
  return {
    kind: draft.kind,
    engine: draft.engine,
    title: redact(showHiddenInLine(draft.title)).text.slice(0, 200),
    rationale: redact(showHidden(draft.rationale)).text,
    ...patch,
    proposedPatch: null,
    patchKey: patchKey(patch.patch),
    plan: draft.plan ? (redactJson(draft.plan) satisfies Prisma.InputJsonObject) : Prisma.DbNull,
    hint: draft.hint === undefined ? null : redact(showHidden(draft.hint)).text.slice(0, 2_000),
    files: draft.files.map(({ path, additions, deletions }) => ({ path, additions, deletions })),
    baseCommit: draft.baseCommit,
    // The verification log quotes the patch.
    risk: redactJson({
      ...draft.risk,
      reasons: draft.risk.reasons.map(showHidden),
    }) satisfies Prisma.InputJsonObject,
    blastRadius: draft.blastRadius satisfies Prisma.InputJsonObject,
    verification: redactJson(draft.verification) satisfies Prisma.InputJsonObject,
  };
}
