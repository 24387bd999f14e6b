import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const reconcilerFindingExamples: SignatureExamples = {
  "reconciler/orchestrator-unreachable": {
    examples: [
      {
        text: "Airflow cannot be reached at http://airflow:8080: the connection was refused. Is it running, and is the port right? While it cannot be read, no run is judged missing or late.",
        finding: "outage",
      },
    ],
    nearMisses: [{ text: "Airflow cannot be reached at http://airflow:8080: the connection was refused." }],
  },
  "reconciler/credentials-refused": {
    examples: [
      {
        text: "Airflow answered 401: Unauthorized. Enter valid credentials under Setup.",
        finding: "credentials",
      },
    ],
    nearMisses: [{ text: "Airflow answered 401: Unauthorized." }],
  },
  "reconciler/component-unhealthy": {
    examples: [
      {
        text: "Airflow 3.3.2: scheduler is unhealthy. Runs may not start. Until it is healthy, no run is judged missing or late.",
        finding: "unhealthy",
        captures: { parts: "Airflow 3.3.2: scheduler is unhealthy" },
      },
    ],
    nearMisses: [{ text: "scheduler is unhealthy" }],
  },
  "reconciler/run-not-started": {
    examples: [
      {
        text: "5 runs did not start; the first was due at Mon 30 Nov 11:02 (UTC), 4 min ago; the last 6 runs started at most 22 s after they were due. It was expected to be done by 11:02 UTC.",
        finding: "missing",
        captures: { due: "Mon 30 Nov 11:02 (UTC)" },
      },
      {
        text: "No run has started; it was due at Mon 30 Nov 06:00 (Europe/Berlin), 12 min ago; too few runs tell how late it usually starts.",
        finding: "missing",
        captures: { due: "Mon 30 Nov 06:00 (Europe/Berlin)" },
      },
      {
        text: "No run has followed the update of raw.orders at Mon 30 Nov 06:00 (UTC), 2 h ago.",
        finding: "missing",
      },
    ],
    nearMisses: [
      { text: "No run has started since the last run started at Mon 30 Nov 06:00 (UTC)" },
      {
        text: "5 runs did not start; the first was due at Mon 30 Nov 11:02 (UTC), 4 min ago",
        finding: "late",
      },
    ],
  },
  "reconciler/run-waits": {
    examples: [
      {
        text: "Waiting in the queue since Mon 30 Nov 11:02 (UTC), for 40 min; the last 6 runs waited at most 20 s.",
        finding: "late",
        captures: { since: "Mon 30 Nov 11:02 (UTC)" },
      },
    ],
    nearMisses: [{ text: "Running for 2 h; comparable runs took 10 to 12 min.", finding: "late" }],
  },
  "reconciler/run-late": {
    examples: [{ text: "Running for 2 h; 8 comparable runs took 10 to 12 min.", finding: "late" }],
    nearMisses: [{ text: "Running for 2 h; 8 comparable runs took 10 to 12 min." }],
  },
  "reconciler/hang": {
    examples: [
      {
        text: "load has been running for 6 h 10 min; its log has been silent for 5 h 58 min. There are too few successes to say how long it usually takes.",
        finding: "hang",
      },
    ],
    nearMisses: [{ text: "load has been running for 6 h 10 min; its log has been silent for 5 h 58 min." }],
  },
  "reconciler/few-rows": {
    examples: [
      {
        text: "0 rows; 8 comparable runs wrote 11,200 to 11,207.",
        finding: "empty",
        captures: { rows: "0 rows", usual: "11,200 to 11,207" },
      },
      {
        text: "12 rows, 3 runs in a row; 20 comparable runs wrote 4,100 to 5,250.",
        finding: "empty",
        captures: { rows: "12 rows", usual: "4,100 to 5,250" },
      },
      { text: "0 rows; 1 of 30 runs wrote none.", finding: "empty", captures: { rows: "0 rows" } },
    ],
    nearMisses: [{ text: "0 rows; 8 comparable runs wrote 11,200 to 11,207." }],
  },
  "reconciler/short-run": {
    examples: [
      {
        text: "Succeeded after 3 s; 20 comparable runs took 4 to 6 min.",
        finding: "short",
        captures: { took: "3 s", usual: "4 to 6 min" },
      },
    ],
    nearMisses: [{ text: "Succeeded after 3 s; 20 comparable runs took 4 to 6 min." }],
  },
  "reconciler/all-skipped": {
    examples: [{ text: "All tasks were skipped; 0 of 30 runs were skipped.", finding: "skipped" }],
    nearMisses: [{ text: "All tasks were skipped; 0 of 30 runs were skipped." }],
  },
  "reconciler/output-unchanged": {
    examples: [{ text: "The output did not change; 0 of 30 runs left it unchanged.", finding: "unchanged" }],
    nearMisses: [{ text: "The output did not change; 0 of 30 runs left it unchanged." }],
  },
  "reconciler/no-failed-task": {
    examples: [
      {
        text: "The run failed although none of its tasks did, as when it takes longer than dagrun_timeout or is marked as failed.",
        finding: "no_failed_task",
      },
    ],
    nearMisses: [{ text: "The run failed although none of its tasks did." }],
  },
};
