import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import {
  createOutbound,
  pathSegment,
  type Outbound,
  type OutboundAnswer,
} from "@/lib/platform/http/outbound";
import { jsonOf, parseAnswer, statusError } from "@/lib/vendors/answer";
import { readPrivateKey, signJwt } from "@/lib/vendors/warehouse/signed-jwt";
import {
  countTables,
  MAX_COLUMNS,
  STATEMENT_TIMEOUT_MS,
  toReading,
  type Warehouse,
} from "@/lib/vendors/warehouse/warehouse";

/** Reads only; Google refuses anything else with such a token. */
const SCOPE = "https://www.googleapis.com/auth/bigquery.readonly";
const TOKEN_URL = "https://oauth2.googleapis.com/token";
const API_URL = "https://bigquery.googleapis.com";
const PAGE = 10_000;
const POLL_MS = 500;

/** A region cannot be a parameter; the integration's settings allow only letters, digits and hyphens. */
function columnsOf(location: string): string {
  if (!/^[a-z0-9-]{2,40}$/.test(location))
    throw new AppError("INVALID", "The BigQuery location is not valid.");
  return `SELECT table_schema, table_name, column_name, data_type, is_nullable
FROM \`region-${location}\`.INFORMATION_SCHEMA.COLUMNS ORDER BY table_schema, table_name, ordinal_position LIMIT 50001`;
}

const ServiceAccount = z.object({
  client_email: z.string(),
  private_key: z.string(),
  private_key_id: z.string().optional(),
});
const Token = z.object({ access_token: z.string().min(1) });

/** An answer of `jobs.query` and `jobs.getQueryResults` (cloud.google.com/bigquery/docs/reference/rest/v2). */
const QueryResult = z.object({
  jobComplete: z.boolean().nullish(),
  jobReference: z.object({ jobId: z.string(), location: z.string().nullish() }).nullish(),
  pageToken: z.string().nullish(),
  rows: z.array(z.object({ f: z.array(z.object({ v: z.string().nullable() })) })).nullish(),
});
type QueryResult = z.infer<typeof QueryResult>;

const MESSAGES = {
  system: "BigQuery",
  unauthenticated: "BigQuery rejected the service account",
  forbidden: "BigQuery does not let this service account run queries or read the columns",
};

export interface BigQueryConnection {
  project: string;
  /** Such as `us` or `europe-west3`. */
  location: string;
  /** The key file of a service account, JSON. */
  serviceAccount: string;
  /** Base URL for both the API and tokens, if not Google's. */
  apiUrl: string | null;
  signal?: AbortSignal;
}

/**
 * BigQuery over its REST API, as a service account with a read-only token. Written to the published specification and tested
 * against a local server; not verified against Google.
 */
export function openBigQuery(connection: BigQueryConnection, now: () => number = Date.now): Warehouse {
  const { project, location } = connection;
  const readTables = async () => {
    const rows = await runQuery(connection, now);
    return toReading(
      "bigquery",
      rows.map(([schema, table, name, type, nullable]) => ({
        table: [project, schema, table].join("."),
        name: name ?? "",
        type: type ?? null,
        position: 0,
        isNullable: nullable === undefined ? null : nullable === "YES",
        id: null,
      })),
    );
  };
  return {
    readTables,
    describe: async () =>
      `BigQuery project ${project} has ${countTables(await readTables())} in ${location}. The token can only read.`,
  };
}

async function runQuery(connection: BigQueryConnection, now: () => number): Promise<(string | null)[][]> {
  const { project, location, apiUrl, signal } = connection;
  const headers = {
    authorization: `Bearer ${await fetchToken(connection, now())}`,
    "content-type": "application/json",
  };
  const baseUrl = `${apiUrl ?? API_URL}/bigquery/v2/projects/${pathSegment(project)}`;
  const outbound = createOutbound({ system: "BigQuery", baseUrl, signal, timeoutMs: STATEMENT_TIMEOUT_MS });
  const query = columnsOf(location);
  const body = JSON.stringify({ query, useLegacySql: false, location, maxResults: PAGE, timeoutMs: 10_000 });
  const until = now() + STATEMENT_TIMEOUT_MS;
  let result = read(await outbound.call("/queries", { method: "POST", headers, body }));
  const job = result.jobReference;
  const rows: (string | null)[][] = [];
  for (;;) {
    if (result.jobComplete !== false) rows.push(...rowsOf(result));
    const isDone = result.jobComplete !== false && !result.pageToken;
    if (isDone || rows.length > MAX_COLUMNS) return rows;
    if (now() > until || !job)
      throw new AppError("UNAVAILABLE", "BigQuery took too long to list its columns.");
    if (result.jobComplete === false) await sleep(POLL_MS);
    result = await nextResult(outbound, headers, job, result);
  }
}

async function nextResult(
  outbound: Outbound,
  headers: Record<string, string>,
  job: NonNullable<QueryResult["jobReference"]>,
  { pageToken }: QueryResult,
): Promise<QueryResult> {
  const query = new URLSearchParams({
    maxResults: String(PAGE),
    ...(job.location && { location: job.location }),
    ...(pageToken && { pageToken }),
  });
  return read(await outbound.call(`/queries/${pathSegment(job.jobId)}?${query}`, { headers }));
}

function rowsOf({ rows }: QueryResult): (string | null)[][] {
  return (rows ?? []).map(({ f }) => f.map(({ v }) => v));
}

function read(answer: OutboundAnswer): QueryResult {
  if (answer.status !== 200) throw statusError(answer, "the columns", MESSAGES);
  return parseAnswer(answer, QueryResult, "a query result", "BigQuery");
}

/** Exchanges a signed assertion for a token (RFC 7523). The key file's own token address is ignored. */
async function fetchToken(
  { serviceAccount, apiUrl, signal }: BigQueryConnection,
  nowMs: number,
): Promise<string> {
  const account = ServiceAccount.safeParse(jsonOf(serviceAccount));
  if (!account.success)
    throw new AppError(
      "INVALID",
      "The service account is not a JSON key file with client_email and private_key.",
    );
  const { client_email: email, private_key: pem, private_key_id: keyId } = account.data;
  const key = readPrivateKey(pem, "BigQuery");
  const issuedAt = Math.floor(nowMs / 1_000);
  const url = new URL(apiUrl === null ? TOKEN_URL : `${apiUrl}/token`);
  const claims = { iss: email, scope: SCOPE, aud: url.href, iat: issuedAt, exp: issuedAt + 600 };
  const outbound = createOutbound({ system: "Google", baseUrl: url.origin, signal });
  const answer = await outbound.call(url.pathname, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      assertion: signJwt(claims, key, keyId),
    }).toString(),
  });
  // Google answers 400 `invalid_grant` for a key that was deleted or an account that does not exist.
  if (answer.status === 400)
    throw new AppError("UNAUTHENTICATED", "Google rejected the key of this service account (400).", {
      cause: { text: answer.text.slice(0, 300) },
    });
  if (answer.status !== 200) throw statusError(answer, "a token", { ...MESSAGES, system: "Google" });
  return parseAnswer(answer, Token, "a token", "Google").access_token;
}
