/** Finds secret columns in tables: CSV, TSV, database output, pandas output. Pure, linear. */
import { insertedSecrets } from "@/lib/redaction/insert-values";
import type { Meter } from "@/lib/redaction/meter";
import { secretKeyKind, type SecretKey } from "@/lib/redaction/secret-key";
import type { SecretSpan } from "@/lib/redaction/secret-span";
import { isHarmless, looksGenerated } from "@/lib/redaction/secret-value";
import { cellsOf, isRule, type Cell, type Delimiter } from "@/lib/redaction/table-cells";
import { trimmedCell } from "@/lib/redaction/table-row";

const MAX_LINE_LENGTH = 4_096;
const LINE_END = /\r?\n|(?:\\{1,8}r)?\\{1,8}n/;
/** Maximum number of foreign lines between table rows, such as another thread's log. */
const MAX_STRANGE_LINES = 3;
const NAME = /^["'`]?[\p{L}_][\p{L}\p{N}_.-]{0,60}["'`]?$/u;
/** In a table with borders, column names may contain spaces. */
const WORDS = /^[*"'`]{0,2}[\p{L}_#][\p{L}\p{N}_.\- ()/#]{0,60}[*"'`]{0,2}$/u;
/** The first column name after a log record prefix. */
const AFTER_HEAD = /["'`]?[\p{L}_][\p{L}\p{N}_.-]{0,60}["'`]?$/u;

interface Column {
  key: SecretKey;
  index: number;
  /** Index from the end of the line, because a log record prefix may contain delimiters. */
  fromEnd: number;
  /** Offsets of the name on its line. */
  start: number;
  end: number;
}

interface Table {
  delimiter: Delimiter;
  columns: Column[];
  /** Number of header cells, and of extra cells from a log record prefix. */
  size: number;
  extra: number;
  /** Whether a log record prefix precedes the first name, and where the table begins after it. */
  isHeaded: boolean;
  margin: number;
  /** True if the names are certainly a header, because of a rule below or their notation. */
  isProven: boolean;
}

/** Reads the tables in a text, each line at most once as a header and once as a row. */
export class TableReader {
  readonly spans: SecretSpan[] = [];
  /** End of the lines read so far. */
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

  /** Reads the line of a key that may be a column name. */
  tryHeader(keyStart: number): void {
    if (keyStart < this.done) return;
    const from = this.lineStart(keyStart);
    const { end, next } = this.lineEnd(keyStart);
    this.done = end;
    if (end - from > MAX_LINE_LENGTH) return;
    this.meter.tried += 1;
    const table = tableOf(this.text, from, end);
    if (table !== null) this.readRows(table, next);
  }

  private readRows(table: Table, from: number): void {
    let strange = 0;
    for (let at = from; at < this.text.length && strange <= MAX_STRANGE_LINES;) {
      const { end, next } = this.lineEnd(at);
      this.meter.scanned += end - at;
      if (isRule(this.text.slice(at, Math.min(end, at + MAX_LINE_LENGTH)))) {
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
    const from = Math.max(0, at - MAX_LINE_LENGTH);
    const before = this.text.slice(from, at);
    const escaped = before.lastIndexOf("\\n");
    return from + Math.max(before.lastIndexOf("\n") + 1, escaped === -1 ? 0 : escaped + 2);
  }

  /** The end of the line at `at` and the start of the next; line breaks may be escaped. */
  private lineEnd(at: number): { end: number; next: number } {
    const match = LINE_END.exec(this.text.slice(at, at + MAX_LINE_LENGTH));
    if (match !== null) return { end: at + match.index, next: at + match.index + match[0].length };
    const end = this.text.indexOf("\n", at + MAX_LINE_LENGTH);
    return end === -1 ? { end: this.text.length, next: this.text.length } : { end, next: end + 1 };
  }
}

/** The table whose header is this line, or null. */
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

/** The trailing cells that look like names; all cells unless a log record prefix precedes them. */
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

/** The secrets in a row, or null if the line is not a row of the table. */
function spansOfRow(text: string, from: number, to: number, table: Table): SecretSpan[] | null {
  if (to - from > MAX_LINE_LENGTH) return null;
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

/** The cells of a row that may be in the column: one, or two if the row's shift is uncertain. */
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

/** Width of the log record prefix before an aligned table. */
function marginOf(before: string): number {
  const head = before.trimEnd();
  return head === "" || /["'`]$/.test(head) ? head.length : head.length + 1;
}

/** Start of the first cell after a log record prefix. */
function afterHead(text: string, cell: Cell): number {
  const content = text.slice(cell.start, cell.end);
  return cell.start + Math.max(content.lastIndexOf(" "), content.lastIndexOf("\t")) + 1;
}

function isCellSecret(value: string, isQuoted: boolean, key: SecretKey, table: Table): boolean {
  if (isHarmless(value)) return false;
  if (key.certain && table.isProven) return true;
  if (/\s/.test(value)) return false;
  return looksGenerated(value, isQuoted) || (key.certain && /[0-9]/.test(value) && /[A-Za-z]/.test(value));
}
