"use client";

import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { axisText, valueText, type TimeChart } from "@/components/charts/prepare";

const TICK = { fontSize: 12, fill: "var(--muted)" };
const TOOLTIP = {
  background: "var(--raised)",
  border: "1px solid var(--line-strong)",
  borderRadius: 8,
  fontSize: 12,
  color: "var(--ink)",
};
/** Opacity per series: the first is strong, the second pale. */
const STRENGTH = [0.9, 0.4];

/** Counts as bars, durations as lines; gaps stay gaps. */
export function TimePicture({ chart }: { chart: TimeChart }) {
  const data = chart.points.map(({ label, values }) => ({
    label,
    ...Object.fromEntries(values.map((value, i) => [`v${i}`, value])),
  }));
  const text = (value: unknown) => valueText(typeof value === "number" ? value : null, chart.unit);
  return (
    <figure className="flex flex-col gap-2" aria-label={chart.title}>
      {chart.unit !== "ms" && <SeriesLabels chart={chart} />}
      <div className={chart.unit === "ms" ? "h-58" : "h-52"}>
        <ResponsiveContainer width="100%" height="100%">
          <ComposedChart
            data={data}
            margin={{ top: 4, right: chart.unit === "ms" ? END_LABEL_PX : 4, bottom: 0, left: 0 }}
            barGap={1}
          >
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey="label"
              tick={TICK}
              tickLine={false}
              axisLine={{ stroke: "var(--line-strong)" }}
              minTickGap={28}
            />
            <YAxis
              tick={TICK}
              tickLine={false}
              axisLine={false}
              width={chart.unit === "ms" ? 56 : 36}
              allowDecimals={false}
              domain={[0, "auto"]}
              tickFormatter={(value: number) => axisText(value, chart.unit)}
            />
            <Tooltip contentStyle={TOOLTIP} cursor={{ fill: "var(--hover)" }} formatter={text} />
            {chart.series.map((name, i) =>
              chart.unit === "ms" ? (
                <Line
                  key={name}
                  dataKey={`v${i}`}
                  name={name}
                  stroke="var(--accent)"
                  strokeOpacity={i === 0 ? 1 : 0.6}
                  strokeDasharray={i === 0 ? undefined : "4 3"}
                  strokeWidth={2}
                  dot={{ r: 2.5, fill: "var(--accent)", strokeWidth: 0 }}
                  label={<EndLabel last={lastPoint(chart, i)} nth={i} text={name} />}
                  connectNulls={false}
                  isAnimationActive={false}
                />
              ) : (
                <Bar
                  key={name}
                  dataKey={`v${i}`}
                  name={name}
                  fill="var(--accent)"
                  fillOpacity={STRENGTH[i] ?? 0.4}
                  maxBarSize={22}
                  radius={[2, 2, 0, 0]}
                  isAnimationActive={false}
                />
              ),
            )}
          </ComposedChart>
        </ResponsiveContainer>
      </div>
    </figure>
  );
}

interface EndLabelProps {
  /** Index of the line's last point. */
  last: number;
  nth: number;
  text: string;
  /** Set by the chart library for every point. */
  x?: number;
  y?: number;
  index?: number;
}

const END_LABEL_PX = 96;
const LINE_PX = 13;

function lastPoint(chart: TimeChart, series: number): number {
  return chart.points.findLastIndex((point) => point.values[series] !== null);
}

/** A line's name at its end; offset per series, so the names of lines that meet do not overlap. */
function EndLabel({ last, nth, text, x = 0, y = 0, index }: EndLabelProps) {
  if (index !== last) return null;
  return (
    <text x={x + 8} y={y + (nth === 0 ? LINE_PX : 0)} fontSize={12} fill="var(--muted)">
      {text}
    </text>
  );
}

/** A legend for bars, which are too close together for a label each. */
function SeriesLabels({ chart }: { chart: TimeChart }) {
  return (
    <figcaption className="flex gap-4 text-xs text-muted">
      {chart.series.map((name, i) => (
        <span key={name} className="inline-flex items-center gap-1.5">
          <span
            aria-hidden
            className="size-2.5 rounded-sm bg-accent"
            style={{ opacity: STRENGTH[i] ?? 0.4 }}
          />
          {name}
        </span>
      ))}
    </figcaption>
  );
}
