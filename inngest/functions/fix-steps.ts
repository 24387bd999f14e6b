import type { GetStepTools } from "inngest";
import type { inngest } from "@/inngest/client";
import { verbStep } from "@/inngest/steps";
import { noteNoFix } from "@/lib/fixes/proposals/note-no-fix";
import { proposeClaudeFix } from "@/lib/fixes/proposals/propose-claude-fix";
import { proposeFixes } from "@/lib/fixes/proposals/propose-fixes";
import { proposeManualFix } from "@/lib/fixes/proposals/propose-manual-fix";
import type { Context } from "@/lib/platform/context";
import { messageOf } from "@/lib/platform/errors";

interface FixSteps {
  incidentId: string;
  workflowId: string;
  hint?: string;
  asksClaude: boolean;
  /** A person asked for fixes, or for Claude: it is asked even if there is a verified fix. */
  isRequested: boolean;
}

/**
 * The built-in fix, then Claude's if enabled. The model call is its own step, so it is retried alone, after the time a
 * rate limit names. When its attempts are exhausted, the built-in fix remains and the timeline says why. Manual steps
 * are proposed if there is neither. Unless a person asks, Claude is not paid for a fix beside a verified one.
 */
export async function fixSteps(
  step: GetStepTools<typeof inngest>,
  ctx: Context,
  { asksClaude, isRequested, ...input }: FixSteps,
): Promise<{ fixIds: string[] }> {
  const engine = asksClaude ? "auto" : "builtin";
  const builtin = await step.run("propose-fixes", () =>
    verbStep(() => proposeFixes(ctx, { ...input, engine })),
  );
  let fixIds = builtin.fixIds;
  if (!asksClaude) return { fixIds };
  try {
    const { fixId } = await step.run("ask-claude-for-fix", () =>
      verbStep(() => proposeClaudeFix(ctx, { ...input, onlyIfNeeded: !isRequested })),
    );
    if (fixId !== null) fixIds = [...new Set([...fixIds, fixId])];
  } catch (error) {
    const kept = fixIds.length > 0 ? " The built-in fix remains." : "";
    const reason = `${messageOf(error)}${kept}`;
    await step.run("note-no-fix", () =>
      verbStep(() => noteNoFix(ctx, { ...input, maker: "claude", reason })),
    );
  }
  if (fixIds.length > 0) return { fixIds };
  const { fixId } = await step.run("propose-manual-fix", () => verbStep(() => proposeManualFix(ctx, input)));
  return { fixIds: fixId === null ? [] : [fixId] };
}
