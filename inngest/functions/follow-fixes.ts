import { inngest } from "@/inngest/client";
import { verbStep } from "@/inngest/steps";
import { settleOutcomesEverywhere } from "@/lib/fixes/aftermath/settle-outcomes-everywhere";
import { checkPullRequest } from "@/lib/fixes/pull-requests/check-pull-request";
import { listDuePullRequests } from "@/lib/fixes/pull-requests/list-due-pull-requests";
import { systemContext } from "@/lib/platform/auth/authenticate";
import { pool } from "@/lib/platform/db/pool";

/** Pull requests read at a time. */
const PARALLEL = 4;

/** Reads open pull requests that are due, a step each, and judges merged fixes by the runs since. */
export const followFixes = inngest.createFunction(
  { id: "follow-fixes", triggers: [{ cron: "* * * * *" }], retries: 0, concurrency: [{ limit: 1 }] },
  async ({ step }) => {
    const due = await step.run("list-due-pull-requests", () =>
      verbStep(() => listDuePullRequests(pool(), new Date())),
    );
    let failed = 0;
    for (let first = 0; first < due.length; first += PARALLEL) {
      const some = due.slice(first, first + PARALLEL).map(({ id, workspaceId }, n) =>
        // A repository that cannot be read must not keep the others from their turn.
        step
          .run(`check-pull-request-${first + n}`, () =>
            verbStep(() => checkPullRequest(systemContext(workspaceId), id)),
          )
          .catch(() => {
            failed += 1;
          }),
      );
      await Promise.all(some);
    }
    const settled = await step.run("settle-outcomes", () => verbStep(() => settleOutcomesEverywhere(pool())));
    return { checked: due.length, failed, settled };
  },
);
