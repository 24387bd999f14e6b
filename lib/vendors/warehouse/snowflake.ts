import { createHash, createPublicKey } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import {
  createOutbound,
  pathSegment,
  type Outbound,
  type OutboundAnswer,
} from "@/lib/platform/http/outbound";
import { parseAnswer, statusError } from "@/lib/vendors/answer";
import { readPrivateKey, signJwt } from "@/lib/vendors/warehouse/signed-jwt";
import {
  countTables,
  STATEMENT_TIMEOUT_MS,
  toReading,
  type Warehouse,
} from "@/lib/vendors/warehouse/warehouse";

const COLUMNS = `
SELECT table_catalog, table_schema, table_name, column_name, data_type, character_maximum_length, numeric_precision,
  numeric_scale, is_nullable
FROM information_schema.columns WHERE table_schema <> 'INFORMATION_SCHEMA'
ORDER BY table_schema, table_name, ordinal_position LIMIT 50001`;

const POLL_MS = 1_000;
const MAX_PARTITIONS = 100;

/** An answer of the SQL API v2 (docs.snowflake.com, "Handling responses"): 200 with rows, 202 while it runs. */
const Statement = z.object({
  statementHandle: z.string().nullish(),
  data: z.array(z.array(z.string().nullable())).nullish(),
  resultSetMetaData: z.object({ partitionInfo: z.array(z.unknown()).nullish() }).nullish(),
});
type Statement = z.infer<typeof Statement>;

const MESSAGES = {
  system: "Snowflake",
  unauthenticated: "Snowflake rejected the key of this user",
  forbidden: "Snowflake does not allow this user to run statements",
};

export interface SnowflakeConnection {
  /** Such as `acme-analytics` (organization and account). */
  account: string;
  database: string;
  warehouse: string | null;
  role: string | null;
  user: string;
  /** RSA, PEM, without a passphrase. */
  privateKey: string;
  /** Base URL, if not that of the account. */
  apiUrl: string | null;
  signal?: AbortSignal;
}

/**
 * Snowflake over its SQL API v2, with key-pair authentication. Written to the published specification and tested against a
 * local server; not verified against Snowflake.
 */
export function openSnowflake(connection: SnowflakeConnection, now: () => number = Date.now): Warehouse {
  const { account, database, apiUrl, signal } = connection;
  const baseUrl = apiUrl ?? `https://${account.toLowerCase()}.snowflakecomputing.com`;
  const outbound = createOutbound({ system: "Snowflake", baseUrl, signal, timeoutMs: STATEMENT_TIMEOUT_MS });
  const readTables = async () => {
    const rows = await runStatement(outbound, connection, now);
    return toReading(
      `snowflake://${account.toLowerCase()}`,
      rows.map(([catalog, schema, table, name, type, length, precision, scale, nullable]) => ({
        table: [catalog, schema, table].join("."),
        name: name ?? "",
        type: fullType(type ?? null, [length ?? null, precision ?? null, scale ?? null]),
        position: 0,
        isNullable: nullable === undefined ? null : nullable === "YES",
        id: null,
      })),
    );
  };
  return {
    readTables,
    describe: async () =>
      `Snowflake account ${account} has ${countTables(await readTables())} in ${database}.`,
  };
}

/** `NUMBER(38,0)`, `TEXT(16777216)`. */
function fullType(
  type: string | null,
  [length, precision, scale]: readonly (string | null)[],
): string | null {
  if (type === null) return null;
  if (precision && /^(?:NUMBER|DECIMAL|NUMERIC)$/.test(type)) return `${type}(${precision},${scale ?? 0})`;
  return length ? `${type}(${length})` : type;
}

async function runStatement(
  outbound: Outbound,
  connection: SnowflakeConnection,
  now: () => number,
): Promise<(string | null)[][]> {
  const { database, warehouse, role } = connection;
  const headers = headersFor(connection, now());
  const body = JSON.stringify({
    statement: COLUMNS,
    timeout: STATEMENT_TIMEOUT_MS / 1_000,
    database,
    ...(warehouse !== null && { warehouse }),
    ...(role !== null && { role }),
  });
  const first = await outbound.call("/api/v2/statements", { method: "POST", headers, body });
  const done = await waitForRows(outbound, headers, first, now);
  const rows = [...(done.data ?? [])];
  const partitions = Math.min(done.resultSetMetaData?.partitionInfo?.length ?? 1, MAX_PARTITIONS);
  for (let i = 1; i < partitions; i += 1) {
    const answer = await outbound.call(`${statementPath(done)}?partition=${i}`, { headers });
    rows.push(...(read(answer).data ?? []));
  }
  return rows;
}

async function waitForRows(
  outbound: Outbound,
  headers: Record<string, string>,
  first: OutboundAnswer,
  now: () => number,
): Promise<Statement> {
  const until = now() + STATEMENT_TIMEOUT_MS;
  let answer = first;
  let statement = read(answer);
  while (answer.status === 202) {
    if (now() > until) throw new AppError("UNAVAILABLE", "Snowflake took too long to list its columns.");
    await sleep(POLL_MS);
    answer = await outbound.call(statementPath(statement), { headers });
    statement = { ...read(answer), statementHandle: statement.statementHandle };
  }
  return statement;
}

function statementPath({ statementHandle }: Statement): string {
  return `/api/v2/statements/${pathSegment(statementHandle ?? "")}`;
}

function read(answer: OutboundAnswer): Statement {
  // 422: the statement failed, such as for a database that does not exist or may not be used.
  if (answer.status !== 200 && answer.status !== 202) throw statusError(answer, "the columns", MESSAGES);
  return parseAnswer(answer, Statement, "a result", "Snowflake");
}

/** Key-pair authentication: a JWT that is valid for ten minutes. */
function headersFor(
  { account, user, privateKey }: SnowflakeConnection,
  nowMs: number,
): Record<string, string> {
  const key = readPrivateKey(privateKey, "Snowflake");
  const der = createPublicKey(key).export({ type: "spki", format: "der" });
  const fingerprint = createHash("sha256").update(der).digest("base64");
  // The region after an account locator is not part of the name.
  const name = `${account.toUpperCase().split(".")[0]}.${user.toUpperCase()}`;
  const issuedAt = Math.floor(nowMs / 1_000);
  const claims = { iss: `${name}.SHA256:${fingerprint}`, sub: name, iat: issuedAt, exp: issuedAt + 600 };
  return {
    authorization: `Bearer ${signJwt(claims, key)}`,
    "x-snowflake-authorization-token-type": "KEYPAIR_JWT",
    "content-type": "application/json",
    accept: "application/json",
  };
}
