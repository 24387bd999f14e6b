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
    rootCause: "column[[ `{column}`]] does not exist",
    explanation:
      "Oracle found no such column or function: it was renamed or dropped, a migration has not run yet, or it is misspelled. Names without double quotes become upper case; text in double quotes counts as a name.",
    checks: [
      "`describe` of the tables now, and who changed them last",
      "Commits to the statement since the last success",
    ],
    fixes: ["Use the column's current name", "Restore the column, or run the migration that adds it"],
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
    rootCause: "The table or object[[ {table}]] does not exist for this user",
    explanation:
      "Oracle says the same about a table that does not exist and one that the user may not see. It may be in another schema, dropped or not created yet, or have lost its grant when it was recreated.",
    checks: ["`all_tables` as the task's user, with the schema", "Grants and synonyms of the table"],
    fixes: [
      "Qualify the name with its schema, or create a synonym",
      "Grant `SELECT` to the user",
      "Run the step that creates it first",
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
        /ORA-30926: unable to get a stable set of rows/,
        /ORA-00001: [^()\n]{1,80}\((?<constraint>[^()\n]{1,200})\)/,
        /ORA-00001/,
      ],
    },
    rootCause: "A row violates a unique key[[: `{constraint}`]][[ on {table} ({columns})]]",
    explanation:
      "The statement would have written a second row with the same key, or a `MERGE` matched several source rows to one target row. Usual reasons: a rerun that did not delete the first run's rows, or duplicates in the source.",
    checks: ["Duplicates of the key in the rows being written, and whether an earlier attempt wrote them"],
    fixes: ["Write with `MERGE`, or delete the run's rows first", "Deduplicate the source rows"],
    docs: [`${HELP}/ora-00001/`],
  },
  {
    id: "oracle/constraint",
    title: "Not-null, foreign key or check violation (Oracle)",
    category: "data_quality",
    alternatives: ["upstream_missing_data", "schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ORA-01400: (?<what>cannot insert NULL into \([^()\n]{1,300}\))/,
        /ORA-01407: (?<what>cannot update \([^()\n]{1,300}\) to NULL)/,
        /ORA-0229[12]: (?<what>integrity constraint \([^()\n]{1,200}\) violated - (?:parent key not|child record) found)/,
        /ORA-02290: (?<what>check constraint \([^()\n]{1,200}\) violated)/,
        /ORA-(?:01400|01407|0229[0-3]): (?<what>[^\n]{1,200})/,
      ],
    },
    rootCause: "A row violates a constraint of the table: {what}",
    explanation:
      "A row violates a constraint of the table, so Oracle rejected it. Note that Oracle treats empty text as null.",
    checks: ["The rows being written, for missing values or parents", "The order in which tables are loaded"],
    fixes: ["Fill or set aside such rows before writing", "Load the parent table first"],
    docs: [`${HELP}/ora-01400/`, `${HELP}/ora-02291/`],
  },
  {
    id: "oracle/invalid-value",
    title: "Invalid value for a type (Oracle)",
    category: "data_quality",
    alternatives: ["warehouse_sql", "schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ORA-12899: (?<what>value too large for column (?:[^\s(]{1,300}) \(actual: \d{1,9}, maximum: \d{1,9}\))/,
        /ORA-01438: (?<what>value larger than specified precision allowed for this column)/,
        /ORA-01722: (?<what>(?:invalid number|unable to convert string value[^\n]{0,160}))/,
        /ORA-018(?:30|39|40|41|43|47|50|58|61|62): (?<what>[^\n]{1,160})/,
        /ORA-06502: (?<what>PL\/SQL: (?:numeric or )?value[^\n]{1,120})/,
        /ORA-01476: (?<what>divisor is equal to zero)/,
        /ORA-01489: (?<what>result of string concatenation is too long)/,
        /ORA-(?:12899|01438|01722|01476|01489|06502|01426|01401): (?<what>[^\n]{1,200})/,
      ],
    },
    rootCause: "A value is invalid for its type or column: {what}",
    explanation:
      "Text is not a number or date in the expected format or is too long for its column, or a number has too many digits. Implicit conversions depend on the session's `NLS` settings, which differ between workers.",
    checks: [
      "The values in that column at the source",
      "The session's `NLS_DATE_FORMAT` and `NLS_NUMERIC_CHARACTERS`",
    ],
    fixes: [
      "Convert explicitly (`to_date(x, 'YYYY-MM-DD')`, `to_number(x default null on conversion error)`)",
      "Widen the column, or truncate or set aside such values",
    ],
    docs: [`${HELP}/ora-01722/`, `${HELP}/ora-12899/`],
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
    rootCause: "Oracle rejected the SQL: {what}",
    explanation:
      "The statement is not valid for Oracle: a typo, a missing bracket, a trailing semicolon (drivers reject it), columns that do not pair up, a missing bind value, or another database's syntax.",
    checks: ["The statement as sent, with every placeholder filled in"],
    fixes: [
      "Fix the statement; drop the trailing semicolon",
      "Group or qualify the columns named in the message",
    ],
    docs: [`${HELP}/ora-00933/`],
  },
];
