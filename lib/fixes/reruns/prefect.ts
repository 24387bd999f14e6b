import type { Rerunner } from "@/lib/fixes/reruns/rerunner";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import { createPrefectClient } from "@/lib/vendors/prefect/client";

/** Schedules the failed flow run again. */
export const prefectRerunner: Rerunner = {
  starter: ({ incident, connection }) => {
    const run = flowRunOf(incident);
    if (!connection || run === null) return null;
    const client = createPrefectClient(connection);
    return async (signal) => {
      await client.withSignal(signal).retryFlowRun(run);
      return { run };
    };
  },
};

function flowRunOf({ report, run }: IncidentContext): string | null {
  return report.refs["flow_run_id"] ?? run;
}
