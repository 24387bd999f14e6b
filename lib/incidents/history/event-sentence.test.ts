import { describe, expect, it } from "vitest";
import { eventSentence } from "@/lib/incidents/history/event-sentence";
import { IncidentEvent } from "@/lib/incidents/history/schemas";

const parent = {
  relatedIncidentId: "i2",
  run: "r1",
  pipeline: "stock-daily",
  number: 2,
  because: "KeyError",
};

const CASES: readonly [IncidentEvent, string][] = [
  [{ type: "opened", run: "r1", tryNumber: 2, maxTries: 3 }, "Failure reported in run r1, attempt 2 of 3"],
  [{ type: "opened", run: null, tryNumber: null, maxTries: null }, "Failure reported"],
  [{ type: "failed_again", run: "r2" }, "Failed again in run r2"],
  [{ type: "reported_again", scope: "run", pipeline: null }, "Reported again at run level"],
  [
    { type: "reported_again", scope: "run", pipeline: "stock-daily" },
    "Reported again at run level by stock-daily",
  ],
  [{ type: "details_added" }, "Another report of this failure added details"],
  [
    { type: "affected_again", run: null, pipeline: "stock-daily" },
    "Affected again: a run of stock-daily failed because of this failure, as before",
  ],
  [
    { type: "status_changed", from: "triggered", to: "resolved", reason: "fixed upstream" },
    "Triggered → Resolved: fixed upstream",
  ],
  [{ type: "recovered", by: "retry" }, "Resolved: a later attempt in the same run succeeded"],
  [
    { type: "recovered", by: "retry", run: "run-7", tryNumber: 3, at: "2026-11-29T09:22:10.000Z" },
    "Resolved: try 3 in run run-7 succeeded at 2026-11-29 09:22 UTC",
  ],
  [
    { type: "recovered", by: "later_run", run: "run-8", tryNumber: 1, at: "2026-11-30T09:22:10.000Z" },
    "Resolved: a later run, run-8, succeeded at 2026-11-30 09:22 UTC. The failed run itself was not repeated",
  ],
  [
    { type: "symptom_recovered", relatedIncidentId: "i", run: "run-8", pipeline: "report", number: 9 },
    "#9 has recovered: run run-8 of report succeeded",
  ],
  [{ type: "severity_changed", from: "warning", to: "high" }, "Severity changed from warning to high"],
  [
    { type: "severity_changed", from: "high", to: "critical", because: "The last 3 runs failed" },
    "Severity changed from high to critical: The last 3 runs failed",
  ],
  [
    {
      type: "suppressed",
      policyId: "n",
      name: "Migration",
      kind: "mute",
      because: "Muted until 2026-11-30 08:00 UTC",
      until: "2026-11-30T08:00:00Z",
    },
    "Suppressed by the policy “Migration”. Muted until 2026-11-30 08:00 UTC",
  ],
  [
    { type: "woken", policyId: "n", name: "Migration" },
    "Triggered: the policy “Migration” no longer suppresses it, and the failure is still there",
  ],
  [
    {
      type: "woken",
      policyId: "n",
      name: "Migration",
      symptom: { number: 3, pipeline: "revenue_report" },
    },
    "Triggered: the policy “Migration” does not cover revenue_report (#3), which fails because of it",
  ],
  [{ type: "assigned", assigneeId: "u", name: "Ada" }, "Assigned to Ada"],
  [{ type: "assigned", assigneeId: null, name: null }, "Unassigned"],
  [{ type: "snoozed", until: "2026-11-29T09:22:31.000Z" }, "Snoozed until 2026-11-29 09:22 UTC"],
  [
    { type: "snoozed", until: "2026-11-29T09:22:31.000Z", wakeAfterFailures: 3 },
    "Snoozed until 2026-11-29 09:22 UTC, or until it fails 3 more times",
  ],
  [
    { type: "snoozed", until: "2026-12-29T09:22:31.000Z", wakeAfterFailures: 1, isOpenEnded: true },
    "Snoozed until it fails again",
  ],
  [
    { type: "undone", entryId: "e", change: { type: "merged", into: "i1", intoNumber: 1 } },
    "Undone: Merged into #1",
  ],
  [{ type: "undone", entryId: "e", change: { type: "from_the_future" } }, "Undone: from the future"],
  [{ type: "merged", into: "i1", intoNumber: 1 }, "Merged into #1"],
  [{ type: "split_off", intoNumber: 3, occurrences: 1 }, "1 occurrence split into #3"],
  [
    {
      type: "diagnosed",
      diagnosisId: "d",
      engine: "claude",
      outcome: "diagnosed",
      confidence: 0.756,
      rootCause: "The column is gone",
    },
    "Claude's diagnosis (76%): The column is gone",
  ],
  [
    {
      type: "diagnosed",
      diagnosisId: "d",
      engine: "builtin",
      outcome: "inconclusive",
      confidence: 0.1,
      rootCause: "",
    },
    "Diagnosis: inconclusive",
  ],
  [
    {
      type: "diagnosed",
      diagnosisId: "d",
      engine: "builtin",
      outcome: "inconclusive",
      confidence: 0.95,
      rootCause: "The run in this log succeeded",
      logShowsSuccess: true,
    },
    "Diagnosis: the log shows a success",
  ],
  [
    { type: "fix_skipped", maker: "template", reason: "no repository" },
    "No patch could be generated: no repository",
  ],
  [
    {
      type: "pull_request_opened",
      fixId: "f",
      number: null,
      url: null,
      branch: "fix/1",
      isDraft: false,
      title: "Rename",
    },
    "Branch fix/1 created with the fix: Rename",
  ],
  [
    { type: "pull_request_changed", change: "merged", fixId: "f", title: "Rename", number: 7, branch: "b" },
    "Pull request #7 was merged",
  ],
  [
    {
      type: "pull_request_changed",
      change: "closed",
      fixId: "f",
      title: "Rename",
      number: null,
      branch: "b",
    },
    "Branch b was closed without merging",
  ],
  [
    { type: "fix_decided", fixId: "f", title: "Rename", decision: "rejected", reason: "wrong column" },
    "Fix rejected: Rename. Reason: wrong column",
  ],
  [
    {
      type: "fix_worked",
      run: "r9",
      at: "2026-11-30T10:05:00.000Z",
      isResolved: true,
      fixId: "f",
      title: "Rename",
      number: 7,
      branch: "b",
    },
    "Resolved: the fix in pull request #7 worked in run r9, which succeeded at 2026-11-30 10:05 UTC",
  ],
  [
    { type: "fix_did_not_work", run: "r9", ofNumber: 3, fixId: "f", title: "Rename", number: 7, branch: "b" },
    "The fix in pull request #7 for #3 did not work: the same failure came back in run r9, after the merge",
  ],
  [
    { type: "joined", ...parent, rootId: "i9", rootNumber: 9 },
    "Joined to #9. This run started run r1 of stock-daily, waited for it and failed with it (#2, which is part of #9): KeyError",
  ],
  [
    { type: "affected", ...parent, via: "stock-hourly", isMerged: false },
    "Affected: run r1 of stock-daily, which started the run of stock-hourly and waited for it, failed too: KeyError. See #2",
  ],
  [
    { type: "failed_independently", relatedIncidentId: "i2", run: null, pipeline: "stock-daily", number: 2 },
    "A run of stock-daily failed inside this run (#2), but this run ended with a different error, so it stays a separate incident",
  ],
];

describe("eventSentence", () => {
  it.each(CASES)("describes %o", (event, sentence) => {
    expect(eventSentence(IncidentEvent.parse(event))).toBe(sentence);
  });

  it("keeps a comment verbatim, at any length", () => {
    const comment = `looks like ${"x".repeat(2_000)}`;
    expect(eventSentence({ type: "commented", comment: "fine" })).toBe("fine");
    expect(eventSentence({ type: "commented", comment })).toHaveLength(comment.length);
  });
});
