import type { Slots, SlotTemplate } from "@/lib/knowledge/patterns/schemas";

const MAX_CHARS = 600;
const MAX_VALUE = 200;
/** Fewer letters than this in all constant parts would match anything. */
const MIN_CONSTANT = 4;

/** What a value is called by the word before it. */
const NAMED_BY: Readonly<Record<string, string>> = {
  column: "column",
  field: "column",
  identifier: "column",
  key: "key",
  keyerror: "key",
  table: "table",
  relation: "table",
  view: "table",
  dataset: "table",
  schema: "schema",
  database: "database",
  module: "module",
  named: "module",
  package: "module",
  import: "module",
  host: "host",
  hostname: "host",
  user: "user",
  role: "role",
  bucket: "bucket",
  function: "function",
  commit: "commit",
  variable: "variable",
  connection: "connection",
  port: "port",
  file: "path",
  directory: "path",
};

/** Parts that differ between two failures of one kind. Bounded, and tried on at most 600 characters. */
const VARIABLES =
  /(?<secret>\[redacted:[^\]\s]{1,60}\])|(?<quoted>'(?:(?!\[redacted:)[^'\n]){1,120}'|`(?:(?!\[redacted:)[^`\n]){1,120}`|"(?:(?!\[redacted:)[^"\n]){1,120}")|(?<url>https?:\/\/[^\s'"<>[]{1,200})|(?<time>\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z| UTC|[+-]\d\d:?\d\d)?)?|\b\d\d:\d\d(?::\d\d)?\b)|(?<path>(?:\/[\w.@+-]{1,80}){2,12})|(?<version>\b[rv]\d{1,10}(?:\.\d{1,10}){0,4}\b)|(?<name>[A-Za-z_][\w-]{0,60}(?:\.[A-Za-z_][\w-]{0,60}){1,6}|[A-Za-z\d]{1,40}(?:_[A-Za-z\d]{1,40}){1,8})|(?<hash>\b(?=[a-f]{0,40}\d)[0-9a-f]{7,64}\b)|(?<number>\b\d[\d.,]{0,20}\b)/g;

/** Codes say what kind of failure it is, so they are no variable part. */
const CODE_BEFORE = /(?:code|status|errno|signal|exit|error|sqlstate)\W{0,3}$/i;
/** `psycopg2.errors.UndefinedTable`: a type, not a name of the pipeline's. */
const IS_TYPE = /(?:^|\.)[A-Z][A-Za-z\d]*[a-z][A-Za-z\d]*$/;

/** The names given to values so far; the same value has the same name in every text of a failure. */
export class SlotNames {
  readonly #names = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  /** The slot of a value, which is new if the value is. */
  nameOf(value: string, kind: string): string {
    const known = this.#names.get(value);
    if (known !== undefined) return known;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    const name = count === 1 ? kind : `${kind}_${count}`;
    this.#names.set(value, name);
    return name;
  }

