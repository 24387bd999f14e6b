import { z } from "zod";
import { Int, Obj, Text, Time, Url } from "@/lib/intake/sources/lenient";

const Run = z.object({
  name: Text,
  display_title: Text,
  path: Text,
  head_branch: Text,
  head_sha: Text,
  head_repository: Obj(z.object({ full_name: Text })),
  event: Text,
  status: Text,
  conclusion: Text,
  run_number: Int,
  run_attempt: Int,
  html_url: Url,
  run_started_at: Time,
  updated_at: Time,
});

/**
 * A `workflow_run` event of GitHub Actions, except the ids, which are read separately
 * (https://docs.github.com/en/webhooks/webhook-events-and-payloads#workflow_run).
 */
export const WorkflowRunEvent = z.object({
  action: Text,
  workflow_run: Obj(Run),
  workflow: Obj(z.object({ name: Text, path: Text })),
  repository: Obj(z.object({ full_name: Text, default_branch: Text })),
});
export type WorkflowRunEvent = z.output<typeof WorkflowRunEvent>;

/**
 * A `pull_request` event (https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request), except number and
 * repository, which are read separately.
 */
export const PullRequestEvent = z.object({
  pull_request: Obj(
    z.object({
      state: Text,
      draft: z.boolean().nullish().catch(null),
      merged: z.boolean().nullish().catch(null),
      merged_at: Time,
      merge_commit_sha: Text,
      head: Obj(z.object({ ref: Text, repo: Obj(z.object({ full_name: Text })) })),
    }),
  ),
});
