"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Sparkline } from "@/components/charts/sparkline";
import { PageHeader } from "@/components/layout/page-header";
import { qualifiedName } from "@/components/pipelines/qualified-name";
import { TimeAgo } from "@/components/time/time-ago";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorNote } from "@/components/ui/error-note";
import { SkeletonRows } from "@/components/ui/skeleton";
import { count } from "@/components/ui/words";
import { pipelinesQuery } from "@/lib/stats/query-options";
import type { PipelineSummary } from "@/lib/stats/schemas";

/** Every pipeline, with its open incidents and failure trend. */
export function PipelinesView() {
  const { data, error, refetch } = useQuery(pipelinesQuery());
  const items = data?.items ?? [];
  const failing = items.filter(({ openIncidents, partOf }) => openIncidents + partOf.length > 0).length;
  return (
    <>
      <PageHeader
        title="Pipelines"
        context={
          items.length > 0 ? `${failing} of ${items.length} failing` : "Every pipeline that has reported"
        }
      />
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      <div className="rounded-lg border bg-surface">
        {!data && !error && <SkeletonRows rows={6} />}
        {data && items.length === 0 && (
          <EmptyState title="No pipelines yet">
            A pipeline appears here with its first delivery.{" "}
            <Link className="text-accent underline" href="/setup">
              Connect an orchestrator
            </Link>
          </EmptyState>
        )}
        {items.length > 0 && <PipelineTable items={items} />}
      </div>
    </>
  );
}

function PipelineTable({ items }: { items: readonly PipelineSummary[] }) {
  return (
    <table className="tnum w-full text-left text-sm">
      <thead className="text-xs text-muted">
        <tr className="h-9">
          <th scope="col" className="px-4 font-medium">
            Pipeline
          </th>
          <th scope="col" className="px-2 font-medium">
            Open
          </th>
          <th scope="col" className="hidden px-2 font-medium sm:table-cell">
            Incidents per day, 30 days
          </th>
          <th scope="col" className="px-4 text-right font-medium">
            Last failure
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((pipeline) => (
          <PipelineRow key={pipeline.id} pipeline={pipeline} />
        ))}
      </tbody>
    </table>
  );
}

function PipelineRow({ pipeline }: { pipeline: PipelineSummary }) {
  const incidents = `/incidents?pipeline=${encodeURIComponent(pipeline.name)}`;
  return (
    <tr className="border-t hover:bg-hover">
      <td className="max-w-0 py-2 pr-2 pl-4">
        <Link
          href={`/pipelines/${pipeline.id}`}
          title={pipeline.name}
          className="block truncate font-mono text-log hover:underline"
        >
          {pipeline.name}
        </Link>
        <span className="block truncate text-xs text-muted">
          {[pipeline.source.name, qualifiedName(pipeline), count(pipeline.taskCount, "task"), pipeline.owner]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </td>
      <td className="w-28 px-2">
        {pipeline.openIncidents > 0 && (
          <Link href={incidents} title={`Incidents of ${pipeline.name}`}>
            <Chip tone="danger">{pipeline.openIncidents}</Chip>
          </Link>
        )}
        {pipeline.partOf.map((number) => (
          <Link key={number} href={`/incidents/${number}`} title={`Fails because of #${number}`}>
            <Chip tone="danger">part of #{number}</Chip>
          </Link>
        ))}
        {pipeline.openIncidents + pipeline.partOf.length === 0 && <span className="text-faint">none</span>}
      </td>
      <td className="hidden w-56 px-2 sm:table-cell">
        <Link
          href={`/stats?pipeline=${encodeURIComponent(pipeline.name)}`}
          className="flex items-center gap-3"
          title={`Stats for ${pipeline.name}`}
        >
          <Sparkline
            values={pipeline.trend}
            label={`${count(pipeline.incidents30d, "incident")} in 30 days`}
          />
          <span aria-hidden>{pipeline.incidents30d}</span>
        </Link>
      </td>
      <td className="w-28 px-4 text-right text-muted">
        {pipeline.lastFailureAt ? <TimeAgo at={pipeline.lastFailureAt} /> : "never"}
      </td>
    </tr>
  );
}
