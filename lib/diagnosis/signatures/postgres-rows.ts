import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://www.postgresql.org/docs/current";

/** PostgreSQL: values and rows that a table rejects. */
export const postgresRowSignatures: Signature[] = [
  {
    id: "postgres/unique-violation",
    title: "Duplicate key (PostgreSQL)",
    category: "data_quality",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /duplicate key value violates unique constraint "(?<constraint>[^"\n]{1,200})"\s{1,8}(?:DETAIL|Detail): {1,2}Key \((?<columns>[^()\n]{1,200})\)=\((?<value>[^()\n]{1,200})\) already exists/,
        /duplicate key value violates unique constraint "(?<constraint>[^"\n]{1,200})"/,
        /could not create unique index "(?<constraint>[^"\n]{1,200})"/,
        /(?:restricción de unicidad|contrainte unique|Unique-Constraint|vincolo univoco|restrição de unicidade|ограничение уникальности|唯一约束|一意性制約|ograniczenie unikalności) ?[«»"]\s?(?<constraint>[^«»"\n]{1,200}?)\s?[«»"](?:[^()\n]{0,40}\s{1,8}[^()\n]{1,60}\((?<columns>[^()\n]{1,200})\)=\((?<value>[^()\n]{1,200})\))?/,
        /"(?<constraint>[^"\n]{1,200})" (?:고유 제약 조건을 위반|tekil kısıtlamasını ihlal)/,
        /UniqueViolation(?:Error)?[:)] [^"«»“”„『』「」\n]{0,120}["«»“”„『』「」]\s?(?<constraint>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」](?:[^()\n]{0,60}\s{1,8}[^()\n]{1,60}\((?<columns>[^()\n]{1,200})\)=\((?<value>[^()\n]{1,200})\))?/,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )23505\b(?:[^"«»“”„『』「」\n]{0,160}["«»“”„『』「」]\s?(?<constraint>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」])?/,
      ],
    },
    rootCause:
      "A row violates the unique constraint[[ `{constraint}`]][[: a row with `{columns}` = {value} already exists]]",
    explanation:
      "The statement would have written a second row with the same key, so the server rejected the whole statement. Usual reasons: a rerun that did not delete the first run's rows, duplicates in the source, or a sequence that lags behind its table.",
    checks: [
      "Duplicates of that key in the rows being written, and whether an earlier attempt already wrote them",
      "The key's sequence (`select last_value`) after a bulk load or restore",
    ],
    fixes: [
      "If a rerun wrote the row before, delete that run's rows first, or write with `INSERT … ON CONFLICT[[ ({columns})]] DO UPDATE`",
      "If the source delivers it twice, deduplicate: `SELECT DISTINCT ON[[ ({columns})]] …`",
      "If it is a generated key, move the sequence on: `SELECT setval(pg_get_serial_sequence('table', 'id'), (SELECT max(id) FROM table))`",
    ],
    docs: [`${DOCS}/sql-insert.html`],
  },
  {
    id: "postgres/conflict-row-twice",
    title: "ON CONFLICT affects a row twice (PostgreSQL)",
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
    rootCause: "The rows being written contain the same key more than once, so one row would change twice",
    explanation:
      "An upsert may touch each row only once. The batch itself has duplicates of the key used by `ON CONFLICT` or `MERGE`.",
    checks: ["Duplicates of the conflict key in the batch or the source query"],
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
      message: [
        /there is no unique or exclusion constraint matching the ON CONFLICT specification/,
        /InvalidColumnReference(?:Error)?[:)] (?!for SELECT DISTINCT)[^\n]{0,120}ON CONFLICT/,
      ],
    },
    rootCause: "The table has no unique constraint on the columns in `ON CONFLICT`",
    explanation:
      "`ON CONFLICT (columns)` needs a unique index on exactly these columns. It was never created, was dropped, or got lost when the table was rebuilt (`CREATE TABLE AS`, pandas `to_sql` with `replace`).",
    checks: ["The table's current indexes (`\\d table`), and what rebuilds the table"],
    fixes: ["Create the unique index with a migration", "Use the columns of the existing constraint"],
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
        /テーブル"(?<table>[^"\n]{1,200})"の更新または削除は、テーブル"[^"\n]{1,200}"の外部キー制約"(?<constraint>[^"\n]{1,200})"/,
        /在 "(?<table>[^"\n]{1,200})" 上的更新或删除操作违反了在 "[^"\n]{1,200}" 上的外键约束 "(?<constraint>[^"\n]{1,200})"/,
        /[«»"]\s?(?<table>[^«»"\n]{1,200}?)\s?[«»"][^«»"\n]{1,60}(?:llave foránea|contrainte de clé\s{1,2}étrangère|Fremdschlüssel-Constraint|vincolo di chiave esterna|restrição de chave estrangeira|ограничение внешнего ключа|外键约束|外部キー制約|klucz obcy) ?[«»"]\s?(?<constraint>[^«»"\n]{1,200}?)\s?[«»"]/,
        /ForeignKeyViolation(?:Error)?[:)] [^"«»“”„『』「」\n]{0,120}["«»“”„『』「」]\s?(?<table>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」][^"«»“”„『』「」]{1,80}["«»“”„『』「」]\s?(?<constraint>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」]/,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )23503\b(?:[^"«»“”„『』「」\n]{0,160}["«»“”„『』「」]\s?(?<table>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」][^"«»“”„『』「」]{1,80}["«»“”„『』「」]\s?(?<constraint>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」])?/,
      ],
    },
    rootCause:
      "A row[[ of `{table}`]] violates the foreign key[[ `{constraint}`]][[: no row of `{parent}` has `{columns}` = {value}]]",
    explanation:
      "A row references a parent that does not exist, or a parent is being deleted while rows still reference it. Usually parents were loaded after their children or not at all.",
    checks: [
      "Whether this run loaded the parent rows, and the order in which the tables are written",
      "The key from the DETAIL line in both tables",
    ],
    fixes: [
      "If the parent[[ in `{parent}`]] is missing, load the parent table first, or set such rows aside",
      "If a parent is being deleted, delete its children first, or declare `ON DELETE CASCADE`",
    ],
    docs: [`${DOCS}/ddl-constraints.html`],
  },
  {
    id: "postgres/not-null-violation",
    title: "Null in a NOT NULL column (PostgreSQL)",
    category: "data_quality",
    alternatives: ["code_bug", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /null value in column "(?<column>[^"\n]{1,200})"(?: of relation "(?<table>[^"\n]{1,200})")? violates not-null constraint/,
        /column "(?<column>[^"\n]{1,200})"(?: of relation "(?<table>[^"\n]{1,200})")? contains null values/,
        /リレーション"(?<table>[^"\n]{1,200})"の列"(?<column>[^"\n]{1,200})"のNULL値が非NULL制約/,
        /(?:el valor (?:nulo|null) en la columna|contrainte NOT NULL de la colonne|NULL-Wert in Spalte|valore nullo nella colonna|valor nulo na coluna|значение NULL в столбце|在字段) [«»"]\s?(?<column>[^«»"\n]{1,200}?)\s?[«»"](?: (?:de la relación|dans la relation|von Relation|della relazione|da relação|отношения) [«»"]\s?(?<table>[^«»"\n]{1,200}?)\s?[«»"])?/,
        /"(?<column>[^"\n]{1,200})" 칼럼\(해당 릴레이션 "(?<table>[^"\n]{1,200})"\)의 null 값/,
        /NotNullViolation(?:Error)?[:)] [^"«»“”„『』「」\n]{0,120}["«»“”„『』「」]\s?(?<column>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」](?:[^"«»“”„『』「」\n]{1,60}["«»“”„『』「」]\s?(?<table>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」])?/,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )23502\b(?:[^"«»“”„『』「」\n]{0,160}["«»“”„『』「」]\s?(?<column>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」](?:[^"«»“”„『』「」\n]{1,60}["«»“”„『』「」]\s?(?<table>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」])?)?/,
      ],
    },
    rootCause: "Column[[ `{column}`]][[ of `{table}`]] got a null but requires a value",
    explanation:
      "A row has no value for a column declared `NOT NULL`: the source sent none, a join or a rename lost it, or the column is new and has no default.",
    checks: [
      "The row in the DETAIL line, and where its `{column}` should come from",
      "Whether the column recently became `NOT NULL`",
    ],
    fixes: [
      "Fill the value (`COALESCE`) or set such rows aside before writing",
      "If nulls are legitimate: `ALTER TABLE[[ {table}]] ALTER COLUMN[[ {column}]] DROP NOT NULL`",
      "If the column is new, let the job write it, or give it a default",
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
        /el nuevo registro para la relación [«"](?<table>[^«»"\n]{1,200})[»"] viola la restricción [«"]check[»"] [«"](?<constraint>[^«»"\n]{1,200})[»"]/,
        /(?:la nouvelle ligne de la relation|neue Zeile für Relation|la nuova riga per la relazione|nova linha da relação|новая строка в отношении) [«»"]\s?(?<table>[^«»"\n]{1,200}?)\s?[«»"] [^«»"\n]{1,60} [«»"]\s?(?<constraint>[^«»"\n]{1,200}?)\s?[«»"]/,
        /关系 "(?<table>[^"\n]{1,200})" 的新列违反了检查约束 "(?<constraint>[^"\n]{1,200})"/,
        /リレーション"(?<table>[^"\n]{1,200})"の新しい行は検査制約"(?<constraint>[^"\n]{1,200})"/,
        /CheckViolation(?:Error)?[:)] [^"«»“”„『』「」\n]{0,120}["«»“”„『』「」]\s?(?<table>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」][^"«»“”„『』「」\n]{1,60}["«»“”„『』「」]\s?(?<constraint>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」]/,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )23514\b(?:[^"«»“”„『』「」\n]{0,160}["«»“”„『』「」]\s?(?<table>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」][^"«»“”„『』「」\n]{1,60}["«»“”„『』「」]\s?(?<constraint>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」])?/,
      ],
    },
    rootCause: "A row[[ of `{table}`]] violates the check constraint[[ `{constraint}`]]",
    explanation:
      "The table has a rule for its values and a row violates it, so the server rejected the whole statement.",
    checks: ["The rule (`\\d table`) and the row in the DETAIL line"],
    fixes: [
      "See the rule: `SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = '[[{constraint}]]'`, and set the rows aside that break it",
      "If the new value is right, replace the rule: `ALTER TABLE[[ {table}]] DROP CONSTRAINT[[ {constraint}]], ADD CONSTRAINT … CHECK (…)`",
    ],
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
      "A partitioned table accepts only rows that match one of its partitions. Usually the job that creates the next day's or month's partition did not run, or the key has an unexpected value.",
    checks: ["The table's partitions (`\\d+ table`) against the key in the DETAIL line"],
    fixes: [
      "Create the partition:[[ `CREATE TABLE … PARTITION OF {table} FOR VALUES …`]], and repair the job that should have created it (pg_partman's `run_maintenance`)",
      "Or add a default partition:[[ `CREATE TABLE … PARTITION OF {table} DEFAULT`]]",
      "If the key's value is wrong, correct it at the source",
    ],
    docs: [`${DOCS}/ddl-partitioning.html`],
  },
  {
    id: "postgres/invalid-value",
    title: "Invalid value for a type (PostgreSQL)",
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
        /(?:sintaxis de entrada no es válida para (?:el )?tipo|syntaxe en entrée invalide pour le type|ungültige Eingabesyntax für Typ|sintassi di input non valida per il tipo|sintaxe de entrada (?:é )?inválida para (?:o )?tipo|неверный синтаксис для типа|无效的类型) (?<type>[a-z][a-z ]{1,40}?)(?: 输入语法)?\s?: ?[«»"]\s?(?<value>[^«»"\n]{0,300}?)\s?[«»"]/,
        /"(?<type>[a-z][a-z ]{1,40})"型の入力構文が不正です: "(?<value>[^"\n]{0,300})"/,
        /(?:ERROR|오류|InvalidTextRepresentation(?:Error)?)[:)] {1,3}(?<type>[a-z][a-z ]{1,40}) 자료형 대한 잘못된 입력: "(?<value>[^"\n]{0,300})"/,
        /(?:InvalidTextRepresentation|InvalidDatetimeFormat|DatetimeFieldOverflow)(?:Error)?[:)] (?:[^"«»“”„『』「」\n]{0,120}["«»“”„『』「」]\s?(?<value>[^"«»“”„『』「」\n]{0,200}?)\s?["«»“”„『』「」])?/,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )(?:22P02|2200[78])\b/,
      ],
    },
    rootCause: "A value[[ (`{value}`)]] cannot be parsed[[ as {type}]]",
    explanation:
      "The server could not parse the text as the target type: an empty string for a number, `NaN` or `None` in JSON, a date in another order, shifted columns, or an enum that does not have the value yet.",
    checks: [
      "The value and the line in the CONTEXT, and its source file or column",
      "Whether the source's columns changed order or format",
    ],
    fixes: [
      "Convert or null such values before writing: `NULLIF(x, '')::int`, or a CASE with a regular expression",
      "List the columns explicitly in `INSERT` and `COPY`, so that their order does not matter",
      "If the source's type changed, change the column's type",
    ],
  },
  {
    id: "postgres/value-too-long",
    title: "Value too long for its column (PostgreSQL)",
    category: "data_quality",
    alternatives: ["schema_change", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /value too long for type (?<type>[a-z][a-z ]{1,30}\(\d{1,9}\))/,
        /(?:demasiado largo para el tipo|trop longue pour le type|Wert zu lang für Typ|troppo lungo per il tipo|muito longo para (?:o )?tipo|не умещается в тип|zbyt długa dla typu) (?<type>[a-z][a-z ]{1,30}\(\d{1,9}\))/,
        /値は型(?<type>[a-z][a-z ]{1,30}\(\d{1,9}\))としては長すぎます/,
        /(?:ERROR|오류|StringDataRightTruncation(?:Error)?)[:)] {1,3}(?<type>[a-z][a-z ]{1,30}\(\d{1,9}\)) 자료형에 너무 긴/,
        /StringDataRightTruncation(?:Error)?[:)] (?:[^()\n]{0,120}? (?<type>[a-z][a-z ]{1,30}\(\d{1,9}\)))?/,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )22001\b/,
      ],
    },
    rootCause: "A text value is too long for its column[[ of type `{type}`]]",
    explanation:
      "PostgreSQL counts characters, Redshift bytes; longer text is rejected, not truncated. The source started sending longer text, columns shifted, or the limit was always too tight.",
    checks: ["Columns declared `{type}` in the target table, and the longest value in the source"],
    fixes: [
      "If such values are legitimate: `ALTER TABLE … ALTER COLUMN … TYPE text` (or a longer `varchar`)",
      "Otherwise cut them on purpose (`left(x, n)`) or set them aside",
    ],
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
        /(?:desbordamiento de campo numeric|champ numérique en dehors des limites|Feldüberlauf bei Typ|il campo numeric causa un overflow|estouro de campo numeric|переполнение поля numeric|数字字段溢出|numericフィールドのオーバーフロー|수치 필드 오버플로우)/,
        /(?:ERROR|ERREUR|FEHLER|ERRORE|ERRO|ОШИБКА|错误|오류|NumericValueOutOfRange(?:Error)?)[:)：] {0,3}(?:entero fuera de rango|entier en dehors des limites|integer ist außerhalb des gültigen Bereichs|intero fuori dall'intervallo|inteiro fora do intervalo|целое вне диапазона|整数超出范围|integerの範囲外です|정수 범위를 벗어남)/,
        /NumericValueOutOfRange(?:Error)?[:)] /,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )22003\b/,
      ],
    },
    rootCause:
      "A number[[ ({value})]] is out of range for its column[[ of type `{type}`]][[: {detail}]][[: the sequence `{sequence}` is exhausted]]",
    explanation:
      "The value has more digits than the column's type allows. Keys outgrow `integer` at 2,147,483,647; `numeric(p, s)` allows p minus s digits before the decimal point.",
    checks: ["The target columns' types against the largest value in the source"],
    fixes: [
      "If such values are legitimate, widen the column: `ALTER TABLE … ALTER COLUMN … TYPE bigint` (or `numeric(p, s)` with more digits)",
      "For an exhausted sequence, `ALTER SEQUENCE … AS bigint`, and its column to bigint",
      "Otherwise correct the value at its source",
    ],
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
        /(?:división (?:por|entre) cero|division par zéro|Division durch Null|divisione per zero|divisão por zero|деление на ноль|ERROR:  除以零|错误: {1,2}除以零|0 による除算|0으로는 나눌|dzielenie przez zero)/,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )22012\b/,
      ],
      not: [/ZeroDivisionError|decimal\.DivisionByZero/],
    },
    rootCause: "The SQL divides by zero, most likely because a count or total is zero for some rows",
    explanation:
      "The server aborts the whole statement at the first row with a zero divisor; until now every row probably had a non-zero one.",
    checks: ["The statement's divisors, and rows where they are zero"],
    fixes: ["Divide by `nullif(x, 0)`", "Fix the rows whose divisor should not be zero"],
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
      "A line of the loaded file does not match the table's columns: {what}[[ (`{table}`, line {line})]]",
    explanation:
      "`COPY` assigns fields to columns in order. The file gained or lost a column, uses a different delimiter or quoting, or has unquoted text containing the delimiter or a line break.",
    checks: [
      "That line of the file, its delimiter and its quotes",
      "The file's header against the columns of the `COPY`",
    ],
    fixes: [
      "Name the columns: `COPY[[ {table}]] (a, b, …) FROM …`, if the file has more or fewer than the table",
      "Set the format the file has: `FORMAT csv, HEADER, DELIMITER ';', QUOTE '\"'`",
      "Have the writer quote values with separators or line breaks (a CSV library)",
    ],
    docs: [`${DOCS}/sql-copy.html`],
  },
  {
    id: "postgres/invalid-encoding",
    title: "Invalid byte sequence for the encoding (PostgreSQL)",
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
        /(?:secuencia de bytes no válida para codificación|séquence d'octets invalide pour l'encodage|ungültige Byte-Sequenz für Kodierung|sequenza di byte non valida per la codifica|неверная последовательность байт для кодировки) [«»"]\s?(?<encoding>[^«»"\n]{1,40}?)\s?[«»"]\s?: (?<bytes>0x[0-9a-f]{2}(?: 0x[0-9a-f]{2}){0,5})/,
        /(?:CharacterNotInRepertoire|UntranslatableCharacter)(?:Error)?[:)] /,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )(?:22021|22P05)\b/,
      ],
    },
    rootCause: "The data contains bytes that are not valid text[[ in {encoding}]][[ ({bytes})]]",
    explanation:
      "The file or value has a different encoding than the connection declares (often Latin-1 or Windows-1252 read as UTF-8), or contains a NUL, which PostgreSQL cannot store in text.",
    checks: ["The source's actual encoding, and the line in the CONTEXT"],
    fixes: [
      "Declare the source's encoding (`ENCODING 'WIN1252'` in `COPY`), or convert it to UTF-8 first",
      "Remove NUL characters before writing",
    ],
    docs: [`${DOCS}/multibyte.html`],
  },
  {
    id: "postgres/generated-column",
    title: "Write to a generated column or view (PostgreSQL)",
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
      "The statement writes to something the database generates itself[[: column `{column}`]][[: view `{view}`]]",
    explanation:
      "Columns `GENERATED ALWAYS` do not accept explicit values, and most views are not updatable.",
    checks: ["The definition of the column or view (`\\d+ name`)"],
    fixes: [
      "Omit the column from the statement, or add `OVERRIDING SYSTEM VALUE` if a key must be kept",
      "Write to the table behind the view",
    ],
    docs: [`${DOCS}/ddl-generated-columns.html`],
  },
];
