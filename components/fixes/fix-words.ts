import type { ChipTone } from "@/components/ui/chip";
import type { Fix, FixCheck } from "@/lib/fixes/schemas";

/** What kind of fix it is, as its card is titled. */
export const FIX_KIND: Record<Fix["kind"], string> = {
  patch: "Fix",
  configuration: "Configuration",
  dependency_pin: "Dependency",
  retry: "Retry",
  rollback: "Rollback",
  data_repair: "Data repair",
  rerun: "Rerun plan",
  manual: "Steps",
};

interface StatusWords {
  text: string;
  tone: ChipTone;
}

const FIX_STATUS: Record<Exclude<Fix["status"], "open" | "merged">, StatusWords> = {
  proposed: { text: "Proposed", tone: "neutral" },
  opening: { text: "Opening", tone: "accent" },
  closed: { text: "Closed without merging", tone: "neutral" },
  failed: { text: "Not opened", tone: "danger" },
  superseded: { text: "Superseded", tone: "neutral" },
};

const OUTCOME: Record<NonNullable<Fix["outcome"]>, StatusWords> = {
  worked: { text: "Worked", tone: "ok" },
  did_not_work: { text: "Did not work", tone: "danger" },
  unknown: { text: "Merged, outcome unknown", tone: "neutral" },
};

/** A fix's status, in the words of its stage; a branch in a local repository is not called a pull request. */
export function fixStatus(fix: Pick<Fix, "status" | "pullRequest" | "outcome" | "decision">): StatusWords {
  if (wasRejected(fix)) return { text: "Rejected", tone: "neutral" };
  if (fix.status === "merged") {
    return fix.outcome === null ? { text: "Merged, watching runs", tone: "accent" } : OUTCOME[fix.outcome];
  }
  if (fix.status !== "open") return FIX_STATUS[fix.status];
  if (fix.pullRequest?.number === null) return { text: "Branch ready", tone: "accent" };
  return { text: fix.pullRequest?.draft ? "Draft open" : "Ready for review", tone: "accent" };
}

export const VERIFICATION_TONE: Record<Fix["verification"]["status"], ChipTone> = {
  verified: "ok",
  applies: "neutral",
  unverified: "neutral",
  failed: "danger",
};

export const CHECK_STATUS: Record<FixCheck["status"], { text: string; tone: ChipTone }> = {
  passed: { text: "Passed", tone: "ok" },
  failed: { text: "Failed", tone: "danger" },
  skipped: { text: "Skipped", tone: "neutral" },
};

/** Whether a patch can be edited and opened: only while it has no pull request, and nobody rejected it. */
export function isOpenable(fix: Pick<Fix, "patch" | "status" | "decision">): boolean {
  const isUnopened = fix.status === "proposed" || fix.status === "failed";
  return fix.patch !== "" && isUnopened && fix.decision?.decision !== "rejected";
}

/** Whether a person rejected it, and it was not opened. */
export function wasRejected(fix: Pick<Fix, "status" | "decision">): boolean {
  return fix.decision?.decision === "rejected" && (fix.status === "proposed" || fix.status === "failed");
}

/** What opening a fix is called. */
export function openWords({ opensAs }: Pick<Fix, "opensAs">): { button: string; hint: string } {
  return opensAs === "branch"
    ? { button: "Create branch", hint: "Create a branch with the fix (p)" }
    : { button: "Open PR", hint: "Open as a draft (p)" };
}

const MERGEABLE: Record<string, string> = {
  dirty: "Conflicts with the base branch",
  behind: "Behind the base branch",
  blocked: "Waiting for a required review or check",
  unstable: "A check is failing or running",
};

/** What stands in the way of a merge, by GitHub's `mergeable_state`; null if nothing does, or if it is not known. */
export function mergeObstacle(mergeable: string | null): string | null {
  return (mergeable !== null && MERGEABLE[mergeable]) || null;
}
