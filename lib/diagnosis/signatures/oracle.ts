import type { Signature } from "@/lib/diagnosis/signatures/signature";

const HELP = "https://docs.oracle.com/en/error-help/db";

/** Oracle Database: statements and rows (`ORA-nnnnn`). */
export const oracleSignatures: Signature[] = [
  {
    id: "oracle/invalid-identifier",
    title: "Column does not exist (Oracle)",
    category: "schema_change",
    alternatives: ["warehouse_sql", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ORA-00904: (?<column>(?:"[^"\n]{1,128}"\.?){1,3}): invalid identifier/,
        /ORA-00904: ?(?<column>[\w."]{1,200})?/,
      ],
    },
    rootCause: "Column[[ `{column}`]] does not exist",
    explanation:
      "Oracle found no such column or function: it was renamed or dropped, a migration has not run yet, or it is misspelled. Names without double quotes become upper case; text in double quotes counts as a name.",
    checks: [
      "`describe` of the tables now, and who changed them last",
      "Commits to the statement since the last success",
    ],
    fixes: [
      "Use the column's current name (`DESCRIBE` the table)",
      "If it is new, run the migration that adds it",
      "If it was meant as text, put it in single quotes; if the column was created with lower case, keep the double quotes",
    ],
    docs: [`${HELP}/ora-00904/`],
  },
  {
    id: "oracle/no-table",
    title: "Table or view does not exist (Oracle)",
    category: "warehouse_sql",
    alternatives: ["auth_permission", "schema_change", "upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ORA-00942: table or view (?<table>"[^\s]{1,200}" )?does not exist/,
        /ORA-00942/,
        /ORA-04043: object (?<table>[\w."]{1,200}) does not exist/,
        /PLS-00201: identifier '(?<table>[^'\n]{1,200})' must be declared/,
      ],
    },
    rootCause: "The table or object[[ {table}]] does not exist, or the user may not see it",
    explanation:
      "Oracle says the same about a table that does not exist and one that the user may not see. It may be in another schema, dropped or not created yet, or have lost its grant when it was recreated.",
    checks: [
      "`SELECT owner, object_type FROM all_objects WHERE object_name = …` as the task's user, and the same in `dba_objects`",
    ],
    fixes: [
      "Write the name with its schema[[ ({table})]], or create a synonym",
      "If it was recreated, grant again: `GRANT SELECT ON[[ {table}]] TO user`",
      "If it is not there, run the step that creates it first",
    ],
    docs: [`${HELP}/ora-00942/`],
  },
  {
    id: "oracle/unique-constraint",
    title: "Duplicate key (Oracle)",
    category: "data_quality",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ORA-00001: unique constraint \((?<constraint>[^()\n]{1,200})\) violated(?: on table (?<table>[\w.]{1,200}) columns \((?<columns>[^()\n]{1,200})\))?/,
        /ORA-00001: [^()\n]{1,80}\((?<constraint>[^()\n]{1,200})\)/,
        /ORA-00001/,
      ],
      also: [
        /row with column values \((?<value>[^()\n]{1,200})\)|$/,
        /\[SQL: [^\n]{0,20}?\b(?:INTO|into) (?<target>[\w."]{1,120})|$/,
      ],
    },
    rootCause:
      "A row with the same key[[ ({value})]] already exists[[ in {table}]][[: unique constraint `{constraint}`]]",
    explanation:
      "The statement would have written a second row with the same key. Usual reasons: a rerun that did not delete the first run's rows, or duplicates in the source.",
    checks: [
      "Columns of the key: `SELECT column_name FROM all_cons_columns WHERE constraint_name = …`[[ ({constraint})]]",
      "Duplicates in the rows being written, and whether an earlier attempt wrote them",
    ],
    fixes: [
      "If a rerun wrote the rows before, delete that run's rows first, or write with `MERGE`",
      "If the source delivers the key twice, deduplicate (`ROW_NUMBER() OVER (PARTITION BY …)`)",
    ],
    docs: [`${HELP}/ora-00001/`],
  },
  {
    id: "oracle/merge-not-unique",
    title: "MERGE matches a row twice (Oracle)",
    category: "data_quality",
    alternatives: ["code_bug", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/ORA-30926/], also: [/(?:MERGE|merge) (?:INTO|into) (?<table>[\w."]{1,120})|$/] },
    rootCause: "Several source rows match the same target row of the MERGE[[ into {table}]]",
    explanation:
      "`MERGE` needs at most one source row per target row; the source has the join key more than once.",
    checks: ["`SELECT key, COUNT(*) FROM source GROUP BY key HAVING COUNT(*) > 1`"],
    fixes: [
      "Deduplicate the source: `ROW_NUMBER() OVER (PARTITION BY key ORDER BY updated_at DESC) = 1`",
      "Or complete the `ON` clause if it misses a key column",
    ],
  },
  {
    id: "oracle/constraint",
    title: "Null in a required column (Oracle)",
    category: "data_quality",
    alternatives: ["schema_change", "code_bug", "upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ORA-0140[07]: [^(\n]{1,80}\((?<column>(?:"[^"\n]{1,128}"\.?){1,3})\)/,
        /ORA-0140[07]: (?<what>[^\n]{1,200})/,
      ],
    },
    rootCause: "A row has no value for the required column[[ {column}]]",
    explanation: "The column is NOT NULL. Oracle treats empty text as null.",
    checks: [
      "Rows of the batch in which the value is null or an empty text",
      "Whether the column or its NOT NULL is new",
    ],
    fixes: [
      "Fill the value (`NVL(…, …)`) or set such rows aside before writing",
      "If null is legitimate: `ALTER TABLE … MODIFY (… NULL)`[[ for {column}]]",
    ],
    docs: [`${HELP}/ora-01400/`, `${HELP}/ora-02291/`],
  },
  {
    id: "oracle/foreign-key",
    title: "Foreign key or check violated (Oracle)",
    category: "data_quality",
    alternatives: ["upstream_missing_data", "code_bug", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/ORA-(?<code>0229[0-3]): (?<what>[^(\n]{1,80}\((?<constraint>[^()\n]{1,200})\)[^\n]{0,100})/],
    },
    rootCause: "A row breaks the constraint `{constraint}`: {what}",
    explanation:
      "ORA-02291: the parent row is missing. ORA-02292: child rows still reference the row to be deleted. ORA-02290: the value is not allowed by the check.",
    checks: [
      "What it demands: `SELECT constraint_type, table_name, search_condition, r_constraint_name FROM all_constraints WHERE owner || '.' || constraint_name = '{constraint}'`",
    ],
    fixes: [
      "Parent missing (ORA-02291): load the parent table first, or set such rows aside",
      "Children left (ORA-02292): delete the child rows first",
      "Check violated (ORA-02290): correct the value, or extend the check if the new value is legitimate",
    ],
  },
  {
    id: "oracle/invalid-value",
    title: "Text is not a number or date (Oracle)",
    category: "data_quality",
    alternatives: ["warehouse_sql", "schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ORA-01722: (?<what>[^\n]{1,200})/,
        /ORA-018(?:30|39|40|41|43|47|50|58|61|62): (?<what>[^\n]{1,160})/,
        /ORA-06502: (?<what>PL\/SQL: (?:numeric or )?value[^\n]{1,120})/,
        /ORA-(?:01426|06502): (?<what>[^\n]{1,200})/,
      ],
    },
    rootCause: "A text could not be read as a number or date: {what}",
    explanation:
      "The value does not have the expected format. Implicit conversions depend on the session's `NLS` settings, which differ between workers.",
    checks: [
      "The values of the converted column: `WHERE VALIDATE_CONVERSION(col AS NUMBER) = 0`",
      "`SELECT * FROM nls_session_parameters` (`NLS_DATE_FORMAT`, `NLS_NUMERIC_CHARACTERS`)",
    ],
    fixes: [
      "Convert explicitly: `TO_DATE(x, 'YYYY-MM-DD')`, `TO_NUMBER(x DEFAULT NULL ON CONVERSION ERROR)`",
      "Correct or set aside the bad values at the source",
    ],
    docs: [`${HELP}/ora-01722/`, `${HELP}/ora-12899/`],
  },
  {
    id: "oracle/value-too-large",
    title: "Value too large for a column (Oracle)",
    category: "data_quality",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ORA-12899: [^"\n]{1,100}(?<column>(?:"[^"\n]{1,128}"\.?){1,3}) \([^\d\n]{1,30}(?<actual>\d{1,9}), [^\d\n]{1,30}(?<maximum>\d{1,9})\)/,
        /ORA-(?:12899|01438|01401|01489): (?<what>[^\n]{1,200})/,
      ],
    },
    rootCause:
      "A value[[ of {actual} bytes or characters]] does not fit into its column[[ {column}, which takes {maximum}]][[: {what}]]",
    explanation:
      "Text is longer than the column (in bytes, unless it was declared with CHAR), or a number has more digits than its precision.",
    checks: [
      "The longest value at the source, and the column's type (`DESCRIBE`)",
      "Whether the column counts bytes: accents and emoji need two to four",
    ],
    fixes: [
      "If such values are legitimate, widen it: `ALTER TABLE … MODIFY (… VARCHAR2(n CHAR))`[[ for {column}, at least {actual}]]",
      "Otherwise cut (`SUBSTR`) or set them aside before writing",
    ],
  },
  {
    id: "oracle/division-by-zero",
    title: "Division by zero (Oracle)",
    category: "data_quality",
    alternatives: ["warehouse_sql", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/ORA-01476/] },
    rootCause: "The statement divides by zero",
    explanation: "A divisor was 0 for some row of this run's data.",
    checks: ["The divisions of the statement, and rows in which the divisor is 0"],
    fixes: ["Guard it: `x / NULLIF(y, 0)`", "Correct or exclude the rows with 0"],
  },
  {
    id: "oracle/syntax-error",
    title: "Invalid SQL (Oracle)",
    category: "warehouse_sql",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ORA-(?<code>00900|00903|00905|00906|00907|00911|00917|00918|00920|00921|00923|00927|00928|00932|00933|00934|00936|00937|00947|00913|00957|00960|00979|01756|01789|01790|03048|03049|00922|00972|01008|01036): (?<what>[^\n]{1,160})/,
        /ORA-06550: line \d{1,6}, column \d{1,6}:\s{1,4}(?<what>[^\n]{1,160})/,
      ],
      not: [/PLS-00201/],
    },
    rootCause: "Oracle rejected the SQL[[ (ORA-{code})]]: {what}",
    explanation:
      "The statement is not valid for Oracle: a typo, a missing bracket, a trailing semicolon (drivers reject it), columns that do not pair up, a missing bind value, or another database's syntax.",
    checks: ["The statement as sent, with every placeholder filled in"],
    fixes: [
      "Correct the statement where the message points: {what}",
      "ORA-00933, ORA-00911: drop the trailing semicolon, and syntax of other databases (`LIMIT`, `AS` before a table alias)",
      "ORA-00979, ORA-00937: add the column to `GROUP BY`; ORA-00918: prefix it with its table; ORA-01008: pass every bind value",
    ],
    docs: [`${HELP}/ora-00933/`],
  },
  {
    id: "oracle/raised-by-code",
    title: "Error raised by PL/SQL code on purpose",
    category: "data_quality",
    alternatives: ["code_bug", "configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [/ORA-20\d{3}: (?<message>[^\n]{3,200})/],
      names: [/ORA-06512: at "(?<unit>[\w.$#]{1,120})", line (?<line>\d{1,7})/],
    },
    rootCause: "PL/SQL code stopped on purpose: {message}[[ (`{unit}`, line {line})]]",
    explanation:
      "`ORA-20000` to `ORA-20999` are errors that the application raises itself with `RAISE_APPLICATION_ERROR`, usually because the data or the state does not allow the operation.",
    checks: [
      "The code at that line, and which condition it checks: `SELECT text FROM all_source WHERE name = '…' AND line BETWEEN …`",
    ],
    fixes: [
      "Make the condition true that the code asks for (a closed period, a missing master row), then run the step again",
      "Change the check if it no longer fits",
    ],
  },
];
