import { z } from "zod";
import { inngest } from "@/inngest/client";
import { verbStep } from "@/inngest/steps";
import { pool } from "@/lib/platform/db/pool";
import { endEngineRun } from "@/lib/workflows/record-progress";

const Ended = z.object({
  run_id: z.string(),
  error: z.object({ message: z.string().catch("") }).nullish(),
});

/** Ends the workflow's row if the engine gave up without our code knowing (cancelled, unreachable). */
export const recordFailedRuns = inngest.createFunction(
  {
    id: "record-failed-runs",
    triggers: [{ event: "inngest/function.failed" }, { event: "inngest/function.cancelled" }],
    retries: 3,
  },
  async ({ event, step }) =>
    step.run("record", () =>
      verbStep(async () => {
        const ended = Ended.safeParse(event.data);
        if (!ended.success) return { recorded: false };
        const isCancelled = String(event.name) === "inngest/function.cancelled";
        const message = ended.data.error?.message || "The workflow engine gave up on this run.";
        await endEngineRun(
          pool(),
          ended.data.run_id,
          isCancelled ? "CANCELLED" : "FAILED",
          message,
          new Date(),
        );
        return { recorded: true };
      }),
    ),
);
