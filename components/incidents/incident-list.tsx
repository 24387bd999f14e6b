"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { FilterBar } from "@/components/incidents/filter-bar";
import { IncidentRow } from "@/components/incidents/incident-row";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { Empty, ErrorNote, Skeleton } from "@/components/ui/empty";
import { RelativeTime } from "@/components/ui/relative-time";
import { filterParams, incidentsQuery } from "@/lib/incidents/query-options";
import type { IncidentFilter, IncidentSummary } from "@/lib/incidents/schemas";
import { sourcesQuery } from "@/lib/sources/query-options";

export function IncidentList({ filter }: { filter: IncidentFilter }) {
  const { data, error, refetch } = useQuery(incidentsQuery(filter));
  const key = filterParams(filter).toString();
  return (
    <>
      <PageHeader
        title="Incidents"
        context={data ? headline(data.items, filter) : "What is broken, and who has it"}
      />
      <FilterBar filter={filter} />
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      <div className="rounded-lg border bg-panel">
        {!data && !error && <Skeleton rows={6} />}
        {data && <Rows key={key} items={data.items} filter={filter} nextCursor={data.nextCursor} />}
      </div>
    </>
  );
}

function headline(items: readonly IncidentSummary[], filter: IncidentFilter): string {
  const open = items.filter((one) => one.status !== "resolved" && one.status !== "merged");
  const unowned = open.filter((one) => !one.assignee).length;
  if (open.length === 0) return filter.cursor ? "Older incidents" : "Nothing is failing right now";
  const more = items.length >= 50 ? " on this page" : "";
  return `${open.length} open${more}, ${unowned} without an owner`;
}

/** New incidents wait behind a pill, so that no row moves under the pointer. */
function Rows({
  items,
  filter,
  nextCursor,
}: {
  items: IncidentSummary[];
  filter: IncidentFilter;
  nextCursor: string | null;
}) {
  const [order, setOrder] = useState(() => items.map((one) => one.id));
  // The first incidents of an empty list push no row away: they are shown at once.
  if (order.length === 0 && items.length > 0) setOrder(items.map((one) => one.id));
  const known = new Set(order);
  const fresh = items.filter((one) => !known.has(one.id));
  const byId = new Map(items.map((one) => [one.id, one]));
  const shown = order.flatMap((id) => byId.get(id) ?? []);
  if (items.length === 0) return <NothingHere isFiltered={filterParams(filter).size > 0} />;
  return (
    <>
      {fresh.length > 0 && (
        <div className="sticky top-2 z-10 flex justify-center">
          <Button
            size="sm"
            variant="primary"
            className="my-2 rounded-full px-4"
            onClick={() => setOrder(items.map((one) => one.id))}
          >
            {fresh.length} new
          </Button>
        </div>
      )}
      <ul>
        {shown.map((incident) => (
          <IncidentRow key={incident.id} incident={incident} />
        ))}
      </ul>
      {nextCursor && (
        <p className="border-t px-4 py-3">
          <Link
            className="text-[13px] text-accent underline"
            href={`/incidents?${filterParams({ ...filter, cursor: nextCursor })}`}
          >
            Older incidents
          </Link>
        </p>
      )}
    </>
  );
}

function NothingHere({ isFiltered }: { isFiltered: boolean }) {
  const { data } = useQuery(sourcesQuery());
  const last = data?.items
    .flatMap((one) => one.lastDeliveryAt ?? [])
    .toSorted()
    .at(-1);
  if (isFiltered) return <Empty title="No incident fits this filter">Take a filter away to see more.</Empty>;
  return (
    <Empty title="Nothing is failing">
      <p>
        {last ? (
          <>
            The last delivery came <RelativeTime at={last} />.
          </>
        ) : (
          "No delivery has come in yet."
        )}{" "}
        <Link className="text-accent underline" href="/setup">
          Setup
        </Link>{" "}
        shows what to paste into your orchestrator, and sends a test failure.
      </p>
    </Empty>
  );
}
