import { inngest } from "@/inngest/client";
import { verbStep } from "@/inngest/steps";
import { indexTexts } from "@/lib/desk/index-texts";
import { pool } from "@/lib/platform/db/pool";

/** Does for the incidents of the last minute what nobody who writes or reads one should wait for. */
export const sweepIncidents = inngest.createFunction(
  { id: "sweep-incidents", triggers: [{ cron: "* * * * *" }], retries: 1, concurrency: [{ limit: 1 }] },
  async ({ step }) =>
    step.run("index-texts", () => verbStep(async () => ({ indexed: await indexTexts(pool()) }))),
);
