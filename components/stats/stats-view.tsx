"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { ChartCard } from "@/components/charts/chart-card";
import {
  prepareByCategory,
  prepareBySubject,
  prepareDiagnosis,
  prepareOverTime,
} from "@/components/charts/prepare";
import { PageHeader } from "@/components/layout/page-header";
import { ReliabilityCard } from "@/components/stats/reliability-card";
import { finding, statTiles } from "@/components/stats/stat-tiles";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorNote } from "@/components/ui/error-note";
import { Select } from "@/components/ui/field";
import { Skeleton } from "@/components/ui/skeleton";
import { statsQuery } from "@/lib/stats/query-options";
import type { Stats } from "@/lib/stats/schemas";

interface StatsViewProps {
  /** The query string for the API. */
  params: string;
  days: number;
  pipeline: string | null;
}

const PERIODS = { 1: "Last day", 7: "Last 7 days", 30: "Last 30 days", 90: "Last 90 days" } as const;

const MAX_DAYS = 90;

/** Incident statistics for a period, with charts. */
export function StatsView({ params, days, pipeline }: StatsViewProps) {
  const { data, error, refetch } = useQuery(statsQuery(params));
  const router = useRouter();
  const change = (value: string) => {
    const search = new URLSearchParams({ days: value, ...(pipeline ? { pipeline } : {}) });
    router.replace(`/stats?${search}`, { scroll: false });
  };
  return (
    <>
      <PageHeader
        title={pipeline ? `Stats for ${pipeline}` : "Stats"}
        context={data ? finding(data.totals) : "Are we getting better?"}
        actions={
          <Select
            aria-label="Period"
            className="w-40"
            value={days}
            onChange={(event) => change(event.target.value)}
          >
            {!(days in PERIODS) && <option value={days}>{`Last ${days} days`}</option>}
            {Object.entries(PERIODS).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        }
      />
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton className="h-96" />}
      {data && (hasNoData(data) ? <NoData days={days} /> : <StatsCharts stats={data} />)}
    </>
  );
}

/** Whether there is nothing to draw: no incidents in the period, before it or still open. */
function hasNoData({ totals }: Stats): boolean {
  return totals.opened + totals.previousOpened + totals.open + totals.resolved === 0;
}

function NoData({ days }: { days: number }) {
  return (
    <Card>
      <EmptyState title="No data yet">
        No incidents in this period or the previous one.{" "}
        {days < MAX_DAYS ? (
          <Link className="text-accent underline" href={`/stats?days=${MAX_DAYS}`}>
            Show the last {MAX_DAYS} days
          </Link>
        ) : (
          <Link className="text-accent underline" href="/setup">
            Connect an orchestrator
          </Link>
        )}
      </EmptyState>
    </Card>
  );
}

function StatsCharts({ stats }: { stats: Stats }) {
  return (
    <div className="flex flex-col gap-4">
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-line sm:grid-cols-3 lg:grid-cols-5">
        {statTiles(stats).map((tile) => (
          <div
            key={tile.name}
            className="flex flex-col bg-surface px-4 py-3 last:col-span-2 sm:last:col-span-1"
          >
            <dt className="text-sm text-muted">{tile.name}</dt>
            <dd className="tnum text-xl font-semibold">{tile.value}</dd>
            <dd className="text-xs text-muted">{tile.note}</dd>
          </div>
        ))}
      </dl>
      <div className="grid gap-4 lg:grid-cols-2">
        <ChartCard chart={prepareOverTime(stats)} />
        <ChartCard chart={prepareDiagnosis(stats)} />
        <ChartCard chart={prepareByCategory(stats)} />
        <ChartCard chart={prepareBySubject(stats)} />
      </div>
      <ReliabilityCard reliability={stats.reliability} />
    </div>
  );
}
