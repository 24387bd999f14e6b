import { inngest } from "@/inngest/client";
import { verbStep } from "@/inngest/steps";
import { joinAfterNewLineage } from "@/lib/cascades/join-after-new-lineage";
import { releaseEverywhere } from "@/lib/cascades/release-everywhere";
import { scoreFlakes } from "@/lib/intake/attempts/score-flakes";
import { pool } from "@/lib/platform/db/pool";

/** Keeps up with what follows from reports but need not be decided while they are accepted. */
export const sweepFailures = inngest.createFunction(
  { id: "sweep-failures", triggers: [{ cron: "* * * * *" }], retries: 1, concurrency: [{ limit: 1 }] },
  async ({ step }) => ({
    released: await step.run("release-symptoms", () => verbStep(() => releaseEverywhere(pool()))),
    joined: await step.run("join-after-new-lineage", () =>
      verbStep(() => joinAfterNewLineage(pool(), new Date())),
    ),
    scored: await step.run("score-flakes", () => verbStep(() => scoreFlakes(pool(), new Date()))),
  }),
);
