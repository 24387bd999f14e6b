/** An undefined name used by the failing code. */
export interface MissingName {
  name: string;
  /**
   * How it was used: `key` of a dict or data frame, `column` in SQL, `attribute`, or `name` (variable, function,
   * import).
   */
  use: "key" | "column" | "attribute" | "name";
  /** The name suggested by the error, if it suggests exactly one. */
  suggestion: string | null;
}

const NAME = String.raw`[A-Za-z_][\w$]{0,100}`;
const PATTERNS: readonly [MissingName["use"], RegExp][] = [
  ["key", new RegExp(String.raw`\bKeyError: (?<q>['"])(?<name>${NAME})\k<q>$`, "m")],
  ["key", new RegExp(String.raw`KeyError: "\['(?<name>${NAME})'\] not in index"`)],
  ["key", new RegExp(String.raw`KeyError: "None of \[Index\(\['(?<name>${NAME})'\]`)],
  ["key", new RegExp(String.raw`KeyError: ['"]\[?'?(?<name>${NAME})'?\]? not found in axis`)],
  [
    "key",
    new RegExp(
      String.raw`Usecols do not match columns, columns expected but not found: \['(?<name>${NAME})'\]`,
    ),
  ],
  ["key", new RegExp(String.raw`Missing column provided to 'parse_dates': '(?<name>${NAME})'`)],
  ["key", new RegExp(String.raw`\bColumnNotFoundError: (?:unable to find column )?"?(?<name>${NAME})"?`)],
  ["column", new RegExp(String.raw`\bReferenced column "(?<name>${NAME})" not found in FROM clause`)],
  ["column", new RegExp(String.raw`\bInvalid column name '(?<name>${NAME})'`)],
  [
    "column",
    new RegExp(
      String.raw`\b(?:Missing columns: '|Unknown (?:expression )?identifier ['${"`"}]?)(?<name>${NAME})['${"`"}]?`,
    ),
  ],
  ["column", new RegExp(String.raw`\bcolumn "?(?:${NAME}\.)?(?<name>${NAME})"? does not exist`, "i")],
  ["column", new RegExp(String.raw`\bUnknown column '(?:${NAME}\.)?(?<name>${NAME})' in`)],
  ["column", new RegExp(String.raw`\binvalid identifier '(?:"?${NAME}"?\.)?"?(?<name>${NAME})"?'`, "i")],
  ["column", new RegExp(String.raw`\bno such column: (?:${NAME}\.)?(?<name>${NAME})`)],
  ["column", new RegExp(String.raw`\bColumn '(?:${NAME}\.)?(?<name>${NAME})' cannot be resolved`)],
  ["column", new RegExp(String.raw`\bUnrecognized name: (?:${NAME}\.)?(?<name>${NAME})`)],
  [
    "column",
    new RegExp(
      String.raw`\bparameter with name ${"`"}(?:${NAME}${"`"}\.${"`"})?(?<name>${NAME})${"`"} cannot be resolved`,
    ),
  ],
  ["attribute", new RegExp(String.raw`\bhas no attribute '(?<name>${NAME})'`)],
  ["name", new RegExp(String.raw`\bcannot import name '(?<name>${NAME})' from`)],
  ["name", new RegExp(String.raw`\bname '(?<name>${NAME})' is not defined`)],
  ["name", new RegExp(String.raw`\bgot an unexpected keyword argument '(?<name>${NAME})'`)],
];

const SUGGESTIONS: readonly RegExp[] = [
  new RegExp(String.raw`Perhaps you meant to reference the column "(?:${NAME}\.)?(?<to>${NAME})"\.`),
  new RegExp(String.raw`Candidate bindings: "(?:${NAME}\.)?(?<to>${NAME})"(?!,)`),
  new RegExp(String.raw`Did you mean:? '(?<to>${NAME})'\?`),
  new RegExp(String.raw`Did you mean (?<to>${NAME})\?`),
  new RegExp(
    String.raw`Did you mean one of the following\? \[${"`"}(?:${NAME}${"`"}\.${"`"})*(?<to>${NAME})${"`"}\]`,
  ),
];

const MAX_TEXT = 20_000;

/** Finds the missing name in a Python or database error, or null. */
export function findMissingName(error: string): MissingName | null {
  const text = error.slice(0, MAX_TEXT);
  for (const [use, pattern] of PATTERNS) {
    const name = pattern.exec(text)?.groups?.["name"];
    if (!name) continue;
    const to = SUGGESTIONS.map((item) => item.exec(text)?.groups?.["to"]).find(
      (found) => found !== undefined,
    );
    return { name, use, suggestion: to !== undefined && to !== name ? to : null };
  }
  return null;
}
