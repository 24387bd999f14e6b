import { sentence } from "@/components/incidents/words";
import type { Stats } from "@/lib/stats/schemas";

export interface ChartSeries {
  /** Says what is shown and in which unit. */
  title: string;
  axis: string;
  unit: "incidents" | "s";
  keys: { id: string; label: string }[];
  points: ({ label: string } & Record<string, string | number | null>)[];
}

const TOP = 8;

/** What the charts of the page draw; all arithmetic is here, none in the pictures. */
export function prepareCharts(
  stats: Stats,
): Record<"overTime" | "byCategory" | "byPipeline" | "diagnosis", ChartSeries> {
  const label = (at: string) =>
    stats.bucket === "hour" ? `${at.slice(8, 10)}. ${at.slice(11, 16)}` : at.slice(5, 10);
  return {
    overTime: {
      title: `Incidents opened and resolved a ${stats.bucket}`,
      axis: stats.bucket === "hour" ? "Hour (UTC)" : "Day (UTC)",
      unit: "incidents",
      keys: [
        { id: "opened", label: "Opened" },
        { id: "resolved", label: "Resolved" },
      ],
      points: stats.overTime.map(({ at, opened, resolved }) => ({ label: label(at), opened, resolved })),
    },
    byCategory: {
      title: "Incidents by category",
      axis: "Category",
      unit: "incidents",
      keys: [{ id: "count", label: "Incidents" }],
      points: topN(stats.byCategory.map(({ category, count }) => ({ label: sentence(category), count }))),
    },
    byPipeline: {
      title: "Incidents by pipeline",
      axis: "Pipeline",
      unit: "incidents",
      keys: [{ id: "count", label: "Incidents" }],
      points: topN(stats.byPipeline.map(({ pipeline, count }) => ({ label: pipeline, count }))),
    },
    diagnosis: {
      title: "Time to diagnosis, seconds (median and 95th percentile)",
      axis: stats.bucket === "hour" ? "Hour (UTC)" : "Day (UTC)",
      unit: "s",
      keys: [
        { id: "p50", label: "Median" },
        { id: "p95", label: "95th percentile" },
      ],
      points: stats.diagnosisOverTime.map(({ at, p50Ms, p95Ms }) => ({
        label: label(at),
        p50: seconds(p50Ms),
        p95: seconds(p95Ms),
      })),
    },
  };
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms / 10) / 100;
}

function topN(points: { label: string; count: number }[]): { label: string; count: number }[] {
  if (points.length <= TOP) return points;
  const rest = points.slice(TOP - 1).reduce((sum, point) => sum + point.count, 0);
  return [...points.slice(0, TOP - 1), { label: "Others", count: rest }];
}
