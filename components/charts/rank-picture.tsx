"use client";

import Link from "next/link";
import { Bar, BarChart, Cell, LabelList, ResponsiveContainer, XAxis, YAxis } from "recharts";
import type { RankChart } from "@/components/charts/prepare";

const ROW_PX = 28;

/** Named counts as bars, largest first; the names are links. */
export function RankPicture({ chart }: { chart: RankChart }) {
  return (
    <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-3" style={{ minHeight: 224 }}>
      <ol className="min-w-0 text-sm">
        {chart.rows.map((row) => (
          <li key={row.label} className="flex items-center" style={{ height: ROW_PX }}>
            {row.href ? (
              <Link href={row.href} title={row.label} className="truncate hover:text-accent hover:underline">
                {row.label}
              </Link>
            ) : (
              <span className="truncate text-muted">{row.label}</span>
            )}
          </li>
        ))}
      </ol>
      <div aria-hidden style={{ height: chart.rows.length * ROW_PX }}>
        <ResponsiveContainer width="100%" height="100%">
          <BarChart layout="vertical" data={chart.rows} margin={{ top: 0, right: 36, bottom: 0, left: 0 }}>
            <XAxis type="number" hide domain={[0, "dataMax"]} />
            <YAxis type="category" dataKey="label" hide />
            <Bar
              dataKey="value"
              fill="var(--accent)"
              fillOpacity={0.85}
              barSize={14}
              radius={[0, 3, 3, 0]}
              isAnimationActive={false}
            >
              {chart.rows.map((row) => (
                // Paler, because "All others" is a sum and not a category.
                <Cell key={row.label} fillOpacity={row.href ? 0.85 : 0.3} />
              ))}
              <LabelList dataKey="value" position="right" fontSize={12} fill="var(--ink)" />
            </Bar>
          </BarChart>
        </ResponsiveContainer>
      </div>
    </div>
  );
}
