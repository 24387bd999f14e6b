import { messageOf } from "@/lib/platform/errors";
import { openRepository } from "@/lib/sources/open-repository";
import type { Repository, SourceTest } from "@/lib/sources/schemas";

const DEADLINE_MS = 15_000;

/** Whether the repository can be reached, in words. Trouble is an answer, not an error. */
export async function deriveRepositoryTest(repository: Repository): Promise<SourceTest> {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  try {
    return { ok: true, detail: await openRepository(repository, signal).describe() };
  } catch (error) {
    const detail = signal.aborted
      ? `The repository did not answer within ${DEADLINE_MS / 1000} s.`
      : messageOf(error);
    return { ok: false, detail };
  }
}
