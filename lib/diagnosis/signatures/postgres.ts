import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://www.postgresql.org/docs/current";

/**
 * What PostgreSQL says about statements and rows, through any driver. Redshift and other databases
 * that grew out of PostgreSQL report in the same words, so the texts here hold for them too.
 */
export const postgresSignatures: Signature[] = [
  {
    id: "postgres/undefined-column",
    title: "Column does not exist (PostgreSQL)",
    category: "schema_change",
    alternatives: ["warehouse_sql", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /column "(?<column>[^"\n]{1,200})" of relation "(?<table>[^"\n]{1,200})" does not exist/,
        /column "(?<column>[^"\n]{1,200})" (?:named in key |referenced in foreign key constraint )?does not exist/,
        /column (?<column>[\w.]{1,200}) does not exist/,
      ],
      not: [/does not exist in \w{0,100}__dbt_tmp/],
    },
    rootCause: "column `{column}`[[ of `{table}`]] does not exist",
    explanation:
      "The server found no such column in the tables of the statement: it was renamed or dropped, a migration has not run yet, or the statement misspells it. Names in double quotes keep their upper case, names without become lower case; text in double quotes is read as a column.",
    checks: [
      "The columns of the table now (`\\d table`), and migrations since the last success",
      "Commits that touched the statement since the last success",
    ],
    fixes: [
      "Use the column's present name in the statement",
      "Bring the column back, or run the migration that adds it, before this task",
    ],
    docs: [`${DOCS}/errcodes-appendix.html`],
  },
  {
    id: "postgres/undefined-table",
    title: "Table or view does not exist (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["schema_change", "upstream_missing_data", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /relation "(?<table>[^"\n]{1,200})" does not exist/,
        /(?:ERROR: {1,2}|'M': '|Invalid operation: |UndefinedTable: |UndefinedTable\) |UndefinedTableError: )(?:[Tt]able|view|materialized view|foreign table|sequence) "(?<table>[^"\n]{1,200})" does not exist/,
      ],
      not: [/of relation "[^"\n]{1,200}" does not exist/],
    },
    rootCause: "table `{table}` does not exist in the database that was asked",
    explanation:
      "The server knows no table or view of that name on the search path: it was renamed or dropped, the step that makes it has not run, it lies in another schema, or the connection leads to another database.",
    checks: [
      "Database, schema and `search_path` of the connection the task used",
      "Whether the step or migration that makes `{table}` has run, and who changed it last",
    ],
    fixes: ["Run the step that makes the table first", "Name the schema with the table, or correct the name"],
    docs: [`${DOCS}/ddl-schemas.html`],
  },
  {
    id: "postgres/undefined-function",
    title: "Function does not exist for these arguments (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["code_bug", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /function (?<function>[\w."]{1,200}\([^()\n]{0,300}\)) does not exist/,
        /procedure (?<function>[\w."]{1,200}\([^()\n]{0,300}\)) does not exist/,
      ],
    },
    rootCause: "function `{function}` does not exist",
    explanation:
      "The server has no function of that name that takes arguments of these types. Often the function exists, but an argument has another type than before, or it belongs to an extension or schema that is not there.",
    checks: [
      "The functions of that name (`\\df name`) and the types of the arguments in the message",
      "Whether the extension that brings it is installed in this database",
    ],
    fixes: [
      "Cast the arguments to the types the function takes",
      "Create the function or its extension, or use what this database has in its place",
    ],
    docs: [`${DOCS}/typeconv-func.html`],
  },
  {
    id: "postgres/undefined-schema",
    title: "Schema does not exist (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["configuration", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /schema "(?<schema>[^"\n]{1,200})" does not exist/,
        /no schema has been selected to create in/,
      ],
      not: [/Catalog Error/],
    },
    rootCause: "schema[[ `{schema}`]] does not exist in the database that was asked",
    explanation:
      "Statements that name a schema fail before anything else when it is not there. Either nobody has made it in this database, or the connection leads to another database than meant.",
    checks: ["The schemas of the database (`\\dn`), and which database the task connects to"],
    fixes: ["Create the schema with a migration", "Correct the schema's name or the connection's database"],
    docs: [`${DOCS}/ddl-schemas.html`],
  },
  {
    id: "postgres/undefined-type",
    title: "Data type does not exist (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["code_bug", "missing_dependency", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/type "(?<type>[^"\n]{1,100})" does not exist/], not: [/Catalog Error/] },
    rootCause: "data type `{type}` does not exist in this database",
    explanation:
      "The type is one of another database (`datetime`, `string`), a type of the project that was not created here, or one that an extension brings (`vector`, `geometry`, `hstore`).",
    checks: ["Whether the type is PostgreSQL's own, the project's (`\\dT`) or an extension's (`\\dx`)"],
    fixes: [
      "Use PostgreSQL's name of the type (`timestamp`, `text`, `double precision`)",
      "Run `CREATE EXTENSION` or the migration that makes the type",
    ],
    docs: [`${DOCS}/datatype.html`],
  },
  {
    id: "postgres/extension-unavailable",
    title: "PostgreSQL extension not installed on the server",
    category: "missing_dependency",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /could not open extension control file "(?<path>[^"\n]{1,300})"/i,
        /extension "(?<extension>[^"\n]{1,100})" is not available/,
        /could not access file "(?<path>\$libdir\/[^"\n]{1,200})": No such file or directory/,
        /could not load library "(?<path>[^"\n]{1,300})"/,
        /extension "(?<extension>[^"\n]{1,100})" must be preloaded|(?<library>\w{1,60}) (?:can only be loaded|must be loaded) via shared_preload_libraries/,
      ],
    },
    rootCause: "The database server lacks an extension[[ `{extension}`]][[ (`{path}`)]][[ (`{library}`)]]",
    explanation:
      "`CREATE EXTENSION` only switches on what is installed on the server's own disk; this server's image or plan does not bring the extension, or does not load it at its start.",
    checks: ["`select * from pg_available_extensions` on that server, and its image or plan"],
    fixes: [
      "Use a server image that has the extension, or install its package on the server",
      "Add it to `shared_preload_libraries` and restart, where it must be loaded at the start",
    ],
    docs: [`${DOCS}/sql-createextension.html`],
  },
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
    id: "postgres/type-mismatch",
    title: "Types do not fit together (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /column "(?<column>[^"\n]{1,200})" is of type (?<type>[a-z][\w .[\]()"]{1,60}) but expression is of type (?<given>[a-z][\w []{1,60})/,
        /operator does not exist: (?<expression>[^\n]{1,120})/,
        /(?:UNION|INTERSECT|EXCEPT|CASE|COALESCE|VALUES|JOIN\/USING) types (?<type>[a-z][\w ]{1,60}) and (?<given>[a-z][\w ]{1,60}) cannot be matched/,
        /argument of (?<clause>WHERE|HAVING|JOIN\/ON|AND|OR|NOT|CASE\/WHEN|FILTER|LIMIT) must be type (?<type>[a-z ]{1,30}), not type (?<given>[a-z][\w ]{1,60})/,
        /column "(?<column>[^"\n]{1,200})" cannot be cast automatically to type (?<type>[a-z][\w ]{1,60})/,
        /cannot cast type (?<given>[a-z][\w ]{1,60}) to (?<type>[a-z][\w ]{1,60})/,
      ],
      not: [/Binder Error|line \d+:\d+: /],
    },
    rootCause:
      "Types do not fit[[ at column `{column}`]][[: {type} is wanted]][[, {given} is given]][[: no operator for `{expression}`]]",
    explanation:
      "PostgreSQL converts only between related types by itself. A column's type changed, texts are compared with numbers, or the columns of an `INSERT … SELECT` are in another order than those of the table.",
    checks: [
      "The types on both sides, and whether one of the columns changed its type lately",
      "The order of columns where the `INSERT` names none",
    ],
    fixes: ["Cast explicitly (`x::integer`)", "Name the columns of the `INSERT`"],
    docs: [`${DOCS}/typeconv.html`],
  },
  {
    id: "postgres/syntax-error",
    title: "SQL that the server cannot read (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /syntax error at or near "(?<token>[^"\n]{0,200})"/,
        /(?<what>syntax error at end of input)/,
        /unterminated (?:quoted string|quoted identifier|dollar-quoted string|\/\* comment) at or near "(?<token>[^"\n]{0,200})"/,
        /zero-length delimited identifier at or near "(?<token>[^"\n]{0,200})"/,
      ],
      not: [/Parser Error|PARSE_SYNTAX_ERROR|ParseException/],
    },
    rootCause: "The SQL is not valid[[ near `{token}`]][[: {what}]]",
    explanation:
      "The server could not parse the statement: a misspelt word, a missing comma or bracket, a value put in without quotes, a placeholder that was not filled, or syntax of another database.",
    checks: ["The statement as it was sent, with every placeholder and template filled in"],
    fixes: [
      "Correct the statement there",
      "Pass values as parameters in place of formatting them into the text",
    ],
  },
  {
    id: "postgres/ambiguous-reference",
    title: "Ambiguous name in SQL (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /column reference "(?<name>[^"\n]{1,200})" is ambiguous/,
        /table reference "(?<name>[^"\n]{1,200})" is ambiguous/,
        /function (?<name>[\w.]{1,100}\([^()\n]{0,200}\)) is not unique/,
      ],
    },
    rootCause: "`{name}` could mean more than one thing in the statement",
    explanation:
      "Two tables of the statement have a column of that name (or two functions fit). Often a column was added to one of the tables, and a query that was clear before is not any more.",
    checks: ["Which tables of the statement have `{name}`, and which of them got it lately"],
    fixes: ["Write the table's alias before the column", "Cast arguments where a function is meant"],
  },
  {
    id: "postgres/grouping-error",
    title: "Column missing in GROUP BY (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /column "(?<column>[^"\n]{1,200})" must appear in the GROUP BY clause or be used in an aggregate function/,
        /aggregate functions are not allowed in (?<clause>[A-Z][A-Z /]{1,40})/,
        /window functions are not allowed in (?<clause>[A-Z][A-Z /]{1,40})/,
      ],
    },
    rootCause:
      "The query's grouping is not valid[[: `{column}` is neither grouped nor aggregated]][[: an aggregate stands in {clause}]]",
    explanation:
      "Every selected column must be in `GROUP BY` or inside an aggregate; aggregates and window functions may not stand in `WHERE` or `GROUP BY`.",
    checks: ["Columns of the `SELECT` against those of the `GROUP BY`"],
    fixes: ["Add the column to `GROUP BY`, or aggregate it", "Move conditions on aggregates to `HAVING`"],
  },
  {
    id: "postgres/from-clause-entry",
    title: "Table alias not in FROM (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /missing FROM-clause entry for table "(?<table>[^"\n]{1,200})"/,
        /invalid reference to FROM-clause entry for table "(?<table>[^"\n]{1,200})"/,
        /table name "(?<table>[^"\n]{1,200})" specified more than once/,
      ],
    },
    rootCause: "The statement uses `{table}`, which its `FROM` does not name so",
    explanation:
      "A table or alias is used that is not (or twice) in the `FROM`, or that cannot be seen from that place; once a table has an alias, only the alias counts.",
    checks: ["The `FROM` and the joins of the statement, and their aliases"],
    fixes: ["Join `{table}`, or use the alias it has"],
  },
  {
    id: "postgres/column-count",
    title: "Number of columns does not fit (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<what>INSERT has more (?:target columns than expressions|expressions than target columns))/,
        /(?<what>each (?:UNION|INTERSECT|EXCEPT) query must have the same number of columns)/,
        /(?<what>VALUES lists must all be the same length)/,
        /(?<what>subquery has too (?:many|few) columns)/,
      ],
    },
    rootCause: "The two sides of the statement have different numbers of columns: {what}",
    explanation:
      "The `INSERT` (or `UNION`) pairs columns by position. A column was added to the table or to one of the queries, or `select *` now brings more.",
    checks: ["Columns of the target table now against those of the statement"],
    fixes: ["Name the columns on both sides, without `select *`"],
  },
  {
    id: "postgres/subquery-rows",
    title: "Subquery returned more than one row (PostgreSQL)",
    category: "data_quality",
    alternatives: ["warehouse_sql", "code_bug"],
    strength: "strong",
    transience: "permanent",
    match: { message: [/more than one row returned by a subquery used as an expression/] },
    rootCause: "A subquery that should give one value gave several rows",
    explanation:
      "The subquery's key is not unique in the data: a duplicate appeared in the table it reads, or the condition is too wide.",
    checks: ["Duplicates in the table of the subquery for the key it filters by"],
    fixes: ["Remove the duplicates, or make the subquery choose (`limit 1` with `order by`, `max()`)"],
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
    id: "postgres/already-exists",
    title: "Object already exists (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /column "(?<name>[^"\n]{1,200})" of (?<kind>relation) "(?<table>[^"\n]{1,200})" already exists/,
        /(?:ERROR: {1,2}|'M': '|Invalid operation: |Duplicate[A-Z]\w{1,20}[:)] |Error in [^\n]{1,200}\n {2})(?<kind>[Rr]elation|schema|database|type|role|extension|table|view|policy|trigger|index|constraint|function|publication|replication slot) "(?<name>[^"\n]{1,200})"(?: for relation "(?<table>[^"\n]{1,200})")? already exists/,
        /(?<kind>constraint|trigger|policy) "(?<name>[^"\n]{1,200})" for (?:relation|table) "(?<table>[^"\n]{1,200})" already exists/,
      ],
      not: [/already exists, skipping/],
    },
    rootCause: "`{name}`[[ of `{table}`]] already exists, so it cannot be created",
    explanation:
      "The statement makes something that is already there: an earlier attempt made it and failed later, two runs work at once, or the statement was meant to run a single time.",
    checks: ["Who made it: an earlier attempt, another run, or a migration"],
    fixes: [
      "Make the step repeatable: `CREATE … IF NOT EXISTS`, or drop it first",
      "Do not let two runs of the step overlap",
    ],
  },
  {
    id: "postgres/dependent-objects",
    title: "Other objects depend on it (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /cannot drop (?<object>[a-z][^\n]{1,200}) because (?:other objects depend on it|(?:it|extension|default)[^\n]{1,120} requires? it)/,
        /cannot drop desired object\(s\) because other objects depend on them/,
        /cannot alter type of a column used (?:by|in) a (?<object>view or rule|generated column|policy definition|trigger definition|publication)/,
        /cannot drop columns from (?<object>view)/,
        /cannot change (?:name|data type) of (?<object>view column "[^"\n]{1,200}")/,
        /role "(?<object>[^"\n]{1,200})" cannot be dropped because some objects depend on it/,
      ],
    },
    rootCause: "The object[[ ({object})]] cannot be dropped or changed, because others are built on it",
    explanation:
      "Views, foreign keys or policies refer to the table or column. PostgreSQL refuses to change what others stand on unless they go too; `CREATE OR REPLACE VIEW` may only add columns at the end.",
    checks: ["The objects listed in the DETAIL line, and who owns them"],
    fixes: [
      "Drop and make the dependent views again in the same step, or add `CASCADE` on purpose",
      "Fill the table in place (`TRUNCATE` and insert) in place of dropping it",
    ],
    docs: [`${DOCS}/ddl-depend.html`],
  },
  {
    id: "postgres/transaction-block",
    title: "Statement that may not run in a transaction (PostgreSQL)",
    category: "code_bug",
    alternatives: ["configuration", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<statement>[A-Z][A-Z ]{2,60}) cannot (?:run inside a transaction block|be executed from a function)/,
        /set_session cannot be used inside a transaction/,
        /can't change '(?<statement>\w{1,40})' now: connection[^\n]{0,40} in transaction status/,
      ],
    },
    rootCause: "A statement[[, `{statement}`,]] was run inside a transaction, where it is not allowed",
    explanation:
      "Statements such as `VACUUM`, `CREATE DATABASE` or `CREATE INDEX CONCURRENTLY` must stand alone, but drivers begin a transaction by themselves before the first statement (also when several statements are sent as one).",
    checks: ["Whether the connection is in autocommit mode where the statement is run"],
    fixes: [
      'Switch the connection to autocommit for this statement (`isolation_level="AUTOCOMMIT"` in SQLAlchemy)',
      "Send the statement alone, not together with others",
    ],
  },
  {
    id: "postgres/transaction-aborted",
    title: "Statement after a failed one in the same transaction (PostgreSQL)",
    category: "code_bug",
    alternatives: ["warehouse_sql", "data_quality"],
    strength: "hint",
    transience: "permanent",
    match: { message: [/current transaction is aborted, commands ignored until end of transaction block/] },
    rootCause:
      "An earlier statement of the same transaction failed, and the code went on without rolling it back",
    explanation:
      "Once a statement fails, PostgreSQL refuses all others until the transaction ends. The real failure was reported before this one, or was caught and not shown.",
    checks: ["The first database error above this line, and `except` blocks that hide one"],
    fixes: [
      "Repair the statement that failed first",
      "Roll back (or use a savepoint) where an error is caught",
    ],
    docs: [`${DOCS}/sql-savepoint.html`],
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
