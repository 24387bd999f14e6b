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
        /no existe la columna [«"]?(?<column>[^«»"\s]{1,200})[»"]?(?: en la relación [«"](?<table>[^«»"\n]{1,200})[»"])?/,
        /(?:la colonne|Spalte|la colonna|coluna|столбец|kolumna) [«»"]?\s?(?<column>[^«»"\s]{1,200})\s?[«»"]?(?: (?:de la relation|von Relation|della relazione|da relação|в таблице|relacji) [«»"]\s?(?<table>[^«»"\s]{1,200})\s?[«»"])? (?:existiert nicht|n'existe pas|non esiste|não existe|не существует|nie istnieje|mevcut değil)/,
        /关系 ?"(?<table>[^"\n]{1,200})" ?的 ?"(?<column>[^"\n]{1,200})" ?字段不存在/,
        /字段 "(?<column>[^"\s]{1,200})"? ?不存在/,
        /リレーション"(?<table>[^"\n]{1,200})"の列"(?<column>[^"\n]{1,200})"は存在しません/,
        /列"(?<column>[^"\n]{1,200})"は存在しません/,
        /"(?<column>[^"\n]{1,200})" 칼럼은 "(?<table>[^"\n]{1,200})" 릴레이션\(relation\)에 없음/,
        /"(?<column>[^"\n]{1,200})" 이름의 칼럼은 없습니다/,
        /"(?<column>[^"\n]{1,200})" (?:kolonu|sütunu) mevcut değil/,
        /UndefinedColumn(?:Error)?[:)] [^"«»“”„『』「」\n]{0,120}["«»“”„『』「」]\s?(?<column>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」](?:[^"«»“”„『』「」\n]{1,60}["«»“”„『』「」]\s?(?<table>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」])?/,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )42703\b(?:[^"«»“”„『』「」\n]{0,160}["«»“”„『』「」]\s?(?<column>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」](?:[^"«»“”„『』「」\n]{1,60}["«»“”„『』「」]\s?(?<table>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」])?)?/,
      ],
      not: [/does not exist in \w{0,100}__dbt_tmp/, /column "[^"\n]{1,200}" specified more than once/],
    },
    rootCause: "Column[[ `{column}`]][[ of `{table}`]] does not exist",
    explanation:
      "The server found no such column in the statement's tables: it was renamed or dropped, a migration has not run yet, or the statement misspells it. Quoted names keep their upper case, unquoted names become lower case; text in double quotes counts as a column.",
    checks: [
      "The table's current columns (`\\d table`), and migrations since the last success",
      "Commits that touched the statement since the last success",
    ],
    fixes: [
      "If it was renamed, use its current name in the statement (`\\d table` lists them)",
      "If it is new, run the migration that adds it before this task",
      "If it was meant as text, put it in single quotes; mixed-case names need double quotes",
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
        /no existe la relación [«"](?<table>[^«»"\n]{1,200})[»"]/,
        /(?:la relation|Relation|la relazione|relação|отношение|relacja) [«»"]\s?(?<table>[^«»"\n]{1,200}?)\s?[«»"] (?:existiert nicht|n'existe pas|non esiste|não existe|не существует|nie istnieje|mevcut değil)/,
        /关系 "(?<table>[^"\n]{1,200})" ?不存在/,
        /リレーション"(?<table>[^"\n]{1,200})"は存在しません/,
        /"(?<table>[^"\n]{1,200})" 이름의 릴레이션\(relation\)이 없습니다/,
        /"(?<table>[^"\n]{1,200})" (?:nesnesi|ilişkisi|tablosu) mevcut değil/,
        /UndefinedTable(?:Error)?[:)] [^"«»“”„『』「」\n]{0,120}["«»“”„『』「」]\s?(?<table>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」]/,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )42P01\b(?:[^"«»“”„『』「」\n]{0,160}["«»“”„『』「」]\s?(?<table>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」])?/,
      ],
      not: [
        /of relation "[^"\n]{1,200}" does not exist/,
        /(?:la columna|la colonne|Spalte|la colonna|coluna|kolumna) [«»"]/,
        /missing FROM-clause entry|invalid reference to FROM-clause|[Cc]olumn "/,
      ],
    },
    rootCause: "Table[[ `{table}`]] does not exist in the connected database",
    explanation:
      "The server has no table or view by that name on the search path: it was renamed or dropped, the step that creates it has not run, it is in another schema, or the connection goes to another database.",
    checks: [
      "`\\dt *.NAME` in the connected database: whether the table is in another schema",
      "Whether the step or migration that creates it has run, and who changed it last",
    ],
    fixes: [
      "Run the step or migration that creates it first",
      "If it is in another schema, write `schema.table`, or set `search_path`",
      "If the connection goes to another database, correct the database in it",
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
        /no existe la función (?<function>[\w."]{1,200}\([^()\n]{0,300}\))/,
        /(?:la fonction|Funktion|la funzione|função|функция|funkcja) (?<function>[\w."]{1,200}\([^()\n]{0,300}\)) (?:existiert nicht|n'existe pas|non esiste|não existe|не существует|nie istnieje|mevcut değil)/,
        /函数 (?<function>[\w."]{1,200}\([^()\n]{0,300}\)) 不存在/,
        /関数(?<function>[\w."]{1,200}\([^()\n]{0,300}\))は存在しません/,
        /(?<![\w."])(?<function>[\w."]{1,200}\([^()\n]{0,300}\)) 이름의 함수가 없음/,
      ],
    },
    rootCause: "Function `{function}` does not exist",
    explanation:
      "The server has no function by that name for these argument types. Often the function exists, but an argument's type changed, or it belongs to an extension or schema that is missing.",
    checks: [
      "The functions by that name (`\\df name`), and the argument types in the message",
      "Whether the extension that provides it is installed in this database",
    ],
    fixes: [
      "Cast the arguments to what the function takes, for example `round(x::numeric, 2)`: {function}",
      'If it comes with an extension: `CREATE EXTENSION "uuid-ossp"`, `pgcrypto`, `postgis` … in this database',
      "If it belongs to another database's SQL, use PostgreSQL's equivalent, or create it",
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
        /no existe el esquema [«"](?<schema>[^«»"\n]{1,200})[»"]/,
        /(?:le schéma|Schema|lo schema|esquema|схема|schemat) [«»"]\s?(?<schema>[^«»"\n]{1,200}?)\s?[«»"] (?:existiert nicht|n'existe pas|non esiste|não existe|не существует|nie istnieje|mevcut değil)/,
        /模式 "(?<schema>[^"\n]{1,200})" ?不存在/,
        /スキーマ"(?<schema>[^"\n]{1,200})"は存在しません/,
        /"(?<schema>[^"\n]{1,200})" 스키마\(schema\) 없음/,
        /InvalidSchemaName(?:Error)?[:)] (?:[^"«»“”„『』「」\n]{0,120}["«»“”„『』「」]\s?(?<schema>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」])?/,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )3F000\b(?:[^"«»“”„『』「」\n]{0,160}["«»“”„『』「」]\s?(?<schema>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」])?/,
      ],
      not: [/Catalog Error/],
    },
    rootCause: "Schema[[ `{schema}`]] does not exist in the connected database",
    explanation:
      "Either nobody created the schema in this database, or the connection goes to a different database than intended.",
    checks: ["The schemas of the database (`\\dn`), and which database the task connects to"],
    fixes: [
      "Create it: `CREATE SCHEMA[[ {schema}]]` (a migration, or the step that does so)",
      "Correct the schema's name or the connection's database",
    ],
    docs: [`${DOCS}/ddl-schemas.html`],
  },
  {
    id: "postgres/undefined-type",
    title: "Data type does not exist (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["code_bug", "missing_dependency", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/type "(?<type>[^"\n]{1,100})" does not exist/],
      not: [
        /Catalog Error/,
        /type "(?:\w{1,60}\.)?(?:geometry|geography|raster|vector|halfvec|hstore|citext|ltree|cube)(?:\[\])?"/,
      ],
    },
    rootCause: "Data type `{type}` does not exist in the connected database",
    explanation:
      "The type belongs to another database (`datetime`, `string`), or is a project type that was not created in this database.",
    checks: ["Whether the type is PostgreSQL's own, the project's (`\\dT`) or an extension's (`\\dx`)"],
    fixes: [
      "Use PostgreSQL's name for the type: `timestamp` for datetime, `text` for string, `double precision` for double",
      "If the project defines `{type}`, run the migration that creates it (`CREATE TYPE`), or add its schema to `search_path`",
    ],
    docs: [`${DOCS}/datatype.html`],
  },
  {
    id: "postgres/extension-type",
    title: "PostgreSQL extension not installed in the database",
    category: "missing_dependency",
    alternatives: ["warehouse_sql", "configuration", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /type "(?:(?<schema>\w{1,60})\.)?(?<type>geometry|geography|raster|vector|halfvec|hstore|citext|ltree|cube)(?:\[\])?" does not exist/,
      ],
    },
    rootCause: "The type `{type}` does not exist, because its extension is not installed in this database",
    explanation:
      "`geometry`, `geography` and `raster` come with PostGIS, `vector` and `halfvec` with pgvector, the others with the extension of the same name. Extensions are installed per database, and a dump restores them only if the server has their packages.",
    checks: [
      "`SELECT extname, extnamespace::regnamespace FROM pg_extension` in this database, and `SELECT * FROM pg_available_extensions`",
    ],
    fixes: [
      "`CREATE EXTENSION postgis` (for `vector`, `CREATE EXTENSION vector`; otherwise the type's own name: {type}) in this database, then rerun",
      "If it is not available, install its package on the server first (`postgresql-16-postgis-3`, `postgresql-16-pgvector`), or enable it at the cloud provider",
      "If it is installed in another schema, add that schema to `search_path`",
    ],
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
      "Install its package on the server (for Debian: `postgresql-16-pgvector`, `postgresql-16-postgis-3`, `postgresql-contrib`), or use an image that has it, then `CREATE EXTENSION`",
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
        /(?:el operador no existe|l'opérateur n'existe pas ?|Operator existiert nicht|l'operatore non esiste|operador não existe|оператор не существует|操作符不存在|演算子が存在しません|연산자 없음): (?<expression>[^\n]{1,120})/,
        /(?:la columna|la colonne|Spalte|la colonna|coluna|столбец) [«»"]\s?(?<column>[^«»"\n]{1,200}?)\s?[«»"] (?:es de tipo|est de type|hat Typ|è di tipo|é do tipo|имеет тип) (?<type>[a-z][a-z ]{1,40}?),? (?:pero la expresión es de tipo|mais l'expression est de type|aber der Ausdruck hat Typ|ma l'espressione è di tipo|mas expressão é do tipo|а выражение -) (?<given>[a-z][a-z ]{1,40})/,
        /DatatypeMismatch(?:Error)?[:)] /,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )42804\b/,
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
    fixes: [
      "Cast explicitly (`x::integer`, `CAST(x AS date)`) in the statement",
      "List the columns of the `INSERT`, so that values meet the right ones",
      "If the source's type changed, change the column: `ALTER TABLE … ALTER COLUMN … TYPE … USING …`",
    ],
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
        /(?:error de sintaxis en o cerca de|erreur de syntaxe sur ou près de|Syntaxfehler bei|errore di sintassi a o presso|erro de sintaxe em ou próximo a|ошибка синтаксиса \(примерное положение:|语法错误 在|błąd składni w lub blisko) [«»"]\s?(?<token>[^«»"\n]{0,200}?)\s?[«»"]/,
        /"(?<token>[^"\n]{0,200})"またはその近辺で構文エラー/,
        /구문 오류, "(?<token>[^"\n]{0,200})" 부근/,
        /(?:errors\.SyntaxError|PostgresSyntaxError)[:)] [^"«»“”„『』「」\n]{0,60}["«»“”„『』「」]\s?(?<token>[^"«»“”„『』「」\n]{0,200}?)\s?["«»“”„『』「」]/,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )42601\b(?:[^"«»“”„『』「」\n]{0,160}["«»“”„『』「」]\s?(?<token>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」])?/,
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
        /(?:referencia a la columna|référence à la colonne|Spaltenverweis|riferimento alla colonna|referência à coluna|неоднозначная ссылка на столбец) [«»"]\s?(?<name>[^«»"\n]{1,200}?)\s?[«»"]/,
        /Ambiguous(?:Column|Function|Alias)(?:Error)?[:)] [^"«»“”„『』「」\n]{0,120}["«»“”„『』「」]\s?(?<name>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」]/,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )42702\b[^"«»“”„『』「」\n]{0,160}["«»“”„『』「」]\s?(?<name>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」]/,
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
        /GroupingError[:)] (?:[^"«»“”„『』「」\n]{0,120}["«»“”„『』「」]\s?(?<column>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」])?/,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )42803\b(?:[^"«»“”„『』「」\n]{0,160}["«»“”„『』「」]\s?(?<column>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」])?/,
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
];
