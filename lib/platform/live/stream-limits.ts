import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { processWide } from "@/lib/platform/process-wide";

const MAX_PER_CALLER = 20;
const MAX_PER_WORKSPACE = 200;
const MAX_ALL = 1_000;
const RETRY_AFTER_MS = 10_000;

/** Open streams per limit key. */
function counts(): Map<string, number> {
  return processWide("live-streams", () => new Map<string, number>());
}

/**
 * Reserves a slot for a stream. Returns an idempotent function that releases it.
 * @throws AppError RATE_LIMITED if the caller, the workspace or the server has too many streams.
 */
export function claimStream({ workspaceId, actor }: Pick<Context, "workspaceId" | "actor">): () => void {
  const open = counts();
  const claims: [key: string, max: number, whose: string][] = [
    [`${actor.type} ${actor.id}`, MAX_PER_CALLER, actor.type === "token" ? "This token" : "This person"],
    [`workspace ${workspaceId}`, MAX_PER_WORKSPACE, "This workspace"],
    ["all", MAX_ALL, "The server"],
  ];
  for (const [key, max, whose] of claims) {
    if ((open.get(key) ?? 0) < max) continue;
    throw new AppError("RATE_LIMITED", `${whose} has ${max} live streams open. Close some, then try again.`, {
      retryAfterMs: RETRY_AFTER_MS,
    });
  }
  for (const [key] of claims) open.set(key, (open.get(key) ?? 0) + 1);
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    for (const [key] of claims) {
      const left = (open.get(key) ?? 1) - 1;
      if (left > 0) open.set(key, left);
      else open.delete(key);
    }
  };
}
