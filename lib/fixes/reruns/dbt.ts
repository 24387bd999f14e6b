import type { Rerunner } from "@/lib/fixes/reruns/rerunner";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import { AppError } from "@/lib/platform/errors";
import { tokenOf } from "@/lib/sources/token-of";
import { createDbtCloudClient, type DbtCloudClient } from "@/lib/vendors/dbt-cloud/client";

/** Starts the job of dbt Cloud, which runs its current code; a retry of the run might not. dbt Core has no API. */
export const dbtRerunner: Rerunner = {
  starter: ({ incident, connection }) => {
    const run = incident.report.refs["dbt_cloud_run"];
    if (!connection || !run) return null;
    const { baseUrl, credentials } = connection;
    const base = createDbtCloudClient({ baseUrl, token: tokenOf(credentials) });
    return async (signal) => {
      const client = base.withSignal(signal);
      const account = await accountOf(client, incident);
      const { jobId } = await client.run({ account, run });
      if (jobId === null) throw new AppError("CONFLICT", `Run ${run} of dbt Cloud does not belong to a job.`);
      const cause = `Rerun after a fix, Pipeline Debugger incident ${incident.number}`;
      return { run: (await client.startRun(account, jobId, cause)).id };
    };
  },
};

async function accountOf(client: DbtCloudClient, { report }: IncidentContext): Promise<string> {
  const named = report.refs["dbt_cloud_account"] ?? client.account;
  if (named) return named;
  const [account, ...others] = await client.accounts();
  if (account !== undefined && others.length === 0) return account.id;
  throw new AppError(
    "INVALID",
    "Enter the API URL with the account, such as https://ab123.us1.dbt.com/api/v2/accounts/123.",
  );
}
