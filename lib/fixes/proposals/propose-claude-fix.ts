import { applyEdits } from "@/lib/fixes/patches/apply-edits";
import { draftPatchFix } from "@/lib/fixes/proposals/draft-patch-fix";
import { loadFixMaterial, type Code, type FixMaterial } from "@/lib/fixes/proposals/fix-material";
import {
  buildFixPrompt,
  FIX_PROMPT_VERSION,
  FIX_SYSTEM_PROMPT,
  ModelFix,
} from "@/lib/fixes/proposals/prompt";
import { draftManualFix } from "@/lib/fixes/proposals/propose-manual-fix";
import { noteNoFix } from "@/lib/fixes/proposals/note-no-fix";
import { findSameFix } from "@/lib/fixes/repeats/data";
import { findEnoughFix } from "@/lib/fixes/repeats/enough-fix";
import { listRejectedFixes } from "@/lib/fixes/data";
import type { RejectedFix } from "@/lib/fixes/schemas";
import { saveFix, type FixDraft } from "@/lib/fixes/save-fix";
import { likelyFiles } from "@/lib/fixes/templates/template";
import { boundaryOf } from "@/lib/model/boundary";
import { callModel } from "@/lib/model/call-model";
import { redact } from "@/lib/redaction/redact";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { dollars } from "@/lib/platform/dollars";
import { modelConnection } from "@/lib/vendors/anthropic/client";
import type { ModelUse } from "@/lib/vendors/anthropic/connection";
import { throwIfRetryable } from "@/lib/vendors/anthropic/throw-if-retryable";

export interface ClaudeFixResult {
  asked: boolean;
  fixId: string | null;
  /** Why there is no fix; null if there is one or Claude was not asked. */
  reason: string | null;
}

const MAX_TOKENS = 16_000;
const DEADLINE_MS = 150_000;
const MAX_FILES = 5;

/**
 * Asks Claude for a patch once and keeps it only if it applies and parses, and makes another change than the built-in fix and
 * than an open pull request. The model writes search-and-replace edits; code builds the diff. Safe to run twice (a second call
 * replaces the first fix).
 * @param input.onlyIfNeeded false if a person asks: otherwise Claude is not asked while there is a verified built-in fix or an
 *   open pull request
 * @throws AppError RATE_LIMITED or UNAVAILABLE if a retry may help; CONFLICT without a diagnosis; NOT_FOUND.
 */
export async function proposeClaudeFix(
  ctx: Context,
  input: { incidentId: string; workflowId: string; hint?: string; onlyIfNeeded: boolean },
): Promise<ClaudeFixResult> {
  authorize(ctx, "fix.propose");
  const connection = modelConnection("large");
  if (!connection) return { asked: false, fixId: null, reason: null };
  const enough = input.onlyIfNeeded ? await findEnoughFix(ctx, input.incidentId) : null;
  if (enough !== null) return { asked: false, fixId: enough.id, reason: null };
  const material = await loadFixMaterial(ctx, input.incidentId);
  const { code, diagnosis } = material;
  const isKnown = diagnosis.outcome === "diagnosed" || Boolean(input.hint);
  const files = code && isKnown ? await readLikelyFiles(code) : new Map<string, string>();
  if (!code || files.size === 0) return { asked: false, fixId: null, reason: null };
  const { incidentId, workflowId } = input;
  const rejected = await listRejectedFixes(ctx, incidentId);
  const turn = {
    system: FIX_SYSTEM_PROMPT,
    messages: [{ role: "user" as const, text: promptFor(material, code, files, { ...input, rejected }) }],
    schema: ModelFix,
    effort: "medium" as const,
    maxTokens: MAX_TOKENS,
    deadlineMs: DEADLINE_MS,
  };
  const call = { incidentId, workflowId, role: "fix" as const, turn: 1, promptVersion: FIX_PROMPT_VERSION };
  const answer = await callModel(ctx, connection, call, turn);
  if (answer.ok && answer.kind === "calls") return recordNoFix(ctx, input, "Claude gave no answer.");
  if (!answer.ok) {
    throwIfRetryable(answer);
    return recordNoFix(ctx, input, answer.message);
  }
  const result = await draftOf(ctx, material, code, {
    modelFix: answer.value,
    files,
    origin: originOf(answer.use),
  });
  if (!result.draft) return recordNoFix(ctx, input, result.reason);
  const draft = { ...result.draft, hint: input.hint };
  const same = await findSameFix(ctx, incidentId, draft.patch);
  if (same !== null) {
    const reason = `Claude proposes the same change as “${same.title}”.`;
    return { ...(await recordNoFix(ctx, input, reason)), fixId: same.id };
  }
  const fixId = await saveFix(ctx, { ...input, diagnosisId: diagnosis.id, draft });
  return { asked: true, fixId, reason: null };
}