  /** Known values, the longest first. */
  values(): string[] {
    return [...this.#names.keys()].toSorted((a, b) => b.length - a.length);
  }

  /** The values by slot. */
  slots(): Slots {
    return Object.fromEntries([...this.#names].map(([value, name]) => [name, value]));
  }
}

/**
 * Replaces the variable parts of a text by slots: quoted values, identifiers, paths, hosts, times, versions, numbers and marks of
 * redaction, but neither types of errors nor codes. A value that `names` knows is the same slot wherever it occurs, also inside a dotted name. Pure,
 * except for what it adds to `names`.
 */
export function toTemplate(text: string, names: SlotNames): SlotTemplate {
  const parts = new TemplateParts();
  const line = text.slice(0, MAX_CHARS);
  let at = 0;
  for (const match of line.matchAll(VARIABLES)) {
    const found = variableOf(match, line);
    if (found === null) continue;
    addConstant(parts, line.slice(at, found.start), names);
    addValue(parts, found, names);
    at = found.start + found.value.length;
  }
  addConstant(parts, line.slice(at), names);
  return parts.list;
}

class TemplateParts {
  readonly list: SlotTemplate = [];

  text(text: string): void {
    if (text === "") return;
    const last = this.list.at(-1);
    if (typeof last === "string") this.list[this.list.length - 1] = last + text;
    else this.list.push(text);
  }

  slot(slot: string): void {
    this.list.push({ slot });
  }
}

interface Variable {
  value: string;
  start: number;
  kind: string;
}

function variableOf(match: RegExpMatchArray, line: string): Variable | null {
  const { secret, quoted, url, time, path, version, name, hash, number } = match.groups ?? {};
  const start = match.index ?? 0;
  if (secret !== undefined) return { value: secret, start, kind: "secret" };
  const before = line.slice(Math.max(0, start - 40), start);
  if (quoted !== undefined) {
    const value = quoted.slice(1, -1);
    return { value, start: start + 1, kind: namedBy(before) ?? kindOfName(value) };
  }
  if (url !== undefined) return { value: url, start, kind: "url" };
  if (time !== undefined) return { value: time, start, kind: "time" };
  if (path !== undefined) return { value: path, start, kind: "path" };
  if (version !== undefined) return { value: version, start, kind: "version" };
  if (name !== undefined)
    return IS_TYPE.test(name) ? null : { value: name, start, kind: namedBy(before) ?? kindOfName(name) };
  if (hash !== undefined && !/^\d+$/.test(hash)) return { value: hash, start, kind: "id" };
  const digits = number ?? hash;
  if (digits === undefined || CODE_BEFORE.test(before)) return null;
  return { value: digits.replace(/[.,]+$/, ""), start, kind: namedBy(before) ?? "number" };
}

function namedBy(before: string): string | null {
  const words = before.toLowerCase().match(/[a-z]+/g) ?? [];
  return words.slice(-2).flatMap((word) => NAMED_BY[word] ?? [])[0] ?? null;
}

function kindOfName(name: string): string {
  if (!name.includes(".")) return "name";
  return /\.(?:com|net|org|io|internal|local|svc|cloud|dev)$/.test(name) ? "host" : "table";
}

/** A value, in which other known values keep their own slots: the column in `raw.orders.customer_id`. */
function addValue(parts: TemplateParts, { value, kind }: Variable, names: SlotNames): void {
  const inner = names
    .values()
    .find((known) => known !== value && known.length > 2 && hasSegment(value, known));
  if (inner === undefined) {
    parts.slot(names.nameOf(value, kind));
    return;
  }
  const at = segmentAt(value, inner);
  const [head, tail] = [value.slice(0, at), value.slice(at + inner.length)];
  addSegment(parts, head, kind, names);
  parts.slot(names.nameOf(inner, kind));
  addSegment(parts, tail, kind, names);
}

/** What belongs to a table. */
const OWNED: ReadonlySet<string> = new Set(["column", "key", "name"]);

function addSegment(parts: TemplateParts, text: string, kind: string, names: SlotNames): void {
  const [, before = "", name = "", after = ""] = /^([.\s]*)(.*?)([.\s]*)$/.exec(text) ?? [];
  parts.text(before);
  if (name !== "") parts.slot(names.nameOf(name, OWNED.has(kind) ? "table" : kind));
  parts.text(after);
}

/** Text between variable parts may still contain known values, such as a plain word that is quoted elsewhere. */
function addConstant(parts: TemplateParts, text: string, names: SlotNames): void {
  const known = names.values().find((value) => value.length > 2 && hasSegment(text, value));
  if (known === undefined) {
    parts.text(text);
    return;
  }
  const at = segmentAt(text, known);
  addConstant(parts, text.slice(0, at), names);
  parts.slot(names.nameOf(known, "name"));
  addConstant(parts, text.slice(at + known.length), names);
}

/** Position of a value that is not part of a longer word; -1 if there is none. */
export function segmentAt(text: string, value: string): number {
  const isWord = (char: string | undefined) => char !== undefined && /\w/.test(char);
  for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + 1)) {
    if (!isWord(text[at - 1]) && !isWord(text[at + value.length])) return at;
  }
  return -1;
}

const hasSegment = (text: string, value: string) => segmentAt(text, value) !== -1;

/** Whether it has enough constant text to recognize anything. Pure. */
export function isTelling(template: SlotTemplate): boolean {
  const constant = template.filter((part) => typeof part === "string").join("");
  return constant.replaceAll(/[^\p{L}]/gu, "").length >= MIN_CONSTANT;
}

/**
 * The values of the slots in a line that contains the template, or null. Slots in `bound` must have those values. Linear:
 * constant parts are looked up from left to right, from at most eight places. Pure.
 */
export function matchTemplate(template: SlotTemplate, line: string, bound: Slots = {}): Slots | null {
  return matchBound(bindSlots(template, bound), line);
}

/** The same for a template whose known slots are filled in already (`bindSlots`), for many lines. Pure. */
export function matchBound(parts: SlotTemplate, line: string): Slots | null {
  const first = parts.findIndex((part) => typeof part === "string");
  if (first === -1) return null;
  const wanted = String(parts[first]);
  let start = line.indexOf(wanted);
  for (let tries = 0; start !== -1 && tries < MAX_STARTS; tries += 1) {
    const found = matchAt(parts, first, line, start);
    if (found !== null) return found;
    start = line.indexOf(wanted, start + 1);
  }
  return null;
}

const MAX_STARTS = 8;

/** The slots if the first constant part stands at `start`. */
function matchAt(parts: SlotTemplate, first: number, line: string, start: number): Slots | null {
  const found: Slots = {};
  // Slots before it take the words before it.
  let at = start;
  for (const part of parts.slice(0, first).toReversed()) {
    const value = /[^\s'"`]{1,200}$/.exec(line.slice(Math.max(0, at - MAX_VALUE), at))?.[0];
    if (value === undefined || !assign(found, part, value)) return null;
    at -= value.length;
  }
  at = start;
  for (const [offset, part] of parts.slice(first).entries()) {
    const value = typeof part === "string" ? part : valueAt(line, at, parts[first + offset + 1]);
    if (value === null || !line.startsWith(value, at)) return null;
    if (typeof part !== "string" && !assign(found, part, value)) return null;
    at += value.length;
  }
  return found;
}

/** The text of a slot: up to the next constant part, or else one word. */
function valueAt(line: string, at: number, next: SlotTemplate[number] | undefined): string | null {
  if (typeof next === "string") {
    const end = line.indexOf(next, at + 1);
    return end === -1 || end - at > MAX_VALUE ? null : line.slice(at, end);
  }
  return /^[^\s'"`,;)]{1,200}/.exec(line.slice(at, at + MAX_VALUE))?.[0] ?? null;
}

function assign(found: Slots, part: SlotTemplate[number], value: string): boolean {
  if (typeof part === "string") return false;
  const known = found[part.slot];
  if (known !== undefined && known !== value) return false;
  found[part.slot] = value;
  return true;
}

/** The template with the known slots filled in. Pure. */
export function bindSlots(template: SlotTemplate, bound: Slots): SlotTemplate {
  const parts = new TemplateParts();
  for (const part of template) {
    const value = typeof part === "string" ? part : bound[part.slot];
    if (value !== undefined) parts.text(value);
    else if (typeof part !== "string") parts.slot(part.slot);
  }
  return parts.list;
}

/** The text with these values, or null if a slot has none. Pure. */
export function fillSlots(template: SlotTemplate, slots: Slots): string | null {
  const parts = template.map((part) => (typeof part === "string" ? part : slots[part.slot]));
  return parts.every((part) => part !== undefined) ? parts.join("") : null;
}

/** The slots that a template has. Pure. */
export function slotsIn(template: SlotTemplate): string[] {
  return [...new Set(template.flatMap((part) => (typeof part === "string" ? [] : [part.slot])))];
}

/** For people: the text with these values, and `…` for what is not known: `Column email of … was removed`. Pure. */
export function textWithValues(template: SlotTemplate, slots: Slots = {}): string {
  return template.map((part) => (typeof part === "string" ? part : (slots[part.slot] ?? "…"))).join("");
}

/** With the names of the slots, as a person may edit it: `Column <column> of <table> was removed`. Pure. */
export function templateText(template: SlotTemplate): string {
  return template.map((part) => (typeof part === "string" ? part : `<${part.slot}>`)).join("");
}

/** Reads what a person edited: `<column>` is a slot if the pattern has one of that name. Pure. */
export function readTemplate(text: string, known: readonly string[]): SlotTemplate {
  const parts = new TemplateParts();
  let at = 0;
  for (const match of text.matchAll(/<([a-z]{1,20}(?:_\d{1,3})?)>/g)) {
    const name = match[1] ?? "";
    if (!known.includes(name)) continue;
    parts.text(text.slice(at, match.index));
    parts.slot(name);
    at = match.index + match[0].length;
  }
  parts.text(text.slice(at));
  return parts.list;
}

/** Equal for lines that differ only in their variable parts, whatever those are called. Pure. */
export function templateKey(template: SlotTemplate): string {
  const text = template.map((part) => (typeof part === "string" ? part : "<*>")).join("");
  return isTelling(template) ? text.toLowerCase().replaceAll(/\s+/g, " ").trim().slice(0, 400) : "";
}
