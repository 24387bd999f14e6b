import { lineNumberAt, onlyMatch, replaceGroup } from "@/lib/fixes/templates/text-edits";
import { likelyFiles, type FixTemplate } from "@/lib/fixes/templates/template";

interface Limit {
  /** The error that this limit causes. */
  error: RegExp;
  /** The setting, with its number as the group `amount`; flags `d` and `g`. */
  setting: RegExp;
  name: string;
  unit: string;
  files: RegExp;
  caution: string;
}

const NUMBER = String.raw`(?<amount>\d{1,7}(?:\.\d{1,3})?)`;
const HANGS = "A call that hangs will only hang longer: compare with the duration of successful runs.";

/** Time-outs that a tool reports as such, and where they are set. */
const LIMITS: readonly Limit[] = [
  {
    error: /\bAirflowSensorTimeout\b|\bSensor has timed out\b/,
    setting: new RegExp(String.raw`(?<![\w.])timeout[ \t]*=[ \t]*${NUMBER}(?![\w.*])`, "dg"),
    name: "timeout",
    unit: "s",
    files: /\.py$/,
    caution:
      "The sensor waits longer, and later tasks start later: check whether what it waits for still arrives.",
  },
  {
    error: /\b(?:ReadTimeout|ConnectTimeout|TimeoutException|Read timed out|ReadTimeoutError)\b/,
    setting: new RegExp(String.raw`(?<![\w.])timeout[ \t]*=[ \t]*${NUMBER}(?![\w.*])`, "dg"),
    name: "timeout",
    unit: "s",
    files: /\.py$/,
    caution: HANGS,
  },
  {
    error:
      /\b(?:000630|57014)\b|statement or warehouse timeout|Statement reached its statement or warehouse timeout/i,
    setting: new RegExp(
      String.raw`STATEMENT_TIMEOUT_IN_SECONDS["']?[ \t]*[=:][ \t]*["']?${NUMBER}(?![\w.*])`,
      "dgi",
    ),
    name: "STATEMENT_TIMEOUT_IN_SECONDS",
    unit: "s",
    files: /\.(?:py|sql|ya?ml|json|toml|cfg)$/,
    caution: "A statement that runs longer costs more: compare it with its usual duration first.",
  },
  {
    error: /canceling statement due to statement timeout/,
    setting: new RegExp(
      String.raw`(?<!\w)statement_timeout["']?[ \t]*(?:=|:|TO)[ \t]*["']?${NUMBER}(?:ms|s|min)?(?![\w.*])`,
      "dgi",
    ),
    name: "statement_timeout",
    unit: "",
    files: /\.(?:py|sql|ya?ml|json|toml|cfg|conf|ini)$/,
    caution: "The statement may wait for a lock instead of working: check that before waiting longer.",
  },
  {
    error:
      /Operation did not complete within the designated timeout|Query exceeded (?:configured )?timeout|job_execution_timeout/i,
    setting: new RegExp(
      String.raw`(?:job_execution_)?timeout_seconds["']?[ \t]*[=:][ \t]*["']?${NUMBER}(?![\w.*])`,
      "dg",
    ),
    name: "timeout_seconds",
    unit: "s",
    files: /\.(?:ya?ml|py)$/,
    caution: HANGS,
  },
];

/**
 * Doubles a time-out that the error names as its cause, if it is set exactly once, as a number, in the code that failed or
 * in the project's own configuration.
 */
export const widenTimeout: FixTemplate = {
  id: "code/widen-timeout",
  kind: "configuration",
  async draft({ material, code }) {
    const limit = LIMITS.find(({ error }) => error.test(material.failure));
    if (!limit) return null;
    for (const path of likelyFiles(code).filter((file) => limit.files.test(file))) {
      const before = await code.read(path);
      const found = before === null ? null : onlyMatch(before, limit.setting);
      const amount = found?.groups?.["amount"];
      // Zero means no limit.
      if (before === null || !found || amount === undefined || Number(amount) <= 0) continue;
      const raised = String(Number(amount) * 2);
      const unit = limit.unit === "" ? "" : ` ${limit.unit}`;
      return {
        title: `Raise ${limit.name} from ${amount} to ${raised}${unit} in ${path}`,
        rationale: `The failure is a time-out, and line ${lineNumberAt(before, found.index)} of ${path} sets ${limit.name} to ${amount}${unit}.`,
        edits: [{ path, before, after: replaceGroup(before, found, "amount", raised) }],
        cautions: [limit.caution, "Doubling is a guess."],
        level: "medium",
      };
    }
    return null;
  },
};