async function recordNoFix(
  ctx: Context,
  input: { incidentId: string; workflowId: string },
  reason: string,
): Promise<ClaudeFixResult> {
  await noteNoFix(ctx, { ...input, maker: "claude", reason });
  return { asked: true, fixId: null, reason };
}

async function draftOf(
  ctx: Context,
  material: FixMaterial,
  code: Code,
  { modelFix, files, origin }: { modelFix: ModelFix; files: ReadonlyMap<string, string>; origin: string },
): Promise<{ draft: FixDraft } | { draft: null; reason: string }> {
  if (!modelFix.canFix) {
    const steps = modelFix.steps.slice(0, 8).map((step) => step.slice(0, 600));
    const why = "Claude found no fix in the available files.";
    return steps.length > 0 ? { draft: draftManualFix("claude", steps, why) } : { draft: null, reason: why };
  }
  const applied = applyEdits(modelFix, files, new Set(code.files));
  if (!applied.ok) return { draft: null, reason: `Claude's change is unusable: ${applied.reason}.` };
  const result = await draftPatchFix(ctx, material, code, {
    engine: "claude",
    title: modelFix.title.slice(0, 200) || "Fix the cause",
    rationale: modelFix.rationale.slice(0, 6_000),
    edits: applied.edits,
    cautions: modelFix.cautions.slice(0, 6).map((caution) => caution.slice(0, 500)),
    // Model-written changes need a review, however small.
    level: "medium",
    origin,
  });
  return result.draft ? result : { draft: null, reason: `Claude's change is unusable: ${result.reason}` };
}

function originOf({ model, tokens, costUsd }: ModelUse): string {
  const cost = costUsd === null ? "cost unknown" : dollars(costUsd);
  return `written by ${model}, prompt ${FIX_PROMPT_VERSION}, ${tokens.input} + ${tokens.output} tokens, ${cost}`;
}

/** Files in the traceback and the pipeline's own file, then the requirements file. */
async function readLikelyFiles(code: Code): Promise<Map<string, string>> {
  const wanted = likelyFiles(code).slice(0, MAX_FILES - 1);
  const requirements = code.files.find((path) => /(?:^|\/)requirements\.txt$/.test(path));
  const files = new Map<string, string>();
  for (const path of [...wanted, ...(wanted.length > 0 && requirements ? [requirements] : [])]) {
    const text = await code.read(path);
    if (text !== null) files.set(path, text);
  }
  return files;
}

/**
 * Builds the prompt from redacted files. An edit that touches a secret therefore does not match the real file and is
 * refused, as intended.
 */
function promptFor(
  material: FixMaterial,
  code: Code,
  files: ReadonlyMap<string, string>,
  { workflowId, hint, rejected }: { workflowId: string; hint?: string; rejected: readonly RejectedFix[] },
): string {
  const folders = new Set([...files.keys()].map((path) => path.split("/")[0]));
  return buildFixPrompt({
    boundary: boundaryOf(workflowId),
    diagnosis: material.diagnosis,
    failure: redact(material.failure).text,
    files: [...files].map(([path, text]) => ({ path, text: redact(text).text })),
    paths: code.files.filter((path) => folders.has(path.split("/")[0])),
    hint: hint ? redact(hint).text : null,
    rejected: rejected.map(({ title, patch, reason }) => ({
      title,
      patch,
      reason: reason && redact(reason).text,
    })),
  });
}
