"use client";

import { useState, type ReactNode } from "react";
import {
  Bar,
  BarChart,
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import type { ChartSeries } from "@/components/charts/prepare";
import { Card } from "@/components/ui/card";

const AXIS = { fontSize: 12, fill: "var(--muted)" };

/** One prepared series as a picture, and as a table behind a toggle. A gap stays a gap. */
export function SeriesChart({ series, kind }: { series: ChartSeries; kind: "bar" | "line" }) {
  const [isTable, setTable] = useState(false);
  return (
    <Card
      title={series.title}
      actions={
        <button
          type="button"
          className="text-xs text-accent"
          aria-pressed={isTable}
          onClick={() => setTable(!isTable)}
        >
          {isTable ? "Chart" : "Table"}
        </button>
      }
    >
      <div className="p-4">
        {isTable ? (
          <SeriesTable series={series} />
        ) : (
          <div className="h-56">{kind === "bar" ? <Bars series={series} /> : <Lines series={series} />}</div>
        )}
      </div>
    </Card>
  );
}

function frame(series: ChartSeries): ReactNode {
  return (
    <>
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        dataKey="label"
        tick={AXIS}
        tickLine={false}
        axisLine={{ stroke: "var(--line-strong)" }}
        minTickGap={24}
      />
      <YAxis
        tick={AXIS}
        tickLine={false}
        axisLine={false}
        width={44}
        allowDecimals={series.unit === "s"}
        domain={[0, "auto"]}
      />
      <Tooltip
        contentStyle={{
          background: "var(--panel)",
          border: "1px solid var(--line-strong)",
          borderRadius: 8,
          fontSize: 12,
        }}
        cursor={{ fill: "var(--sunken)" }}
      />
    </>
  );
}

function Bars({ series }: { series: ChartSeries }) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart data={series.points} margin={{ top: 4, right: 4, bottom: 0, left: -8 }}>
        {frame(series)}
        {series.keys.map((key, i) => (
          <Bar
            key={key.id}
            dataKey={key.id}
            name={key.label}
            fill="var(--accent)"
            fillOpacity={i === 0 ? 0.9 : 0.35}
            isAnimationActive={false}
            radius={[2, 2, 0, 0]}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

function Lines({ series }: { series: ChartSeries }) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={series.points} margin={{ top: 4, right: 4, bottom: 0, left: -8 }}>
        {frame(series)}
        {series.keys.map((key, i) => (
          <Line
            key={key.id}
            dataKey={key.id}
            name={key.label}
            stroke="var(--accent)"
            strokeOpacity={i === 0 ? 1 : 0.5}
            strokeWidth={2}
            dot={{ r: 2 }}
            connectNulls={false}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}

function SeriesTable({ series }: { series: ChartSeries }) {
  return (
    <div className="max-h-56 overflow-auto">
      <table className="tabular w-full text-left text-[13px]">
        <thead>
          <tr>
            <th className="font-medium">{series.axis}</th>
            {series.keys.map((key) => (
              <th key={key.id} className="text-right font-medium">
                {key.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {series.points.map((point) => (
            <tr key={point.label} className="border-t">
              <td>{point.label}</td>
              {series.keys.map((key) => (
                <td key={key.id} className="text-right">
                  {point[key.id] ?? "–"}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
