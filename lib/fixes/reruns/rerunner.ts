import type { IncidentContext } from "@/lib/incidents/incident-context";
import type { SourceConnection } from "@/lib/sources/data";
import type { GitHubConnection } from "@/lib/vendors/github/client";

/** What failed, the branch with the fix, and the access to its orchestrator. */
export interface RerunRequest {
  incident: IncidentContext;
  /** The branch that the fix was merged into. */
  branch: string | null;
  connection: SourceConnection | null;
  gitHub: GitHubConnection | null;
}

export interface StartedRerun {
  /** The run that was started or is repeated, as the orchestrator names it; null if it does not say. */
  run: string | null;
}

/** How a kind of source runs again what failed. To add one, add a file and list it in `list-rerunners.ts`. */
export interface Rerunner {
  /**
   * What to call to start it; null if its API is not connected.
   * @throws AppError as the orchestrator's client does, CONFLICT if it is refused
   */
  starter: (target: RerunRequest) => ((signal: AbortSignal) => Promise<StartedRerun>) | null;
  /**
   * What to run by hand, if the merged code needs another command than that of the kind of source (`RerunStyle`); null if what
   * failed is not known well enough. Pure.
   */
  command?: (target: Pick<RerunRequest, "incident" | "branch">) => string | null;
}
