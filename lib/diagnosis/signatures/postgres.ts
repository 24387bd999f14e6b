import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://www.postgresql.org/docs/current";

/**
 * PostgreSQL: statements that the server rejects. Redshift and other databases that descend from PostgreSQL
 * use the same messages, so these match them too.
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
];
