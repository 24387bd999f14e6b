import type { ChipTone } from "@/components/ui/chip";
import type { Fix } from "@/lib/fixes/schemas";

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

const FIX_STATUS: Record<Fix["status"], { text: string; tone: ChipTone }> = {
  proposed: { text: "Proposed", tone: "neutral" },
  opening: { text: "Opening pull request", tone: "accent" },
  open: { text: "Pull request open", tone: "accent" },
  merged: { text: "Merged", tone: "ok" },
  closed: { text: "Closed without merging", tone: "neutral" },
  failed: { text: "Pull request failed", tone: "danger" },
  superseded: { text: "Superseded", tone: "neutral" },
};

/** A fix's status; a branch in a local repository is not called a pull request. */
export function fixStatus(fix: Pick<Fix, "status" | "pullRequest">): { text: string; tone: ChipTone } {
  const isBranchOnly = fix.status === "open" && fix.pullRequest?.number === null;
  return isBranchOnly ? { text: "Branch created", tone: "accent" } : FIX_STATUS[fix.status];
}

export const VERIFICATION_TONE: Record<Fix["verification"]["status"], ChipTone> = {
  verified: "ok",
  applies: "neutral",
  unverified: "neutral",
  failed: "danger",
};

/** Whether a patch can be edited and opened: only while it has no pull request. */
export function isOpenable(fix: Pick<Fix, "patch" | "status">): boolean {
  return fix.patch !== "" && (fix.status === "proposed" || fix.status === "failed");
}
