// A process of its own: parses SQL and templates of it, prints what it found as JSON and exits. The parsers are large, and
// a text that makes one of them slow must not stop the server.

import { readFileSync } from "node:fs";
import { parseTemplate, renderTemplate, UnknownConstruct } from "./jinja-template.mjs";
import { parseSql, readings } from "./sql-text.mjs";

/**
 * @typedef {{ path: string, text: string, language: "sql" | "template" }} Input
 * @typedef {{ path: string, status: "ok" | "broken" | "unknown", detail: string, unknown: number }} Finding
 */

/** Expressions of a template may stand for a value, a number, or text that can be missing. */
const PLACEHOLDERS = ["pd_value", "1", ""];
const HAS_TAGS = /\{[{%#]/;

/**
 * @param {string} sql
 * @param {string[]} dialects
 * @returns {Promise<{ dialect: string, opaque: boolean } | { reason: string }>}
 */
async function parseInAny(sql, dialects) {
  let reason = "";
  for (const dialect of dialects) {
    for (const reading of readings(sql)) {
      const parsed = await parseSql(reading, dialect);
      if (parsed.ok) return { dialect, opaque: parsed.opaque };
      if (reason === "") reason = parsed.reason;
    }
  }
  return { reason };
}

/**
 * @param {Input} input
 * @param {string[]} dialects
 * @returns {Promise<Omit<Finding, "path">>}
 */
async function examine({ text, language }, dialects) {
  const isTemplate = HAS_TAGS.test(text);
  if (!isTemplate && language === "template")
    return { status: "ok", detail: "is not a template", unknown: 0 };
  let template = null;
  try {
    template = isTemplate ? parseTemplate(text) : null;
  } catch (error) {
    const isUnknown =
      error instanceof UnknownConstruct || /^Unknown statement type: (?!end|el)/.test(error.message);
    const detail = `Jinja: ${error.message}`.replaceAll(/\s+/g, " ").slice(0, 240);
    return { status: isUnknown ? "unknown" : "broken", detail, unknown: 0 };
  }
  if (language === "template") return { status: "ok", detail: "parses as Jinja", unknown: 0 };
  let unknown = 0;
  let reason = "";
  for (const placeholder of template ? PLACEHOLDERS : [""]) {
    const rendered = template ? renderTemplate(template, placeholder) : null;
    if (rendered?.hasBlocks)
      return { status: "ok", detail: "parses as Jinja; the SQL in its macros was not parsed", unknown: 0 };
    unknown = rendered?.unknown ?? 0;
    const parsed = await parseInAny(rendered?.sql ?? text, dialects);
    if ("dialect" in parsed) {
      const how = rendered ? "parses as Jinja, and as SQL" : "parses as SQL";
      return parsed.opaque
        ? {
            status: "unknown",
            detail: `contains a statement that the ${parsed.dialect} parser skips`,
            unknown,
          }
        : { status: "ok", detail: `${how} (${parsed.dialect})`, unknown };
    }
    if (reason === "") reason = parsed.reason;
    if (unknown === 0) break;
  }
  return { status: "broken", detail: `SQL (${dialects.join(", ")}): ${reason}`, unknown };
}

/** @type {{ files: Input[], dialects: string[] }} */
const { files, dialects } = JSON.parse(readFileSync(0, "utf8"));
/** @type {Finding[]} */
const findings = [];
for (const file of files) findings.push({ path: file.path, ...(await examine(file, dialects)) });
process.stdout.write(JSON.stringify(findings));
