/** Splits a table line into cells. Pure, linear. */

/** Cell delimiters: a tab may be escaped; aligned columns are separated by two or more spaces. */
export type Delimiter = "|" | "\t" | "\\t" | "," | ";" | "  ";

/** A cell without surrounding whitespace. */
export interface Cell {
  start: number;
  end: number;
}

const RULE = /^[\s|+│┃├┤┼┝┿┥╞╪╡┡╇┩┢┪─━═=:-]{3,4096}$/;
const BORDERS = "|│┃";

/** Whether the line separates a header from its rows. */
export function isRule(line: string): boolean {
  return RULE.test(line) && /[-=─━═]{2}/.test(line);
}

/** The cells of `[from, to)`; a delimiter in quotes is part of the cell. */
export function cellsOf(text: string, from: number, to: number, delimiter: Delimiter): Cell[] {
  const cells: Cell[] = [];
  let start = from;
  let quote = "";
  for (let at = from; at < to; at += 1) {
    const char = text.charAt(at);
    if (quote !== "") {
      if (char === quote) quote = "";
    } else if (char === '"' && delimiter !== "|" && opensQuote(text, start, at)) {
      quote = char;
    } else if (isDelimiter(text, at, delimiter)) {
      cells.push(trimmed(text, start, at));
      start = at + (delimiter === "\\t" ? 2 : 1);
    }
  }
  cells.push(trimmed(text, start, to));
  // Drop the empty cells at borders and between aligned cells.
  return delimiter === "|" || delimiter === "  " ? withoutEdges(cells, delimiter) : cells;
}

/** Whether a quote opens here: at the start of a cell or after a log record prefix. */
function opensQuote(text: string, start: number, at: number): boolean {
  let before = at - 1;
  while (before > start && text.charCodeAt(before) === 92) before -= 1;
  return before < start || text.charCodeAt(before) <= 32 || text.charCodeAt(before) === 92;
}

function isDelimiter(text: string, at: number, delimiter: Delimiter): boolean {
  if (delimiter === "|") return BORDERS.includes(text.charAt(at));
  if (delimiter === "  ") return text.charCodeAt(at) === 32 && text.charCodeAt(at + 1) === 32;
  return text.startsWith(delimiter, at);
}

function withoutEdges(cells: Cell[], delimiter: Delimiter): Cell[] {
  const isEmpty = (cell: Cell | undefined) => cell !== undefined && cell.start >= cell.end;
  if (delimiter === "  ") return cells.filter((cell) => !isEmpty(cell));
  const from = isEmpty(cells[0]) ? 1 : 0;
  const to = isEmpty(cells.at(-1)) ? cells.length - 1 : cells.length;
  return cells.slice(from, Math.max(from, to));
}

function trimmed(text: string, from: number, to: number): Cell {
  let start = from;
  let end = to;
  while (start < end && text.charCodeAt(start) <= 32) start += 1;
  while (end > start && text.charCodeAt(end - 1) <= 32) end -= 1;
  return { start, end };
}
