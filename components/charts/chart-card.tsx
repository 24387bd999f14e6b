"use client";

import dynamic from "next/dynamic";
import { useState, type ReactNode } from "react";
import { valueText, type RankChart, type TimeChart } from "@/components/charts/prepare";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

const Loading = () => <Skeleton className="h-56" />;
// The chart library is large; pages without charts do not load it.
const TimePicture = dynamic(() => import("@/components/charts/time-picture").then((m) => m.TimePicture), {
  ssr: false,
  loading: Loading,
});
const RankPicture = dynamic(() => import("@/components/charts/rank-picture").then((m) => m.RankPicture), {
  ssr: false,
  loading: Loading,
});

/** Draws a prepared chart, with a toggle to show it as a table. */
export function ChartCard({ chart }: { chart: TimeChart | RankChart }) {
  const [isTable, setTable] = useState(false);
  return (
    <Card aria-label={chart.title}>
      <CardHeader
        title={chart.title}
        aside={
          !chart.isEmpty && (
            <Button size="sm" variant="ghost" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
              {isTable ? "Chart" : "Table"}
            </Button>
          )
        }
      />
      <CardBody>
        {chart.isEmpty ? (
          <p className="flex h-56 items-center justify-center text-sm text-muted">No data in this period.</p>
        ) : isTable ? (
          <ChartTable chart={chart} />
        ) : chart.kind === "time" ? (
          <TimePicture chart={chart} />
        ) : (
          <RankPicture chart={chart} />
        )}
      </CardBody>
    </Card>
  );
}

function ChartTable({ chart }: { chart: TimeChart | RankChart }) {
  const columns = chart.kind === "time" ? chart.series : [chart.measure];
  const rows: [string, string[]][] =
    chart.kind === "time"
      ? chart.points.map((point) => [point.label, point.values.map((value) => valueText(value, chart.unit))])
      : chart.rows.map((row) => [row.label, [String(row.value)]]);
  return (
    <div
      className="max-h-56 overflow-auto"
      tabIndex={0}
      role="group"
      aria-label={`${chart.title}, as a table`}
    >
      <table className="tnum w-full text-left text-sm">
        <thead>
          <tr>
            <HeadCell>{chart.axis}</HeadCell>
            {columns.map((name) => (
              <HeadCell key={name} isNumber>
                {name}
              </HeadCell>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, cells]) => (
            <tr key={label} className="border-t">
              <td className="py-1 pr-3 anywhere">{label}</td>
              {cells.map((cell, i) => (
                <td key={columns[i]} className="py-1 text-right whitespace-nowrap">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function HeadCell({ children, isNumber = false }: { children: ReactNode; isNumber?: boolean }) {
  return (
    <th
      scope="col"
      className={isNumber ? "pb-1 text-right font-medium text-muted" : "pb-1 font-medium text-muted"}
    >
      {children}
    </th>
  );
}
