import type { Signature } from "@/lib/diagnosis/signatures/signature";

const ERRORS =
  "https://learn.microsoft.com/en-us/sql/relational-databases/errors-events/database-engine-events-and-errors";
const LEARN = "https://learn.microsoft.com/en-us/sql";

/** SQL Server and its relatives (Azure SQL, Synapse, Fabric), through ODBC, JDBC or pymssql. */
export const sqlServerSignatures: Signature[] = [
  {
    id: "sql-server/invalid-column",
    title: "Column does not exist (SQL Server)",
    category: "schema_change",
    alternatives: ["warehouse_sql", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Invalid column name '(?<column>[^'\n]{1,200})'/,
        /The multi-part identifier "(?<column>[^"\n]{1,200})" could not be bound/,
        /\[SQL Server\](?:[^'"\n]{0,160}['"](?<column>[^'"\n]{1,200})['"])?[^\n]{0,240}\(207\) \(SQL/,
        /Msg 207, Level \d{1,2}, State \d{1,3}(?:[^'\n]{0,120}\n?[^'\n]{0,120}'(?<column>[^'\n]{1,200})')?/,
        /\(207, b['"][^'\n]{0,120}'(?<column>[^'\n]{1,200})'/,
        /(?:Ungültiger Spaltenname|El nombre de columna|Nom de colonne non valide ?:|Nome di colonna|Nome de coluna) ?'(?<column>[^'\n]{1,200})'/,
        /列名 '(?<column>[^'\n]{1,200})' (?:无效|が無効)/,
      ],
    },
    rootCause: "Column[[ `{column}`]] does not exist in the statement's tables",
    explanation:
      "The server found no such column, or no table with that alias: it was renamed or dropped, a migration has not run yet, or it is misspelled. Text in double quotes counts as a column.",
    checks: ["The tables' current columns (`sp_help`), and who changed them last"],
    fixes: [
      "Use the column's current name or the right alias",
      "Restore the column, or run the migration that adds it",
    ],
    docs: [`${LEARN}/relational-databases/errors-events/mssqlserver-207-database-engine-error`],
  },
  {
    id: "sql-server/invalid-object",
    title: "Table or procedure does not exist (SQL Server)",
    category: "warehouse_sql",
    alternatives: ["schema_change", "upstream_missing_data", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Invalid object name '(?<table>[^'\n]{1,200})'/,
        /Could not find stored procedure '(?<table>[^'\n]{1,200})'/,
        /Cannot find the object "(?<table>[^"\n]{1,200})" because it does not exist or you do not have permissions/,
        /The specified schema name "(?<table>[^"\n]{1,200})" either does not exist or you do not have permission to use it/,
        /Cannot drop the table '(?<table>[^'\n]{1,200})', because it does not exist or you do not have permission/,
        /\[SQL Server\](?:[^'"\n]{0,160}['"](?<table>[^'"\n]{1,200})['"])?[^\n]{0,240}\((?:208|2812|4902|3701)\) \(SQL/,
        /Msg (?:208|2812), Level \d{1,2}, State \d{1,3}(?:[^'\n]{0,120}\n?[^'\n]{0,120}'(?<table>[^'\n]{1,200})')?/,
        /\(208, b['"][^'\n]{0,120}'(?<table>[^'\n]{1,200})'/,
        /(?:Ungültiger Objektname|El nombre de objeto|Nom d'objet|Il nome di oggetto|Nome de objeto|对象名|オブジェクト名) ?'(?<table>[^'\n]{1,200})'/,
      ],
    },
    rootCause: "The table or procedure[[ `{table}`]] does not exist in the connected database",
    explanation:
      "The server has no such object in this database and schema: it was renamed or dropped, the step that creates it has not run, the connection is in another database (often `master`), or a temporary table (`#name`) belonged to another session.",
    checks: ["The connection's database and default schema", "Whether the step that creates it has run"],
    fixes: ["Qualify the object with database and schema", "Run the step that creates it first"],
    docs: [`${LEARN}/relational-databases/errors-events/mssqlserver-208-database-engine-error`],
  },
  {
    id: "sql-server/syntax-error",
    title: "Invalid SQL (SQL Server)",
    category: "warehouse_sql",
    alternatives: ["code_bug", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<what>Incorrect syntax near (?:the keyword )?'[^'\n]{0,100}')/,
        /(?<what>Unclosed quotation mark after the character string '[^\n]{0,100})/,
        /(?<what>Column '[^'\n]{1,200}' is invalid in the (?:select list|HAVING clause|ORDER BY clause) because it is not contained in)/,
        /(?<what>Ambiguous column name '[^'\n]{1,200}')/,
        /(?<what>Column name or number of supplied values does not match table definition)/,
        /(?<what>'[\w.]{1,100}' is not a recognized (?:built-in )?function name)/,
        /(?<what>Must declare the scalar variable "[^"\n]{1,100}")/,
        /(?<what>All queries combined using a UNION, INTERSECT or EXCEPT operator must have an equal number of expressions)/,
        /\[SQL Server\](?<what>[^\n]{3,200}?)\.? ?\((?:102|105|156|170|195|205|209|213|319|8120|137)\) \(SQL/,
        /Msg (?:102|156|170|195|205|209|213|8120|137), Level/,
        /\((?:102|156|195|205|209|213|8120|137), b['"]/,
      ],
    },
    rootCause: "SQL Server rejected the SQL[[: {what}]]",
    explanation:
      "The statement is not valid T-SQL: a typo, a missing comma or bracket, columns that do not pair up or are not grouped, or another database's syntax (`LIMIT` is `TOP` here).",
    checks: ["The statement as sent, with every placeholder filled in"],
    fixes: [
      "Correct the statement where the message points[[: {what}]]",
      "List the columns of an `INSERT`; put columns that are not aggregated into `GROUP BY`; prefix ambiguous ones with their table's alias",
      "For SQL of another database: `TOP` instead of `LIMIT`, `GETDATE()` instead of `NOW()`",
    ],
    docs: [ERRORS],
  },
  {
    id: "sql-server/deadlock",
    title: "Deadlock or lock timeout (SQL Server)",
    category: "warehouse_sql",
    alternatives: ["resource_exhausted", "infrastructure", "code_bug"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Transaction \(Process ID \d{1,9}\) was deadlocked on (?<resource>[\w |]{1,60}) resources with another process/,
        /(?<resource>Lock) request time out period exceeded/,
        /Snapshot isolation transaction aborted due to update conflict/,
        /Snapshot isolation transaction failed in database '(?<database>[^'\n]{1,128})' because the object accessed by the statement has been modified by a DDL statement/,
        /\[SQL Server\][^\n]{0,400}\((?:1205|1222|3960)\) \(SQL/,
        /Msg (?:1205|1222), Level/,
        /\((?:1205|1222), b['"]/,
      ],
    },
    rootCause:
      "Another session held a lock that this one needed[[ ({resource})]], and the server aborted this one",
    explanation:
      "Two transactions touched the same rows or pages in different order; the server rolls back the cheaper one, which can simply be retried.",
    checks: [
      "The deadlock graph (`system_health` session)",
      "Jobs that use the same tables at the same time",
    ],
    fixes: [
      "Retry the transaction",
      "Write in a fixed order and smaller batches; consider read committed snapshot",
    ],
    docs: [`${LEARN}/relational-databases/errors-events/mssqlserver-1205-database-engine-error`],
  },
  {
    id: "sql-server/resources",
    title: "SQL Server out of space, memory or workers",
    category: "resource_exhausted",
    alternatives: ["infrastructure", "configuration", "rate_limit"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /(?<what>The transaction log for database '[^'\n]{1,100}' is full(?: due to '[^'\n]{1,60}')?)/,
        /(?<what>Could not allocate (?:a new page|space) for (?:object|database) '[^'\n]{1,200}')/,
        /(?<what>There is insufficient (?:system )?memory in resource pool '[^'\n]{1,60}' to run this query)/,
        /(?<what>The database '[^'\n]{1,100}' has reached its size quota)/,
        /Resource ID : \d{1,3}\. (?<what>The (?:request|session|\w{1,20}) limit for the (?:database|elastic pool) is \d{1,6} and has been reached)/,
        /(?<what>The service is currently busy)\. Retry the request after/,
      ],
    },
    rootCause: "The server hit a limit: {what}",
    explanation:
      "Log, data files, memory or the service tier's workers are exhausted; one very large transaction is a common reason for a full log.",
    checks: ["`log_reuse_wait_desc` in `sys.databases`, file sizes, and what else was running at that time"],
    fixes: [
      "Log full: back it up (`BACKUP LOG …`), end the oldest open transaction (`DBCC OPENTRAN`), work in smaller transactions: {what}",
      "Data file or size quota: free space, enlarge the file (`ALTER DATABASE … MODIFY FILE`) or the service tier (`az sql db update --service-objective …`)",
      "Request or session limit: run fewer connections at once, or a larger tier",
    ],
    docs: [`${LEARN}/relational-databases/errors-events/mssqlserver-9002-database-engine-error`],
  },
  {
    id: "sql-server/unavailable",
    title: "Database temporarily unavailable (SQL Server)",
    category: "infrastructure",
    alternatives: ["network_timeout"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Database '(?<database>[^'\n]{1,100})' on server '[^'\n]{1,200}' is not currently available/,
        /The service has encountered an error processing your request\. Please try again/,
        /Failed to update database "(?<database>[^"\n]{1,100})" because the database is read-only/,
        /Database '(?<database>[^'\n]{1,100})' cannot be opened/,
        /SHUTDOWN is in progress/,
        /Unable to access availability database '(?<database>[^'\n]{1,100})'/,
      ],
    },
    rootCause: "The database[[ `{database}`]] was unavailable or not writable at that moment",
    explanation:
      "Azure SQL is resuming, scaling or failing over, or the server is restarting; a read-only database is often the secondary of a group.",
    checks: ["Service health and failovers at that time", "Whether the address is the writer's"],
    fixes: ["Retry with backoff", "Connect to the listener or the primary"],
    docs: ["https://learn.microsoft.com/en-us/azure/azure-sql/database/troubleshoot-common-errors-issues"],
  },
  {
    id: "sql-server/query-timeout",
    title: "Query timeout (SQL Server)",
    category: "warehouse_sql",
    alternatives: ["network_timeout", "resource_exhausted", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /\[HYT00\] \[[^\n]{1,100}\](?<what>Query timeout expired)/,
        /SQLServerException: (?<what>The query has timed out)/,
        /(?<what>Execution Timeout Expired)\. {1,2}The timeout period elapsed prior to completion/,
      ],
    },
    rootCause: "The statement exceeded the client's timeout: {what}",
    explanation: "The client gave up: the statement got slower, or waited for another session's locks.",
    checks: ["How long the statement used to take, its plan, and sessions that blocked it"],
    fixes: ["Speed up the statement, or use smaller batches", "Raise the connection's query timeout"],
    docs: [ERRORS],
  },
  {
    id: "sql-server/already-exists",
    title: "Object already exists (SQL Server)",
    category: "warehouse_sql",
    alternatives: ["code_bug", "configuration", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /There is already an object named '(?<name>[^'\n]{1,200})' in the database/,
        /Column names in each table must be unique\. Column name '(?<name>[^'\n]{1,200})'/,
      ],
    },
    rootCause: "The statement creates `{name}`, which already exists",
    explanation: "An earlier attempt, another run or a person created it.",
    checks: ["`SELECT create_date, modify_date, type_desc FROM sys.objects WHERE name = '{name}'`"],
    fixes: [
      "`DROP TABLE IF EXISTS {name}` before creating it, if nobody needs it",
      "If a migration stopped halfway, mark the step as applied and continue after it",
    ],
  },
  {
    id: "sql-server/connection-busy",
    title: "Connection busy with another result (SQL Server)",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/Connection is busy with results for another (?:command|hstmt)/] },
    rootCause: "The connection still holds an unread result of another statement",
    explanation: "Without MARS, a SQL Server connection reads one result at a time.",
    checks: ["Where the code runs a second statement before it has fetched or closed the first"],
    fixes: [
      "Fetch all rows (`fetchall()`) or close the cursor first, or use a second connection",
      "Or add `MARS_Connection=yes` to the connection string",
    ],
  },
];
