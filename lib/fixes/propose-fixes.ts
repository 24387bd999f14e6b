import { noteNoFix } from "@/lib/fixes/note-no-fix";
import { proposeClaudeFix } from "@/lib/fixes/propose-claude-fix";
import { proposeManualFix } from "@/lib/fixes/propose-manual-fix";
import { proposeTemplateFix } from "@/lib/fixes/propose-template-fix";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";

export interface ProposeFixesInput {
  incidentId: string;
  workflowId: string;
  /** A reviewer's wish, for Claude. */
  hint?: string;
  /** `builtin` leaves Claude out. */
  engine?: "auto" | "builtin";
}

/**
 * Everything that can be proposed for an incident: a template's change, Claude's change where it is connected,
 * and steps for a person when there is neither. A model or repository that fails costs its own fix only. Workflows that retry
 * the model call the three verbs as steps of their own. Safe to run twice.
 * @throws AppError CONFLICT without a diagnosis, NOT_FOUND.
 */
export async function proposeFixes(ctx: Context, input: ProposeFixesInput): Promise<{ fixIds: string[] }> {
  const template = await unlessTrouble(ctx, input, () => proposeTemplateFix(ctx, input));
  const claude =
    input.engine === "builtin" ? null : await unlessTrouble(ctx, input, () => proposeClaudeFix(ctx, input));
  const found = [template, claude].flatMap((one) => one?.fixId ?? []);
  if (found.length > 0) return { fixIds: [...new Set(found)] };
  const manual = await proposeManualFix(ctx, input);
  return { fixIds: manual.fixId === null ? [] : [manual.fixId] };
}

/** Trouble of the model or the repository is noted; the other proposals do not suffer from it. */
async function unlessTrouble<T>(
  ctx: Context,
  input: ProposeFixesInput,
  run: () => Promise<T>,
): Promise<T | null> {
  try {
    return await run();
  } catch (error) {
    const isTrouble = error instanceof AppError && error.code !== "NOT_FOUND" && error.code !== "CONFLICT";
    if (!isTrouble) throw error;
    await noteNoFix(ctx, { ...input, reason: error.message });
    return null;
  }
}
