"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { startTransition, useEffect, useOptimistic, useReducer, useRef } from "react";
import { FilterBar } from "@/components/incidents/filter-bar";
import { filterSentence, headline } from "@/components/incidents/filter-sentence";
import { IncidentRows } from "@/components/incidents/incident-rows";
import { rememberList } from "@/components/incidents/last-list";
import { DEFAULT_VIEW, filterAt, viewSearch, type ListView } from "@/components/incidents/list-view";
import { NothingFailing } from "@/components/incidents/nothing-failing";
import { changeSelection, NOTHING_SELECTED } from "@/components/incidents/selection";
import { useListKeys } from "@/components/incidents/use-list-keys";
import { PageHeader } from "@/components/layout/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorNote } from "@/components/ui/error-note";
import { SkeletonRows } from "@/components/ui/skeleton";
import { incidentsQuery } from "@/lib/desk/query-options";

/** The incident list, with filters and keyboard triage. */
export function IncidentList({ view: loaded }: { view: ListView }) {
  const router = useRouter();
  // Shown before the page of its URL has loaded, so that a second quick choice adds to the first.
  const [view, show] = useOptimistic(loaded);
  const name = viewSearch(view);
  const query = useInfiniteQuery(incidentsQuery(name, (now) => filterAt(view, now)));
  const items = query.data?.pages.flatMap((page) => page.items);
  const counts = query.data?.pages[0]?.counts;
  const searchRef = useRef<HTMLInputElement>(null);
  const listRef = useRef<HTMLDivElement>(null);
  useEffect(() => rememberList(name), [name]);
  const [selection, select] = useReducer(changeSelection, NOTHING_SELECTED);
  useListKeys({ items: items ?? [], listRef, searchRef, selection, select });
  const change = (next: ListView) => {
    const search = viewSearch(next);
    startTransition(() => {
      show(next);
      router.replace(search ? `/incidents?${search}` : "/incidents", { scroll: false });
    });
  };
  const environments = [...new Set(items?.flatMap(({ environment }) => environment ?? []))].toSorted();
  const isOpenView = name === "";
  return (
    <>
      <PageHeader
        title="Incidents"
        context={counts ? headline(counts, isOpenView) : "What is broken, and who is on it"}
      />
      <FilterBar view={view} onChange={change} environments={environments} searchRef={searchRef} />
      <p className="sr-only" role="status">
        Showing {filterSentence(view)}
      </p>
      {query.error && <ErrorNote error={query.error} retry={() => void query.refetch()} />}
      <div ref={listRef} className="rounded-lg border bg-surface">
        {!items && !query.error && <SkeletonRows rows={8} />}
        {items?.length === 0 &&
          (isOpenView ? <NothingFailing /> : <NoMatches view={view} onChange={change} />)}
        {items && items.length > 0 && (
          <IncidentRows
            key={name}
            items={items}
            hasMore={query.hasNextPage}
            isLoadingMore={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
            selection={selection}
            select={select}
          />
        )}
      </div>
    </>
  );
}

function NoMatches({ view, onChange }: { view: ListView; onChange: (view: ListView) => void }) {
  return (
    <EmptyState title="No incidents match this filter">
      <p>
        Current filters: {filterSentence(view)}.{" "}
        <button type="button" className="text-accent underline" onClick={() => onChange(DEFAULT_VIEW)}>
          Show open incidents
        </button>
      </p>
    </EmptyState>
  );
}
