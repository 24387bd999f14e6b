import { draftPatchFix } from "@/lib/fixes/proposals/draft-patch-fix";
import type { Code, FixMaterial } from "@/lib/fixes/proposals/fix-material";
import { applyToFiles, readPatch } from "@/lib/fixes/patches/unified-diff";
import { originalPatch } from "@/lib/fixes/patches/stored-patch";
import type { FixDraft } from "@/lib/fixes/save-fix";
import { findPatternFix } from "@/lib/knowledge/patterns/find-pattern-fix";
import type { PatternFix } from "@/lib/knowledge/patterns/fix-data";
import type { Context } from "@/lib/platform/context";

/**
 * The fix that worked for the pattern that leads the diagnosis, applied to the current head and checked like any other. Null if
 * there is none, if it does not apply any more, or if what it names is called something else now: then it would change the wrong
 * thing.
 */
export async function draftPatternFix(
  ctx: Context,
  material: FixMaterial,
  code: Code,
): Promise<FixDraft | null> {
  const known = await findPatternFix(ctx, material.incident.incidentId);
  if (known === null || known.patch === "" || known.renamed.length > 0) return null;
  const patch = originalPatch(known);
  const read = readPatch(patch);
  if (!read.ok) return null;
  const base = new Map<string, string | null>();
  for (const { path } of read.files) base.set(path, await code.read(path));
  const applied = applyToFiles(patch, base);
  if (!applied.ok) return null;
  const { draft } = await draftPatchFix(ctx, material, code, {
    engine: "builtin",
    title: known.title,
    rationale: rationaleOf(known),
    edits: applied.edits,
    cautions: [],
    level: "medium",
  });
  return draft;
}

function rationaleOf({
  patternName,
  incidentNumber,
  worked,
  tried,
  rationale,
  editedBy,
}: PatternFix): string {
  const record =
    tried === 0
      ? "It was merged; whether it worked is not known."
      : `It worked ${worked} of ${tried} ${tried === 1 ? "time" : "times"}.`;
  return `This fix of #${incidentNumber} is known for “${patternName}”. ${record}\n\n${editedBy === null ? rationale : `${editedBy} edited it before it was opened.`}`;
}
