import { getNoisePolicy, getNoisePolicyRow } from "@/lib/incidents/noise/data";
import { readPolicies, readRule } from "@/lib/incidents/noise/read-policies";
import { reevaluateSuppressed, suppressOpen } from "@/lib/incidents/noise/reevaluate";
import {
  MAX_NOISE_POLICIES,
  type CreateNoisePolicy,
  type NoisePolicy,
  type UpdateNoisePolicy,
} from "@/lib/incidents/noise/schemas";
import { coversEverything } from "@/lib/incidents/noise/suppression";
import { withIncidentsLocked } from "@/lib/incidents/with-incidents-locked";
import { audit } from "@/lib/platform/audit";
import { authorize, can } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import type { NoisePolicy as NoisePolicyRow, Prisma } from "@/lib/platform/db/generated/client";
import { AppError, invalidField, refuseIssue } from "@/lib/platform/errors";
import { redact } from "@/lib/redaction/redact";
import { secretIssue } from "@/lib/redaction/secret-issue";

/** What responders may set up by themselves, for less than the whole workspace. */
const SILENCING: ReadonlySet<string> = new Set(["mute", "maintenance"]);

/**
 * Adds a noise policy. It applies to incidents that open from now on and, with `appliesToOpen`, to those that nobody has
 * acknowledged yet.
 * @throws AppError FORBIDDEN for a kind or a scope that takes an admin; INVALID for an unknown source, an end in the past or
 * a secret in the name; CONFLICT if there are too many.
 */
export async function createNoisePolicy(ctx: Context, input: CreateNoisePolicy): Promise<NoisePolicy> {
  authorize(ctx, "noise-policy.create");
  if (!SILENCING.has(input.kind)) authorize(ctx, "noise-policy.manage");
  authorizeScope(ctx, {
    environments: input.environments ?? [],
    pipelines: input.pipelines ?? [],
    sourceId: input.sourceId ?? null,
  });
  const id = newId();
  await withIncidentsLocked(ctx, async (tx) => {
    if ((await tx.noisePolicy.count({ where: { workspaceId: ctx.workspaceId } })) >= MAX_NOISE_POLICIES)
      throw new AppError(
        "CONFLICT",
        `A workspace can have at most ${MAX_NOISE_POLICIES} noise policies. Delete one first.`,
      );
    const { kind, rule, appliesToOpen, ...scope } = input;
    const row = await tx.noisePolicy.create({
      data: {
        id,
        workspaceId: ctx.workspaceId,
        kind,
        rule: rule ?? {},
        createdById: ctx.actor.type === "user" ? ctx.actor.id : null,
        createdAt: ctx.now(),
        name: scope.name,
        ...(await scopeOf(ctx, tx, scope)),
      },
    });
    const [policy] = row.isEnabled ? readPolicies([row]) : [];
    const { suppressed } = appliesToOpen && policy ? await suppressOpen(ctx, tx, policy) : { suppressed: 0 };
    await audit(ctx, tx, {
      action: "noise-policy.create",
      targetType: "noise_policy",
      targetId: id,
      detail: { kind, name: row.name, suppressed },
    });
  });
  return getNoisePolicy(ctx, id);
}

/**
 * Changes a noise policy, and wakes the incidents that it suppressed and no longer does.
 * @throws AppError NOT_FOUND; FORBIDDEN as for a new one, and for a responder and another person's policy; INVALID as for a
 * new one, and for a rule of another kind.
 */
export async function updateNoisePolicy(
  ctx: Context,
  id: string,
  input: UpdateNoisePolicy,
): Promise<NoisePolicy> {
  authorize(ctx, "noise-policy.create");
  await withIncidentsLocked(ctx, async (tx) => {
    const before = await getNoisePolicyRow({ ...ctx, db: tx }, id);
    authorizeChange(ctx, before);
    const { rule, ...scope } = input;
    if (scope.isEnabled ?? before.isEnabled)
      authorizeScope(ctx, {
        environments: scope.environments ?? before.environments,
        pipelines: scope.pipelines ?? before.pipelines,
        sourceId: scope.sourceId === undefined ? before.sourceId : scope.sourceId,
      });
    if (rule !== undefined && !isRuleOf(before.kind, rule))
      throw invalidField("rule", `must be a rule for ${before.kind}`);
    await tx.noisePolicy.updateMany({
      where: { id, workspaceId: ctx.workspaceId },
      data: { ...(await scopeOf(ctx, tx, scope)), ...(rule && { rule }), updatedAt: ctx.now() },
    });
    await reevaluateSuppressed(ctx, tx);
    const changed = Object.keys(input).filter((key) => input[key as keyof UpdateNoisePolicy] !== undefined);
    await audit(ctx, tx, {
      action: "noise-policy.update",
      targetType: "noise_policy",
      targetId: id,
      detail: { kind: before.kind, name: input.name ?? before.name, changed },
    });
  });
  return getNoisePolicy(ctx, id);
}

/** Only admins may silence the whole workspace. @throws AppError FORBIDDEN. */
function authorizeScope(ctx: Context, scope: Parameters<typeof coversEverything>[0]): void {
  if (!coversEverything(scope) || can(ctx, "noise-policy.manage")) return;
  throw new AppError(
    "FORBIDDEN",
    "Only admins can silence the whole workspace. Name a pipeline, an environment or a source.",
  );
}

/** Responders may change what they set up themselves; admins everything. @throws AppError FORBIDDEN. */
export function authorizeChange(ctx: Context, { kind, createdById }: NoisePolicyRow): void {
  const isOwn = ctx.actor.type === "user" && ctx.actor.id === createdById;
  authorize(ctx, isOwn && SILENCING.has(kind) ? "noise-policy.create" : "noise-policy.manage");
}

/** Every field of a mute's empty rule is unknown to the others, so a rule fits one kind only. */
function isRuleOf(kind: string, rule: NonNullable<UpdateNoisePolicy["rule"]>): boolean {
  return readRule(kind, rule) !== null && (kind !== "mute" || Object.keys(rule).length === 0);
}

async function scopeOf(
  ctx: Context,
  tx: Prisma.TransactionClient,
  { name, environments, pipelines, sourceId, reason, isEnabled, expiresAt }: Omit<UpdateNoisePolicy, "rule">,
) {
  refuseIssue(secretIssue({ name, environments, pipelines }));
  if (expiresAt && new Date(expiresAt) <= ctx.now()) throw invalidField("expiresAt", "must be in the future");
  if (sourceId && !(await tx.source.findFirst({ where: { id: sourceId, workspaceId: ctx.workspaceId } })))
    throw invalidField("sourceId", "is not a source of this workspace");
  return {
    ...(name !== undefined && { name }),
    ...(environments && { environments }),
    ...(pipelines && { pipelines }),
    ...(sourceId !== undefined && { sourceId }),
    ...(reason !== undefined && { reason: reason && redact(reason).text }),
    ...(isEnabled !== undefined && { isEnabled }),
    ...(expiresAt !== undefined && { expiresAt: expiresAt && new Date(expiresAt) }),
  };
}
