import { inngest } from "@/inngest/client";
import { verbStep } from "@/inngest/steps";
import { removeDatasets } from "@/lib/retention/remove-datasets";
import { removeDeliveries, removeDuplicates } from "@/lib/retention/remove-deliveries";
import { removeEverywhere } from "@/lib/retention/remove-everywhere";
import { removeEvidenceTexts } from "@/lib/retention/remove-evidence-texts";
import { removeModelTranscripts } from "@/lib/retention/remove-model-transcripts";
import { removeRetryAdvice } from "@/lib/retention/remove-retry-advice";
import { removeRuns } from "@/lib/retention/remove-runs";
import { removeWorkflowSteps } from "@/lib/retention/remove-workflow-steps";
import { returnSpace } from "@/lib/retention/return-space";

/** Removes expired rows, table by table. What does not fit into a step's budget is removed an hour later. */
export const applyRetention = inngest.createFunction(
  { id: "apply-retention", triggers: [{ cron: "23 * * * *" }], retries: 1, concurrency: [{ limit: 1 }] },
  async ({ step }) => ({
    duplicates: await step.run("remove-duplicates", () => verbStep(() => removeEverywhere(removeDuplicates))),
    deliveries: await step.run("remove-deliveries", () => verbStep(() => removeEverywhere(removeDeliveries))),
    evidence: await step.run("remove-evidence-texts", () =>
      verbStep(() => removeEverywhere(removeEvidenceTexts)),
    ),
    workflowSteps: await step.run("remove-workflow-steps", () =>
      verbStep(() => removeEverywhere(removeWorkflowSteps)),
    ),
    retryAdvice: await step.run("remove-retry-advice", () =>
      verbStep(() => removeEverywhere(removeRetryAdvice)),
    ),
    modelTranscripts: await step.run("remove-model-transcripts", () =>
      verbStep(() => removeEverywhere(removeModelTranscripts)),
    ),
    runs: await step.run("remove-runs", () => verbStep(() => removeEverywhere(removeRuns))),
    datasets: await step.run("remove-datasets", () => verbStep(() => removeEverywhere(removeDatasets))),
    isSpaceReturned: await step.run("return-space", () => verbStep(() => returnSpace())),
  }),
);
