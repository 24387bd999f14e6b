import { Client } from "pg";
import {
  databaseError,
  openDriverSocket,
  type DatabaseErrors,
  type ServerConnection,
} from "@/lib/vendors/warehouse/server-connection";
import {
  countTables,
  describeRights,
  STATEMENT_TIMEOUT_MS,
  toReading,
  type ColumnRow,
  type Warehouse,
} from "@/lib/vendors/warehouse/warehouse";

/** `format_type` has the precision, which `information_schema` hides; `attnum` stays when a column is renamed. */
const POSTGRES_COLUMNS = `
SELECT n.nspname AS schema, c.relname AS "table", a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
  NOT a.attnotnull AS "isNullable", c.oid::text || '.' || a.attnum AS id
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
  AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'
ORDER BY n.nspname, c.relname, a.attnum LIMIT 50001`;

const REDSHIFT_COLUMNS = `
SELECT table_schema AS schema, table_name AS "table", column_name AS name,
  CASE WHEN numeric_precision IS NOT NULL AND data_type = 'numeric'
    THEN data_type || '(' || numeric_precision || ',' || numeric_scale || ')'
    WHEN character_maximum_length IS NOT NULL THEN data_type || '(' || character_maximum_length || ')'
    ELSE data_type END AS type,
  is_nullable = 'YES' AS "isNullable", NULL AS id
FROM svv_columns WHERE table_schema NOT IN ('pg_catalog', 'information_schema', 'pg_internal')
ORDER BY table_schema, table_name, ordinal_position LIMIT 50001`;

/** Tables that the account may change. */
const WRITABLE_TABLES = `
SELECT count(*)::int AS writable FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'
  AND (has_table_privilege(c.oid, 'INSERT') OR has_table_privilege(c.oid, 'UPDATE') OR has_table_privilege(c.oid, 'DELETE'))`;

const FLAVORS = {
  postgresql: { system: "PostgreSQL", scheme: "postgres", columns: POSTGRES_COLUMNS },
  redshift: { system: "Redshift", scheme: "redshift", columns: REDSHIFT_COLUMNS },
} as const;

const CODES = {
  unauthenticated: ["28P01", "28000"],
  forbidden: ["42501"],
  missing: ["3D000"],
  timedOut: ["57014"],
  busy: ["53300"],
} satisfies Omit<DatabaseErrors, "system">;

interface Row extends Omit<ColumnRow, "table" | "position"> {
  schema: string;
  table: string;
}

/**
 * PostgreSQL, or Redshift over PostgreSQL's protocol. Reads in a read-only transaction; the database cancels statements
 * after 20 s.
 */
export function openPostgres(connection: ServerConnection, flavor: keyof typeof FLAVORS): Warehouse {
  const { system, scheme, columns } = FLAVORS[flavor];
  const namespace = `${scheme}://${connection.host.toLowerCase()}:${connection.port}`;
  const readTables = async (client: Client) => {
    const { rows } = await client.query<Row>(columns);
    return toReading(
      namespace,
      rows.map(({ schema, table, ...column }) => ({
        ...column,
        table: [connection.database, schema, table].join("."),
        position: 0,
      })),
    );
  };
  return {
    readTables: () => inReadOnly(connection, system, readTables),
    describe: () =>
      inReadOnly(connection, system, async (client) => {
        const reading = await readTables(client);
        const { rows } = await client.query<{ writable: number }>(WRITABLE_TABLES);
        const rights = describeRights(rows[0]?.writable ?? null);
        return `${system} at ${connection.host}:${connection.port} has ${countTables(reading)} in ${connection.database}.${rights}`;
      }),
  };
}

async function inReadOnly<T>(
  connection: ServerConnection,
  system: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const { host, port, database, user, password, tls, signal } = connection;
  const { socket, refusal, close } = openDriverSocket(signal);
  const client = new Client({
    host,
    port,
    database,
    user,
    password,
    ssl: tls === "off" ? false : { rejectUnauthorized: tls === "verify" },
    stream: () => socket,
    connectionTimeoutMillis: 10_000,
    query_timeout: STATEMENT_TIMEOUT_MS + 5_000,
    application_name: "pipeline-debugger",
  });
  // Reported by the pending call as well.
  client.on("error", () => undefined);
  try {
    signal?.throwIfAborted();
    await client.connect();
    await client.query("BEGIN READ ONLY");
    await client.query(`SET statement_timeout TO ${STATEMENT_TIMEOUT_MS}`);
    return await work(client);
  } catch (error) {
    throw databaseError(refusal() ?? error, connection, { system, ...CODES });
  } finally {
    // Closing the connection ends the transaction.
    await client.end().catch(() => undefined);
    close();
  }
}
