import { inngest } from "@/inngest/client";
import { verbStep } from "@/inngest/steps";
import { indexTexts } from "@/lib/desk/index-texts";
import { wakeSuppressedEverywhere } from "@/lib/incidents/noise/wake-suppressed";
import { reassessDeadlinesEverywhere } from "@/lib/incidents/reassess-deadlines";
import { reassessSettingsEverywhere } from "@/lib/incidents/reassess-settings";
import { wakeEverywhere } from "@/lib/incidents/wake-everywhere";
import { settleLessonsEverywhere } from "@/lib/knowledge/patterns/settle-lessons";
import { pool } from "@/lib/platform/db/pool";
import { refreshAllDays } from "@/lib/stats/refresh-days";

/**
 * Brings the text index and the daily figures up to date, so that neither writers nor readers have to, and does what only
 * time brings about: snoozed and suppressed incidents wake, settings of pipelines have changed, deadlines come closer. Also learns
 * from causes that were confirmed, or no longer are.
 */
export const sweepIncidents = inngest.createFunction(
  { id: "sweep-incidents", triggers: [{ cron: "* * * * *" }], retries: 1, concurrency: [{ limit: 1 }] },
  async ({ step }) => ({
    woken: await step.run("wake-snoozed", () => verbStep(() => wakeEverywhere(pool()))),
    suppressed: await step.run("wake-suppressed", () => verbStep(() => wakeSuppressedEverywhere())),
    settings: await step.run("reassess-settings", () => verbStep(() => reassessSettingsEverywhere())),
    deadlines: await step.run("reassess-deadlines", () => verbStep(() => reassessDeadlinesEverywhere())),
    learned: await step.run("settle-lessons", () => verbStep(() => settleLessonsEverywhere())),
    indexed: await step.run("index-texts", () => verbStep(() => indexTexts(pool()))),
    refreshed: await step.run("refresh-days", () => verbStep(() => refreshAllDays(pool()))),
  }),
);
