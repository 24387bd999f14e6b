import type { Summary } from "@/e2e/real/product";

/** A row of the summary table. */
export interface Row {
  system: string;
  pipeline: string;
  failure: string;
  /** The outcome in a few words. */
  found: string;
  /** Problems found; empty if everything is as expected. */
  problems: string[];
  /** How good the diagnosis is; missing if no incident was expected or there is none. */
  marks?: Marks;
}

/** What is right about a diagnosis. `isCodeShown` is null if there is no code to be had. */
export interface Marks {
  isCategoryRight: boolean;
  isCauseRight: boolean;
  isCodeShown: boolean | null;
  confidence: number;
}

export function describeIncident({ number, title }: Summary): string {
  return `#${number} ${title}`;
}

/** How long after an event something happened, such as `34 s after it was due`. */
export function timeAfter(event: string, from: string | Date | null, until: string): string {
  if (from === null) return `${event} at an unknown time`;
  const seconds = Math.round((Date.parse(until) - new Date(from).getTime()) / 1000);
  return `${Math.abs(seconds)} s ${seconds < 0 ? "before" : "after"} ${event}`;
}

export function printTable(rows: readonly Row[]): void {
  const cells = rows.map((row) => [
    row.problems.length === 0 ? "ok" : "FAILED",
    row.system,
    row.pipeline,
    row.failure,
    row.found,
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((cell) => cell[column]?.length ?? 0)));
  rows.forEach((row, index) => {
    const line = (cells[index] ?? []).map((text, column) =>
      column < 4 ? text.padEnd(widths[column] ?? 0) : text.slice(0, 140),
    );
    console.log(line.join("  "));
    for (const problem of row.problems) console.log(`${" ".repeat(8)}- ${problem}`);
  });
}

/** How many of each system's diagnoses are right. */
export function printMarks(rows: readonly Row[]): void {
  for (const system of new Set(rows.map((row) => row.system))) {
    const marks = rows.flatMap((row) => (row.system === system ? (row.marks ?? []) : []));
    if (marks.length === 0) continue;
    const count = (holds: (mark: Marks) => boolean | null) =>
      `${marks.filter((mark) => holds(mark)).length} of ${marks.length}`;
    const code = marks.filter((mark) => mark.isCodeShown !== null);
    const shown = code.filter((mark) => mark.isCodeShown).length;
    console.log(
      `${system}: category right ${count((mark) => mark.isCategoryRight)}, cause right ${count((mark) => mark.isCauseRight)}, failing line shown ${shown} of ${code.length}`,
    );
  }
}
