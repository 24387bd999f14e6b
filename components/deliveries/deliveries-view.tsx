"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { DeliveryRow } from "@/components/deliveries/delivery-row";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorNote } from "@/components/ui/error-note";
import { Select } from "@/components/ui/field";
import { SkeletonRows } from "@/components/ui/skeleton";
import { sentence } from "@/components/ui/words";
import { deliveriesQuery } from "@/lib/intake/query-options";
import { DELIVERY_STATUSES, type DeliveryFilter } from "@/lib/intake/schemas";
import { sourcesQuery } from "@/lib/sources/query-options";

type View = Pick<DeliveryFilter, "status" | "source">;

/** Every webhook received, and its outcome. */
export function DeliveriesView({ status, source }: View) {
  const query = useInfiniteQuery(deliveriesQuery({ status, source }));
  const items = query.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <PageHeader
        title="Deliveries"
        context={items ? summary(items, status) : "Every webhook received, and its outcome"}
      />
      <Filters status={status} source={source} />
      {query.error && <ErrorNote error={query.error} retry={() => void query.refetch()} />}
      <div className="rounded-lg border bg-surface">
        {!items && !query.error && <SkeletonRows rows={6} />}
        {items?.length === 0 && <Nothing isFiltered={Boolean(status ?? source)} />}
        {items?.map((delivery) => (
          <DeliveryRow key={delivery.id} delivery={delivery} />
        ))}
        {query.hasNextPage && (
          <div className="border-t p-3">
            <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              Show older
            </Button>
          </div>
        )}
      </div>
    </>
  );
}

function summary(items: readonly { status: string }[], status: View["status"]): string {
  if (items.length === 0) return "Nothing received";
  if (status) return `${items.length} ${status}, newest first`;
  const quarantined = items.filter((item) => item.status === "quarantined").length;
  if (items.length === 1) return quarantined === 0 ? "1 delivery, accepted" : "1 delivery, quarantined";
  if (quarantined === 0) return `None of the last ${items.length} quarantined`;
  return `${quarantined} of the last ${items.length} quarantined`;
}

function Filters({ status, source }: View) {
  const router = useRouter();
  const { data: sources } = useQuery(sourcesQuery());
  const show = (part: View) => {
    const params = new URLSearchParams();
    const next = { status, source, ...part };
    if (next.status) params.set("status", next.status);
    if (next.source) params.set("source", next.source);
    router.replace(params.size > 0 ? `/deliveries?${params}` : "/deliveries", { scroll: false });
  };
  return (
    <div role="group" aria-label="Filters" className="flex flex-wrap items-center gap-2 pb-3">
      <div className="flex overflow-hidden rounded-md border">
        {[undefined, ...DELIVERY_STATUSES].map((option) => (
          <button
            key={option ?? "all"}
            type="button"
            aria-pressed={status === option}
            className={cn(
              "h-8 border-l px-2.5 text-sm first:border-l-0 hover:bg-hover focus-visible:-outline-offset-2",
              status === option ? "bg-accent-tint font-medium text-accent" : "bg-surface text-muted",
            )}
            onClick={() => show({ status: option })}
          >
            {option ? sentence(option) : "All"}
          </button>
        ))}
      </div>
      <Select
        aria-label="Source"
        className="h-8 w-auto max-w-48 text-sm"
        value={source ?? ""}
        onChange={(event) => show({ source: event.target.value || undefined })}
      >
        <option value="">Any source</option>
        {sources?.items.map((item) => (
          <option key={item.id} value={item.id}>
            {item.name}
          </option>
        ))}
      </Select>
    </div>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered)
    return <EmptyState title="No deliveries match">Choose another status or source.</EmptyState>;
  return (
    <EmptyState title="No deliveries yet">
      <Link className="text-accent underline" href="/setup">
        Setup
      </Link>{" "}
      has the webhook URL to paste into your orchestrator, and can send a test failure.
    </EmptyState>
  );
}
