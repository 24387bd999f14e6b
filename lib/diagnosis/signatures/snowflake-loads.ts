import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Snowflake: files and values that fail to load. */
export const snowflakeLoadSignatures: Signature[] = [
  {
    id: "snowflake/value-not-recognized",
    title: "Snowflake cannot parse a value",
    category: "data_quality",
    alternatives: ["schema_change", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<type>Numeric value|Date|Timestamp|Time|Boolean value) '(?<value>[^'\n]{0,200})' is not recognized/,
        /Failed to cast variant value (?<value>[^\n]{1,120}?) to (?<type>[A-Z_]{3,20})/,
        /Can't parse '(?<value>[^'\n]{0,160})' as (?<type>date|timestamp|time|number) with format/,
      ],
      also: [
        /File '(?<file>[^'\n]{1,300})', line (?<line>\d{1,12})|$/,
        /\bcolumn ['"]?(?<column>[\w$]{1,128})|Column "?[\w$]{1,128}"?\["(?<target>[\w$]{1,128})"|$/,
      ],
    },
    rootCause:
      "The value `{value}` is not a valid {type}[[ for column `{target}`]][[ (file `{file}`, line {line})]]",
    explanation:
      "A value being cast or loaded is not valid for its type: text in a number column, a different date format, an empty string.",
    checks: [
      "Which rows have such values (`TRY_CAST`, `TRY_TO_NUMBER`, `TRY_TO_DATE` return NULL for them)",
      "Whether the source changed its format, or the file its column order",
    ],
    fixes: [
      "In a query, cast with `TRY_TO_NUMBER`, `TRY_TO_DATE(x, 'YYYY-MM-DD')` or `TRY_CAST` and set the NULLs aside",
      "In a COPY, set `DATE_FORMAT`, `TIMESTAMP_FORMAT` or `NULL_IF = ('{value}')` in the file format",
      "If the file's columns moved, load with `MATCH_BY_COLUMN_NAME`",
    ],
  },
  {
    id: "snowflake/value-too-large",
    title: "Value too long or too large for a Snowflake column",
    category: "data_quality",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /String '(?<value>[^'\n]{0,400})' (?:is too long and )?would be truncated/,
        /Number out of representable range: type (?<type>[A-Z]{3,12}[^\n]{0,40}), value (?<value>[\w.+-]{1,60})/,
        /User character length limit \((?<limit>\d{1,9})\) exceeded by string '(?<value>[^'\n]{0,200})'/,
      ],
      also: [
        /File '(?<file>[^'\n]{1,300})', line (?<line>\d{1,12})|$/,
        /\bcolumn ['"]?(?<column>[\w$]{1,128})|Column "?[\w$]{1,128}"?\["(?<target>[\w$]{1,128})"|$/,
      ],
    },
    rootCause:
      "The value '{value}' is too large for its column[[ `{target}`]][[ ({type})]][[, which allows {limit character|characters}]][[ (file `{file}`, line {line})]]",
    explanation:
      "Snowflake rejects a value that exceeds the column's declared length or number range; nothing from the statement is stored.",
    checks: ["The longest value for that column in the new data, against the column's declared type"],
    fixes: [
      "If such values are legitimate: `ALTER TABLE … ALTER COLUMN …[[ {target}]] SET DATA TYPE VARCHAR(n)`",
      "Otherwise cut the value in the source or query (`LEFT(x, n)`), or load with `TRUNCATECOLUMNS = TRUE`",
    ],
  },
  {
    id: "snowflake/null-in-required",
    title: "Null in a required column (Snowflake)",
    category: "data_quality",
    alternatives: ["code_bug", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/NULL result in a non-nullable column/, /\b10007[02] \(22000\)/],
      also: [
        /10007[02] \(|snowflake/i,
        /File '(?<file>[^'\n]{1,300})', line (?<line>\d{1,12})|$/,
        /\bcolumn ['"]?(?<column>[\w$]{1,128})|Column "?[\w$]{1,128}"?\["(?<target>[\w$]{1,128})"|$/,
      ],
    },
    rootCause:
      "A row has no value for a required (NOT NULL) column[[ `{target}`]][[, in file `{file}` line {line}]]",
    explanation:
      "Snowflake rejects NULL in a column declared NOT NULL; a value that a cast turned into NULL counts too.",
    checks: [
      "`DESC TABLE …`: the NOT NULL columns, and which of them is null in the new rows",
      "For COPY: `SELECT * FROM TABLE(VALIDATE(table, JOB_ID => '_last'))`",
    ],
    fixes: [
      "Fill the value (`COALESCE`) or set such rows aside before writing",
      "If null is legitimate: `ALTER TABLE … ALTER COLUMN … DROP NOT NULL`",
    ],
  },
  {
    id: "snowflake/merge-duplicate",
    title: "MERGE matches a row twice (Snowflake)",
    category: "data_quality",
    alternatives: ["code_bug", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Duplicate row detected during DML action/, /\b100090 \(42P18\)/],
      also: [/Row Values: (?<values>\[[^\n]{1,160}\])|$/],
    },
    rootCause: "Several source rows match the same target row of the MERGE or UPDATE[[: {values}]]",
    explanation:
      "With `ERROR_ON_NONDETERMINISTIC_MERGE` (the default), Snowflake allows at most one source row per target row. The message shows the target row.",
    checks: [
      "`SELECT key, COUNT(*) FROM source GROUP BY key HAVING COUNT(*) > 1`[[, for the key in {values}]]",
    ],
    fixes: [
      "Deduplicate the source: `QUALIFY ROW_NUMBER() OVER (PARTITION BY key ORDER BY updated_at DESC) = 1`",
      "If the join misses a key column, complete the `ON` clause (in dbt, `unique_key`)",
    ],
  },
  {
    id: "snowflake/division-by-zero",
    title: "Division by zero (Snowflake)",
    category: "data_quality",
    alternatives: ["warehouse_sql", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/Division by zero/], also: [/100051 \(|snowflake/i] },
    rootCause: "The statement divides by zero",
    explanation: "A divisor was 0 for some row of this run's data.",
    checks: ["The divisions of the statement, and rows in which the divisor is 0"],
    fixes: [
      "Divide with `DIV0(x, y)`, `DIV0NULL` or `x / NULLIF(y, 0)`",
      "Correct or exclude the rows with 0",
    ],
  },
  {
    id: "snowflake/copy-columns",
    title: "File columns do not match the Snowflake table",
    category: "schema_change",
    alternatives: ["data_quality", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Number of columns in file \((?<found>\d{1,5})\) does not match that of the corresponding table \((?<expected>\d{1,5})\)/,
        /Insert value list does not match column list expecting (?<expected>\d{1,5}) but got (?<found>\d{1,5})/,
      ],
      also: [/File '(?<file>[^'\n]{1,300})'|$/],
    },
    rootCause: "The data has {found} columns, the table {expected}[[ (file `{file}`)]]",
    explanation:
      "COPY INTO and INSERT without column names match columns by position; one more or one fewer in the source no longer matches the table.",
    checks: ["The file's header against the table's columns, and what changed since the last success"],
    fixes: [
      "If the source gained or lost a column, load by name (`MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE`, `PARSE_HEADER = TRUE`) or `ALTER TABLE … ADD COLUMN …`",
      "For an INSERT, list the columns: `INSERT INTO t (a, b) …`",
      "If a value contains the delimiter, set `FIELD_OPTIONALLY_ENCLOSED_BY = '\"'` in the file format",
    ],
  },
  {
    id: "snowflake/copy-parse",
    title: "Snowflake COPY cannot parse the file",
    category: "data_quality",
    alternatives: ["configuration", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Found character '(?<found>[^'\n]{1,10})' instead of (?:field|record) delimiter/,
        /Field delimiter '(?<found>[^'\n]{1,10})' found while expecting record delimiter/,
        /End of record reached while expected to parse column '(?<column>[^\n]{1,160}?)'/,
        /Error parsing JSON: (?<found>[^\n]{1,120})/,
        /Invalid UTF8 detected in string '(?<found>[^'\n]{0,120})'/,
        /Invalid data encountered during decompression for file/,
      ],
      also: [/File '(?<file>[^'\n]{1,300})', line (?<line>\d{1,12})|$/],
    },
    rootCause:
      "The file[[ `{file}`, line {line},]] does not have the format that COPY expects[[: found `{found}`]][[, column {column}]]",
    explanation:
      "The content does not match the file format of the stage or COPY statement: a different delimiter, quotes inside values, a different encoding or compression, a truncated file.",
    checks: [
      "That line in the file: `SELECT $1 FROM @stage/…`[[ ({file})]]",
      "`SELECT * FROM TABLE(VALIDATE(table, JOB_ID => '_last'))` for every rejected row",
    ],
    fixes: [
      "If the path also holds other files, restrict it: `PATTERN = '.*[.]csv[.]gz'`",
      "Correct the file format: `FIELD_DELIMITER`, `FIELD_OPTIONALLY_ENCLOSED_BY`, `ENCODING`, `COMPRESSION`, `TYPE`",
      "If the file is truncated or broken, export it again",
    ],
  },
  {
    id: "snowflake/stage-access",
    title: "Snowflake cannot read the stage's files",
    category: "auth_permission",
    alternatives: ["upstream_missing_data", "configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Failure using stage area\. Cause: \[(?<reason>[^\]\n]{1,200})/,
        /Failed to access remote file: (?<reason>[^\n]{1,160})/,
        /Error assuming AWS_ROLE:?\s{0,4}(?<reason>[^\n]{0,160})/,
      ],
    },
    rootCause: "Snowflake cannot read the files behind the stage[[: {reason}]]",
    explanation:
      "Snowflake reads the files itself with the stage's credentials or storage integration, and the bucket rejected that.",
    checks: [
      "`DESC INTEGRATION` against the trust policy of the role, and the bucket's policy",
      "Whether the path exists",
    ],
    fixes: [
      "For a storage integration, let its user assume the role: compare `DESC INTEGRATION …` (`STORAGE_AWS_IAM_USER_ARN`, external id) with the role's trust policy; give the role `s3:GetObject` and `s3:ListBucket`",
      "For credentials in the stage, renew them: `ALTER STAGE … SET CREDENTIALS = (…)`",
      "Correct the stage's URL",
    ],
  },
];
