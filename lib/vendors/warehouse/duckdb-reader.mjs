// A process of its own: opens one DuckDB file read-only, prints its columns as JSON and exits. DuckDB is native code that
// parses a file of somebody else's, so a crash, a hang or a large catalog must not reach the server.

/** Types are cut, because an ENUM spells out all its values. */
const COLUMNS = `
SELECT schema_name, table_name, column_name, left(data_type, 1000), is_nullable
FROM duckdb_columns() WHERE NOT internal AND database_name = current_database()
ORDER BY schema_name, table_name, column_index LIMIT 50001`;

/** Nothing but this file: no other files, no extensions, no temporary folder beside it, and no way to change that. */
const OPTIONS = {
  access_mode: "READ_ONLY",
  enable_external_access: "false",
  autoinstall_known_extensions: "false",
  autoload_known_extensions: "false",
  memory_limit: "256MB",
  max_temp_directory_size: "0B",
  threads: "1",
  lock_configuration: "true",
};

/** Other processes that only look, or write for a moment, are waited for. */
const LOCK_TRIES = 5;
const LOCK_WAIT_MS = 400;

/** @returns {Promise<typeof import("@duckdb/node-api").DuckDBInstance | null>} null if the driver is not installed here. */
async function loadDriver() {
  try {
    return (await import("@duckdb/node-api")).DuckDBInstance;
  } catch {
    return null;
  }
}

/**
 * @param {typeof import("@duckdb/node-api").DuckDBInstance} driver
 * @param {string} path
 */
async function open(driver, path) {
  for (let left = LOCK_TRIES; ; left -= 1) {
    try {
      return await driver.create(path, OPTIONS);
    } catch (error) {
      if (left === 1 || !String(error).includes("Could not set lock")) throw error;
      await new Promise((resolve) => setTimeout(resolve, LOCK_WAIT_MS));
    }
  }
}

/** @param {string} path */
async function readColumns(path) {
  const driver = await loadDriver();
  if (driver === null) return { problem: "no-driver" };
  try {
    const instance = await open(driver, path);
    const connection = await instance.connect();
    const rows = (await connection.runAndReadAll(COLUMNS)).getRows();
    // Other processes may write again.
    connection.closeSync();
    instance.closeSync();
    return { rows };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

process.stdout.write(JSON.stringify(await readColumns(process.argv[2] ?? "")));
