import { findGitHubConnection } from "@/lib/code/find-github-connection";
import { getFixRow, toRerun } from "@/lib/fixes/data";
import { descriptorOf } from "@/lib/intake/sources/registry";
import { commandByHand } from "@/lib/fixes/reruns/command-by-hand";
import { RERUNNERS } from "@/lib/fixes/reruns/list-rerunners";
import type { RerunRequest } from "@/lib/fixes/reruns/rerunner";
import type { FixRerun } from "@/lib/fixes/schemas";
import { loadIncidentContext } from "@/lib/incidents/incident-context";
import type { IncidentEvent } from "@/lib/incidents/history/schemas";
import { recordEvents } from "@/lib/incidents/history/record-events";
import { actorLabel } from "@/lib/platform/actor-label";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import type { Fix as FixRow, Prisma } from "@/lib/platform/db/generated/client";
import { AppError, messageOf } from "@/lib/platform/errors";
import { redact } from "@/lib/redaction/redact";
import { findConnection } from "@/lib/sources/data";

/** How long the orchestrator may take to accept it. */
const TIMEOUT_MS = 20_000;
/** After this, a request whose process ended without an answer may be made again. */
const STALE_MS = 60_000;

/**
 * Runs again what a merged fix was made for, by the orchestrator's API; where none is connected, the answer says what to run
 * by hand. Only when a person or a token asks: nothing is rerun automatically. A repeated request while one is under way, or after
 * one was started, returns it and starts nothing, until the fix has an outcome; so does one that is still to be run by hand.
 * @throws AppError NOT_FOUND; CONFLICT for a fix that is not merged
 */
export async function requestRerun(
  ctx: Context,
  fixId: string,
): Promise<{ status: 200 | 202; value: FixRerun }> {
  authorize(ctx, "fix.rerun");
  const row = await getFixRow(ctx, fixId);
  if (row.status !== "merged") {
    throw new AppError("CONFLICT", "The fix is not merged yet, so a rerun would run the old code.");
  }
  const at = ctx.now();
  const claimed = await ctx.db.fix.updateMany({
    where: {
      id: fixId,
      workspaceId: ctx.workspaceId,
      // As it was read, so that of two concurrent requests one finds the other.
      rerunState: row.rerunState,
      rerunAt: row.rerunAt,
      OR: [
        { rerunState: null },
        { rerunState: { in: ["failed", "manual"] } },
        { rerunState: "requested", rerunAt: { lt: new Date(at.getTime() - STALE_MS) } },
        { rerunState: "started", outcome: { not: null } },
      ],
    },
    data: { rerunState: "requested", rerunAt: at, rerunBy: actorLabel(ctx.actor), ...NOTHING_YET },
  });
  if (claimed.count === 0) return { status: 200, value: await rerunOf(ctx, fixId) };
  const incident = await loadIncidentContext(ctx, row.incidentId);
  const [connection, gitHub] = await Promise.all([
    findConnection(ctx, incident.source.id),
    findGitHubConnection(ctx),
  ]);
  const hasGitHub = gitHub.token !== undefined || gitHub.app !== undefined;
  const target = { incident, branch: row.targetBranch, connection, gitHub: hasGitHub ? gitHub : null };
  const started = await start(target);
  if (isStillByHand(row, started)) {
    const { rerunAt, rerunBy } = row;
    await ctx.db.fix.updateMany({
      where: { id: fixId, workspaceId: ctx.workspaceId, rerunState: "requested", rerunAt: at },
      data: { ...started.data, rerunAt, rerunBy },
    });
    return { status: 200, value: await rerunOf(ctx, fixId) };
  }
  await ctx.db.$transaction(async (tx) => {
    await tx.fix.updateMany({
      where: { id: fixId, workspaceId: ctx.workspaceId, rerunState: "requested", rerunAt: at },
      data: started.data,
    });
    const { incidentId } = row;
    await recordEvents(ctx, tx, [{ incidentId, event: { ...started.event, fixId } }]);
  });
  return { status: 202, value: await rerunOf(ctx, fixId) };
}

const NOTHING_YET = { rerunRun: null, rerunUrl: null, rerunError: null, rerunCommand: null };

type WithoutFix<T> = T extends { fixId: string } ? Omit<T, "fixId"> : never;
type RerunEvent = Extract<IncidentEvent, { type: "rerun_started" | "rerun_failed" }>;

interface Started {
  data: Prisma.FixUpdateManyMutationInput & { rerunState: string };
  event: WithoutFix<RerunEvent>;
}

async function start(target: RerunRequest): Promise<Started> {
  const rerunner = RERUNNERS.get(target.incident.source.kind);
  const command = commandByHand(target);
  const begin = rerunner?.starter(target) ?? null;
  if (begin === null) {
    const byHand =
      command === null ? (descriptorOf(target.incident.source.kind).rerun?.byHand ?? null) : null;
    const data = { rerunState: "manual", rerunCommand: command, rerunError: byHand };
    return { data, event: { type: "rerun_started", run: target.incident.run, isManual: true } };
  }
  try {
    const { run } = await begin(AbortSignal.timeout(TIMEOUT_MS));
    return {
      data: { rerunState: "started", rerunRun: run },
      event: { type: "rerun_started", run, isManual: false },
    };
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === "TimeoutError";
    const said = isTimeout
      ? "The orchestrator did not answer in time. Check there whether the rerun started before you try again."
      : messageOf(error);
    const message = redact(said).text.slice(0, 1_000);
    return {
      data: { rerunState: "failed", rerunError: message, rerunCommand: command },
      event: { type: "rerun_failed", message },
    };
  }
}

/** Whether a person was asked before to run just this, and there is no outcome since. */
function isStillByHand(before: FixRow, { data }: Started): boolean {
  const isSettled =
    before.outcomeAt !== null &&
    before.rerunAt !== null &&
    before.rerunAt.getTime() <= before.outcomeAt.getTime();
  return (
    !isSettled &&
    before.rerunState === "manual" &&
    data.rerunState === "manual" &&
    data.rerunCommand === before.rerunCommand
  );
}

async function rerunOf(ctx: Context, fixId: string): Promise<FixRerun> {
  const rerun = toRerun(await getFixRow(ctx, fixId));
  if (rerun) return rerun;
  throw new AppError("CONFLICT", "Someone else requested the rerun at the same time.");
}
