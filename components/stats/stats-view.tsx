"use client";

import { useQuery } from "@tanstack/react-query";
import { usePathname, useRouter } from "next/navigation";
import { prepareCharts } from "@/components/charts/prepare";
import { SeriesChart } from "@/components/charts/series-chart";
import { PageHeader } from "@/components/layout/page-header";
import { ErrorNote, Skeleton } from "@/components/ui/empty";
import { Select } from "@/components/ui/field";
import { durationText } from "@/components/ui/relative-time-text";
import { statsQuery } from "@/lib/stats/query-options";
import type { Stats } from "@/lib/stats/schemas";

export function StatsView({ params, days }: { params: string; days: number }) {
  const { data, error, refetch } = useQuery(statsQuery(params));
  const router = useRouter();
  const pathname = usePathname();
  return (
    <>
      <PageHeader
        title="Stats"
        context={data ? finding(data) : "Are we getting better?"}
        actions={
          <Select
            aria-label="Period"
            className="w-36"
            value={days}
            onChange={(event) => router.replace(`${pathname}?days=${event.target.value}`)}
          >
            <option value="1">Last day</option>
            <option value="7">Last 7 days</option>
            <option value="30">Last 30 days</option>
            <option value="90">Last 90 days</option>
          </Select>
        }
      />
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton rows={8} />}
      {data && <Figures stats={data} />}
    </>
  );
}

function finding({ totals }: Stats): string {
  if (totals.opened === 0 && totals.previousOpened === 0)
    return "No incidents in this period or the one before";
  const diff = totals.opened - totals.previousOpened;
  if (diff === 0) return `${totals.opened} incidents, as many as in the period before`;
  return `${totals.opened} incidents, ${Math.abs(diff)} ${diff > 0 ? "more" : "fewer"} than in the period before`;
}

function Figures({ stats }: { stats: Stats }) {
  const charts = prepareCharts(stats);
  const { totals, timeToDiagnosis, timeToAcknowledge, timeToResolve } = stats;
  const spread = (one: Stats["timeToDiagnosis"]) => (one.p50Ms === null ? "–" : durationText(one.p50Ms));
  const tiles: [string, string, string][] = [
    ["Open now", String(totals.open), `${totals.occurrences} occurrences in the period`],
    ["Diagnosed", `${totals.diagnosed} of ${totals.opened}`, "with a cause"],
    [
      "Time to diagnosis",
      spread(timeToDiagnosis),
      timeToDiagnosis.p95Ms === null
        ? "median"
        : `median; 95 % within ${durationText(timeToDiagnosis.p95Ms)}`,
    ],
    ["Time to acknowledge", spread(timeToAcknowledge), `median of ${timeToAcknowledge.count}`],
    ["Time to resolve", spread(timeToResolve), `median of ${timeToResolve.count}`],
  ];
  return (
    <div className="space-y-4">
      <dl className="grid grid-cols-2 gap-3 lg:grid-cols-5">
        {tiles.map(([name, value, note]) => (
          <div key={name} className="rounded-lg border bg-panel px-4 py-3">
            <dt className="text-xs text-muted">{name}</dt>
            <dd className="tabular text-xl font-semibold">{value}</dd>
            <dd className="text-xs text-muted">{note}</dd>
          </div>
        ))}
      </dl>
      <div className="grid gap-4 lg:grid-cols-2">
        <SeriesChart series={charts.overTime} kind="bar" />
        <SeriesChart series={charts.diagnosis} kind="line" />
        <SeriesChart series={charts.byCategory} kind="bar" />
        <SeriesChart series={charts.byPipeline} kind="bar" />
      </div>
    </div>
  );
}
