/** Keys of dbt's property files whose value is a list of named things. */
const LISTS = [
  "models",
  "sources",
  "seeds",
  "snapshots",
  "analyses",
  "macros",
  "exposures",
  "metrics",
  "groups",
  "semantic_models",
  "saved_queries",
  "unit_tests",
  "data_tests",
  "functions",
] as const;
const OTHER_KEYS = ["version", "tests", "anchors"];

/**
 * What dbt would refuse in a property file such as `schema.yml`, or in `dbt_project.yml`; null if nothing, or if the file
 * is neither. Format: docs.getdbt.com/reference/configs-and-properties, dbt 1.10. Pure.
 * @param value the parsed YAML
 */
export function dbtObjection(path: string, value: unknown): string | null {
  if (!isMapping(value)) return null;
  if (/(?:^|\/)dbt_project\.ya?ml$/.test(path)) return projectObjection(value);
  const keys = Object.keys(value);
  if (!LISTS.some((key) => key in value) && !(value["version"] === 2 && keys.length > 1)) return null;
  const misspelt = keys.flatMap((key) => {
    const meant = [...LISTS, ...OTHER_KEYS].find((known) => isAlmost(key, known));
    return meant === undefined ? [] : [`\`${key}\` is not a dbt key; \`${meant}\` is`];
  });
  const found = LISTS.flatMap((key) => (key in value ? listObjections(key, value[key]) : []));
  return [...misspelt, ...found][0] ?? null;
}

function projectObjection(value: Record<string, unknown>): string | null {
  const { name } = value;
  if (typeof name !== "string" || !/^[a-z_]\w*$/i.test(name))
    return "`name` must consist of letters, digits and underscores";
  const mapping = ["models", "seeds", "snapshots", "vars", "sources"].find(
    (key) => value[key] !== undefined && value[key] !== null && !isMapping(value[key]),
  );
  if (mapping) return `\`${mapping}\` must be a mapping`;
  const list = Object.keys(value).find((key) => key.endsWith("-paths") && !Array.isArray(value[key]));
  return list ? `\`${list}\` must be a list` : null;
}

function listObjections(key: (typeof LISTS)[number], value: unknown): string[] {
  if (value === null) return [];
  if (!Array.isArray(value)) return [`\`${key}\` must be a list`];
  const names = new Set<string>();
  return value.flatMap((item: unknown, index) => {
    const where = `${key}[${index}]`;
    const found = namedObjections(where, item);
    if (found.length > 0) return found;
    const { name, columns, tables } = item as Record<string, unknown>;
    const isDouble = names.has(String(name)) && key !== "sources";
    names.add(String(name));
    return [
      ...(isDouble ? [`${where}: \`${String(name)}\` is listed twice`] : []),
      ...namedList(`${where}.columns`, columns),
      ...(key === "sources" ? namedList(`${where}.tables`, tables) : []),
    ];
  });
}

function namedList(where: string, value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return [`\`${where}\` must be a list`];
  return value.flatMap((item: unknown, index) => {
    const found = namedObjections(`${where}[${index}]`, item);
    if (found.length > 0) return found;
    const { columns, data_tests: dataTests, tests } = item as Record<string, unknown>;
    return [
      ...namedList(`${where}[${index}].columns`, columns),
      ...[tests, dataTests].flatMap((list) =>
        list === undefined || list === null || Array.isArray(list)
          ? []
          : [`the tests of \`${where}[${index}]\` must be a list`],
      ),
    ];
  });
}

function namedObjections(where: string, item: unknown): string[] {
  if (!isMapping(item)) return [`\`${where}\` must be a mapping`];
  return typeof item["name"] === "string" || typeof item["name"] === "number"
    ? []
    : [`\`${where}\` has no name`];
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether one letter was left out, added or changed, or two neighbors were swapped. */
function isAlmost(text: string, known: string): boolean {
  if (text === known || Math.abs(text.length - known.length) > 1 || known.length < 5) return false;
  let start = 0;
  while (start < text.length && text[start] === known[start]) start += 1;
  let end = 0;
  while (end < text.length - start && end < known.length - start && text.at(-1 - end) === known.at(-1 - end))
    end += 1;
  const [left, right] = [text.slice(start, text.length - end), known.slice(start, known.length - end)];
  const isSwap = left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
  return (left.length <= 1 && right.length <= 1) || isSwap;
}
