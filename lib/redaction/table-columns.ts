/** Tables with a column of secrets: CSV, TSV, the tables of databases, what pandas prints. Pure, linear. */
import { insertedSecrets } from "@/lib/redaction/insert-values";
import type { Meter } from "@/lib/redaction/meter";
import { secretKeyKind, type SecretKey } from "@/lib/redaction/secret-key";
import type { SecretSpan } from "@/lib/redaction/secret-span";
import { isHarmless, looksMade } from "@/lib/redaction/secret-value";
import { cellsOf, isRule, type Cell, type Delimiter } from "@/lib/redaction/table-cells";
import { trimmedCell } from "@/lib/redaction/table-row";

const LONGEST_LINE = 4_096;
const LINE_END = /\r?\n|(?:\\{1,8}r)?\\{1,8}n/;
/** Lines of something else between the rows of a table, such as the log of another thread. */
const MOST_STRANGE_LINES = 3;
const NAME = /^["'`]?[\p{L}_][\p{L}\p{N}_.-]{0,60}["'`]?$/u;
/** In a table with borders the names of columns may be words. */
const WORDS = /^[*"'`]{0,2}[\p{L}_#][\p{L}\p{N}_.\- ()/#]{0,60}[*"'`]{0,2}$/u;
/** The last name before a table begins, behind the head of a log record. */
const AFTER_HEAD = /["'`]?[\p{L}_][\p{L}\p{N}_.-]{0,60}["'`]?$/u;

interface Column {
  key: SecretKey;
  index: number;
  /** Counted from the end of the line, since the head of a log record may hold delimiters. */
  fromEnd: number;
  /** Where the name begins and ends on its line. */
  start: number;
  end: number;
}

interface Table {
  delimiter: Delimiter;
  columns: Column[];
  /** Cells of the header, and how many more the head of a log record in front of it makes. */
  size: number;
  extra: number;
  /** The head of a log record stands in front of the first name; where the table begins behind it. */
  isHeaded: boolean;
  margin: number;
  /** Names are proven to be a header: by a rule below, or by how they are written. */
  isProven: boolean;
}

/** Reads the tables of one text, each line at most once as a header and once as a row. */
export class TableReader {
  readonly spans: SecretSpan[] = [];
  /** Where the lines end that were looked at. */
  private done = 0;

  constructor(
    private readonly text: string,
    private readonly meter: Meter,
  ) {}

  /** Reads the rows of the INSERT statement at `at`. */
  tryInsert(at: number): void {
    if (at < this.done) return;
    const { spans, end } = insertedSecrets(this.text, at, this.meter);
    this.spans.push(...spans);
    this.done = Math.max(this.done, end);
  }

  /** Looks at the line of a key that may be the name of a column. */
  tryHeader(keyStart: number): void {
    if (keyStart < this.done) return;
    const from = this.lineStart(keyStart);
    const { end, next } = this.lineEnd(keyStart);
    this.done = end;
    if (end - from > LONGEST_LINE) return;
    this.meter.tried += 1;
    const table = tableOf(this.text, from, end);
    if (table !== null) this.readRows(table, next);
  }

  private readRows(table: Table, from: number): void {
    let strange = 0;
    for (let at = from; at < this.text.length && strange <= MOST_STRANGE_LINES;) {
      const { end, next } = this.lineEnd(at);
      this.meter.scanned += end - at;
      if (isRule(this.text.slice(at, Math.min(end, at + LONGEST_LINE)))) {
        table.isProven ||= table.delimiter === "|";
      } else {
        const found = spansOfRow(this.text, at, end, table);
        strange = found === null ? strange + 1 : 0;
        this.spans.push(...(found ?? []));
      }
      this.done = end;
      at = next;
    }
  }

  private lineStart(at: number): number {
    const from = Math.max(0, at - LONGEST_LINE);
    const before = this.text.slice(from, at);
    const escaped = before.lastIndexOf("\\n");
    return from + Math.max(before.lastIndexOf("\n") + 1, escaped === -1 ? 0 : escaped + 2);
  }

  /** Where the line of `at` ends and the next begins: at a line end, also one that was escaped. */
  private lineEnd(at: number): { end: number; next: number } {
    const match = LINE_END.exec(this.text.slice(at, at + LONGEST_LINE));
    if (match !== null) return { end: at + match.index, next: at + match.index + match[0].length };
    const end = this.text.indexOf("\n", at + LONGEST_LINE);
    return end === -1 ? { end: this.text.length, next: this.text.length } : { end, next: end + 1 };
  }
}

/** The table whose header is the line, or null where the line is none. */
function tableOf(text: string, from: number, to: number): Table | null {
  for (const delimiter of ["|", "\t", "\\t", ",", ";", "  "] as const) {
    if (delimiter !== "|" && !text.slice(from, to).includes(delimiter)) continue;
    const cells = cellsOf(text, from, to, delimiter);
    if (cells.length < 2) continue;
    const names = namesOf(text, cells, delimiter);
    if (names.length < 2) continue;
    const columns = names.flatMap((cell, index) => {
      const key = secretKeyKind(nameOf(text, cell));
      return key === null
        ? []
        : [{ key, index, fromEnd: names.length - index, start: cell.start - from, end: cell.end - from }];
    });
    if (columns.length === 0) continue;
    const isTight = delimiter !== "|" && !/[,;] /.test(text.slice(names[0]?.start ?? from, to));
    return {
      delimiter,
      columns,
      size: names.length,
      extra: cells.length - names.length,
      margin: marginOf(text.slice(from, names[0]?.start ?? from)),
      isHeaded: cells.length > names.length || names[0]?.start !== cells[0]?.start,
      isProven: isTight && delimiter !== "  ",
    };
  }
  return null;
}

/** The cells at the end of the line that read as names; all of them unless the head of a log record is in front. */
function namesOf(text: string, cells: readonly Cell[], delimiter: Delimiter): Cell[] {
  const pattern = delimiter === "|" ? WORDS : NAME;
  const names: Cell[] = [];
  for (const cell of cells.toReversed()) {
    const content = text.slice(cell.start, cell.end);
    if (pattern.test(content)) {
      names.unshift(cell);
      continue;
    }
    const last = delimiter === "|" ? null : AFTER_HEAD.exec(content.slice(-64));
    if (last === null || !/[\s>:=({["'`]$/.test(content.slice(0, -last[0].length))) break;
    names.unshift({ start: cell.end - last[0].length, end: cell.end });
    break;
  }
  return names;
}

function nameOf(text: string, cell: Cell): string {
  return text.slice(cell.start, cell.end).replaceAll(/^[*"'`]+|[*"'`]+$/g, "");
}

/** The secrets of a row, or null where the line is no row of the table. */
function spansOfRow(text: string, from: number, to: number, table: Table): SecretSpan[] | null {
  if (to - from > LONGEST_LINE) return null;
  const cells = cellsOf(text, from, to, table.delimiter);
  const isAligned = table.delimiter === "  ";
  const most = table.size + table.extra;
  if (cells.length < 2 || (!isAligned && (cells.length < table.size || cells.length > most))) return null;
  return table.columns.flatMap((column) =>
    heldCells(text, cells, column, from, table).flatMap((held) => {
      const isFirst = !isAligned && table.isHeaded && column.index === 0;
      const value = trimmedCell(text, isFirst ? afterHead(text, held) : held.start, held.end);
      const secret = text.slice(value.start, value.end);
      if (!isCellSecret(secret, value.quoted, column.key, table)) return [];
      return [{ start: value.start, end: value.end, kind: column.key.kind, guessable: true }];
    }),
  );
}

/** The cells of a row that may stand in the column: one, or two where it is unsure how far the row is shifted. */
function heldCells(
  text: string,
  cells: readonly Cell[],
  column: Column,
  from: number,
  { delimiter, margin }: Table,
): Cell[] {
  if (delimiter === "  ") {
    const isBelow = ({ start, end }: Cell, shift: number) =>
      start - from < column.end - shift && end - from > column.start - shift;
    return cells.filter((cell) => isBelow(cell, 0) || isBelow(cell, margin));
  }
  const isBordered = delimiter === "|" && /^[ \t]{0,80}[|│┃]/.test(text.slice(from, from + 81));
  const cell = isBordered ? cells[column.index] : cells.at(-column.fromEnd);
  return cell === undefined ? [] : [cell];
}

/** Width of the head of a log record before the blanks of an aligned table. */
function marginOf(before: string): number {
  const head = before.trimEnd();
  return head === "" || /["'`]$/.test(head) ? head.length : head.length + 1;
}

/** The first cell of a row behind the head of a log record. */
function afterHead(text: string, cell: Cell): number {
  const content = text.slice(cell.start, cell.end);
  return cell.start + Math.max(content.lastIndexOf(" "), content.lastIndexOf("\t")) + 1;
}

function isCellSecret(value: string, isQuoted: boolean, key: SecretKey, table: Table): boolean {
  if (isHarmless(value)) return false;
  if (key.certain && table.isProven) return true;
  if (/\s/.test(value)) return false;
  return looksMade(value, isQuoted) || (key.certain && /[0-9]/.test(value) && /[A-Za-z]/.test(value));
}
