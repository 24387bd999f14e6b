import { expect, it } from "vitest";
import { changeOf, type PullRequestState } from "@/lib/fixes/pull-requests/pull-request-change";

const draft: PullRequestState = { state: "open", draft: true };
const ready: PullRequestState = { state: "open", draft: false };
const closed: PullRequestState = { state: "closed", draft: false };
const merged: PullRequestState = { state: "merged", draft: false };

it.each([
  [draft, draft, null],
  [draft, ready, "ready"],
  [ready, draft, "draft"],
  [draft, closed, "closed"],
  [closed, draft, "reopened"],
  [draft, merged, "merged"],
  [closed, merged, "merged"],
  [merged, closed, null],
  [merged, ready, null],
] as const)("from %o to %o: %s", (before, after, change) => expect(changeOf(before, after)).toBe(change));
