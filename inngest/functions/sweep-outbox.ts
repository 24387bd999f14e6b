import { inngest } from "@/inngest/client";
import { sendOutbox } from "@/inngest/send-outbox";
import { verbStep } from "@/inngest/steps";
import { pool } from "@/lib/platform/db/pool";
import { deleteSentEvents } from "@/lib/workflows/claim-outbox";

const GRACE_MS = 10_000;
const KEEP_MS = 3 * 24 * 3600 * 1000;

/** Sends what a crash left between commit and send, and forgets what was sent long ago. */
export const sweepOutbox = inngest.createFunction(
  { id: "sweep-outbox", triggers: [{ cron: "* * * * *" }], retries: 1, concurrency: [{ limit: 1 }] },
  async ({ step }) =>
    step.run("sweep", () =>
      verbStep(async () => {
        const now = Date.now();
        const sent = await sendOutbox({ olderThan: new Date(now - GRACE_MS) });
        const deleted = await deleteSentEvents(pool(), new Date(now - KEEP_MS));
        return { sent, deleted };
      }),
    ),
);
