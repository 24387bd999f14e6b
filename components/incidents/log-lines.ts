export type LogRow = { kind: "line"; number: number } | { kind: "fold"; from: number; count: number };

interface Span {
  startLine: number;
  endLine: number;
}

interface Selection {
  /** Number of the text's first line. */
  first: number;
  count: number;
  window: Span;
  target: Span | null;
  isWhole: boolean;
  search: string;
  lines: readonly string[];
}

const AROUND = 3;
/** More rows than this make a page slow; the rest stays folded even when all are asked for. */
const MAX_ROWS = 5_000;

/** Which lines are shown: the window, what is cited, or what is searched for, with a fold for each gap. */
export function shownLines(selection: Selection): LogRow[] {
  const { first, count } = selection;
  const numbers = chosenNumbers(selection).slice(0, MAX_ROWS);
  const rows: LogRow[] = [];
  let next = first;
  for (const number of numbers) {
    if (number > next) rows.push({ kind: "fold", from: next, count: number - next });
    rows.push({ kind: "line", number });
    next = number + 1;
  }
  if (next < first + count) rows.push({ kind: "fold", from: next, count: first + count - next });
  return rows;
}

function chosenNumbers({ first, count, window, target, isWhole, search, lines }: Selection): number[] {
  const last = first + count - 1;
  const wanted = search.trim().toLowerCase();
  if (wanted) return lines.flatMap((line, i) => (line.toLowerCase().includes(wanted) ? [first + i] : []));
  if (isWhole || count <= 60) return range(first, last);
  const spans = target ? [window, target] : [window];
  const chosen = new Set(
    spans.flatMap((span) =>
      range(Math.max(first, span.startLine - AROUND), Math.min(last, span.endLine + AROUND)),
    ),
  );
  return [...chosen].toSorted((a, b) => a - b);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}
