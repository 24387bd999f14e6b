import type { Signature } from "@/lib/diagnosis/signatures/signature";

const ERRORS =
  "https://learn.microsoft.com/en-us/sql/relational-databases/errors-events/database-engine-events-and-errors";
const LEARN = "https://learn.microsoft.com/en-us/sql";
/** SQL Server: values and keys that a table rejects. */
export const sqlServerRowSignatures: Signature[] = [
  {
    id: "sql-server/duplicate-key",
    title: "Duplicate key (SQL Server)",
    category: "data_quality",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Violation of (?:PRIMARY KEY|UNIQUE KEY) constraint '(?<constraint>[^'\n]{1,200})'\. Cannot insert duplicate key in object '(?<table>[^'\n]{1,200})'\.(?: The duplicate key value is \((?<value>[^()\n]{1,200})\))?/,
        /Cannot insert duplicate key row in object '(?<table>[^'\n]{1,200})' with unique index '(?<constraint>[^'\n]{1,200})'\.(?: The duplicate key value is \((?<value>[^()\n]{1,200})\))?/,
        /The MERGE statement attempted to UPDATE or DELETE the same row more than once/,
        /\[SQL Server\][^'\n]{0,160}'(?<constraint>[^'\n]{1,200})'[^'\n]{0,120}'(?<table>[^'\n]{1,200})'[^\n]{0,240}\(2627\) \(SQL/,
        /\[SQL Server\][^'\n]{0,160}'(?<table>[^'\n]{1,200})'[^'\n]{0,120}'(?<constraint>[^'\n]{1,200})'[^\n]{0,240}\(2601\) \(SQL/,
        /Msg (?:2627|2601), Level/,
        /\((?:2627|2601), b['"]/,
      ],
    },
    rootCause: "Two rows have the same key[[: {value} in `{table}`]][[ (`{constraint}`)]]",
    explanation:
      "The statement would have written a second row with the same key, or a `MERGE` matched several source rows to one target row. Usual reasons: a rerun that did not delete the first run's rows, or duplicates in the source.",
    checks: ["Duplicates of the key in the rows being written, and whether an earlier attempt wrote them"],
    fixes: ["Delete the run's rows first, or write with `MERGE`", "Deduplicate the source rows"],
    docs: [`${LEARN}/relational-databases/errors-events/mssqlserver-2627-database-engine-error`],
  },
  {
    id: "sql-server/constraint",
    title: "Null in a required column (SQL Server)",
    category: "data_quality",
    alternatives: ["schema_change", "code_bug", "upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Cannot insert the value NULL into column '(?<column>[^'\n]{1,200})', table '(?<table>[^'\n]{1,200})'/,
        /\[SQL Server\][^'\n]{0,160}'(?<column>[^'\n]{1,200})'[^'\n]{0,120}'(?<table>[^'\n]{1,200})'[^\n]{0,240}\(515\) \(SQL/,
        /Msg 515, Level/,
        /\(515, b['"]/,
      ],
    },
    rootCause: "A row has no value for the required column[[ `{column}` of `{table}`]]",
    explanation:
      "The column does not allow nulls and got none; it may be new in the table and unknown to the job.",
    checks: [
      "The rows of the batch without a value[[ for `{column}`]]",
      "Whether the column is new in the table",
    ],
    fixes: [
      "Fill the value (`COALESCE`) or set such rows aside before writing",
      "If the job does not know the column, add it to the insert or give it a default:[[ `ALTER TABLE {table} ADD DEFAULT … FOR {column}`]]",
    ],
    docs: [ERRORS],
  },
  {
    id: "sql-server/conflict",
    title: "Foreign key or check violated (SQL Server)",
    category: "data_quality",
    alternatives: ["upstream_missing_data", "schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The (?<statement>INSERT|UPDATE|DELETE|MERGE|ALTER TABLE) statement conflicted with the (?<kind>(?:FOREIGN KEY|REFERENCE|CHECK|COLUMN FOREIGN KEY|FOREIGN KEY SAME TABLE)) constraint "(?<constraint>[^"\n]{1,200})"/,
        /\[SQL Server\](?:[^'"\n]{0,160}["'](?<constraint>[^'"\n]{1,200})["'])?[^\n]{0,360}\(547\) \(SQL/,
        /Msg 547, Level/,
        /\(547, b['"]/,
      ],
      also: [/table "(?<table>[^"\n]{1,200})"(?:, column '(?<column>[^'\n]{1,128})')?|$/],
    },
    rootCause:
      "A row breaks the[[ {kind}]] constraint[[ `{constraint}`]][[ on {statement}]][[ (it refers to `{table}`)]]",
    explanation:
      "FOREIGN KEY: the parent row is missing. REFERENCE: other rows still point to the row to be deleted. CHECK: the value is not allowed.",
    checks: [
      "Which rows have no parent, or which still reference it[[: `{table}`]]",
      "`sp_help` of the table, or `sys.check_constraints` for the rule[[ of `{constraint}`]]",
    ],
    fixes: [
      "FOREIGN KEY: load the parent table[[ `{table}`]] first, or set such rows aside",
      "REFERENCE: delete the referencing rows first",
      "CHECK: correct the value, or extend the check if the value is legitimate",
    ],
  },
  {
    id: "sql-server/invalid-value",
    title: "Text is not a number or date (SQL Server)",
    category: "data_quality",
    alternatives: ["schema_change", "warehouse_sql", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<what>Conversion failed when converting (?:the \w{1,30} value '[^'\n]{0,200}' to data type \w{1,30}|date and\/or time from character string|from a character string to uniqueidentifier))/,
        /(?<what>Error converting data type \w{1,30} to \w{1,30})/,
        /(?<what>The conversion of an? \w{1,30} data type to an? \w{1,30} data type resulted in an out-of-range \w{0,20} ?value)/,
        /\[SQL Server\](?<what>[^\n]{3,200}?)\.? ?\((?:24[1458]|8114|295|9420)\) \(SQL/,
        /Msg (?:24[1458]|8114), Level/,
        /\((?:24[1458]|8114), b['"]/,
      ],
    },
    rootCause: "A value could not be converted to its column's type[[: {what}]]",
    explanation:
      "One row has text that is no number, date or GUID. The server aborts the whole statement at the first such row; date texts are also read by the login's language.",
    checks: ["The rows for which `TRY_CONVERT(type, column)` is null"],
    fixes: [
      "Convert with `TRY_CONVERT` and set the rows aside for which it is null",
      "Pass dates as `yyyymmdd` or ISO 8601, or as typed parameters",
      "If the column's content has changed at the source, change the column's type",
    ],
    docs: [ERRORS],
  },
  {
    id: "sql-server/value-too-long",
    title: "Text too long for its column (SQL Server)",
    category: "data_quality",
    alternatives: ["schema_change", "code_bug", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /String or binary data would be truncated(?: in table '(?<table>[^'\n]{1,200})', column '(?<column>[^'\n]{1,200})')?/,
        /\[SQL Server\][^'\n]{0,160}'(?<table>[^'\n]{1,200})'[^'\n]{1,60}'(?<column>[^'\n]{1,200})'[^\n]{0,300}\(2628\) \(SQL/,
        /Msg (?:8152|2628), Level/,
        /\((?:8152|2628), b['"]/,
        /\((?:8152|2628)\) \(SQL/,
      ],
      also: [/Truncated value: '(?<value>[^'\n]{1,160})|$/],
    },
    rootCause: "A text is too long for its column[[ `{column}` of `{table}`]][[ (it begins '{value}')]]",
    explanation:
      "The value has more characters than the column takes, so the server rejected the whole statement.",
    checks: [
      "The column's length: `SELECT name, max_length FROM sys.columns WHERE object_id = OBJECT_ID('[[{table}]]')` (nvarchar counts two bytes per character)",
      "The longest value at the source: `MAX(LEN(…))`",
    ],
    fixes: [
      "If such values are legitimate, widen it:[[ `ALTER TABLE {table} ALTER COLUMN {column} NVARCHAR(…)`]]",
      "Otherwise cut it deliberately (`LEFT(x, n)`) or set such rows aside",
    ],
  },
  {
    id: "sql-server/arithmetic",
    title: "Overflow or division by zero (SQL Server)",
    category: "data_quality",
    alternatives: ["warehouse_sql", "schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<what>Arithmetic overflow error (?:converting [\w ]{1,40} to data type \w{1,30}|for (?:data )?type \w{1,30}, value = -?[\d.]{1,40}))/,
        /(?<what>Divide by zero error encountered)/,
        /\[SQL Server\](?<what>[^\n]{3,200}?)\.? ?\((?:8115|220|8134)\) \(SQL/,
        /Msg (?:8115|220|8134), Level/,
        /\((?:8115|8134), b['"]/,
      ],
    },
    rootCause: "A calculation failed[[: {what}]]",
    explanation:
      "A number is larger than its type holds (int ends at 2,147,483,647; `SUM` and `COUNT` of int return int), or a divisor is zero.",
    checks: ["The largest values of the summed or converted column, and rows with a zero divisor"],
    fixes: [
      "Overflow: compute in a larger type (`SUM(CAST(x AS bigint))`, `COUNT_BIG`), or widen the column to `bigint` or `decimal`",
      "Zero divisor: `x / NULLIF(y, 0)`",
    ],
  },
  {
    id: "sql-server/identity-or-exists",
    title: "Identity column cannot be written (SQL Server)",
    category: "code_bug",
    alternatives: ["warehouse_sql", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Cannot insert explicit value for identity column in table '(?<table>[^'\n]{1,200})' when IDENTITY_INSERT is set to OFF/,
        /\(544\) \(SQL/,
      ],
    },
    rootCause: "The insert writes the identity column[[ of `{table}`]], which the database fills itself",
    explanation:
      "SQL Server numbers identity columns; explicit values need `IDENTITY_INSERT ON` for that table and session.",
    checks: [
      "Which column is the identity: `SELECT name FROM sys.identity_columns WHERE object_id = OBJECT_ID('[[{table}]]')`",
    ],
    fixes: [
      "Leave the identity column out of the insert",
      "If the numbers must be kept:[[ `SET IDENTITY_INSERT {table} ON`]] in the same session, and OFF afterwards",
    ],
    docs: [ERRORS],
  },
  {
    id: "sql-server/type-conversion",
    title: "Conversion between types that SQL Server does not allow",
    category: "schema_change",
    alternatives: ["warehouse_sql", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?:Explicit|Implicit) conversion from data type (?<from>\w{2,40}) to (?<to>\w{2,40}) is not allowed/,
        /Operand type clash: (?<from>\w{2,40}) is incompatible with (?<to>\w{2,40})/,
      ],
    },
    rootCause: "The statement converts `{from}` to `{to}`, which SQL Server does not allow",
    explanation:
      "The column has another type than the statement expects: it was created or loaded with a different type, or the source changed it.",
    checks: [
      "The column's type in `INFORMATION_SCHEMA.COLUMNS`, and when it changed",
      "The expression that casts or compares it",
    ],
    fixes: [
      "Convert in a way that is allowed: for epoch numbers `DATEADD(SECOND, column, '1970-01-01')`, otherwise through `varchar`",
      "Load the column with the type that the model expects",
    ],
  },
];
