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
    },
    rootCause: "The value `{value}` cannot be parsed as {type}",
    explanation:
      "A value being cast or loaded is not valid for its type: text in a number column, a different date format, an empty string.",
    checks: [
      "Which rows have such values (`TRY_CAST`, `TRY_TO_NUMBER`, `TRY_TO_DATE` return NULL for them)",
      "Whether the source changed its format, or the file its column order",
    ],
    fixes: [
      "Clean the values at the source, or set bad ones aside with `TRY_CAST`",
      "Set the right `DATE_FORMAT`, `NULL_IF` or `EMPTY_FIELD_AS_NULL` in the file format",
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
    },
    rootCause:
      "A value is too large for its column[[ ({type})]][[, which allows {limit character|characters}]]",
    explanation:
      "Snowflake rejects a value that exceeds the column's declared length or number range; nothing from the statement is stored.",
    checks: ["The longest value for that column in the new data, against the column's declared type"],
    fixes: [
      "Widen the column (`ALTER TABLE … MODIFY COLUMN`)",
      "Truncate or clean the value, or load with `TRUNCATECOLUMNS`",
    ],
  },
  {
    id: "snowflake/null-or-duplicate",
    title: "Null, duplicate key or zero divisor (Snowflake)",
    category: "data_quality",
    alternatives: ["code_bug", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /NULL result in a non-nullable column/,
        /Duplicate row detected during DML action/,
        /Division by zero/,
      ],
      also: [/10007[02] \(|100090 \(|100051 \(|snowflake/i],
    },
    rootCause: "The data breaks a rule of the statement: a missing value, a duplicate key, or a zero divisor",
    explanation:
      "Snowflake rejects NULL in a NOT NULL column, and a MERGE may match at most one source row to each target row.",
    checks: ["Source rows with a duplicate key, or without a value in the column"],
    fixes: [
      "Deduplicate the source (`QUALIFY ROW_NUMBER() OVER (PARTITION BY key ORDER BY …) = 1`)",
      "Fill or set aside rows without a value; divide with `DIV0NULL`",
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
    },
    rootCause: "The data has {found} columns, the table {expected}",
    explanation:
      "COPY INTO and INSERT without column names match columns by position; one more or one fewer in the source no longer matches the table.",
    checks: ["The file's header against the table's columns, and what changed since the last success"],
    fixes: [
      "Add or drop the column on the side that is behind, or load with `MATCH_BY_COLUMN_NAME`",
      "Fix the delimiter or quoting in the file format if a value contains the delimiter",
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
    },
    rootCause: "The file does not match its file format[[: `{found}`]][[, column `{column}`]]",
    explanation:
      "The content does not match the file format of the stage or COPY statement: a different delimiter, quotes inside values, a different encoding or compression, a truncated file.",
    checks: ["That line in the file itself", "`VALIDATE(table, JOB_ID => '_last')` for every rejected row"],
    fixes: [
      "Fix `FIELD_DELIMITER`, `FIELD_OPTIONALLY_ENCLOSED_BY`, `ENCODING` or `COMPRESSION` in the file format",
      "Export the file from the source again if it is truncated",
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
      "Renew the stage's credentials, or allow the integration's user to assume the role",
      "Fix the stage's URL",
    ],
  },
];
