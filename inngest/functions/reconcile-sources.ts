import { inngest } from "@/inngest/client";
import { sendOutbox } from "@/inngest/send-outbox";
import { verbStep } from "@/inngest/steps";
import { systemContext } from "@/lib/platform/auth/authenticate";
import { pool } from "@/lib/platform/db/pool";
import { env } from "@/lib/platform/env";
import { listDueSources } from "@/lib/reconcile/list-due-sources";
import { reconcileSource } from "@/lib/reconcile/reconcile-source";
import { learnTriggersEverywhere } from "@/lib/reconcile/triggers/learn-triggers";

/** Sources compared at a time: each waits for its orchestrator most of the time. */
const PARALLEL = 4;

/** Compares every connected orchestrator with what is known, a step each. */
export const reconcileSources = inngest.createFunction(
  { id: "reconcile-sources", triggers: [{ cron: "* * * * *" }], retries: 0, concurrency: [{ limit: 1 }] },
  async ({ step }) => {
    const { at, sources } = await step.run("list-due-sources", () =>
      verbStep(async () => {
        const now = new Date();
        const everyMinutes = env().PD_RECONCILE_MINUTES;
        return { at: now.toISOString(), sources: await listDueSources(pool(), { now, everyMinutes }) };
      }),
    );
    const results = [];
    for (let first = 0; first < sources.length; first += PARALLEL) {
      const some = sources.slice(first, first + PARALLEL).map(({ id, workspaceId }, n) =>
        // A source that was deleted meanwhile, or that fails, must not keep the others from their turn.
        step
          .run(`reconcile-source-${first + n}`, () =>
            verbStep(() => reconcileSource(systemContext(workspaceId), { sourceId: id, at: new Date(at) })),
          )
          .catch((error: unknown) => ({
            outcome: "failed" as const,
            opened: 0,
            requests: 0,
            error: String(error),
          })),
      );
      results.push(...(await Promise.all(some)));
    }
    if (results.some(({ opened }) => opened > 0)) await step.run("send-events", () => verbStep(sendOutbox));
    await step.run("learn-triggers", () => verbStep(() => learnTriggersEverywhere(pool())));
    return results;
  },
);
