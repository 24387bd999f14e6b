import { noteNoFix } from "@/lib/fixes/note-no-fix";
import { proposeClaudeFix } from "@/lib/fixes/propose-claude-fix";
import { proposeManualFix } from "@/lib/fixes/propose-manual-fix";
import { proposeTemplateFix } from "@/lib/fixes/propose-template-fix";
import type { Context } from "@/lib/platform/context";
import { messageOf } from "@/lib/platform/errors";

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
 * and steps for a person when there is neither. A model that fails costs its own fix only. Workflows that retry
 * the model call the three verbs as steps of their own. Safe to run twice.
 * @throws AppError CONFLICT without a diagnosis, NOT_FOUND, and what passing trouble of the repository is.
 */
export async function proposeFixes(ctx: Context, input: ProposeFixesInput): Promise<{ fixIds: string[] }> {
  const template = await proposeTemplateFix(ctx, input);
  const claude = input.engine === "builtin" ? null : await askedOnce(ctx, input);
  const found = [template.fixId, claude].filter((id) => id !== null);
  if (found.length > 0) return { fixIds: [...new Set(found)] };
  const manual = await proposeManualFix(ctx, input);
  return { fixIds: manual.fixId === null ? [] : [manual.fixId] };
}

async function askedOnce(ctx: Context, input: ProposeFixesInput): Promise<string | null> {
  try {
    return (await proposeClaudeFix(ctx, input)).fixId;
  } catch (error) {
    await noteNoFix(ctx, { ...input, reason: messageOf(error) });
    return null;
  }
}
