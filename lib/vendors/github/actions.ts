import type { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import { Annotation, Jobs, WorkflowRun, WorkflowRuns, type Job } from "@/lib/vendors/github/actions-schemas";
import {
  createGitHubClient,
  gitHubFetch,
  type GitHubClient,
  type GitHubConnection,
} from "@/lib/vendors/github/client";
import { gitHubError } from "@/lib/vendors/github/github-error";
import { rowsField } from "@/lib/vendors/lenient-fields";

/** The most that GitHub returns at once. */
const PAGE = 100;
/** Pages of jobs: a workflow may have 256 jobs per matrix. */
const MAX_PAGES = 3;
const READ = '"Actions", read';
const WRITE = '"Actions", read and write';
/** How long a download may take. */
const DOWNLOAD_MS = 50_000;

export interface GitHubActions {
  /** The same access; calls are canceled when `signal` aborts, and its reason is thrown. */
  withSignal(signal: AbortSignal): GitHubActions;
  /** A run, or one of its attempts. */
  run(id: string, attempt?: number | null): Promise<WorkflowRun>;
  /** The jobs of an attempt, at most 300. */
  jobs(id: string, attempt: number): Promise<Job[]>;
  /** The newest runs of a workflow on a branch that were created until `before`. */
  listRuns(
    workflowId: number,
    query: { branch: string | null; before: string | null; limit: number },
  ): Promise<WorkflowRun[]>;
  /**
   * The log of a job, in chunks of bytes. `onChunk` returns false to stop reading.
   * @returns false if reading stopped early.
   */
  jobLog(jobId: string, onChunk: (chunk: Uint8Array) => boolean): Promise<boolean>;
  /** Starts a run of a workflow on a branch. @throws AppError INVALID if it has no `workflow_dispatch` trigger. */
  startRun(workflowId: number, branch: string): Promise<void>;
  /** Runs the failed jobs of a run again, at its commit. */
  rerunFailedJobs(id: string): Promise<void>;
  /** What was attached to a job, such as why its runner stopped. */
  annotations(jobId: string): Promise<Annotation[]>;
}

/**
 * GitHub Actions of a repository, with the permission "Actions" (https://docs.github.com/rest/actions). Every method
 * throws AppError: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, RATE_LIMITED, INVALID, UNAVAILABLE; if `signal` aborts, its reason is
 * thrown.
 */
export function createGitHubActions(
  connection: GitHubConnection,
  repository: { owner: string; repo: string },
): GitHubActions {
  const { owner, repo } = repository;
  const name = `${owner}/${repo}`;
  const call = async <T>(run: (client: GitHubClient) => Promise<T>, rights = READ): Promise<T> => {
    try {
      return await run(await createGitHubClient(connection, repository));
    } catch (error) {
      throw gitHubError(error, { ...connection, name, rights });
    }
  };
  const run_id = (id: string) => toNumber(id, "run");
  return {
    withSignal: (signal) => createGitHubActions({ ...connection, signal }, repository),
    run: async (id, attempt = null) => {
      const place = { owner, repo, run_id: run_id(id) };
      const { data } = await call((client) =>
        attempt === null
          ? client.rest.actions.getWorkflowRun(place)
          : client.rest.actions.getWorkflowRunAttempt({ ...place, attempt_number: attempt }),
      );
      return understood(WorkflowRun, data, `run ${id}`);
    },
    jobs: async (id, attempt) => {
      const jobs: Job[] = [];
      for (let page = 1; page <= MAX_PAGES; page += 1) {
        const query = { owner, repo, run_id: run_id(id), attempt_number: attempt, per_page: PAGE, page };
        const { data } = await call((client) => client.rest.actions.listJobsForWorkflowRunAttempt(query));
        const listed = understood(Jobs, data, `the jobs of run ${id}`).jobs;
        jobs.push(...listed);
        if (listed.length < PAGE) break;
      }
      return jobs;
    },
    listRuns: async (workflow_id, { branch, before, limit }) => {
      const query = {
        owner,
        repo,
        workflow_id,
        per_page: Math.min(limit, PAGE),
        ...(branch !== null && { branch }),
        ...(before !== null && { created: `<=${before}` }),
      };
      const { data } = await call((client) => client.rest.actions.listWorkflowRuns(query));
      return understood(WorkflowRuns, data, "the runs of the workflow").workflow_runs;
    },
    jobLog: async (jobId, onChunk) => {
      const location = await call((client) =>
        logLocation(client, { owner, repo, job_id: toNumber(jobId, "job") }),
      );
      return download(connection, location, onChunk);
    },
    startRun: async (workflow_id, ref) => {
      await call(
        (client) => client.rest.actions.createWorkflowDispatch({ owner, repo, workflow_id, ref }),
        WRITE,
      );
    },
    rerunFailedJobs: async (id) => {
      const place = { owner, repo, run_id: run_id(id) };
      await call((client) => client.rest.actions.reRunWorkflowFailedJobs(place), WRITE);
    },
    annotations: async (jobId) => {
      const query = { owner, repo, check_run_id: toNumber(jobId, "job"), per_page: 50 };
      const { data } = await call((client) => client.rest.checks.listAnnotations(query));
      return understood(rowsField(Annotation), data, "the annotations");
    },
  };
}

/** @throws AppError NOT_FOUND for an id that GitHub cannot have given. */
function toNumber(id: string, what: string): number {
  const number = /^\d{1,16}$/.test(id) ? Number(id) : NaN;
  if (Number.isSafeInteger(number)) return number;
  throw new AppError("NOT_FOUND", `"${id.slice(0, 40)}" is not a ${what} of GitHub Actions.`);
}

function understood<T>(schema: z.ZodType<T>, data: unknown, what: string): T {
  const parsed = schema.safeParse(data);
  if (parsed.success && typeof data === "object") return parsed.data;
  const message = `GitHub returned something else instead of ${what}. Is the integration's API URL correct?`;
  throw new AppError("UNAVAILABLE", message, { cause: parsed.error });
}

/** Where the log of a job can be downloaded, for a minute, without credentials. */
async function logLocation(
  client: GitHubClient,
  place: { owner: string; repo: string; job_id: number },
): Promise<string> {
  const { headers } = await client.rest.actions.downloadJobLogsForWorkflowRun({
    ...place,
    // The token must not go along, so the redirect is followed by `download`.
    request: { redirect: "manual" },
  });
  if (headers.location) return headers.location;
  throw new AppError("UNAVAILABLE", "GitHub did not say where the log is.");
}

/** Reads from the address that GitHub gave, which is checked like any other; the token is not sent. */
async function download(
  connection: GitHubConnection,
  location: string,
  onChunk: (chunk: Uint8Array) => boolean,
): Promise<boolean> {
  const url = URL.canParse(location) ? new URL(location) : null;
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:"))
    throw new AppError("UNAVAILABLE", "GitHub's address of the log is not an http(s) URL.");
  const timeout = AbortSignal.timeout(DOWNLOAD_MS);
  const signal = connection.signal ? AbortSignal.any([connection.signal, timeout]) : timeout;
  try {
    const response = await gitHubFetch(connection)(url, {
      headers: { "user-agent": "pipeline-debugger" },
      redirect: "error",
      signal,
    });
    if (!response.ok) {
      await response.body?.cancel();
      const isGone = response.status === 404 || response.status === 410;
      throw new AppError(
        isGone ? "NOT_FOUND" : "UNAVAILABLE",
        `The log could not be downloaded from ${url.hostname} (${response.status}).`,
      );
    }
    const reader = response.body?.getReader();
    if (!reader) return true;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return true;
      if (onChunk(value)) continue;
      await reader.cancel();
      return false;
    }
  } catch (error) {
    throw gitHubError(error, { ...connection, name: "the log", rights: '"Actions", read' });
  }
}
