import type { Rerunner } from "@/lib/fixes/reruns/rerunner";
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
};
