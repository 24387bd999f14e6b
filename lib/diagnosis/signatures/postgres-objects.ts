import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://www.postgresql.org/docs/current";

/** PostgreSQL: objects that exist already, or that others depend on. */
export const postgresObjectSignatures: Signature[] = [
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
        /(?:la relación|la relation|Relation|la relazione|relação|отношение) [«»"]\s?(?<name>[^«»"\n]{1,200}?)\s?[«»"] (?:ya existe|existe déjà|existiert bereits|esiste già|já existe|уже существует)/,
        /关系 "(?<name>[^"\n]{1,200})" ?已经存在/,
        /リレーション"(?<name>[^"\n]{1,200})"はすでに存在します/,
        /"(?<name>[^"\n]{1,200})" 이름의 릴레이션\(relation\)이 이미 있습니다/,
        /Duplicate(?:Table|Column|Object|Schema|Database|Function)(?:Error)?[:)] [^"«»“”„『』「」\n]{0,120}["«»“”„『』「」]\s?(?<name>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」]/,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )(?:42P07|42701|42710|42P06|42P04)\b[^"«»“”„『』「」\n]{0,160}["«»“”„『』「」]\s?(?<name>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」]/,
      ],
      not: [/replication slot/, /already exists, skipping/],
    },
    rootCause: "`{name}`[[ of `{table}`]] already exists, so it cannot be created",
    explanation:
      "The statement creates something that already exists: an earlier attempt created it and failed later, two runs overlap, or the statement was meant to run only once.",
    checks: ["Who created it: an earlier attempt, another run, or a migration"],
    fixes: [
      "If an earlier attempt left `{name}` behind, drop it (`DROP TABLE IF EXISTS {name}`) or mark the migration's step as applied",
      "Make the step repeatable: `CREATE … IF NOT EXISTS`",
      "Keep two runs of the step from overlapping (`max_active_runs=1`)",
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
        /DependentObjectsStillExist(?:Error)?[:)] /,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )2BP01\b/,
      ],
    },
    rootCause: "The object[[ ({object})]] cannot be dropped or changed because others depend on it",
    explanation:
      "Views, foreign keys or policies refer to the table or column. PostgreSQL does not drop or change what others depend on unless they go too; `CREATE OR REPLACE VIEW` may only add columns at the end.",
    checks: ["The objects in the DETAIL line, and who owns them"],
    fixes: [
      "Drop and recreate the dependent views in the same step (the DETAIL lines name them), or `DROP … CASCADE` deliberately",
      "Refill the table in place instead of dropping it: `TRUNCATE` and insert",
    ],
    docs: [`${DOCS}/ddl-depend.html`],
  },
];
