import { inngest } from "@/inngest/client";
import { verbStep } from "@/inngest/steps";
import { indexTexts } from "@/lib/desk/index-texts";
import { wakeEverywhere } from "@/lib/incidents/wake-everywhere";
import { pool } from "@/lib/platform/db/pool";
import { refreshAllDays } from "@/lib/stats/refresh-days";

/** Wakes snoozed incidents, and brings the text index and the daily figures up to date. */
export const sweepIncidents = inngest.createFunction(
  { id: "sweep-incidents", triggers: [{ cron: "* * * * *" }], retries: 1, concurrency: [{ limit: 1 }] },
  async ({ step }) => ({
    woken: await step.run("wake-snoozed", () => verbStep(() => wakeEverywhere(pool()))),
    indexed: await step.run("index-texts", () => verbStep(() => indexTexts(pool()))),
    refreshed: await step.run("refresh-days", () => verbStep(() => refreshAllDays(pool()))),
  }),
);
