import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://dev.mysql.com/doc/refman/8.4/en";
const ERRORS = "https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html";

/** MySQL: values and keys that a table rejects. */
export const mysqlRowSignatures: Signature[] = [
  {
    id: "mysql/auto-increment-exhausted",
    title: "AUTO_INCREMENT reached the largest number of its type (MySQL)",
    category: "warehouse_sql",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Duplicate entry '(?<value>127|255|32767|65535|8388607|16777215|2147483647|4294967295|9223372036854775807|18446744073709551615)' for key '?(?<key>(?:[\w.-]{1,180}\.)?PRIMARY)'?/,
        /Failed to read auto-increment value from storage engine/,
      ],
    },
    rootCause:
      "The AUTO_INCREMENT column[[ behind `{key}`]] ran out of numbers[[: {value} is the maximum of its integer type]]",
    explanation:
      "At the largest number that the column's type holds, MySQL gives every further row that same number, which then exists already. The rows themselves are not duplicates.",
    checks: [
      "`SELECT AUTO_INCREMENT FROM information_schema.tables WHERE table_name = …` and the column's type",
      "Which other columns store this id, and their types",
    ],
    fixes: [
      "Change the column to `BIGINT UNSIGNED`, and those that refer to it",
      "Until then, no insert into the table can succeed",
    ],
  },
  {
    id: "mysql/duplicate-entry",
    title: "Duplicate key (MySQL)",
    category: "data_quality",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Duplicate entry '(?<value>[^'\n]{0,300})' for key '?(?<key>[\w.-]{1,200})'?/,
        /(?:\(1062, ["']|\b1062 \(23000\)[^:\n]{0,20}: |SQLSTATE\[23000\]:[^\d\n]{0,60}1062 |\bER_DUP_ENTRY\b)(?:[^'\n]{0,120}'(?<value>[^'\n]{0,300})'[^'\n]{1,60}'(?<key>[\w.-]{1,200})')?/,
      ],
    },
    rootCause: "A row with the same key[[, {value},]] already exists[[ (unique key `{key}`)]]",
    explanation:
      "The statement would have written a second row with the same key. Usual reasons: a rerun that did not delete the first run's rows, or duplicates in the source; a collation can treat texts as equal that differ in case or accents.",
    checks: [
      "The row that is there: `SELECT * FROM …` for the key[[ {value}]], and when it was written",
      "Whether the batch itself has the key twice",
    ],
    fixes: [
      "If a rerun wrote the rows before, delete that run's rows first, or write with `INSERT … ON DUPLICATE KEY UPDATE` (or `REPLACE`)",
      "If the source delivers the key[[ {value}]] twice, deduplicate before writing (`ROW_NUMBER() OVER (PARTITION BY …)`)",
    ],
    docs: [`${DOCS}/insert-on-duplicate.html`],
  },
  {
    id: "mysql/null-or-default",
    title: "Column without a value (MySQL)",
    category: "data_quality",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Column '(?<column>[^'\n]{1,200})' cannot be null/,
        /(?:\(1048, ["']|\b1048 \(23000\)[^:\n]{0,20}: |SQLSTATE\[23000\]:[^\d\n]{0,60}1048 |\bER_BAD_NULL_ERROR\b)(?:[^'\n]{0,120}'(?<column>[^'\n]{1,200})')?/,
      ],
      also: [/\[SQL: [^\n]{0,40}?\b(?:into|update|INTO|UPDATE) (?<table>[\w.`]{1,120})|$/],
    },
    rootCause: "A row has no value for column[[ `{column}`]][[ of {table}]], which is NOT NULL",
    explanation: "The statement writes a null into a column declared `NOT NULL`.",
    checks: ["The rows of the batch without a value, and where[[ `{column}`]] it should come from"],
    fixes: [
      "Fill the value at the source or with `COALESCE(…)`, or set such rows aside before writing",
      "If null is legitimate:[[ `ALTER TABLE … MODIFY {column} … NULL`]]",
    ],
    docs: [ERRORS],
  },
  {
    id: "mysql/no-default",
    title: "Column without a default is left out (MySQL)",
    category: "schema_change",
    alternatives: ["code_bug", "data_quality", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Field '(?<column>[^'\n]{1,200})' doesn't have a default value/,
        /(?:\(1364, ["']|\b1364 \(HY000\)[^:\n]{0,20}: |SQLSTATE\[HY000\]:[^\d\n]{0,60}1364 |\bER_NO_DEFAULT_FOR_FIELD\b)(?:[^'\n]{0,120}'(?<column>[^'\n]{1,200})')?/,
      ],
    },
    rootCause: "The insert leaves out column[[ `{column}`]], which is required and has no default",
    explanation:
      "The column is `NOT NULL` without a default and the statement does not mention it. Usually the column was added to the table and the job does not know it yet.",
    checks: ["`SHOW CREATE TABLE` of the target, and the migration that added the column"],
    fixes: [
      "Write the column[[ `{column}`]] in the job",
      "Or give it a default:[[ `ALTER TABLE … ALTER {column} SET DEFAULT …`]]",
    ],
  },
  {
    id: "mysql/foreign-key",
    title: "Parent row missing (MySQL foreign key)",
    category: "data_quality",
    alternatives: ["upstream_missing_data", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Cannot add or update a child row: a foreign key constraint fails(?: \((?<table>[^,\n]{1,200}), CONSTRAINT `?(?<constraint>[^`\s]{1,100})`?)?/,
        /(?:\(1452, ["']|\b1452 \(23000\)[^:\n]{0,20}: |SQLSTATE\[23000\]:[^\d\n]{0,60}1452 |\bER_NO_REFERENCED_ROW(?:_2)?\b)(?:[^(\n]{0,120}\((?<table>[^,\n]{1,200}), CONSTRAINT `?(?<constraint>[^`\s]{1,100})`?)?/,
      ],
      also: [/FOREIGN KEY \(`?(?<column>[^`)\n]{1,100})`?\) REFERENCES `?(?<parent>[^`\s(]{1,100})|$/],
    },
    rootCause:
      "A row[[ of {table}]] references a row[[ of `{parent}`]] that does not exist[[ (column `{column}`, foreign key `{constraint}`)]]",
    explanation:
      "InnoDB accepts a child row only if its parent is there. Usually the parents were loaded after their children, or not at all.",
    checks: [
      "Whether the load of the parent table[[ `{parent}`]] ran and was complete",
      "The values[[ of `{column}`]] without a parent (`LEFT JOIN … WHERE … IS NULL`)",
    ],
    fixes: [
      "Load the parent table[[ `{parent}`]] first, then rerun",
      "Set rows without a parent aside until it arrives",
    ],
    docs: [`${DOCS}/create-table-foreign-keys.html`],
  },
  {
    id: "mysql/parent-referenced",
    title: "Parent row still referenced (MySQL foreign key)",
    category: "code_bug",
    alternatives: ["data_quality", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Cannot delete or update a parent row: a foreign key constraint fails(?: \((?<table>[^,\n]{1,200}), CONSTRAINT `?(?<constraint>[^`\s]{1,100})`?)?/,
        /(?:\(1451, ["']|\b1451 \(23000\)[^:\n]{0,20}: |SQLSTATE\[23000\]:[^\d\n]{0,60}1451 |\bER_ROW_IS_REFERENCED(?:_2)?\b)(?:[^(\n]{0,120}\((?<table>[^,\n]{1,200}), CONSTRAINT `?(?<constraint>[^`\s]{1,100})`?)?/,
      ],
      also: [/FOREIGN KEY \(`?(?<column>[^`)\n]{1,100})`?\) REFERENCES `?(?<parent>[^`\s(]{1,100})|$/],
    },
    rootCause:
      "The statement deletes or changes rows[[ of `{parent}`]] that are still referenced[[ by {table} (`{column}`)]]",
    explanation:
      "Without `ON DELETE CASCADE`, InnoDB keeps a parent row while child rows point to it; the same error stops a drop or truncate of the parent table.",
    checks: ["The child rows[[ in {table}]] that point to the deleted ones"],
    fixes: [
      "Delete the child rows[[ in {table}]] first, in the same transaction",
      "If they should go with the parent, define the key with `ON DELETE CASCADE`",
    ],
  },
  {
    id: "mysql/invalid-value",
    title: "Value of the wrong type for a column (MySQL)",
    category: "data_quality",
    alternatives: ["schema_change", "warehouse_sql", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Incorrect (?<type>integer|decimal|double|float|datetime|date|time|string|DECIMAL) value: '(?<value>[^'\n]{0,200})' for column '?(?<column>[^'\n]{1,200}?)'? at row (?<row>\d{1,12})/,
        /Truncated incorrect (?<type>\w{1,20}) value: '(?<value>[^'\n]{0,200})'/,
        /Invalid (?<type>JSON) text: "(?<value>[^"\n]{1,100})"/,
        /(?:\((?:1366|1292), ["']|\b(?:1366|1292) \((?:HY000|22007)\)[^:\n]{0,20}: |SQLSTATE\[(?:HY000|22007)\]:[^\d\n]{0,60}(?:1366|1292) |\bER_TRUNCATED_WRONG_VALUE(?:_FOR_FIELD)?\b)/,
      ],
    },
    rootCause: "The value[[ '{value}']] is not valid[[ as {type}]][[ for column `{column}`]][[ (row {row})]]",
    explanation:
      "In strict mode MySQL rejects values that do not fit the column's type. `Incorrect string value` means characters (emoji, for instance) that the column's character set cannot hold.",
    checks: ["The value in the source, and the column's type and character set (`SHOW FULL COLUMNS FROM …`)"],
    fixes: [
      "Convert or set aside such values before writing (`NULLIF`, `STR_TO_DATE`, `CAST`)",
      "For `Incorrect string value`:[[ `ALTER TABLE … MODIFY {column} … CHARACTER SET utf8mb4`]] and connect with `charset=utf8mb4`",
      "If the source's type changed, change the column's type",
    ],
    docs: [`${DOCS}/sql-mode.html`],
  },
  {
    id: "mysql/value-too-long",
    title: "Value too long or out of range for a column (MySQL)",
    category: "data_quality",
    alternatives: ["schema_change", "code_bug", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<problem>Data too long|Out of range value|Data truncated) for column '(?<column>[^'\n]{1,200})' at row (?<row>\d{1,12})/,
        /(?:\((?:1406|126[45]), ["']|\b(?:1406|126[45]) \((?:22001|22003|01000)\)[^:\n]{0,20}: |SQLSTATE\[(?:22001|22003|01000)\]:[^\d\n]{0,60}(?:1406|126[45]) |\bER_(?:DATA_TOO_LONG|WARN_DATA_OUT_OF_RANGE)\b)(?:[^'\n]{0,120}'(?<column>[^'\n]{1,200})'[^'\d\n]{1,40}(?<row>\d{1,12}))?/,
      ],
      also: [/\[SQL: [^\n]{0,40}?\b(?:into|update|INTO|UPDATE) (?<table>[\w.`]{1,120})|$/],
    },
    rootCause:
      "A value does not fit into column[[ `{column}`]][[ of {table}]][[, row {row} of the statement]][[ ({problem})]]",
    explanation:
      "In strict mode MySQL rejects text longer than the column and numbers outside its range; `Data truncated` also means a value that is not in an ENUM.",
    checks: [
      "`SHOW COLUMNS FROM …`: the type[[ of `{column}`]]",
      "The longest or largest value in the batch: `MAX(CHAR_LENGTH(…))`",
    ],
    fixes: [
      "If such values are legitimate, widen the column:[[ `ALTER TABLE … MODIFY {column} VARCHAR(…)`]] (or BIGINT, DECIMAL, TEXT)",
      "Otherwise cut or set them aside before writing",
    ],
  },
  {
    id: "mysql/file-column-count",
    title: "File row has the wrong number of columns (MySQL)",
    category: "data_quality",
    alternatives: ["schema_change", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Row (?<row>\d{1,12}) (?<problem>doesn't contain data for all columns|was truncated; it contained more data than there were input columns)/,
      ],
    },
    rootCause: "Row {row} of the loaded file does not have the table's columns: it {problem}",
    explanation:
      "`LOAD DATA` matches columns by position. An unquoted separator, another line ending, or a new column in the export shifts them.",
    checks: ["Row {row} of the file: `sed -n {row}p FILE` (plus the ignored header lines)"],
    fixes: [
      "Set `FIELDS TERMINATED BY`, `ENCLOSED BY` and `LINES TERMINATED BY` as the file has them",
      "If the export gained or lost a column, name the columns in `LOAD DATA … (a, b, @skip)`",
    ],
  },
];
