import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const reconcilerFindingExamples: SignatureExamples = {
  "reconciler/component-unhealthy": {
    examples: [
      {
        text: "Airflow 3.3.2: scheduler is unhealthy. Runs may not start. Until it is healthy, no run is judged missing or late.",
        captures: { parts: "Airflow 3.3.2: scheduler is unhealthy" },
      },
    ],
    nearMisses: [{ text: "scheduler is unhealthy" }],
  },
  "reconciler/run-not-started": {
    examples: [
      {
        text: "5 runs did not start; the first was due at Mon 30 Nov 11:02 (UTC), 4 min ago; the last 6 runs started at most 22 s after they were due. It was expected to be done by 11:02 UTC.",
        captures: { due: "Mon 30 Nov 11:02 (UTC)" },
      },
      {
        text: "No run has started; it was due at Mon 30 Nov 06:00 (Europe/Berlin), 12 min ago; too few runs tell how late it usually starts.",
        captures: { due: "Mon 30 Nov 06:00 (Europe/Berlin)" },
      },
    ],
    nearMisses: [{ text: "No run has started since the last run started at Mon 30 Nov 06:00 (UTC)" }],
  },
  "reconciler/few-rows": {
    examples: [
      {
        text: "0 rows; 8 comparable runs wrote 11,200 to 11,207.",
        captures: { rows: "0 rows", usual: "11,200 to 11,207" },
      },
      {
        text: "12 rows, 3 runs in a row; 20 comparable runs wrote 4,100 to 5,250.",
        captures: { rows: "12 rows", usual: "4,100 to 5,250" },
      },
    ],
    nearMisses: [{ text: "0 rows; 1 of 30 runs wrote none." }],
  },
};
