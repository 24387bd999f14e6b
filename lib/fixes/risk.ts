import type { StoredBlastRadius, FixRisk, FixVerification } from "@/lib/fixes/schemas";
import type { PatchedFile } from "@/lib/fixes/patches/unified-diff";

type Level = FixRisk["level"];

const LEVELS: readonly Level[] = ["low", "medium", "high"];

export interface RiskInput {
  files: readonly PatchedFile[];
  verification: FixVerification;
  blastRadius: StoredBlastRadius;
  /** Hazards for the reviewer; see `patchHazards`. */
  hazards: readonly string[];
  /** The author's own assessment and cautions. */
  level: Level;
  cautions: readonly string[];
}

/** How carefully a change needs review: the highest level among its reasons, listing all of them. Pure. */
export function assessRisk(input: RiskInput): FixRisk {
  const { files, blastRadius, verification } = input;
  const lines = files.reduce((sum, file) => sum + file.additions + file.deletions, 0);
  const removed = files.filter((file) => file.kind === "removed").map((file) => file.path);
  const found: [Level, string][] = [
    [input.level, ""],
    ...input.hazards.map((hazard): [Level, string] => ["high", hazard]),
    ...(removed.length > 0 ? [["high", `Removes ${removed.join(", ")}.`] as [Level, string]] : []),
    ...(files.length > 3 ? [["high", `Changes ${files.length} files.`] as [Level, string]] : []),
    ...(lines > 80 ? [["high", `Changes ${lines} lines.`] as [Level, string]] : []),
    ...(lines > 10 && lines <= 80 ? [["medium", `Changes ${lines} lines.`] as [Level, string]] : []),
    ...(blastRadius.pipelines.length > 1
      ? [["medium", `${blastRadius.pipelines.length} pipelines use the changed files.`] as [Level, string]]
      : []),
    ...(verification.status === "unverified" ? [["medium", verification.reason] as [Level, string]] : []),
    ...(verification.status === "failed" ? [["high", verification.reason] as [Level, string]] : []),
  ];
  const worst = Math.max(...found.map(([level]) => LEVELS.indexOf(level)));
  const reasons = [...input.cautions, ...found.map(([, reason]) => reason)].filter((reason) => reason !== "");
  return { level: LEVELS[worst] ?? "high", reasons };
}
