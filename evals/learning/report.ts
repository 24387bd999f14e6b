import type { YearSummary } from "@/evals/learning/summarize-year";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

type Column = [title: string, show: (summary: YearSummary) => string];

const percent = (part: number): string => `${Math.round(part * 100)} %`;

const COLUMNS: readonly Column[] = [
  ["incidents", ({ incidents }) => String(incidents)],
  ["right", ({ accuracy }) => percent(accuracy)],
  ["known", ({ known }) => String(known)],
  ["right if known", ({ known, knownAccuracy }) => (known === 0 ? "" : percent(knownAccuracy))],
  ["wrong, ≥ .8", ({ falselySure }) => percent(falselySure)],
  ["spread", ({ spread }) => String(spread)],
  ["stale", ({ stale }) => String(stale)],
  ["model calls", ({ modelCalls }) => String(modelCalls)],
  ["model $", ({ modelCostUsd }) => modelCostUsd.toFixed(2)],
  ["median ms", ({ medianMs }) => medianMs.toFixed(1)],
  ["p95 ms", ({ p95Ms }) => p95Ms.toFixed(1)],
];

/** A table of a learner's year: a line per month, and one for all. */
export function yearTable(
  name: string,
  { year, months }: { year: YearSummary; months: YearSummary[] },
): string {
  const rows = [
    [name, ...COLUMNS.map(([title]) => title)],
    ...months.map((month, i) => [MONTHS[i] ?? "", ...COLUMNS.map(([, show]) => show(month))]),
    ["year", ...COLUMNS.map(([, show]) => show(year))],
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join("  "),
    )
    .join("\n");
}
