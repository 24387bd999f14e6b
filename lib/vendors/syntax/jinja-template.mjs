// Jinja as dbt and Airflow use it: parsed, and rendered with placeholders to the SQL that it stands for.

import { parse, tokenize } from "@huggingface/jinja";

/**
 * @typedef {{ type: string, [key: string]: any }} Node of the parser's syntax tree
 * @typedef {object} Template
 * @property {Node[]} body
 * @property {Map<string, string>} raw texts of raw blocks by their placeholder
 */

/** A construct that the parser does not know, which is no proof of an error. */
export class UnknownConstruct extends Error {}

/** Blocks of dbt whose body is a template, like a macro's. */
const DBT_BLOCKS = new Set(["snapshot", "materialization", "test", "data_test", "docs"]);
/** Tags of Jinja that the parser does not have, and that no template of dbt needs. */
const UNKNOWN_TAGS = new Set([
  "import",
  "from",
  "extends",
  "block",
  "endblock",
  "with",
  "endwith",
  "autoescape",
  "endautoescape",
  "trans",
]);

const TAG = /^\{%[-+]?\s*([a-z_]*)/;
const RAW = /\{%[-+]?\s*raw\s*[-+]?%\}([\s\S]*?)\{%[-+]?\s*endraw\s*[-+]?%\}/y;

/**
 * Parses a template.
 * @param {string} text
 * @returns {Template}
 * @throws Error with the reason; UnknownConstruct for a tag that this parser does not know
 */
export function parseTemplate(text) {
  const { source, raw } = translate(text);
  return { body: /** @type {Node} */ (/** @type {unknown} */ (parse(tokenize(source)))).body, raw };
}

/**
 * Translates what only dbt and full Jinja have to what the parser has. Line breaks are kept.
 * @param {string} text
 */
function translate(text) {
  const raw = new Map();
  let source = "";
  let at = 0;
  while (at < text.length) {
    const opening = nextOpening(text, at);
    source += text.slice(at, opening);
    at = opening;
    if (at >= text.length) break;
    RAW.lastIndex = at;
    const rawBlock = RAW.exec(text);
    if (rawBlock) {
      const name = `pd_raw_${raw.size}_`;
      raw.set(name, rawBlock[1]);
      source += name + lineBreaks(rawBlock[0]);
      at = RAW.lastIndex;
      continue;
    }
    const end = endOfTag(text, at);
    const tag = text.slice(at, end);
    source += tag.startsWith("{%") ? translateTag(tag) : tag.startsWith("{#") ? lineBreaks(tag) : tag;
    at = end;
  }
  return { source, raw };
}

/**
 * @param {string} text
 * @param {number} from
 */
function nextOpening(text, from) {
  const found = ["{{", "{%", "{#"].map((mark) => text.indexOf(mark, from)).filter((index) => index !== -1);
  return found.length > 0 ? Math.min(...found) : text.length;
}

/**
 * The end of a tag, behind its closing marks, which do not count inside strings.
 * @param {string} text
 * @param {number} start
 */
function endOfTag(text, start) {
  const kind = text.charAt(start + 1);
  const close = kind === "{" ? "}}" : `${kind}}`;
  let quote = "";
  let depth = 0;
  for (let at = start + 2; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (quote !== "") {
      if (char === "\\") at += 1;
      else if (char === quote) quote = "";
    } else if (kind !== "#" && (char === "'" || char === '"')) quote = char;
    else if (kind === "{" && char === "{") depth += 1;
    else if (kind === "{" && char === "}" && depth > 0) depth -= 1;
    else if (text.startsWith(close, at)) return at + 2;
  }
  const line = text.slice(0, start).split("\n").length;
  throw new Error(`line ${line}: ${text.slice(start, start + 2)} is not closed`);
}

/** @param {string} tag */
function translateTag(tag) {
  const name = TAG.exec(tag)?.[1] ?? "";
  const plain = tag.replace(/^\{%\+/, "{% ").replace(/\+%\}$/, " %}");
  const open = plain.startsWith("{%-") ? "-" : "";
  const close = plain.endsWith("-%}") ? "-" : "";
  const inside = plain.slice(2 + open.length, plain.length - 2 - close.length);
  if (UNKNOWN_TAGS.has(name)) throw new UnknownConstruct(`the tag "${name}" is not known to this parser`);
  if (name === "do" || name === "include")
    return `{{${open}${name === "do" ? "" : " include"}(${inside.replace(/\b(?:do|include)\b/, " ")})${close}}}`;
  if (DBT_BLOCKS.has(name)) {
    const values = /\(([^]*)\)/.exec(inside);
    const values_ = name === "test" || name === "data_test" ? (values?.[0] ?? "()") : "()";
    return `{%${open} macro pd_block${values_} ${lineBreaks(inside.replace(values_, ""))}${close}%}`;
  }
  if (name.startsWith("end") && DBT_BLOCKS.has(name.slice(3))) return `{%${open} endmacro ${close}%}`;
  return plain;
}

/** @param {string} text */
function lineBreaks(text) {
  return "\n".repeat(text.split("\n").length - 1);
}

/** Calls that render to nothing. */
const SILENT = new Set(["config", "log", "print", "set_sql_header", "do", "return"]);
/** Calls and names that stand for a table. */
const RELATIONS = new Set(["ref", "source"]);
/** Calls and names that stand for one value. */
const VALUES = new Set([
  "var",
  "env_var",
  "target",
  "this",
  "ds",
  "ds_nodash",
  "ts",
  "params",
  "invocation_id",
  "run_started_at",
]);

/**
 * The SQL of a template: the first branch of every condition, every loop once, and placeholders for what is only known
 * when it runs.
 * @param {Template} template
 * @param {string} placeholder for expressions whose text is unknown
 * @returns {{ sql: string, unknown: number, hasBlocks: boolean }} `unknown`: expressions that may stand for any text;
 *   `hasBlocks`: it defines macros or blocks of dbt, whose bodies are not rendered
 */
export function renderTemplate({ body, raw }, placeholder) {
  const state = {
    unknown: 0,
    hasBlocks: false,
    known: /** @type {Map<string, Node>} */ (new Map()),
    placeholder,
  };
  let sql = renderAll(body, state);
  for (const [name, text] of raw) sql = sql.replace(name, () => text);
  return { sql, unknown: state.unknown, hasBlocks: state.hasBlocks };
}

/**
 * @typedef {{ unknown: number, hasBlocks: boolean, known: Map<string, Node>, placeholder: string }} State
 * @param {Node[]} nodes
 * @param {State} state
 */
function renderAll(nodes, state) {
  return nodes.map((node) => render(node, state)).join("");
}

/**
 * @param {Node} node
 * @param {State} state
 * @returns {string}
 */
function render(node, state) {
  switch (node.type) {
    case "If":
      return renderAll(isFalse(node.test) ? node.alternate : node.body, state);
    case "For": {
      const [first] = node.iterable.type === "ArrayLiteral" ? node.iterable.value : [];
      if (first && node.loopvar.type === "Identifier") state.known.set(node.loopvar.value, first);
      return renderAll(node.body, state);
    }
    case "Set":
      if (node.value && node.assignee.type === "Identifier") state.known.set(node.assignee.value, node.value);
      return "";
    case "Macro":
      state.hasBlocks = true;
      return "";
    case "CallStatement":
      return nameOf(node.call) === "statement" ? "" : unknown(state);
    case "FilterStatement":
      return renderAll(node.body, state);
    case "Comment":
    case "Break":
    case "Continue":
      return "";
    default:
      return renderExpression(node, state);
  }
}

/**
 * @param {Node} node
 * @param {State} state
 * @returns {string}
 */
function renderExpression(node, state) {
  if (/^(?:String|Integer|Float)Literal$/.test(node.type)) return String(node.value);
  const known = node.type === "Identifier" ? state.known.get(node.value) : undefined;
  if (known && /^(?:String|Integer|Float)Literal$/.test(known.type)) return String(known.value);
  const name = nameOf(node);
  if (node.type === "CallExpression" && SILENT.has(name)) return "";
  if (RELATIONS.has(name)) return "pd_relation";
  if (VALUES.has(name)) return "pd_value";
  return unknown(state);
}

/** @param {State} state */
function unknown(state) {
  state.unknown += 1;
  return state.placeholder;
}

/**
 * The first name of an expression: `target` of `target.name`, `ref` of `ref("x")`.
 * @param {Node} node
 * @returns {string}
 */
function nameOf(node) {
  if (node.type === "Identifier") return node.value;
  if (node.type === "CallExpression") return nameOf(node.callee);
  if (node.type === "MemberExpression") return nameOf(node.object);
  if (node.type === "FilterExpression") return nameOf(node.operand);
  return "";
}

/**
 * In a loop of one turn, the first is the last.
 * @param {Node} test
 */
function isFalse(test) {
  return (
    test.type === "UnaryExpression" &&
    test.argument.type === "MemberExpression" &&
    test.argument.object.value === "loop" &&
    ["last", "first"].includes(test.argument.property.value)
  );
}
