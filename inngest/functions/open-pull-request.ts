import { inngest } from "@/inngest/client";
import { parseEvent, PullRequestRequested } from "@/inngest/events";
import { verbStep } from "@/inngest/steps";
import { decoratePullRequest } from "@/lib/fixes/pull-requests/decorate-pull-request";
import {
  commitFix,
  createFixBranch,
  openDraft,
  prepareFix,
} from "@/lib/fixes/pull-requests/open-pull-request";
import { failPullRequest, recordPullRequest } from "@/lib/fixes/pull-requests/record-pull-request";
import { systemContext } from "@/lib/platform/auth/authenticate";
import { messageOf } from "@/lib/platform/errors";
import { EVENTS } from "@/lib/workflows/plans";

/** Branch, commit, draft pull request, labels and reviewers. Every step is safe to run twice. */
export const openPullRequestOnRequest = inngest.createFunction(
  {
    id: "open-pull-request",
    triggers: [{ event: EVENTS.pullRequestRequested }],
    retries: 3,
    concurrency: [{ key: "event.data.fixId", limit: 1 }],
    onFailure: async ({ event, error, step }) => {
      const { workspaceId, fixId, workflowId } = parseEvent(PullRequestRequested, event.data.event.data);
      const failed = { fixId, workflowId, message: messageOf(error) };
      await step.run("record-failure", () =>
        verbStep(() => failPullRequest(systemContext(workspaceId), failed)),
      );
    },
  },
  async ({ event, step }) => {
    const { workspaceId, fixId, workflowId } = parseEvent(PullRequestRequested, event.data);
    const ctx = systemContext(workspaceId);
    const fix = { fixId, workflowId };
    const prepared = await step.run("prepare", () => verbStep(() => prepareFix(ctx, fix)));
    await step.run("create-branch", () => verbStep(() => createFixBranch(ctx, { ...fix, prepared })));
    await step.run("create-commit", () => verbStep(() => commitFix(ctx, { ...fix, prepared })));
    const opened = await step.run("open-draft", () => verbStep(() => openDraft(ctx, { ...fix, prepared })));
    // The pull request is open by now, whatever becomes of its labels and reviewers.
    await step
      .run("request-reviews", () =>
        verbStep(() => decoratePullRequest(ctx, { ...fix, prepared, number: opened.number })),
      )
      .catch(() => null);
    await step.run("record", () => verbStep(() => recordPullRequest(ctx, { ...fix, pullRequest: opened })));
    return { fixId, ...opened };
  },
);
