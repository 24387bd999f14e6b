import { requireDag } from "@/lib/evidence/orchestrators/names";
import type { RenderedCode } from "@/lib/evidence/orchestrators/reader";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import type { AirflowClient } from "@/lib/vendors/airflow/client";
import type { RenderedFields } from "@/lib/vendors/airflow/schemas";

const MAX_FIELDS = 10;
const MAX_DEPTH = 6;
const MAX_LISTED = 100;

/** The statements and commands of the failed task, as rendered for its latest try. */
export async function readAirflowRenderedCode(
  client: AirflowClient,
  incident: IncidentContext,
): Promise<RenderedCode[]> {
  const { task, run, mapIndex, tryNumber } = incident;
  if (task === null || run === null) return [];
  const rendered = await client.renderedFields(requireDag(incident), run, task, mapIndex);
  return codeInFields(rendered, tryNumber);
}

/** Fields that hold SQL. */
const SQL_FIELD = /sql|query|queries|statement|hql|bteq/i;
/** Fields that hold commands or scripts. */
const COMMAND_FIELD = /command|cmd|script|^code$|^pig$|notebook_task|arguments/i;
/** A text that is SQL, whatever its field is called. */
const IS_SQL =
  /^\s*(?:--[^\n]*\n\s*)*(?:select|with|insert|update|delete|merge|create|alter|drop|truncate|copy|call|begin|grant|explain|refresh|unload)\s/i;
/** Names of fields that are not code, though they match. */
const NOT_CODE = /(?:_id|_ids|_name|_path|_uri|_url|_label|_type|_tag|parameters|params)$/i;
/** How Airflow begins a value that it has cut. */
const CUT = /^Truncated\. You can change this behaviour in \[core\]max_templated_field_length\.\s*/;

/**
 * The statements and commands among the rendered fields, SQL first. A field may be a text, a list of statements, or a
 * nested configuration, as of BigQuery jobs (`configuration.query.query`). Pure.
 */
export function codeInFields(
  { fields, tryNumber }: RenderedFields,
  failedTry: number | null,
): RenderedCode[] {
  const isLaterTry = tryNumber !== null && failedTry !== null && failedTry < tryNumber;
  const tryNote = isLaterTry
    ? `Airflow keeps the rendered fields of the latest try only, which is try ${tryNumber}.`
    : null;
  const found = Object.entries(fields).flatMap(([name, value]) => codeIn(name, value, 0));
  return found
    .toSorted((a, b) => Number(b.isSql) - Number(a.isSql))
    .slice(0, MAX_FIELDS)
    .map(({ name, text }) => {
      const isCut = CUT.test(text);
      const cutNote = isCut ? "Airflow cut it; [core] max_templated_field_length sets where." : null;
      const note = [tryNote, cutNote].filter((part) => part !== null).join(" ") || null;
      return { name, path: null, text: isCut ? withoutCutMark(text) : text, isCut, note };
    });
}

/** What is left of a value that was cut; Airflow 2 writes it as a Python literal, `'SELECT 1\\nFROM orders'... `. */
function withoutCutMark(text: string): string {
  const rest = text.replace(CUT, "");
  const literal = /^'([\s\S]*)'\.\.\.\s?$/.exec(rest)?.[1];
  return literal === undefined ? rest : literal.replaceAll("\\n", "\n").replaceAll("\\'", "'");
}

interface Found {
  name: string;
  text: string;
  isSql: boolean;
}

function codeIn(name: string, value: unknown, depth: number): Found[] {
  const key = name.split(".").at(-1) ?? name;
  if (typeof value === "string") return codeOf(name, value, isCodeField(key));
  if (depth >= MAX_DEPTH || typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) {
    const texts = value.slice(0, MAX_LISTED).filter((item): item is string => typeof item === "string");
    if (texts.length === 0 || texts.length < value.length) return nested(name, value, depth);
    return codeOf(
      name,
      texts.join(SQL_FIELD.test(key) || IS_SQL.test(texts[0] ?? "") ? ";\n" : " "),
      isCodeField(key),
    );
  }
  return nested(name, value, depth);
}

function nested(name: string, value: object, depth: number): Found[] {
  return Object.entries(value)
    .slice(0, MAX_LISTED)
    .flatMap(([key, item]) => codeIn(`${name}.${key}`, item, depth + 1));
}

function isCodeField(key: string): boolean {
  return !NOT_CODE.test(key) && (SQL_FIELD.test(key) || COMMAND_FIELD.test(key));
}

function codeOf(name: string, text: string, isField: boolean): Found[] {
  const isSql = IS_SQL.test(text.slice(0, 2_000).replace(CUT, "").replace(/^'/, ""));
  if (text.trim() === "" || !(isField || isSql)) return [];
  return [{ name, text, isSql: isSql || SQL_FIELD.test(name) }];
}
