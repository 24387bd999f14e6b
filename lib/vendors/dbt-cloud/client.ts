import type { z } from "zod";
import { pathSegment } from "@/lib/platform/http/outbound";
import { AppError } from "@/lib/platform/errors";
import { jsonOf } from "@/lib/vendors/answer";
import {
  Account,
  enveloped,
  ManifestNodes,
  DbtCloudRun,
  RunResults,
  type ManifestNode,
  type Result,
} from "@/lib/vendors/dbt-cloud/schemas";
import { createJsonApi, type JsonApi } from "@/lib/vendors/json-api";
import { rowsField } from "@/lib/vendors/lenient-fields";

/** The most of an artifact that is read; a manifest of several thousand models is larger. */
const MAX_ARTIFACT_BYTES = 8 * 1024 * 1024;
/** The most that dbt Cloud returns at once. */
const PAGE = 100;

export interface DbtCloudOptions {
  /**
   * The access URL, such as `https://ab123.us1.dbt.com`; also an address of the API or the UI that names the account, as in
   * `…/api/v2/accounts/123` and `…/deploy/123`.
   */
  baseUrl: string;
  /** A service token or a personal access token. */
  token: string | null;
  signal?: AbortSignal;
  /** Timeout per call; default 10 s. */
  timeoutMs?: number;
}

/** A run, by its account. */
export interface RunPlace {
  account: string;
  run: string;
}

export interface DbtCloudClient {
  /** The account in the URL, or null. */
  readonly account: string | null;
  /** The same client; calls are canceled when `signal` aborts, and its reason is thrown. */
  withSignal(signal: AbortSignal): DbtCloudClient;
  /** The accounts that the token may read. */
  accounts(): Promise<Account[]>;
  /** A run with its steps and their logs. */
  run(place: RunPlace): Promise<DbtCloudRun>;
  /** The newest runs of a job, at most 100, without steps. */
  listRuns(account: string, job: string): Promise<DbtCloudRun[]>;
  /** Starts a run of a job with its current code. Not repeated. */
  startRun(account: string, job: string, cause: string): Promise<DbtCloudRun>;
  /** What became of each node in a step; null if the step wrote none, or too much (8 MiB). */
  runResults(place: RunPlace, step: number | null): Promise<Result[] | null>;
  /** The nodes of the project; null if the step wrote none, or too much (8 MiB). */
  manifest(place: RunPlace, step: number | null): Promise<ReadonlyMap<string, ManifestNode> | null>;
}

/**
 * A client for dbt Cloud's Administrative API v2, read only (https://docs.getdbt.com/dbt-cloud/api-v2). Repeats throttled
 * calls. Every method throws AppError: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, RATE_LIMITED, INVALID, UNAVAILABLE; if `signal`
 * aborts, its reason is thrown.
 */
export function createDbtCloudClient({ baseUrl, token, ...options }: DbtCloudOptions): DbtCloudClient {
  const { origin, account } = partsOf(baseUrl);
  const api = createJsonApi({
    ...options,
    baseUrl: origin,
    headers: token === null ? {} : { authorization: `Token ${token}` },
    messages: {
      system: "dbt Cloud",
      unauthenticated:
        token === null
          ? "dbt Cloud requires a token: enter a service token or a personal access token"
          : "dbt Cloud rejected the token",
      forbidden: "The token of dbt Cloud may not read this; it needs the permission set Job Viewer or more",
    },
  });
  return clientOf(api, account);
}

/** The address without its path, and the account that the path names. */
function partsOf(baseUrl: string): { origin: string; account: string | null } {
  const account = /\/(?:accounts|deploy|settings\/accounts)\/(\d{1,18})(?=\/|$)/.exec(baseUrl)?.[1] ?? null;
  return { origin: URL.canParse(baseUrl) ? new URL(baseUrl).origin : baseUrl, account };
}

function clientOf(api: JsonApi, account: string | null): DbtCloudClient {
  return {
    account,
    withSignal: (signal) => clientOf(api.withSignal(signal), account),
    accounts: () => api.get("/api/v2/accounts/", enveloped(rowsField(Account)), "its accounts"),
    run: (place) =>
      api.get(
        `${runPath(place)}/?include_related=${encodeURIComponent('["run_steps","job","trigger"]')}`,
        enveloped(DbtCloudRun),
        `run ${place.run}`,
      ),
    listRuns: (ofAccount, job) =>
      api.get(
        `${accountPath(ofAccount)}/runs/?job_definition_id=${encodeURIComponent(job)}&order_by=-id&limit=${PAGE}`,
        enveloped(rowsField(DbtCloudRun)),
        `the runs of job ${job}`,
      ),
    startRun: (ofAccount, job, cause) =>
      api.send(
        `${accountPath(ofAccount)}/jobs/${pathSegment(job)}/run/`,
        { cause },
        enveloped(DbtCloudRun),
        `the run of job ${job}`,
      ),
    runResults: async (place, step) =>
      (await readArtifact(api, place, { step, name: "run_results.json", schema: RunResults }))?.results ??
      null,
    manifest: (place, step) =>
      readArtifact(api, place, { step, name: "manifest.json", schema: ManifestNodes }),
  };
}

const accountPath = (account: string) => `/api/v2/accounts/${pathSegment(account)}`;
const runPath = ({ account, run }: RunPlace) => `${accountPath(account)}/runs/${pathSegment(run)}`;

/** Null if the step wrote none (dbt stops before it runs anything if the project cannot be parsed) or too much. */
async function readArtifact<T>(
  api: JsonApi,
  place: RunPlace,
  { step, name, schema }: { step: number | null; name: string; schema: z.ZodType<T> },
): Promise<T | null> {
  const path = `${runPath(place)}/artifacts/${name}${step === null ? "" : `?step=${step}`}`;
  const text = await api
    .getText(path, MAX_ARTIFACT_BYTES, `${name} of run ${place.run}`)
    .catch((error: unknown) => {
      if (error instanceof AppError && error.code === "NOT_FOUND") return null;
      throw error;
    });
  return text === null ? null : (schema.safeParse(jsonOf(text)).data ?? null);
}
