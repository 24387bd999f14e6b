import type { FailureReport, TaskSubject } from "@/lib/failures/schemas";
import { PULL_REQUEST_ENVIRONMENT } from "@/lib/failures/severity";
import type { Reports, WebhookHeaders } from "@/lib/intake/sources/descriptor";
import { pullRequestsIn } from "@/lib/intake/sources/github/pull-requests";
import { WorkflowRunEvent } from "@/lib/intake/sources/github/schema";
import { githubStateMeaning } from "@/lib/intake/sources/github/states";
import { identifier, lenientText, notAnObject, objectOf } from "@/lib/intake/sources/lenient";

/**
 * Normalizes `workflow_run` events, and the state of pull requests. A rerun keeps its run id and counts attempts. Other events
 * are accepted without a report, because webhooks are often subscribed to more events than they need. Pure; never throws.
 */
export function normaliseGitHub(body: unknown, headers: WebhookHeaders): Reports {
  const object = objectOf(body);
  if (!object) return { ok: false, issues: [notAnObject(body)] };
  const event = headers["x-github-event"] ?? (object["workflow_run"] === undefined ? null : "workflow_run");
  if (event === null) {
    const message = "expected a workflow_run event: in the webhook's settings, select Workflow runs";
    return { ok: false, issues: [{ path: "workflow_run", message }] };
  }
  if (event === "pull_request") return pullRequestsIn(object);
  if (event !== "workflow_run") return { ok: true, reports: [] };
  const run = objectOf(object["workflow_run"]) ?? {};
  const id = identifier(run, "id", "the id of the workflow run");
  const repository = identifier(
    objectOf(object["repository"]) ?? {},
    "full_name",
    "the repository as owner/name",
  );
  if (!("value" in id) || !("value" in repository)) {
    const issues = [
      ...("issue" in id ? [{ ...id.issue, path: "workflow_run.id" }] : []),
      ...("issue" in repository ? [{ ...repository.issue, path: "repository.full_name" }] : []),
    ];
    return { ok: false, issues };
  }
  return {
    ok: true,
    reports: [reportOf(WorkflowRunEvent.parse(object), { runId: id.value, repository: repository.value })],
  };
}

/** The run, its attempt and what happened to it: a delivery of the same is a resend, whatever its delivery id. */
export function githubDeliveryKey(body: unknown): string | null {
  const run = objectOf(objectOf(body)?.["workflow_run"]);
  const [id, attempt] = [lenientText(run?.["id"]), lenientText(run?.["run_attempt"])];
  const action = lenientText(objectOf(body)?.["action"]);
  return id === null || attempt === null || action === null
    ? null
    : `workflow-run-${id}-${attempt}-${action}-${lenientText(run?.["conclusion"]) ?? "none"}`.slice(0, 200);
}

function reportOf(
  { action, workflow_run: run, workflow, repository: about }: WorkflowRunEvent,
  { runId, repository }: { runId: string; repository: string },
): FailureReport {
  const state = run?.conclusion ?? run?.status ?? action;
  const { path, name } = namesOf(run, workflow);
  const event = githubStateMeaning(state) ?? "cancelled";
  const hasFailed = event === "failed";
  const endedAt = event === "running" ? null : (run?.updated_at ?? null);
  return {
    version: 2,
    event,
    subject: {
      kind: "task",
      scope: "run",
      pipeline: { externalId: `${repository}/${path}`.slice(0, 500), name, owner: null },
      task: null,
      run: {
        externalId: runId,
        type: run?.event ?? null,
        logicalDate: null,
        startedAt: run?.run_started_at ?? null,
        url: run?.html_url ?? null,
        parentTaskRunId: null,
        ...branchFacts(run, about, repository),
      },
      attempt: attemptOf(run, { state, endedAt }),
    },
    episode: null,
    exception: null,
    log: null,
    reason: hasFailed ? (REASONS.get(state ?? "") ?? null) : null,
    title: hasFailed ? `${name} failed in ${repository}` : null,
    severity: null,
    environment: isPullRequest(run) ? PULL_REQUEST_ENVIRONMENT : null,
    labels: labelsOf(run, repository),
    occurredAt: endedAt,
    refs: { repository, workflow: path, head_sha: run?.head_sha ?? null },
  };
}

const PULL_REQUEST_EVENTS = new Set(["pull_request", "pull_request_target"]);

/** Events that run the same work again for newer code or a later time. People start `workflow_dispatch` with inputs. */
const AUTOMATIC_EVENTS = new Set(["schedule", "push", ...PULL_REQUEST_EVENTS]);

const isPullRequest = (run: WorkflowRunEvent["workflow_run"]) => PULL_REQUEST_EVENTS.has(run?.event ?? "");

function branchFacts(
  run: WorkflowRunEvent["workflow_run"],
  about: WorkflowRunEvent["repository"],
  repository: string,
): { routine: string | null; branch: string | null } {
  const event = run?.event ?? "";
  const branch = branchOf(run, repository);
  const isDefault = !isPullRequest(run) && branch === about?.default_branch;
  return {
    routine: branch !== null && AUTOMATIC_EVENTS.has(event) ? `${event} ${branch}` : null,
    branch: isDefault ? null : branch,
  };
}

/** `main`; a fork's branch is another one: `someone/pipelines:main`. */
function branchOf(run: WorkflowRunEvent["workflow_run"], repository: string): string | null {
  const branch = run?.head_branch ?? null;
  const from = run?.head_repository?.full_name ?? repository;
  return branch === null || from === repository ? branch : `${from}:${branch}`;
}

/** A workflow keeps its path when it is renamed. */
function namesOf(
  run: WorkflowRunEvent["workflow_run"],
  workflow: WorkflowRunEvent["workflow"],
): { path: string; name: string } {
  const path = run?.path ?? workflow?.path ?? run?.name ?? "workflow";
  return { path, name: workflow?.name ?? run?.name ?? path };
}

function attemptOf(
  run: WorkflowRunEvent["workflow_run"],
  { state, endedAt }: { state: string | null; endedAt: string | null },
): TaskSubject["attempt"] {
  return {
    tryNumber: run?.run_attempt ?? null,
    maxTries: null,
    mapIndex: -1,
    state,
    hostname: null,
    startedAt: run?.run_started_at ?? null,
    endedAt,
    logUrl: run?.html_url ?? null,
    version: run?.head_sha ?? null,
  };
}

function labelsOf(run: WorkflowRunEvent["workflow_run"], repository: string): Record<string, string> {
  return {
    repository,
    ...(run?.head_branch && { branch: run.head_branch }),
    ...(run?.display_title && { title: run.display_title }),
  };
}

const REASONS = new Map([
  ["timed_out", "The workflow run exceeded its time limit"],
  ["startup_failure", "The workflow could not be started: its file is invalid or it may not run"],
]);
