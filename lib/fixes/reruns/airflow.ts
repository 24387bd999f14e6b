import type { Rerunner } from "@/lib/fixes/reruns/rerunner";
import { shellWord } from "@/lib/fixes/reruns/shell-word";
import { taskOf } from "@/lib/failures/subject";
import { createAirflowClient } from "@/lib/vendors/airflow/client";

/** Clears the failed task in its run, with what is downstream of it; Airflow 2 and 3. */
export const airflowRerunner: Rerunner = {
  starter: ({ incident, connection }) => {
    const { pipeline: dag, run, task, mapIndex } = incident;
    if (!connection || dag === null || run === null) return null;
    const client = createAirflowClient(connection);
    return async (signal) => {
      await client.withSignal(signal).clearFailed({ dag, run, task, mapIndex });
      return { run };
    };
  },
  command: ({ incident }) => {
    const { pipeline, task, report } = incident;
    if (pipeline === null) return null;
    const date = taskOf(report)?.run?.logicalDate ?? null;
    // Runs without a logical date, as of assets, cannot be cleared by the command line.
    if (date === null) return `airflow dags trigger ${shellWord(pipeline)}`;
    const only = task === null ? [] : ["--task-regex", shellWord(`^${escaped(task)}$`), "--downstream"];
    const span = ["--start-date", shellWord(date), "--end-date", shellWord(date)];
    return ["airflow tasks clear", ...only, ...span, "--only-failed --yes", shellWord(pipeline)].join(" ");
  },
};

function escaped(name: string): string {
  return name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
