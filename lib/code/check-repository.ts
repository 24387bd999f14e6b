import { messageOf } from "@/lib/platform/errors";
import { openRepository } from "@/lib/code/open-repository";
import type { Repository } from "@/lib/code/schemas";
import type { Context } from "@/lib/platform/context";

const DEADLINE_MS = 15_000;

/** Checks whether the repository can be reached; `detail` is a sentence for people. Never throws. */
export async function checkRepository(
  ctx: Pick<Context, "workspaceId" | "db">,
  repository: Repository,
): Promise<{ ok: boolean; detail: string }> {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  try {
    return { ok: true, detail: await (await openRepository(ctx, repository, signal)).describe() };
  } catch (error) {
    const detail = signal.aborted
      ? `The repository did not respond within ${DEADLINE_MS / 1000} s.`
      : messageOf(error);
    return { ok: false, detail };
  }
}
