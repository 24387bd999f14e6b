import { findAddedSecret, secretObjection } from "@/lib/fixes/patches/added-secret";
import { assessChange } from "@/lib/fixes/impact/assess-change";
import { patchKey } from "@/lib/fixes/patches/patch-key";
import { findRepeatedFix } from "@/lib/fixes/repeats/data";
import { findProposedTitle, getFix, getFixRow } from "@/lib/fixes/data";
import { loadFixMaterial } from "@/lib/fixes/proposals/fix-material";
import type { Fix, UpdateFix } from "@/lib/fixes/schemas";
import { shownPatch, storedPatch, restoreHiddenLines } from "@/lib/fixes/patches/stored-patch";
import { makePatch, readPatch } from "@/lib/fixes/patches/unified-diff";
import { loadVerificationInput } from "@/lib/fixes/verification/load-verification-input";
import { verifyPatch } from "@/lib/fixes/verification/verify-patch";
import { recordEvents } from "@/lib/incidents/history/record-events";
import { actorLabel } from "@/lib/platform/actor-label";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import type { Fix as FixRow } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/platform/errors";
import { redact } from "@/lib/redaction/redact";
import { redactJson } from "@/lib/redaction/redact-json";

const EDITABLE = ["proposed", "failed"];

/**
 * Updates a fix's patch while no pull request is open, and verifies it against the head commit. A patch that fails is
 * kept with the reason, but cannot be opened.
 * @throws AppError NOT_FOUND; CONFLICT if a pull request is open or being opened, or no repository is connected;
 * INVALID for anything but a unified diff, and for one that adds a secret.
 */
export async function updateFix(ctx: Context, id: string, input: UpdateFix): Promise<Fix> {
  authorize(ctx, "fix.update");
  const row = await getFixRow(ctx, id);
  if (!EDITABLE.includes(row.status)) throw notEditable();
  const patch = restoreHiddenLines(input.patch, row);
  const read = readPatch(patch);
  if (!read.ok) {
    const message = `The patch cannot be used: ${read.reason}.`;
    throw new AppError("INVALID", message, { issues: [{ path: "patch", message }] });
  }
  // Refused rather than redacted: a redacted patch is no longer what the editor wrote, and the original would be committed.
  const secret = findAddedSecret(patch);
  if (secret) {
    const objection = secretObjection(secret);
    const message = `The patch is not saved: ${objection}. Read the secret from a connection or the environment instead.`;
    throw new AppError("INVALID", message, { issues: [{ path: "patch", message }] });
  }
  const material = await loadFixMaterial(ctx, row.incidentId);
  const { code } = material;
  if (!code) throw material.codeError ?? new AppError("CONFLICT", material.codeGap ?? "There is no code.");
  const { head } = code;
  const checked = await verifyPatch({ patch, ...(await loadVerificationInput(ctx, material, code)) });
  const { files, verification, edits } = checked;
  const { blastRadius, risk } = await assessChange(ctx, {
    incident: material.incident,
    checked,
    verification,
    repository: code.repository,
    ref: head.sha,
    paths: code.files,
    level: "medium",
    cautions: [],
  });
  // Normalized, so that what is shown is exactly what is committed.
  const stored = storedPatch(edits.length > 0 ? makePatch(edits) : patch);
  const key = patchKey(stored.patch);
  const proposed = proposedPatch(row);
  const isProposal = stored.patch === proposed;
  const title =
    input.title ?? (await titleFor(ctx, row, { patch: stored.patch, files: read.files, isProposal }));
  const repeats = await findRepeatedFix(ctx, { incidentId: row.incidentId, key, except: id });
  await ctx.db.$transaction(async (tx) => {
    const updated = await tx.fix.updateMany({
      where: { id, workspaceId: ctx.workspaceId, status: { in: EDITABLE }, updatedAt: row.updatedAt },
      data: {
        kind: row.patch === "" ? "patch" : row.kind,
        ...stored,
        proposedPatch: isProposal ? null : proposed,
        patchKey: key,
        repeatsFixId: repeats?.fixId ?? null,
        status: "proposed",
        error: null,
        // A rejection was of the patch before.
        ...(row.decision === "rejected" && {
          decision: null,
          decisionReason: null,
          decidedBy: null,
          decidedAt: null,
        }),
        staleFiles: [],
        title: redact(title).text,
        editedBy: isProposal ? null : actorLabel(ctx.actor),
        files: files.map(({ path, additions, deletions }) => ({ path, additions, deletions })),
        baseCommit: head.sha,
        // A branch left by an earlier attempt can be reused.
        commitSha: row.commitSha ?? (row.branch ? row.baseCommit : null),
        verification: redactJson(verification),
        blastRadius,
        risk: redactJson(risk),
      },
    });
    if (updated.count === 0) throw notEditable();
    const changedFiles = read.files.map((file) => file.path);
    const event = { type: "fix_edited", fixId: id, files: changedFiles } as const;
    await recordEvents(ctx, tx, [{ incidentId: row.incidentId, event }]);
  });
  return getFix(ctx, id);
}

/** What was proposed before any edit; null if nothing was. */
function proposedPatch(row: FixRow): string | null {
  return row.proposedPatch ?? (row.patch === "" ? null : shownPatch(row));
}

interface EditedPatch {
  patch: string;
  files: readonly { path: string }[];
  /** It is what was proposed. */
  isProposal: boolean;
}

/** A title that is true of the patch: the proposed one describes only what was proposed, and becomes a commit's subject. */
async function titleFor(
  ctx: Context,
  row: FixRow,
  { patch, files, isProposal }: EditedPatch,
): Promise<string> {
  if (patch === shownPatch(row) || files.length === 0) return row.title;
  if (isProposal) return (await findProposedTitle(ctx, row)) ?? row.title;
  const before = new Set((row.files as { path: string }[]).map((file) => file.path));
  const isSame = files.length === before.size && files.every((file) => before.has(file.path));
  // Whoever edited it before has seen the title.
  return isSame && row.editedBy !== null
    ? row.title
    : `Change ${files.map((file) => file.path).join(", ")}`.slice(0, 200);
}

function notEditable(): AppError {
  return new AppError(
    "CONFLICT",
    "The fix cannot be edited: its pull request is open, or it was changed concurrently.",
  );
}
