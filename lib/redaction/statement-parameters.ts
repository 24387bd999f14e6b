/** Finds secrets among the parameters that a log lists behind an SQL statement. Pure, linear. */
import type { Meter } from "@/lib/redaction/meter";
import { advance, readQuoted } from "@/lib/redaction/read-value";
import { secretKeyKind, type SecretKey } from "@/lib/redaction/secret-key";
import type { SecretSpan } from "@/lib/redaction/secret-span";
import { isSecretValue } from "@/lib/redaction/secret-value";

/** How far a statement may begin before its parameters. */
const MAX_STATEMENT_LENGTH = 4_096;
const MAX_VALUES = 1_000;
const VERB =
  /\b(?:insert[ \t]{1,4}(?:ignore[ \t]{1,4})?into|replace[ \t]{1,4}into|merge[ \t]{1,4}into|update|(?:create|alter)[ \t]{1,4}(?:user|role|login)|set[ \t]{1,4}password|select|delete[ \t]{1,4}from)\b/gi;
/** Verbs that also continue a statement: a subquery, an upsert's `DO UPDATE`, a row lock. */
const INNER_VERB = /^(?:select|update)$/i;
/** Text that may precede the first verb of a statement on its line. */
const LINE_HEAD = /(?:\b(?:INFO|DEBUG|WARN(?:ING)?|ERROR|Engine)\b[^\n]{0,60}|[\]:;"'][ \t]{0,4})$/;
const COLUMNS = /\(([\w\s,."`[\]\\]{1,4000})\)\s*(?:output\b[^()]{0,200})?values?\s*\(/i;
/** A parameter of any style: `%s`, `%(name)s`, `:name`, `$1`, `?`, `@name`. */
const PARAMETER = /%s|%\((\w{1,60})\)s|\?|(?<![:\w]):(\w{1,60})|\$([0-9]{1,4})|(?<!@)@(\w{1,60})/g;
/** What a parameter is compared with, assigned to or set for, read backwards from it. */
const NAMED_BEFORE =
  /([\w.]{1,80})[`"\]]?\s{0,8}(?:(?:=|<>|!=|to|like|is|as)\s{0,8})?(?:[a-z_]{1,30}\(\s{0,4}){0,2}(?:n?['"])?$/i;
/** Clauses that take a password. */
const CLAUSE = /\b(?:identified\s{1,8}(?:with\s{1,8}\S{1,60}\s{1,8})?by|password)\s{0,8}(?:=\s{0,8})?['"]?$/i;
const ALIAS = /[ \t]{1,4}as[ \t]{1,4}["`]?(\w{1,60})/iy;
const OPEN_LIST = /[[(]\s{0,8}/y;
const ENTRY = /\s{0,8}(?:[bu]?['"]([\w.]{1,60})['"]\s{0,4}:\s{0,4}|\$([0-9]{1,4}) = )?/y;
const OTHER_VALUE = /[^\s,()[\]{}'"][^,()[\]{}'"\n]{0,200}(?:\([^()\n]{0,200}\))?/y;
const NEXT = /['"]?\s{0,8},\s{0,8}/y;
const CLOSE = /['"]?\s{0,8}[)}\]]/y;
const ROW = /[[({]\s{0,8}/y;
const PASSWORD: SecretKey = { kind: "password", certain: true };

/** What a statement says about its parameters, by position and by name. */
interface Parameters {
  byPosition: (SecretKey | null)[];
  byName: Map<string, SecretKey>;
  /** True if the statement names a secret, but shows no parameters that could be told apart. */
  isAny: boolean;
}

export class ParameterReader {
  /** End of the last list, before which no statement is looked for. */
  private done = 0;

  constructor(
    private readonly text: string,
    private readonly meter: Meter,
  ) {}

  /** The secrets in the list announced by the word at `at`. */
  spansAt(at: number, word: string): SecretSpan[] {
    const from = Math.max(this.done, at - MAX_STATEMENT_LENGTH);
    const start = at + word.length;
    this.meter.scanned += at - from;
    this.done = start;
    const statement = lastStatement(this.text.slice(from, at));
    const parameters = statement === null ? null : parametersOf(statement);
    return parameters === null ? [] : this.read(start, parameters);
  }

  /** Reads one row, or several in a list; rows of tuples and of dictionaries. */
  private read(start: number, parameters: Parameters): SecretSpan[] {
    const { text } = this;
    const spans: SecretSpan[] = [];
    let at = start;
    if (/[[(]\s{0,8}[[({]/y.test(text.slice(at, at + 12))) at = advance(OPEN_LIST, text, at) ?? at;
    let index = 0;
    for (let count = 0; count < MAX_VALUES; count += 1) {
      const row = advance(ROW, text, at);
      if (row !== null) index = 0;
      const [next, span] = this.readEntry(row ?? at, index, parameters);
      if (next === null) break;
      if (span !== null) spans.push(span);
      index += 1;
      at = next;
      const more = advance(NEXT, text, at);
      if (more !== null) {
        at = more;
        continue;
      }
      const closed = advance(CLOSE, text, at);
      const another = closed === null ? null : advance(NEXT, text, closed);
      if (another === null) break;
      at = another;
    }
    this.meter.scanned += at - start;
    this.done = Math.max(this.done, at);
    return spans;
  }

  /** Where the entry at `at` ends, and the secret in it; no end if there is no entry. */
  private readEntry(at: number, index: number, parameters: Parameters): [number | null, SecretSpan | null] {
    const { text } = this;
    ENTRY.lastIndex = at;
    const [head = "", name, number] = ENTRY.exec(text) ?? [];
    const start = at + head.length;
    const read = readQuoted(text, start);
    if (read === null) return [advance(OTHER_VALUE, text, start), null];
    const position = number === undefined ? index : Number(number) - 1;
    const named =
      name === undefined ? parameters.byPosition[position] : parameters.byName.get(name.toLowerCase());
    const key = named ?? (parameters.isAny ? PASSWORD : null);
    if (key === null || !isSecretValue(text, read, key.certain, false)) return [read.end, null];
    return [read.end, { start: read.start, end: read.end, kind: key.kind, guessable: true }];
  }
}

/** The last statement in a text, or null. */
function lastStatement(before: string): string | null {
  const marked = before.lastIndexOf("[SQL:");
  if (marked !== -1) return before.slice(marked + 5);
  let start = -1;
  for (const match of before.matchAll(VERB)) {
    const head = before.slice(Math.max(0, match.index - 80), match.index);
    if (start !== -1 && INNER_VERB.test(match[0]) && !LINE_HEAD.test(head)) continue;
    start = match.index;
  }
  return start === -1 ? null : before.slice(start);
}

/** The secret parameters of a statement, or null if it names none. */
function parametersOf(statement: string): Parameters | null {
  const byPosition: (SecretKey | null)[] = [];
  const byName = new Map<string, SecretKey>();
  const columns = COLUMNS.exec(statement);
  const names = columns?.[1]?.split(",").map((name) => name.replaceAll(/[\s"`[\]\\]/g, "")) ?? [];
  const valuesAt = columns === null ? Number.POSITIVE_INFINITY : columns.index + columns[0].length;
  let inserted = 0;
  for (const match of statement.matchAll(PARAMETER)) {
    const isInserted = match.index >= valuesAt && inserted < names.length;
    const column = isInserted ? names[inserted] : undefined;
    inserted += isInserted ? 1 : 0;
    const key =
      column === undefined
        ? keyAround(statement, match.index, match.index + match[0].length)
        : secretKeyKind(column);
    const name = match[1] ?? match[2] ?? match[4];
    if (match[3] !== undefined) byPosition[Number(match[3]) - 1] ??= key;
    else byPosition.push(key);
    if (name !== undefined && key !== null) byName.set(name.toLowerCase(), key);
  }
  if (byPosition.length > 0)
    return byPosition.some((key) => key !== null && key !== undefined)
      ? { byPosition, byName, isAny: false }
      : null;
  return namesSecret(statement) ? { byPosition, byName, isAny: true } : null;
}

/** What the text around the parameter `[at, end)` says that it is: a clause, a column, an alias. */
function keyAround(statement: string, at: number, end: number): SecretKey | null {
  const before = statement.slice(Math.max(0, at - 96), at);
  if (CLAUSE.test(before)) return PASSWORD;
  ALIAS.lastIndex = end;
  const name = ALIAS.exec(statement)?.[1] ?? NAMED_BEFORE.exec(before)?.[1];
  return name === undefined ? null : secretKeyKind(name);
}

/** Whether a statement without visible parameters sets or inserts a secret. */
function namesSecret(statement: string): boolean {
  if (/^\s*select\b/i.test(statement)) return false;
  if (/^\s*(?:create|alter)\s{1,8}(?:user|role|login)\b|\bidentified\s{1,8}by\b/i.test(statement))
    return true;
  return (statement.match(/[\w.]{3,80}/g) ?? []).some((word) => secretKeyKind(word)?.certain === true);
}
