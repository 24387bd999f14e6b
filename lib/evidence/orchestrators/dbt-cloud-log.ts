import { DBT_CLOUD_STATUS, type Step } from "@/lib/vendors/dbt-cloud/schemas";

/** The step that failed; if none says so, the last one. Null without steps. Pure. */
export function failingStep(steps: readonly Step[]): Step | null {
  return steps.find(({ status }) => status === DBT_CLOUD_STATUS.error) ?? steps.at(-1) ?? null;
}

/** The log of a run: its steps up to the one that failed, each below its name. Later steps did not run. Pure. */
export function dbtLogText(steps: readonly Step[]): string {
  const failing = failingStep(steps);
  const isFailed = failing?.status === DBT_CLOUD_STATUS.error;
  const shown = isFailed ? steps.slice(0, steps.indexOf(failing) + 1) : steps;
  return shown
    .filter(({ log }) => log.trim() !== "")
    .map(
      ({ name, statusName, log }) =>
        `--- ${name}${statusName === null ? "" : `: ${statusName}`}\n${log.trimEnd()}\n`,
    )
    .join("");
}
