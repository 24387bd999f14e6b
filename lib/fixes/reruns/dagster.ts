import type { Rerunner } from "@/lib/fixes/reruns/rerunner";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import { tokenOf } from "@/lib/sources/token-of";
import { createDagsterClient } from "@/lib/vendors/dagster/client";

/** Re-executes the run from the failed step, as a run of its own. */
export const dagsterRerunner: Rerunner = {
  starter: ({ incident, connection }) => {
    const run = runOf(incident);
    if (!connection || run === null) return null;
    const { baseUrl, credentials } = connection;
    const client = createDagsterClient({ baseUrl, token: tokenOf(credentials) });
    return async (signal) => ({ run: await client.withSignal(signal).retryRun(run) });
  },
};

function runOf({ report, run }: IncidentContext): string | null {
  return report.refs["run_id"] ?? run;
}
