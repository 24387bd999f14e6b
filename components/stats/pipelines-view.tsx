"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Sparkline } from "@/components/charts/sparkline";
import { PageHeader } from "@/components/layout/page-header";
import { Empty, ErrorNote, Skeleton } from "@/components/ui/empty";
import { RelativeTime } from "@/components/ui/relative-time";
import { pipelinesQuery } from "@/lib/stats/query-options";

export function PipelinesView() {
  const { data, error, refetch } = useQuery(pipelinesQuery());
  const failing = data?.items.filter((one) => one.openIncidents > 0).length ?? 0;
  return (
    <>
      <PageHeader
        title="Pipelines"
        context={data ? `${failing} of ${data.items.length} with an open incident` : "What has reported here"}
      />
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      <div className="overflow-x-auto rounded-lg border bg-panel">
        {!data && !error && <Skeleton rows={5} />}
        {data?.items.length === 0 && (
          <Empty title="No pipeline has reported a failure yet">
            They appear here with their first delivery.
          </Empty>
        )}
        {data && data.items.length > 0 && (
          <table className="tabular w-full text-left text-[13px]">
            <thead className="text-xs text-muted">
              <tr>
                <th className="px-4 py-2 font-medium">Pipeline</th>
                <th className="px-2 font-medium">Open</th>
                <th className="px-2 font-medium">30 days</th>
                <th className="hidden px-2 font-medium sm:table-cell">Opened a day</th>
                <th className="px-4 text-right font-medium">Last failure</th>
              </tr>
            </thead>
            <tbody>
              {data.items.map((one) => (
                <tr key={one.id} className="h-11 border-t">
                  <td className="max-w-72 px-4">
                    <Link
                      className="block truncate font-mono hover:underline"
                      href={`/incidents?pipeline=${encodeURIComponent(one.name)}`}
                      title={one.name}
                    >
                      {one.name}
                    </Link>
                    <span className="text-xs text-muted">
                      {one.source.name}
                      {one.owner && ` · ${one.owner}`}
                    </span>
                  </td>
                  <td className="px-2">{one.openIncidents}</td>
                  <td className="px-2">{one.incidents30d}</td>
                  <td className="hidden px-2 sm:table-cell">
                    <Sparkline values={one.trend} label={`${one.incidents30d} incidents in 30 days`} />
                  </td>
                  <td className="px-4 text-right text-muted">
                    {one.lastFailureAt && <RelativeTime at={one.lastFailureAt} />}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </>
  );
}
