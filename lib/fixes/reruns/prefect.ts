import type { Rerunner } from "@/lib/fixes/reruns/rerunner";
import { shellWord } from "@/lib/fixes/reruns/shell-word";
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
  command: ({ incident }) => {
    const run = flowRunOf(incident);
    if (run === null) return null;
    const body = `{"state": {"type": "SCHEDULED", "name": "AwaitingRetry"}}`;
    const url = `"$PREFECT_API_URL"/flow_runs/${shellWord(run)}/set_state`;
    return `curl -X POST ${url} -H 'content-type: application/json' -d '${body}'`;
  },
};

function flowRunOf({ report, run }: IncidentContext): string | null {
  return report.refs["flow_run_id"] ?? run;
}
