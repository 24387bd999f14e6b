import type { BlastRadius, FixRisk, FixVerification } from "@/lib/fixes/schemas";
import { storedPatch } from "@/lib/fixes/patches/stored-patch";
import type { PatchedFile } from "@/lib/fixes/patches/unified-diff";
import { redact } from "@/lib/redaction/redact";
import { redactJson } from "@/lib/redaction/redact-json";
import { recordEvents } from "@/lib/incidents/history/record-events";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { sha256 } from "@/lib/platform/crypto";
import { showHidden, showHiddenInLine } from "@/lib/platform/hidden-characters";
import type { Prisma } from "@/lib/platform/db/generated/client";

export interface FixDraft {
  kind: "patch" | "manual";
  engine: "builtin" | "claude";
  title: string;
  rationale: string;
  patch: string;
  files: readonly PatchedFile[];
  baseCommit: string | null;
  risk: FixRisk;
  blastRadius: BlastRadius;
  verification: FixVerification;
}

export interface SaveFix {
  incidentId: string;
  workflowId: string;
  diagnosisId: string;
  draft: FixDraft;
}

const ENGINES = ["builtin", "claude"] as const;
const KINDS = ["patch", "manual"] as const;

/**
 * Saves a workflow's fix. Each workflow has one per engine and kind, so it is safe to run twice. Unused fixes of earlier
 * workflows are superseded. If the same patch already has an open pull request, that fix is returned instead.
 * @returns the fix's id.
 */
export async function saveFix(ctx: Context, input: SaveFix): Promise<string> {
  authorize(ctx, "fix.propose");
  const { draft, workflowId, incidentId } = input;
  const id = fixId(workflowId, draft.engine, draft.kind);
  const values = toValues(draft);
  return ctx.db.$transaction(async (tx) => {
    const open = await tx.fix.findFirst({
      where: {
        workspaceId: ctx.workspaceId,
        incidentId,
        patch: values.patch,
        kind: "patch",
        status: { in: ["opening", "open"] },
      },
      select: { id: true },
    });
    if (open && draft.kind === "patch") return open.id;
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
    const ours = ENGINES.flatMap((engine) => KINDS.map((kind) => fixId(workflowId, engine, kind)));
    await tx.fix.updateMany({
      where: {
        workspaceId: ctx.workspaceId,
        incidentId,
        status: { in: ["proposed", "failed"] },
        id: { notIn: ours },
      },
      data: { status: "superseded" },
    });
    const event = { type: "fix_proposed", fixId: id, fixKind: draft.kind, title: values.title } as const;
    await recordEvents(ctx, tx, [{ incidentId, event }]);
    return id;
  });
}

/** A deterministic id that looks like any other. */
function fixId(workflowId: string, engine: string, kind: string): string {
  return sha256(`fix:${workflowId}:${engine}:${kind}`).slice(0, 26);
}

function toValues(draft: FixDraft) {
  return {
    kind: draft.kind,
    engine: draft.engine,
    title: redact(showHiddenInLine(draft.title)).text.slice(0, 200),
    rationale: redact(showHidden(draft.rationale)).text,
    ...storedPatch(draft.patch),
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
