import { createConnection, type Connection, type RowDataPacket } from "mysql2/promise";
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
  type Warehouse,
} from "@/lib/vendors/warehouse/warehouse";

/** A column has no id that survives a rename. */
const COLUMNS = `
SELECT table_schema AS \`schema\`, table_name AS \`table\`, column_name AS name, column_type AS type, is_nullable AS nullable
FROM information_schema.columns
WHERE table_schema NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys')
ORDER BY table_schema, table_name, ordinal_position LIMIT 50001`;

/** Tables that the account may change, by rights on everything, on a schema or on a table. */
const WRITABLE_TABLES = `
SELECT COUNT(*) AS writable FROM information_schema.tables t
WHERE t.table_type = 'BASE TABLE' AND t.table_schema NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys')
  AND (EXISTS (SELECT 1 FROM information_schema.user_privileges p WHERE p.grantee = ?
      AND p.privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'ALTER', 'DROP'))
    OR EXISTS (SELECT 1 FROM information_schema.schema_privileges p WHERE p.grantee = ? AND t.table_schema LIKE p.table_schema
      AND p.privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'ALTER', 'DROP'))
    OR EXISTS (SELECT 1 FROM information_schema.table_privileges p WHERE p.grantee = ? AND p.table_schema = t.table_schema
      AND p.table_name = t.table_name AND p.privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'ALTER', 'DROP')))`;

const ERRORS: DatabaseErrors = {
  system: "MySQL",
  unauthenticated: ["ER_ACCESS_DENIED_ERROR", "ER_NOT_SUPPORTED_AUTH_MODE"],
  forbidden: ["ER_DBACCESS_DENIED_ERROR", "ER_TABLEACCESS_DENIED_ERROR", "ER_SPECIFIC_ACCESS_DENIED_ERROR"],
  missing: ["ER_BAD_DB_ERROR"],
  timedOut: ["ER_QUERY_TIMEOUT", "ER_STATEMENT_TIMEOUT", "PROTOCOL_SEQUENCE_TIMEOUT"],
  busy: ["ER_CON_COUNT_ERROR", "ER_TOO_MANY_USER_CONNECTIONS", "ER_USER_LIMIT_REACHED"],
};

interface Row extends RowDataPacket {
  schema: string;
  table: string;
  name: string;
  type: string;
  nullable: string;
}

/** MySQL or MariaDB. Reads in a read-only transaction; statements end after 20 s. */
export function openMySql(connection: ServerConnection): Warehouse {
  const namespace = `mysql://${connection.host.toLowerCase()}:${connection.port}`;
  const readTables = async (client: Connection) => {
    const [rows] = await client.query<Row[]>({ sql: COLUMNS, timeout: STATEMENT_TIMEOUT_MS });
    return toReading(
      namespace,
      rows.map(({ schema, table, name, type, nullable }) => ({
        table: `${schema}.${table}`,
        name,
        type,
        position: 0,
        isNullable: nullable === "YES",
        id: null,
      })),
    );
  };
  return {
    readTables: () => inReadOnly(connection, readTables),
    describe: () =>
      inReadOnly(connection, async (client) => {
        const reading = await readTables(client);
        const place = `${connection.host}:${connection.port}`;
        return `MySQL at ${place} has ${countTables(reading)}.${describeRights(await countWritable(client))}`;
      }),
  };
}

async function countWritable(client: Connection): Promise<number | null> {
  const [accounts] = await client.query<RowDataPacket[]>("SELECT CURRENT_USER() AS account");
  const account = String(accounts[0]?.["account"] ?? "");
  const at = account.lastIndexOf("@");
  const grantee = `'${account.slice(0, at)}'@'${account.slice(at + 1)}'`;
  const [rows] = await client.query<RowDataPacket[]>(
    { sql: WRITABLE_TABLES, timeout: STATEMENT_TIMEOUT_MS },
    [grantee, grantee, grantee],
  );
  const writable: unknown = rows[0]?.["writable"];
  return typeof writable === "number" ? writable : null;
}

async function inReadOnly<T>(
  connection: ServerConnection,
  work: (client: Connection) => Promise<T>,
): Promise<T> {
  const { host, port, database, user, password, tls, signal } = connection;
  const { socket, refusal, close } = openDriverSocket(signal);
  let client: Connection | null = null;
  try {
    signal?.throwIfAborted();
    client = await createConnection({
      database,
      user,
      password,
      ...(tls !== "off" && { ssl: { rejectUnauthorized: tls === "verify" } }),
      host,
      port,
      stream: () => socket.connect({ host, port }),
      connectTimeout: 10_000,
      // Rows are plain texts, so that no value of the database becomes anything else.
      dateStrings: true,
      multipleStatements: false,
    });
    client.on("error", () => undefined);
    await client.query("START TRANSACTION READ ONLY");
    return await work(client);
  } catch (error) {
    throw databaseError(refusal() ?? error, connection, ERRORS);
  } finally {
    client?.destroy();
    close();
  }
}
