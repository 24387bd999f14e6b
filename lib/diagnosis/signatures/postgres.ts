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
      "The server found no such column in the statement's tables: it was renamed or dropped, a migration has not run yet, or the statement misspells it. Quoted names keep their upper case, unquoted names become lower case; text in double quotes counts as a column.",
    checks: [
      "The table's current columns (`\\d table`), and migrations since the last success",
      "Commits that touched the statement since the last success",
    ],
    fixes: [
      "Use the column's current name in the statement",
      "Restore the column, or run the migration that adds it, before this task",
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
    rootCause: "table `{table}` does not exist in the connected database",
    explanation:
      "The server has no table or view by that name on the search path: it was renamed or dropped, the step that creates it has not run, it is in another schema, or the connection goes to another database.",
    checks: [
      "Database, schema and `search_path` of the task's connection",
      "Whether the step or migration that creates `{table}` has run, and who changed it last",
    ],
    fixes: [
      "Run the step that creates the table first",
      "Qualify the table with its schema, or fix the name",
    ],
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
      "The server has no function by that name for these argument types. Often the function exists, but an argument's type changed, or it belongs to an extension or schema that is missing.",
    checks: [
      "The functions by that name (`\\df name`), and the argument types in the message",
      "Whether the extension that provides it is installed in this database",
    ],
    fixes: [
      "Cast the arguments to the types that the function takes",
      "Create the function or its extension, or use an equivalent that this database has",
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
    rootCause: "schema[[ `{schema}`]] does not exist in the connected database",
    explanation:
      "Either nobody created the schema in this database, or the connection goes to a different database than intended.",
    checks: ["The schemas of the database (`\\dn`), and which database the task connects to"],
    fixes: ["Create the schema with a migration", "Fix the schema name or the connection's database"],
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
    rootCause: "data type `{type}` does not exist in the connected database",
    explanation:
      "The type belongs to another database (`datetime`, `string`), is a project type that was not created here, or comes with an extension (`vector`, `geometry`, `hstore`).",
    checks: ["Whether the type is PostgreSQL's own, the project's (`\\dT`) or an extension's (`\\dx`)"],
    fixes: [
      "Use PostgreSQL's name for the type (`timestamp`, `text`, `double precision`)",
      "Run `CREATE EXTENSION` or the migration that creates the type",
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
      "`CREATE EXTENSION` only enables what is installed on the server's disk; this server's image or plan does not include the extension, or does not preload it.",
    checks: ["`select * from pg_available_extensions` on that server, and its image or plan"],
    fixes: [
      "Use a server image that has the extension, or install its package on the server",
      "If it must be preloaded, add it to `shared_preload_libraries` and restart",
    ],
    docs: [`${DOCS}/sql-createextension.html`],
  },
  {
    id: "postgres/type-mismatch",
    title: "Type mismatch (PostgreSQL)",
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
      "Types do not match[[ at column `{column}`]][[: {type} is expected]][[, {given} is given]][[: no operator for `{expression}`]]",
    explanation:
      "PostgreSQL casts only between related types implicitly. A column's type changed, text is compared with numbers, or the columns of an `INSERT … SELECT` are in a different order than the table's.",
    checks: [
      "The types on both sides, and whether one of the columns recently changed type",
      "The column order, if the `INSERT` lists no columns",
    ],
    fixes: ["Cast explicitly (`x::integer`)", "List the columns of the `INSERT`"],
    docs: [`${DOCS}/typeconv.html`],
  },
  {
    id: "postgres/syntax-error",
    title: "SQL syntax error (PostgreSQL)",
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
    rootCause: "The SQL has a syntax error[[ near `{token}`]][[: {what}]]",
    explanation:
      "The server could not parse the statement: a typo, a missing comma or bracket, an unquoted value, an unfilled placeholder, or another database's syntax.",
    checks: ["The statement as sent, with every placeholder and template filled in"],
    fixes: [
      "Fix the statement at that position",
      "Pass values as parameters instead of formatting them into the text",
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
    rootCause: "`{name}` is ambiguous in the statement",
    explanation:
      "Two tables in the statement have a column by that name (or two functions match). Often a column was added to one of the tables, which made a working query ambiguous.",
    checks: ["Which tables in the statement have `{name}`, and which of them got it recently"],
    fixes: ["Prefix the column with its table alias", "Cast arguments if a function is meant"],
  },
  {
    id: "postgres/grouping-error",
    title: "Invalid grouping (PostgreSQL)",
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
      "The query's grouping is invalid[[: `{column}` is neither grouped nor aggregated]][[: an aggregate is used in {clause}]]",
    explanation:
      "Every selected column must be in `GROUP BY` or inside an aggregate; aggregates and window functions are not allowed in `WHERE` or `GROUP BY`.",
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
    rootCause: "`{table}` cannot be referenced at that point in the statement",
    explanation:
      "A table or alias is missing from the `FROM`, is in it twice, or is out of scope at that point; once a table has an alias, only the alias works.",
    checks: ["The statement's `FROM` and joins, and their aliases"],
    fixes: ["Join `{table}`, or use the alias it has"],
  },
  {
    id: "postgres/column-count",
    title: "Column count mismatch (PostgreSQL)",
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
      "The `INSERT` (or `UNION`) matches columns by position. A column was added to the table or to one of the queries, or `select *` now returns more.",
    checks: ["The target table's current columns against the statement's"],
    fixes: ["List the columns on both sides, without `select *`"],
  },
  {
    id: "postgres/subquery-rows",
    title: "Subquery returned more than one row (PostgreSQL)",
    category: "data_quality",
    alternatives: ["warehouse_sql", "code_bug"],
    strength: "strong",
    transience: "permanent",
    match: { message: [/more than one row returned by a subquery used as an expression/] },
    rootCause: "A subquery that should return one value returned several rows",
    explanation:
      "The subquery's key is not unique in the data: a duplicate appeared in its table, or the condition is too broad.",
    checks: ["Duplicates in the subquery's table for the key it filters by"],
    fixes: ["Deduplicate, or make the subquery pick one (`limit 1` with `order by`, `max()`)"],
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
        /(?:ERROR: {1,2}|'M': '|Invalid operation: |Duplicate[A-Z]\w{1,20}[:)] |Error in [^\n]{1,200}\n {2})(?<kind>[Rr]elation|schema|database|type|role|extension|table|view|policy|trigger|index|constraint|function|publication) "(?<name>[^"\n]{1,200})"(?: for relation "(?<table>[^"\n]{1,200})")? already exists/,
        /(?<kind>constraint|trigger|policy) "(?<name>[^"\n]{1,200})" for (?:relation|table) "(?<table>[^"\n]{1,200})" already exists/,
      ],
      not: [/already exists, skipping/],
    },
    rootCause: "`{name}`[[ of `{table}`]] already exists, so it cannot be created",
    explanation:
      "The statement creates something that already exists: an earlier attempt created it and failed later, two runs overlap, or the statement was meant to run only once.",
    checks: ["Who created it: an earlier attempt, another run, or a migration"],
    fixes: [
      "Make the step idempotent: `CREATE … IF NOT EXISTS`, or drop it first",
      "Keep two runs of the step from overlapping",
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
    rootCause: "The object[[ ({object})]] cannot be dropped or changed because others depend on it",
    explanation:
      "Views, foreign keys or policies refer to the table or column. PostgreSQL does not drop or change what others depend on unless they go too; `CREATE OR REPLACE VIEW` may only add columns at the end.",
    checks: ["The objects in the DETAIL line, and who owns them"],
    fixes: [
      "Drop and recreate the dependent views in the same step, or add `CASCADE` deliberately",
      "Refill the table in place (`TRUNCATE` and insert) instead of dropping it",
    ],
    docs: [`${DOCS}/ddl-depend.html`],
  },
];
