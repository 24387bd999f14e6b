import { openRepository } from "@/lib/code/open-repository";
import { failureTexts } from "@/lib/evidence/failure-texts";
import type { Evidence } from "@/lib/evidence/schemas";
import { commitThatRan, failingFrames } from "@/lib/evidence/source-code/failing-frames";
import { findVersion, type CodeVersion } from "@/lib/evidence/source-code/load-code";
import type { Repository } from "@/lib/code/schemas";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import type { Context } from "@/lib/platform/context";
import type { SourceRepository } from "@/lib/vendors/source-control";

export interface CodeThatRan {
  repository: SourceRepository;
  version: CodeVersion;
}

/**
 * Opens the connected repository at the commit that ran or, where that is not known, at its head (decision 037). The
 * version and its list of files are looked up once for all calls. `signal` aborts the calls to the repository.
 * @throws AppError if the repository cannot be read.
 */
export function loadCodeThatRan(
  ctx: Context,
  connected: Repository,
  { incident, evidence }: { incident: IncidentContext; evidence: readonly Evidence[] },
): (signal: AbortSignal) => Promise<CodeThatRan> {
  let known: CodeVersion | null = null;
  return async (signal) => {
    const repository = await openRepository(ctx, connected, signal);
    if (known === null) {
      const frames = failingFrames(await failureTexts(incident.report, evidence));
      known = await findVersion(repository, commitThatRan(incident.report, evidence, frames));
    }
    return { repository, version: known };
  };
}
