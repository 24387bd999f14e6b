import { checkPatch, type CheckedPatch } from "@/lib/fixes/patches/check-patch";
import { originalPatch, storedPatch } from "@/lib/fixes/patches/stored-patch";
import { loadFixMaterial } from "@/lib/fixes/proposals/fix-material";
import { loadVerificationInput } from "@/lib/fixes/verification/load-verification-input";
import { verifyPatch } from "@/lib/fixes/verification/verify-patch";
import { applyToFiles, makePatch, readPatch } from "@/lib/fixes/patches/unified-diff";
import type { Context } from "@/lib/platform/context";
import type { Fix as FixRow } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/platform/errors";
import { redact } from "@/lib/redaction/redact";
import { redactJson } from "@/lib/redaction/redact-json";
import type { SourceRepository } from "@/lib/vendors/source-control";

/**
 * Applies a patch to a newer head. Its lines may have moved, but must all still exist; the result is checked again. Where
 * that fails, the fix keeps the names of the files that have changed.
 * @returns the new base
 * @throws AppError CONFLICT if it no longer applies.
 */
export async function rebaseFix(
  ctx: Context,
  row: FixRow,
  repository: SourceRepository,
  head: string,
): Promise<string> {
  const original = originalPatch(row);
  const read = readPatch(original);
  const paths = read.ok ? read.files.map(({ path }) => path) : [];
  const base = new Map<string, string | null>();
  for (const path of paths) base.set(path, await repository.readFile(path, head));
  const applied = applyToFiles(original, base);
  const patch = applied.ok ? makePatch(applied.edits) : "";
  const { verification, files } = await verifyAt(ctx, row, { repository, patch, head });
  if (!applied.ok || verification.status === "failed") {
    const staleFiles = await changedSince(repository, row.baseCommit, base);
    await ctx.db.fix.updateMany({
      where: { id: row.id, workspaceId: ctx.workspaceId },
      data: { staleFiles },
    });
    const why = applied.ok
      ? redact(verification.reason).text
      : `The patch no longer applies: ${applied.reason}.`;
    const what = staleFiles.length === 0 ? "The repository has" : haveOf(staleFiles);
    throw new AppError("CONFLICT", `${what} changed since the fix was proposed. ${why} Propose fixes again.`);
  }
  await ctx.db.fix.updateMany({
    where: { id: row.id, workspaceId: ctx.workspaceId },
    data: {
      ...storedPatch(patch),
      verification: redactJson(verification),
      files: files.map(({ path, additions, deletions }) => ({ path, additions, deletions })),
      rebasedFrom: row.rebasedFrom ?? row.baseCommit,
    },
  });
  return head;
}

/** Verifies the patch as one that is proposed; only checks it if the head has moved on in the meantime. */
async function verifyAt(
  ctx: Context,
  { incidentId }: FixRow,
  { repository, patch, head }: { repository: SourceRepository; patch: string; head: string },
): Promise<CheckedPatch> {
  const material = await loadFixMaterial(ctx, incidentId);
  const { code } = material;
  if (code?.head.sha !== head) return checkAt(repository, patch, head);
  return verifyPatch({ patch, ...(await loadVerificationInput(ctx, material, code)) });
}

/** Checks a patch against a commit of the repository. */
export function checkAt(repository: SourceRepository, patch: string, commit: string): Promise<CheckedPatch> {
  return checkPatch({ patch, baseCommit: commit, readFile: (path) => repository.readFile(path, commit) });
}

/** The files whose text differs from that at the commit which the patch was made for. */
async function changedSince(
  repository: SourceRepository,
  commit: string | null,
  now: ReadonlyMap<string, string | null>,
): Promise<string[]> {
  if (commit === null) return [];
  const changed: string[] = [];
  for (const [path, text] of now) {
    // The commit may be gone after a force push; then nothing is known about it.
    const before = await repository.readFile(path, commit).catch(() => text);
    if (before !== text) changed.push(path);
  }
  return changed;
}

function haveOf(files: readonly string[]): string {
  return `${files.join(", ")} ${files.length === 1 ? "has" : "have"}`;
}
