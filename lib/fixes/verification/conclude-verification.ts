import type { CheckedPatch } from "@/lib/fixes/patches/check-patch";
import type { FixCheck, FixVerification } from "@/lib/fixes/schemas";
import type { Reproduction } from "@/lib/fixes/verification/reproduce-failure";

/** What a run found. `proof`: the failure itself was seen before the patch and not after it. */
export interface RunCheck {
  check: FixCheck;
  proof: boolean;
  /** The patch breaks what worked before it. */
  breaks: boolean;
  log: readonly string[];
}

export interface Conclusion {
  checked: CheckedPatch;
  commit: string;
  runs: readonly RunCheck[];
  /** Hazards of the patch (`patchHazards`): code that could make a run say anything. */
  hazards: readonly string[];
}

const MAX_LOG = 16_000;

/** The check for a reproduction. Pure. */
export function reproductionCheck(result: Reproduction, python: string, durationMs: number): RunCheck {
  const detail = sentence(result.outcome === "unclear" ? result.detail : `${result.detail} (${python})`);
  const status = ({ passed: "passed", unclear: "skipped" } as const)[result.outcome as "passed"] ?? "failed";
  return {
    check: { name: "reproduction", status, detail, durationMs },
    proof: result.outcome === "passed",
    breaks: false,
    log: result.log,
  };
}

/** A check that was not made. Pure. */
export function skippedRun(name: FixCheck["name"], reason: string): RunCheck {
  return {
    check: { name, status: "skipped", detail: sentence(reason), durationMs: 0 },
    proof: false,
    breaks: false,
    log: [],
  };
}

/**
 * The verification after the runs. `verified` needs a run that failed before the patch as the pipeline did and passed after
 * it, every changed file parsed, and no code in the patch that could falsify the run. Pure.
 */
export function concludeVerification({ checked, commit, runs, hazards }: Conclusion): FixVerification {
  const { verification } = checked;
  const checks = [...verification.checks, ...runs.map(({ check }) => check)];
  const log = [
    verification.log,
    ...runs.flatMap(({ check, log }) => [...log, `${check.name}: ${check.status}. ${check.detail}`]),
  ]
    .filter(Boolean)
    .join("\n")
    .slice(0, MAX_LOG);
  const result = (status: FixVerification["status"], parts: readonly string[]): FixVerification => ({
    status,
    reason: parts.filter(Boolean).join(" "),
    log,
    checks,
  });
  const broken = runs.find(({ breaks }) => breaks);
  if (broken) return result("failed", [broken.check.detail]);
  const parsing = verification.checks.find(({ name }) => name === "parses");
  const isParsed = verification.status === "applies";
  const applies = isParsed
    ? `Applies to ${commit} and every changed file parses.`
    : `Applies to ${commit}. ${parsing?.status === "skipped" ? parsing.detail : "git apply did not run."}`;
  const failed = runs.find(({ check }) => check.status === "failed");
  if (failed) return result("unverified", [applies, failed.check.detail]);
  const proofs = runs.filter(({ proof }) => proof);
  const others = runs
    .filter(({ proof, check }) => !proof && check.status === "passed")
    .map(({ check }) => check.detail);
  const proven = proofs.map(({ check }) => check.detail);
  if (proofs.length > 0 && hazards.length === 0 && isParsed)
    return result("verified", [...proven, ...others]);
  const [hazard] = hazards;
  const doubt =
    proofs.length > 0 && hazard !== undefined
      ? `Not marked as verified, because code like this could change what a run shows: ${hazard}`
      : "";
  if (proofs.length > 0 || others.length > 0)
    return result(verification.status, [applies, ...proven, ...others, doubt]);
  const why = runs.map(({ check }) => check.detail)[0];
  return result(verification.status, [
    applies,
    why === undefined ? "Not run." : `Not run: ${lowerFirst(why)}`,
  ]);
}

function sentence(text: string): string {
  const trimmed = text.trim().replace(/\.$/, "");
  // A path or code at the beginning stays as it is.
  const isWord = /^[a-z]+(?: |$)/.test(trimmed);
  return isWord ? `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}.` : `${trimmed}.`;
}

/** Leaves names and code as they are. */
function lowerFirst(text: string): string {
  return /^(?:The|No|More|Too|This|Programs|It)\b/.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;
}
