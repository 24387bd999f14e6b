import type { RerunStyle } from "@/lib/intake/sources/descriptor";
import { rerunCommand } from "@/lib/intake/sources/rerun-command";

const AGAIN = JSON.stringify({ state: { type: "SCHEDULED", name: "AwaitingRetry" } });

/**
 * Prefect's command line, checked against the help of 3.x; 2.20 has no command to retry a run, but its API accepts the
 * state that the user interface sets. Prefect knows no logical dates, so there is no backfill.
 */
export const prefectRerun: RerunStyle = {
  repeatRun: ({ run }) =>
    run === null || !/^[0-9a-f-]{32,36}$/i.test(run)
      ? []
      : [
          ...rerunCommand(
            "Prefect 3",
            ["prefect", "flow-run", "retry", run],
            "The run is scheduled again; tasks whose results are persisted are not repeated.",
          ),
          {
            tool: "Prefect 2",
            command: `curl --fail --request POST --header 'Content-Type: application/json' --data '${AGAIN}' "$PREFECT_API_URL/flow_runs/${run}/set_state"`,
            expected:
              "The answer says ACCEPT, and a worker picks the run up. Prefect Cloud also needs an API key.",
          },
        ],
  repeatFailed: () => [],
  backfill: () => [],
  byHand: "Open the flow run in Prefect and choose Retry.",
};
