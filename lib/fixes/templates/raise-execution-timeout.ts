import { likelyFiles, type FixTemplate } from "@/lib/fixes/templates/template";

const TIMEOUT =
  /\bexecution_timeout["']?[ \t]*[=:][ \t]*(?:datetime\.)?timedelta\([ \t]*(?<unit>seconds|minutes|hours)[ \t]*=[ \t]*(?<amount>\d{1,6})[ \t]*\)/g;

/** Doubles an `execution_timeout` that occurs exactly once, as a number, in the pipeline's file. */
export const raiseExecutionTimeout: FixTemplate = {
  id: "airflow/raise-execution-timeout",
  kind: "configuration",
  async draft({ code, material }) {
    for (const path of likelyFiles(code)) {
      const before = await code.read(path);
      const found = before === null ? [] : [...before.matchAll(TIMEOUT)];
      const [only] = found;
      if (before === null || !only || found.length > 1) continue;
      const { unit = "", amount = "" } = only.groups ?? {};
      const raised = only[0].replace(/\d+/, String(Number(amount) * 2));
      const at = only.index;
      return {
        title: `Raise execution_timeout from ${amount} to ${Number(amount) * 2} ${unit}`,
        rationale: `The task ${material.incident.task ?? ""} exceeded its execution_timeout of ${amount} ${unit}.`,
        edits: [{ path, before, after: before.slice(0, at) + raised + before.slice(at + only[0].length) }],
        cautions: [
          "Correct only if the task now legitimately takes longer; a hanging call will just hang longer.",
          "Doubling is a guess: compare it with the duration of successful runs.",
        ],
        level: "medium",
      };
    }
    return null;
  },
};
