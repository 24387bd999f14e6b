import type { OpenedPullRequest } from "@/lib/vendors/source-control";

/** A pull request as the fix has it, or as it is on the host. */
export interface PullRequestState {
  state: OpenedPullRequest["state"];
  draft: boolean;
}

export type PullRequestChange = "ready" | "draft" | "closed" | "reopened" | "merged";

/** What happened between two readings; null if nothing that people need to know. A merge is final. Pure. */
export function changeOf(before: PullRequestState, after: PullRequestState): PullRequestChange | null {
  if (before.state === "merged") return null;
  if (after.state === "merged") return "merged";
  if (before.state !== after.state) return after.state === "closed" ? "closed" : "reopened";
  if (after.state === "open" && before.draft !== after.draft) return after.draft ? "draft" : "ready";
  return null;
}
