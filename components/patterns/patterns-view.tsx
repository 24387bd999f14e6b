"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { CategoryOptions } from "@/components/diagnosis/category-options";
import { shareWords, usageWords } from "@/components/patterns/pattern-words";
import { PageHeader } from "@/components/layout/page-header";
import { TimeAgo } from "@/components/time/time-ago";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorNote } from "@/components/ui/error-note";
import { Input, Select } from "@/components/ui/field";
import { Prose } from "@/components/ui/prose";
import { SkeletonRows } from "@/components/ui/skeleton";
import { count, sentence } from "@/components/ui/words";
import { patternsQuery } from "@/lib/knowledge/patterns/query-options";
import type { PatternFilter, PatternSummary } from "@/lib/knowledge/patterns/schemas";

/** Every known cause, with how often it was seen and how well its cause and fix did. */
export function PatternsView({ filter }: { filter: PatternFilter }) {
  const { data, error, refetch } = useQuery(patternsQuery(filter));
  const items = data?.items ?? [];
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  return (
    <>
      <PageHeader
        title="Patterns"
        context={
          items.length > 0
            ? `${count(data?.total ?? 0, "known cause")}, recognized when ${items.length === 1 ? "it comes" : "they come"} back`
            : "Causes that are recognized when they come back"
        }
      />
      {(items.length > 0 || isFiltered) && <Filters filter={filter} />}
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      <div className="rounded-lg border bg-surface">
        {!data && !error && <SkeletonRows rows={6} />}
        {data && items.length === 0 && <Nothing isFiltered={isFiltered} />}
        {items.length > 0 && <PatternTable items={items} />}
      </div>
    </>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered)
    return (
      <EmptyState title="No patterns match this filter">
        <Link className="text-accent underline" href="/patterns">
          Show all
        </Link>
      </EmptyState>
    );
  return (
    <EmptyState title="No patterns yet">
      When you answer “Was this right?” on an incident and it is resolved, or its merged fix works, its cause
      is kept here and recognized the next time.{" "}
      <Link className="text-accent underline" href="/incidents?status=resolved">
        Resolved incidents
      </Link>
    </EmptyState>
  );
}

function Filters({ filter }: { filter: PatternFilter }) {
  const router = useRouter();
  const show = (change: Record<string, string>) => {
    const next = Object.entries({ ...filter, ...change }).filter(
      ([, value]) => value !== undefined && value !== "",
    );
    const search = new URLSearchParams(next.map(([key, value]) => [key, String(value)]));
    router.replace(`/patterns?${search}`, { scroll: false });
  };
  return (
    <form
      role="search"
      className="flex flex-wrap gap-2 pb-3"
      onSubmit={(event) => {
        event.preventDefault();
        show({ q: String(new FormData(event.currentTarget).get("q") ?? "") });
      }}
    >
      <Input
        name="q"
        type="search"
        aria-label="Search patterns"
        placeholder="Search name, cause or error"
        className="w-full sm:w-72"
        defaultValue={filter.q ?? ""}
      />
      <Select
        aria-label="Category"
        className="w-auto"
        value={filter.category ?? ""}
        onChange={(event) => show({ category: event.target.value })}
      >
        <option value="">Every category</option>
        <CategoryOptions />
      </Select>
      <Select
        aria-label="State"
        className="w-auto"
        value={filter.state ?? ""}
        onChange={(event) => show({ state: event.target.value })}
      >
        <option value="">On and off</option>
        <option value="active">On</option>
        <option value="off">Off</option>
      </Select>
      <Button type="submit" className="h-9">
        Search
      </Button>
    </form>
  );
}

const COLUMNS = ["Pattern", "Seen", "Cause right", "Fix worked", "Last seen"] as const;

function PatternTable({ items }: { items: readonly PatternSummary[] }) {
  return (
    <table className="tnum w-full text-left text-sm">
      <thead className="hidden text-xs text-muted sm:table-header-group">
        <tr className="h-9">
          {COLUMNS.map((column, i) => (
            <th
              key={column}
              scope="col"
              className={
                i === 0 || i === COLUMNS.length - 1 ? "px-4 font-medium last:text-right" : "px-2 font-medium"
              }
            >
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((pattern) => (
          <PatternRow key={pattern.id} pattern={pattern} />
        ))}
      </tbody>
    </table>
  );
}

function PatternRow({ pattern }: { pattern: PatternSummary }) {
  const { causeSuccess, fixSuccess, use, timesSeen, lastSeenAt } = pattern;
  const { label, hint } = usageWords(use);
  return (
    <tr className="border-t first:border-t-0 hover:bg-hover sm:first:border-t">
      <td className="max-w-0 py-2 pr-2 pl-4">
        <Link
          href={`/patterns/${pattern.id}`}
          title={pattern.name}
          className="line-clamp-2 anywhere hover:underline sm:block sm:truncate"
        >
          <Prose text={pattern.name} />
        </Link>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted">
          {sentence(pattern.category)}
          {use !== "used" && (
            <Chip tone={use === "off" ? "neutral" : "warn"} title={hint}>
              {label}
            </Chip>
          )}
          <span className="sm:hidden">cause right {shareWords(causeSuccess)}</span>
        </span>
      </td>
      <td className="w-12 px-2 sm:w-16">{timesSeen}×</td>
      <td className="hidden w-32 px-2 sm:table-cell">{shareWords(causeSuccess)}</td>
      <td className="hidden w-32 px-2 sm:table-cell">
        {fixSuccess ? shareWords(fixSuccess) : <span className="text-faint">not known</span>}
      </td>
      <td className="w-24 pr-4 text-right sm:w-28 text-muted">
        {lastSeenAt ? <TimeAgo at={lastSeenAt} /> : "never"}
      </td>
    </tr>
  );
}
