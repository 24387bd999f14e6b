import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://www.postgresql.org/docs/current";

/** PostgreSQL: values and rows that a table refuses. */
export const postgresRowSignatures: Signature[] = [
  {
    id: "postgres/unique-violation",
    title: "Row already exists: unique constraint (PostgreSQL)",
    category: "data_quality",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /duplicate key value violates unique constraint "(?<constraint>[^"\n]{1,200})"\s{1,8}(?:DETAIL|Detail): {1,2}Key \((?<columns>[^()\n]{1,200})\)=\((?<value>[^()\n]{1,200})\) already exists/,
        /duplicate key value violates unique constraint "(?<constraint>[^"\n]{1,200})"/,
        /could not create unique index "(?<constraint>[^"\n]{1,200})"/,
      ],
    },
    rootCause:
      "A row breaks the unique constraint `{constraint}`[[: a row with `{columns}` = {value} is already there]]",
    explanation:
      "The statement would have stored a second row with the same key, so the server refused the whole statement. Usual reasons: a run repeated without deleting what the first one wrote, duplicates in the source, or a sequence that lags behind its table.",
    checks: [
      "Duplicates of that key in the rows to be written, and whether an earlier attempt already wrote them",
      "The sequence of the key (`select last_value`) after a bulk load or restore",
    ],
    fixes: [
      "Make the write repeatable: `INSERT … ON CONFLICT`, `MERGE`, or delete the run's rows first",
      "Deduplicate the rows before writing",
      "Set the sequence past the table's maximum with `setval`",
    ],
    docs: [`${DOCS}/sql-insert.html`],
  },
  {
    id: "postgres/conflict-row-twice",
    title: "ON CONFLICT hits one row twice (PostgreSQL)",
    category: "data_quality",
    alternatives: ["code_bug", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ON CONFLICT DO UPDATE command cannot affect row a second time/,
        /MERGE command cannot affect row a second time/,
      ],
    },
    rootCause: "The rows to be written hold the same key more than once, so one row would be changed twice",
    explanation:
      "One upsert may touch each row once. The batch itself has duplicates of the key that `ON CONFLICT` or `MERGE` goes by.",
    checks: ["Duplicates of the conflict key inside the batch or the source query"],
    fixes: ["Keep one row per key before writing (`select distinct on (key) … order by updated_at desc`)"],
    docs: [`${DOCS}/sql-insert.html`],
  },
  {
    id: "postgres/conflict-no-constraint",
    title: "ON CONFLICT without a matching constraint (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/there is no unique or exclusion constraint matching the ON CONFLICT specification/],
    },
    rootCause: "The table has no unique constraint on the columns that `ON CONFLICT` names",
    explanation:
      "`ON CONFLICT (columns)` needs a unique index on exactly these columns. It was never made, was dropped, or is lost where the table is rebuilt (`CREATE TABLE AS`, pandas `to_sql` with `replace`).",
    checks: ["The indexes of the table now (`\\d table`), and what rebuilds the table"],
    fixes: ["Create the unique index with a migration", "Name the columns of the constraint that exists"],
    docs: [`${DOCS}/sql-insert.html`],
  },
  {
    id: "postgres/foreign-key-violation",
    title: "Foreign key violated (PostgreSQL)",
    category: "data_quality",
    alternatives: ["upstream_missing_data", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /insert or update on table "(?<table>[^"\n]{1,200})" violates foreign key constraint "(?<constraint>[^"\n]{1,200})"(?:\s{1,8}(?:DETAIL|Detail): {1,2}Key \((?<columns>[^()\n]{1,200})\)=\((?<value>[^()\n]{1,200})\) is not present in table "(?<parent>[^"\n]{1,200})")?/,
        /update or delete on table "(?<table>[^"\n]{1,200})" violates (?:RESTRICT setting of )?foreign key constraint "(?<constraint>[^"\n]{1,200})"/,
      ],
    },
    rootCause:
      "A row of `{table}` breaks the foreign key `{constraint}`[[: no row of `{parent}` has `{columns}` = {value}]]",
    explanation:
      "A row points to a parent row that is not there, or a parent is to be deleted while rows still point to it. Mostly parents were loaded after their children or not at all.",
    checks: [
      "Whether the parent rows were loaded by this run, and in which order the tables are written",
      "The key named in the DETAIL line in both tables",
    ],
    fixes: [
      "Load the parent table first, or hold rows without a parent back",
      "Delete children before parents, or declare `ON DELETE CASCADE`",
    ],
    docs: [`${DOCS}/ddl-constraints.html`],
  },
  {
    id: "postgres/not-null-violation",
    title: "Null in a column that must have a value (PostgreSQL)",
    category: "data_quality",
    alternatives: ["code_bug", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /null value in column "(?<column>[^"\n]{1,200})"(?: of relation "(?<table>[^"\n]{1,200})")? violates not-null constraint/,
        /column "(?<column>[^"\n]{1,200})"(?: of relation "(?<table>[^"\n]{1,200})")? contains null values/,
      ],
    },
    rootCause: "column `{column}`[[ of `{table}`]] got a null, but must have a value",
    explanation:
      "A row to be written has no value for a column declared `NOT NULL`: the source sent none, a join or a rename lost it, or the column is new and has no default.",
    checks: [
      "The row in the DETAIL line, and where its `{column}` should come from",
      "Whether the column became `NOT NULL` lately",
    ],
    fixes: [
      "Fill or drop rows without `{column}` before writing",
      "Give the column a default, or allow nulls if they are meant",
    ],
    docs: [`${DOCS}/ddl-constraints.html`],
  },
  {
    id: "postgres/check-violation",
    title: "Check constraint violated (PostgreSQL)",
    category: "data_quality",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /new row for relation "(?<table>[^"\n]{1,200})" violates check constraint "(?<constraint>[^"\n]{1,200})"/,
        /check constraint "(?<constraint>[^"\n]{1,200})" of relation "(?<table>[^"\n]{1,200})" is violated by some row/,
        /value for domain (?<table>[\w."]{1,200}) violates check constraint "(?<constraint>[^"\n]{1,200})"/,
        /conflicting key value violates exclusion constraint "(?<constraint>[^"\n]{1,200})"/,
      ],
    },
    rootCause: "A row[[ of `{table}`]] breaks the rule `{constraint}`",
    explanation:
      "The table's definition has a rule for its values, and a row to be written does not hold it, so the server refused the whole statement.",
    checks: ["The rule (`\\d table`) and the row in the DETAIL line"],
    fixes: ["Correct or set aside such rows before writing", "Change the rule if the new values are right"],
    docs: [`${DOCS}/ddl-constraints.html`],
  },
  {
    id: "postgres/no-partition",
    title: "No partition for the row (PostgreSQL)",
    category: "configuration",
    alternatives: ["data_quality", "code_bug", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /no partition of relation "(?<table>[^"\n]{1,200})" found for row(?:\s{1,8}(?:DETAIL|Detail): {1,2}Partition key of the failing row contains \((?<columns>[^()\n]{1,200})\) = \((?<value>[^()\n]{1,200})\))?/,
      ],
    },
    rootCause: "The partitioned table `{table}` has no partition for a row[[ with `{columns}` = {value}]]",
    explanation:
      "A partitioned table stores only rows that fit one of its partitions. Mostly the job that makes the next day's or month's partition did not run, or the key holds an unexpected value.",
    checks: ["The partitions of the table (`\\d+ table`) against the key in the DETAIL line"],
    fixes: [
      "Create the missing partition, and repair what should have made it",
      "Add a default partition, or correct the key's value",
    ],
    docs: [`${DOCS}/ddl-partitioning.html`],
  },
  {
    id: "postgres/invalid-value",
    title: "Value does not fit the type (PostgreSQL)",
    category: "data_quality",
    alternatives: ["schema_change", "code_bug", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /invalid input syntax for (?:type )?(?<type>[a-z][a-z ]{1,40}): "(?<value>[^"\n]{0,300})"/,
        /invalid input syntax for type (?<type>json)\b/,
        /invalid input value for enum (?<type>[\w."]{1,100}): "(?<value>[^"\n]{0,300})"/,
        /date\/time field value out of range: "(?<value>[^"\n]{0,100})"/,
        /malformed array literal: "(?<value>[^"\n]{0,300})"/,
        /time zone "(?<value>[^"\n]{1,80})" not recognized/,
      ],
    },
    rootCause: "A value[[ (`{value}`)]] cannot be read[[ as {type}]]",
    explanation:
      "The server could not read the text as the type asked for: an empty text for a number, `NaN` or `None` in JSON, a date in another order, columns that moved, or an enum that does not know the value yet.",
    checks: [
      "The value and the line in the CONTEXT, and the source file or column it came from",
      "Whether columns of the source changed their order or format",
    ],
    fixes: [
      "Convert or null such values before writing (`nullif(x, '')::int`)",
      "Name the columns explicitly, so that order does not matter",
    ],
  },
  {
    id: "postgres/value-too-long",
    title: "Text longer than its column (PostgreSQL)",
    category: "data_quality",
    alternatives: ["schema_change", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/value too long for type (?<type>[a-z][a-z ]{1,30}\(\d{1,9}\))/],
    },
    rootCause: "A text is longer than its column of type `{type}` allows",
    explanation:
      "PostgreSQL counts characters, Redshift bytes; a longer text is refused, not cut. The source began to send longer texts, columns moved, or the limit was too tight from the start.",
    checks: ["Columns declared `{type}` in the target table, and the longest text in the source"],
    fixes: ["Widen the column (or use `text`)", "Cut or set aside such rows on purpose before writing"],
    docs: [`${DOCS}/datatype-character.html`],
  },
  {
    id: "postgres/numeric-overflow",
    title: "Number out of range for its column (PostgreSQL)",
    category: "data_quality",
    alternatives: ["schema_change", "code_bug", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /numeric field overflow(?:\s{1,8}(?:DETAIL|Detail): {1,2}(?<detail>A field with precision \d{1,4}, scale -?\d{1,4} [a-z ]{1,60}10\^\d{1,4}))?/,
        /(?:ERROR: {1,2}|NumericValueOutOfRange[:)] |NumericValueOutOfRangeError: |\n {2})(?<type>smallint|integer|bigint|real|double precision) out of range/,
        /value "(?<value>[^"\n]{1,100})" is out of range for type (?<type>[a-z][a-z ]{1,30})/,
        /(?:nextval: )?reached maximum value of sequence "(?<sequence>[^"\n]{1,100})"/,
      ],
    },
    rootCause:
      "A number[[ ({value})]] is out of range for its column[[ of type `{type}`]][[: {detail}]][[: the sequence `{sequence}` is used up]]",
    explanation:
      "The value needs more digits than the column's type holds. Keys outgrow `integer` at 2,147,483,647; `numeric(p, s)` holds p minus s digits before the point.",
    checks: ["The type of the target columns against the largest value in the source"],
    fixes: ["Widen the column (`bigint`, `numeric` with more digits)", "Correct the value at its source"],
    docs: [`${DOCS}/datatype-numeric.html`],
  },
  {
    id: "postgres/division-by-zero",
    title: "Division by zero in SQL (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["data_quality", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?:ERROR: {1,2}|errors\.DivisionByZero[:)] |DivisionByZeroError: |Database Error in [^\n]{1,200}\n {2})division by zero(?!:)/,
      ],
      not: [/ZeroDivisionError|decimal\.DivisionByZero/],
    },
    rootCause: "The SQL divides by zero, most likely because a count or total is zero for some rows",
    explanation:
      "The server stops the whole statement at the first row whose divisor is zero; usually every row had a value there.",
    checks: ["The divisors of the statement, and rows in which they are zero"],
    fixes: ["Divide by `nullif(x, 0)`", "Correct the rows whose divisor should not be zero"],
    docs: [`${DOCS}/functions-conditional.html`],
  },
  {
    id: "postgres/copy-columns",
    title: "COPY: line with too many or too few fields (PostgreSQL)",
    category: "data_quality",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<what>extra data after last expected column)(?:\s{1,8}(?:CONTEXT|Where): {1,2}COPY (?<table>[\w."]{1,200}), line (?<line>\d{1,12}))?/,
        /(?<what>missing data for column "[^"\n]{1,200}")(?:\s{1,8}(?:CONTEXT|Where): {1,2}COPY (?<table>[\w."]{1,200}), line (?<line>\d{1,12}))?/,
        /(?<what>unterminated CSV quoted field)(?:\s{1,8}(?:CONTEXT|Where): {1,2}COPY (?<table>[\w."]{1,200}), line (?<line>\d{1,12}))?/,
        /(?<what>unquoted (?:newline|carriage return) found in data|literal (?:newline|carriage return) found in data|end-of-copy marker corrupt)(?:\s{1,8}(?:CONTEXT|Where): {1,2}COPY (?<table>[\w."]{1,200}), line (?<line>\d{1,12}))?/,
      ],
    },
    rootCause:
      "A line of the loaded file does not have the fields of the table: {what}[[ (`{table}`, line {line})]]",
    explanation:
      "`COPY` gives each field to one column, in order. The file gained or lost a column, uses another delimiter or quoting, or a text holds the delimiter or a line break without quotes.",
    checks: [
      "That line of the file, its delimiter and its quotes",
      "Columns of the file's header against those of the `COPY`",
    ],
    fixes: [
      "State the format (`FORMAT csv`, `HEADER`, `DELIMITER`, `QUOTE`) and the columns in the `COPY`",
      "Write the file with a CSV library that quotes",
    ],
    docs: [`${DOCS}/sql-copy.html`],
  },
  {
    id: "postgres/invalid-encoding",
    title: "Bytes that are not valid text (PostgreSQL)",
    category: "data_quality",
    alternatives: ["configuration", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /invalid byte sequence for encoding "(?<encoding>[^"\n]{1,40})": (?<bytes>0x[0-9a-f]{2}(?: 0x[0-9a-f]{2}){0,5})/,
        /character with byte sequence (?<bytes>0x[0-9a-f]{2}(?: 0x[0-9a-f]{2}){0,5}) in encoding "(?<encoding>[^"\n]{1,40})" has no equivalent/,
        /A string literal cannot contain NUL \((?<bytes>0x00)\) characters/,
        /PostgreSQL text fields cannot contain NUL \((?<bytes>0x00)\) bytes/,
        /unsupported Unicode escape sequence/,
      ],
    },
    rootCause: "The data holds bytes that are no text[[ in {encoding}]][[ ({bytes})]]",
    explanation:
      "The file or value is in another encoding than the connection says (often Latin-1 or Windows-1252 read as UTF-8), or holds a NUL, which PostgreSQL cannot store in text.",
    checks: ["The real encoding of the source, and the line in the CONTEXT"],
    fixes: [
      "State the source's encoding (`ENCODING 'WIN1252'` in `COPY`) or convert it to UTF-8 first",
      "Remove NUL characters before writing",
    ],
    docs: [`${DOCS}/multibyte.html`],
  },
  {
    id: "postgres/generated-column",
    title: "Value for a column that the database fills (PostgreSQL)",
    category: "code_bug",
    alternatives: ["schema_change", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /cannot insert (?:a non-DEFAULT value )?into column "(?<column>[^"\n]{1,200})"/,
        /column "(?<column>[^"\n]{1,200})" can only be updated to DEFAULT/,
        /cannot (?:insert into|update|delete from|copy to) view "(?<view>[^"\n]{1,200})"/,
      ],
    },
    rootCause:
      "The statement writes to what the database fills itself[[: column `{column}`]][[: view `{view}`]]",
    explanation:
      "Columns `GENERATED ALWAYS` take no value from outside, and most views cannot be written to.",
    checks: ["The definition of the column or view (`\\d+ name`)"],
    fixes: [
      "Leave the column out of the statement, or add `OVERRIDING SYSTEM VALUE` where a key must be kept",
      "Write to the table behind the view",
    ],
    docs: [`${DOCS}/ddl-generated-columns.html`],
  },
];
