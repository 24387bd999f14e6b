import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Snowflake: files and values that do not load. */
export const snowflakeLoadSignatures: Signature[] = [
  {
    id: "snowflake/value-not-recognized",
    title: "Value does not fit the Snowflake column's type",
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
    rootCause: "The value `{value}` cannot be read as {type}",
    explanation:
      "A value that the statement casts or loads does not have the type's form: text in a number column, another date format, an empty string.",
    checks: [
      "Which rows hold such values (`TRY_CAST`, `TRY_TO_NUMBER`, `TRY_TO_DATE` give NULL for them)",
      "Whether the source changed its format, or the columns of a file their order",
    ],
    fixes: [
      "Clean the values at the source, or set bad ones aside with `TRY_CAST`",
      "Give the right `DATE_FORMAT`, `NULL_IF` or `EMPTY_FIELD_AS_NULL` in the file format",
    ],
  },
  {
    id: "snowflake/value-too-large",
    title: "Value too long or too large for the Snowflake column",
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
    rootCause: "A value is too large for its column[[ ({type})]][[, which holds {limit} characters]]",
    explanation:
      "Snowflake refuses a value that is longer than the column's declared length or outside of its number range; nothing of the statement is stored.",
    checks: ["The longest value of that column in the new data, against the column's declared type"],
    fixes: [
      "Widen the column (`ALTER TABLE … MODIFY COLUMN`)",
      "Cut or clean the value, or load with `TRUNCATECOLUMNS`",
    ],
  },
  {
    id: "snowflake/null-or-duplicate",
    title: "Row that Snowflake may not store or merge",
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
    rootCause:
      "The data break a rule of the statement: a missing value, a key that is there twice, or a zero as divisor",
    explanation:
      "Snowflake stores no NULL in a NOT NULL column, and a MERGE must find at most one source row for each target row.",
    checks: ["Rows of the source with the key twice, or with no value in the column"],
    fixes: [
      "Deduplicate the source (`QUALIFY ROW_NUMBER() OVER (PARTITION BY key ORDER BY …) = 1`)",
      "Fill or set aside rows without a value; divide with `DIV0NULL`",
    ],
  },
  {
    id: "snowflake/copy-columns",
    title: "File has other columns than the Snowflake table",
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
    rootCause: "There are {found} columns where the table has {expected}",
    explanation:
      "COPY INTO and INSERT without names match columns by their place: one more or one less in the source no longer fits the table.",
    checks: ["The header of the file against the table's columns, and what changed since the last success"],
    fixes: [
      "Add or drop the column on the side that is behind, or load with `MATCH_BY_COLUMN_NAME`",
      "Correct delimiter or quoting in the file format if a value holds the delimiter",
    ],
  },
  {
    id: "snowflake/copy-parse",
    title: "File that Snowflake's COPY cannot read",
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
    rootCause: "Snowflake cannot read the file as its file format says[[: `{found}`]][[, column `{column}`]]",
    explanation:
      "The content does not follow the file format of the stage or COPY statement: another delimiter, quotes inside values, another encoding or compression, a cut-off file.",
    checks: [
      "The line that the message names, in the file itself",
      "`VALIDATE(table, JOB_ID => '_last')` for every rejected row",
    ],
    fixes: [
      "Correct `FIELD_DELIMITER`, `FIELD_OPTIONALLY_ENCLOSED_BY`, `ENCODING` or `COMPRESSION` of the file format",
      "Have the source write the file again if it is cut off",
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
      "Snowflake fetches the files itself with the stage's credentials or storage integration; the bucket refused it.",
    checks: [
      "`DESC INTEGRATION` against the trust policy of the role, and the bucket's policy",
      "Whether the path exists",
    ],
    fixes: [
      "Renew the stage's credentials, or let the integration's user assume the role",
      "Correct the stage's URL",
    ],
  },
];
