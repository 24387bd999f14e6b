import { inngest } from "@/inngest/client";
import { sendOutbox } from "@/inngest/send-outbox";
import { verbStep } from "@/inngest/steps";
import { pool } from "@/lib/platform/db/pool";
import { deleteSettled } from "@/lib/workflows/settle-outbox";

/** Sends events left unsent by a crash or an outage, and deletes events settled long ago. */
export const sweepOutbox = inngest.createFunction(
  { id: "sweep-outbox", triggers: [{ cron: "* * * * *" }], retries: 1, concurrency: [{ limit: 1 }] },
  async ({ step }) =>
    step.run("sweep", () =>
      verbStep(async () => {
        const { sent, unsent } = await sendOutbox();
        const deleted = await deleteSettled(pool());
        return { sent, unsent, deleted };
      }),
    ),
);
