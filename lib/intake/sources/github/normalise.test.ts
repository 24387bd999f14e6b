import { describe, expect, it } from "vitest";
import { FailureReport } from "@/lib/failures/schemas";
import { githubDeliveryKey, normaliseGitHub } from "@/lib/intake/sources/github/normalise";
import { githubTestPayload } from "@/lib/intake/sources/github/test-payload";
import { verifyGitHubDelivery } from "@/lib/intake/sources/github/verify";
import { recordedWebhook } from "@/lib/intake/sources/testing/recorded";

const { body, headers } = recordedWebhook("github", "workflow_run_failure");
const recorded = body as { workflow_run: Record<string, unknown> };

/** The event with other fields of the run. */
const withRun = (part: Record<string, unknown>) => ({
  ...recorded,
  workflow_run: { ...recorded.workflow_run, ...part },
});

function reportOf(value: unknown): FailureReport {
  const result = normaliseGitHub(value, headers);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  expect(result.reports).toHaveLength(1);
  return FailureReport.parse(result.reports[0]);
}

describe("normaliseGitHub", () => {
  it("reads a failed workflow run", () => {
    expect(reportOf(body)).toMatchObject({
      event: "failed",
      title: "dbt build failed in acme/pipelines",
      subject: {
        kind: "task",
        scope: "run",
        pipeline: { externalId: "acme/pipelines/.github/workflows/dbt.yml", name: "dbt build" },
        run: {
          externalId: "19000000001",
          type: "schedule",
          url: "https://github.com/acme/pipelines/actions/runs/19000000001",
          startedAt: "2026-11-18T02:00:00.000Z",
        },
        attempt: { tryNumber: 1, state: "failure", version: "4f2c9d0e5b7a1c3d8e6f4a2b0c9d8e7f6a5b4c3d" },
      },
      labels: { repository: "acme/pipelines", branch: "main" },
      occurredAt: "2026-11-18T02:05:00.000Z",
    });
  });

  it.each([
    ["success", "succeeded"],
    ["timed_out", "failed"],
    ["startup_failure", "failed"],
    ["cancelled", "cancelled"],
    ["skipped", "cancelled"],
    ["something_new", "cancelled"],
  ])("reads the conclusion %s as %s", (conclusion, event) => {
    expect(reportOf(withRun({ conclusion })).event).toBe(event);
  });

  it("says what a time limit and a broken workflow file mean", () => {
    expect(reportOf(withRun({ conclusion: "timed_out" })).reason).toMatch(/time limit/);
    expect(reportOf(withRun({ conclusion: "startup_failure" })).reason).toMatch(/could not be started/);
  });

  it("reads a rerun as another attempt of the same run, and a start as running", () => {
    const rerun = reportOf(withRun({ run_attempt: 2, conclusion: null, status: "in_progress" }));
    expect(rerun).toMatchObject({
      event: "running",
      occurredAt: null,
      subject: { run: { externalId: "19000000001" }, attempt: { tryNumber: 2 } },
    });
  });

  it("reads what became of a pull request, without a report", () => {
    const pullRequest = (pull: object) =>
      normaliseGitHub(
        {
          action: "closed",
          number: 7,
          repository: { full_name: "acme/pipelines" },
          pull_request: {
            state: "closed",
            draft: false,
            merged: false,
            merged_at: null,
            head: { ref: "fix" },
            ...pull,
          },
        },
        { "x-github-event": "pull_request" },
      );
    const closed = {
      repository: "acme/pipelines",
      number: 7,
      branch: "fix",
      state: "closed",
      draft: false,
      mergedAt: null,
      mergeCommit: null,
    };
    expect(pullRequest({})).toEqual({ ok: true, reports: [], pullRequests: [closed] });
    // The commit of an open one is that of a test merge.
    expect(pullRequest({ state: "open", draft: true, merge_commit_sha: "abc" })).toMatchObject({
      pullRequests: [{ state: "open", draft: true, mergeCommit: null }],
    });
    const merged = { merged: true, merged_at: "2026-11-30T10:00:00Z", merge_commit_sha: "abc" };
    expect(pullRequest(merged)).toMatchObject({ pullRequests: [{ state: "merged", mergeCommit: "abc" }] });
    expect(pullRequest({ head: { ref: "fix", repo: { full_name: "eve/fork" } } })).toMatchObject({
      pullRequests: [],
    });
    expect(pullRequest({ head: null })).toMatchObject({ ok: false, issues: [{ path: "pull_request" }] });
  });

  it("takes other events as facts, and refuses a body that is none", () => {
    expect(normaliseGitHub({ zen: "Keep it simple." }, { "x-github-event": "ping" })).toEqual({
      ok: true,
      reports: [],
    });
    for (const value of [{}, [], "x", { action: "completed" }]) {
      expect(normaliseGitHub(value, {}).ok).toBe(false);
    }
    expect(normaliseGitHub({ workflow_run: {}, repository: {} }, {})).toMatchObject({
      ok: false,
      issues: [{ path: "workflow_run.id" }, { path: "repository.full_name" }],
    });
  });

  it("understands its own test failure", () => {
    expect(reportOf(githubTestPayload(new Date("2026-11-30T07:00:00Z"))).event).toBe("failed");
  });
});

describe("githubDeliveryKey", () => {
  it("is the same for a redelivery and another one for the next attempt", () => {
    const key = githubDeliveryKey(body);
    expect(githubDeliveryKey(structuredClone(body))).toBe(key);
    expect(githubDeliveryKey(withRun({ run_attempt: 2 }))).not.toBe(key);
    expect(githubDeliveryKey(withRun({ conclusion: "success" }))).not.toBe(key);
    for (const value of [null, {}, { workflow_run: {} }]) expect(githubDeliveryKey(value)).toBeNull();
  });
});

describe("verifyGitHubDelivery", () => {
  /** GitHub's own example. */
  const example = {
    secrets: ["It's a Secret to Everybody"],
    rawBody: new TextEncoder().encode("Hello, World!"),
    headers: {
      "X-Hub-Signature-256": "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
    },
    now: new Date(),
  };

  it("accepts GitHub's signature, also by a previous secret", () => {
    expect(verifyGitHubDelivery(example)).toEqual({ ok: true, method: "signature" });
    const rotated = { ...example, secrets: ["new", ...example.secrets] };
    expect(verifyGitHubDelivery(rotated)).toMatchObject({ ok: true });
  });

  it.each([
    ["another body", { rawBody: new TextEncoder().encode("Hello, World?") }],
    ["another secret", { secrets: ["x"] }],
    ["no secret", { secrets: [] }],
    ["a malformed signature", { headers: { "x-hub-signature-256": "sha256=12" } }],
    ["no signature", { headers: {} }],
    [
      "a wrong signature beside the right secret",
      {
        headers: {
          "x-hub-signature-256": `sha256=${"0".repeat(64)}`,
          "x-webhook-secret": "It's a Secret to Everybody",
        },
      },
    ],
  ])("refuses %s", (_name, part) => {
    expect(verifyGitHubDelivery({ ...example, ...part }).ok).toBe(false);
  });

  it("accepts the secret itself, for senders that cannot sign", () => {
    const headers = { "x-webhook-secret": "It's a Secret to Everybody" };
    expect(verifyGitHubDelivery({ ...example, headers })).toMatchObject({ ok: true, method: "secret" });
  });
});
