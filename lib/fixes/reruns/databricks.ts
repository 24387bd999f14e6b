import type { Rerunner } from "@/lib/fixes/reruns/rerunner";
import { tokenOf } from "@/lib/sources/token-of";
import { createDatabricksClient } from "@/lib/vendors/databricks/client";

/** Repairs the job's run: its failed tasks run again. */
export const databricksRerunner: Rerunner = {
  starter: ({ incident: { run }, connection }) => {
    if (!connection || run === null) return null;
    const { baseUrl, credentials } = connection;
    const client = createDatabricksClient({ baseUrl, token: tokenOf(credentials) });
    return async (signal) => {
      await client.withSignal(signal).repairRun(run);
      return { run };
    };
  },
};
