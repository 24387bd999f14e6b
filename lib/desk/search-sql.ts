import { filterConditions, joinConditions, type FilterScope } from "@/lib/desk/filter";
import { countsOf, LISTED_COLUMNS, orderedRows, shownRows } from "@/lib/desk/list-sql";
import { afterCursor, incidentOrder } from "@/lib/desk/order";
import type { IncidentFilter } from "@/lib/desk/schemas";
import { StatementValues, type SqlStatement } from "@/lib/platform/db/statement-values";

/** A text in more incidents than this is common: counting stops, and not every match is read. */
export const COMMON = 5_000;

/** The search text as entered, and the incident number if it looks like one. */
export interface SearchText {
  text: string;
  number: number | null;
}

/** Parses `q`; null if it is empty. */
export function searchText(q: string | undefined): SearchText | null {
  const text = q?.trim() ?? "";
  if (text === "") return null;
  const number = /^#?(\d{1,9})$/.exec(text)?.[1];
  return { text, number: number === undefined ? null : Number(number) };
}

/** A `LIKE` pattern that matches the text literally. */
function likePattern({ text }: SearchText): string {
  return `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
}

/**
 * Whether incident `n` contains the text in its title, root cause or environment, in the name of its pipeline or task, or
 * in the name, cluster or namespace of another subject, ignoring case, or has that number. Searches the same fields as
 * `incident_texts`.
 */
export function textCondition(search: SearchText, workspaceId: string, values: StatementValues): string {
  const pattern = values.add(likePattern(search));
  const workspace = values.add(workspaceId);
  const named = (column: string, table: string, name = "x.name") =>
    `${column} IN (SELECT x.id FROM ${table} x WHERE x.workspace_id = ${workspace} AND ${name} ILIKE ${pattern})`;
  const or = [
    `n.title ILIKE ${pattern}`,
    `n.root_cause ILIKE ${pattern}`,
    named("n.pipeline_id", "pipelines"),
    named("n.task_id", "tasks"),
    named("n.subject_id", "subjects", "pd_subject_text(x.name, x.key)"),
    `n.environment ILIKE ${pattern}`,
  ];
  if (search.number !== null) or.push(`n.number = ${values.add(search.number)}`);
  return `COALESCE(${or.join(" OR ")}, false)`;
}

interface Search {
  search: SearchText;
  /** Maximum number of rows. */
  limit: number;
}

/**
 * Scans the first `window` incidents of the filter, in its order, for the text. Every row carries how many were scanned
 * (`examined`) and the counts among them; without a match there is a single row with only these.
 */
export function recentStatement(
  filter: IncidentFilter,
  scope: FilterScope,
  { search, limit, window }: Search & { window: number },
): SqlStatement {
  const values = new StatementValues();
  const order = incidentOrder(filter.sort);
  const read = `${KEYS}, n.title, n.root_cause, n.pipeline_id, n.task_id, n.subject_id, n.environment, n.number`;
  const rows = orderedRows(filter, scope, { limit: window, columns: read }, values);
  const matches = textCondition(search, scope.workspaceId, values);
  const text = `
WITH recent AS MATERIALIZED (SELECT ${KEYS}, ${matches} AS matches FROM (${rows}) n)
${shownRows(
  `(SELECT count(*)::int AS examined, ${countsOf("n.matches")} FROM recent n) c
LEFT JOIN (${byId(`SELECT n.id FROM recent n WHERE n.matches ORDER BY ${order} LIMIT ${limit}`, values.add(scope.workspaceId))}) n ON true`,
  order,
  "c.*, ",
)}`;
  return { text, values: values.list };
}

/** Columns needed for counting and sorting. */
const KEYS = "n.id, n.severity, n.assignee_id, n.occurrence_count, n.opened_at, n.last_seen_at";

const byId = (ids: string, workspace: string) =>
  `SELECT ${LISTED_COLUMNS} FROM incidents n WHERE n.workspace_id = ${workspace} AND n.id IN (${ids})`;

/**
 * Joins the incident of each text by its id. While a workspace fills up, the planner assumes it is nearly empty and would
 * scan all its incidents for each text. `OFFSET 0` and the concatenation rule out every index but the one on the id.
 */
const incidentOf = (texts: string, workspace: string) => `CROSS JOIN LATERAL (
    SELECT i.* FROM incidents i WHERE i.id = ${texts}.incident_id AND i.workspace_id || '' = ${workspace} OFFSET 0
  ) n`;

/**
 * Finds incidents with the text through the trigram index. Every row carries how many contain it (`examined`, at most
 * `COMMON` + 1) and the counts of those that match the filter; without a match, or if the text is common, there is a
 * single row with only these.
 */
export function foundStatement(
  filter: IncidentFilter,
  scope: FilterScope,
  { search, limit }: Search,
): SqlStatement {
  const values = new StatementValues();
  const order = incidentOrder(filter.sort);
  const where = joinConditions(filterConditions(filter, scope, values));
  const after = afterCondition(filter, values);
  const text = `
WITH found AS MATERIALIZED (${foundTexts(search, scope.workspaceId, values)} LIMIT ${COMMON + 1}
), matching AS MATERIALIZED (
  SELECT ${KEYS} FROM found ${incidentOf("found", values.add(scope.workspaceId))}
  WHERE (SELECT count(*) FROM found) <= ${COMMON} AND ${where}
)
${shownRows(
  `(SELECT (SELECT count(*)::int FROM found) AS examined, ${countsOf()} FROM matching n) c
LEFT JOIN (${byId(`SELECT n.id FROM matching n WHERE ${after} ORDER BY ${order} LIMIT ${limit}`, values.add(scope.workspaceId))}) n ON true`,
  order,
  "c.*, ",
)}`;
  return { text, values: values.list };
}

/**
 * The first matches for a common text that is rare among the first incidents of the filter. The default order sorts the
 * texts before joining the incidents; any other order has to join all of them.
 */
export function commonStatement(
  filter: IncidentFilter,
  scope: FilterScope,
  { search, limit }: Search,
): SqlStatement {
  const values = new StatementValues();
  const order = incidentOrder(filter.sort);
  const where = joinConditions(filterConditions(filter, scope, values));
  const after = afterCondition(filter, values);
  const isNewestFirst = filter.sort === undefined || filter.sort === "-lastSeenAt";
  const found = `SELECT * FROM (${foundTexts(search, scope.workspaceId, values)}) f`;
  const rows = `
  SELECT ${LISTED_COLUMNS}
  FROM (${found} ${isNewestFirst ? "ORDER BY f.last_seen_at DESC, f.incident_id DESC" : ""}) f
  ${incidentOf("f", values.add(scope.workspaceId))}
  WHERE ${where} AND (${after})
  ORDER BY ${isNewestFirst ? "f.last_seen_at DESC, f.incident_id DESC" : order} LIMIT ${limit}`;
  return { text: shownRows(`(${rows}) n`, order), values: values.list };
}

function afterCondition(filter: IncidentFilter, values: StatementValues): string {
  return filter.cursor ? afterCursor(filter.cursor, filter.sort, values).join(" OR ") : "true";
}

/** Ids and `last_seen_at` of incidents with the text. The few texts not indexed yet are scanned. */
function foundTexts(search: SearchText, workspaceId: string, values: StatementValues): string {
  const workspace = values.add(workspaceId);
  const pattern = `lower(${values.add(likePattern(search))})`;
  const query = `pd_trigram_query(${workspace}, ${values.add(search.text)})`;
  const texts = `SELECT t.incident_id, t.last_seen_at FROM incident_texts t
  WHERE t.workspace_id = ${workspace} AND t.text LIKE ${pattern}`;
  const parts = [
    `${texts} AND t.is_indexed AND pd_trigrams(t.workspace_id, t.text) @@ ${query}`,
    `${texts} AND NOT t.is_indexed`,
  ];
  if (search.number !== null) {
    const number = values.add(search.number);
    parts.push(`SELECT t.incident_id, t.last_seen_at FROM incidents n JOIN incident_texts t ON t.incident_id = n.id
  WHERE n.workspace_id = ${workspace} AND n.number = ${number} AND t.text NOT LIKE ${pattern}`);
  }
  return parts.join(" UNION ALL ");
}
