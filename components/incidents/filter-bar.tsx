"use client";

import { ArrowDownUp, Rows3 } from "lucide-react";
import { useEffect, useRef, type RefObject } from "react";
import { useCompactRows } from "@/components/incidents/density-store";
import { MultiFilter, RemovableFilter, SingleFilter } from "@/components/incidents/filter-chips";
import {
  DEFAULT_VIEW,
  viewSearch,
  WITHIN,
  type ListView,
  type Within,
} from "@/components/incidents/list-view";
import { HiddenChip } from "@/components/incidents/hidden-chip";
import { ResolutionFilter, TeamFilter } from "@/components/incidents/outcome-filters";
import { SORT_LABEL } from "@/components/incidents/words";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/field";
import { Menu, MenuCheckItem } from "@/components/ui/menu";
import { Category, SEVERITIES, SUBJECT_KINDS } from "@/lib/failures/schemas";
import { INCIDENT_STATUSES } from "@/lib/incidents/schemas";
import type { IncidentFilter } from "@/lib/desk/schemas";

const TYPING_MS = 250;
const STATUSES = ["open", "snoozed", ...INCIDENT_STATUSES] as const;
/** Filters set by links from other pages; they can only be removed here. */
const REMOVABLE = ["pipeline", "task", "source", "since", "until"] as const;
const ASSIGNEES = { me: "mine", none: "unassigned" } as const;

function removableValue(filter: IncidentFilter, name: (typeof REMOVABLE)[number]): string | undefined {
  return filter[name]?.slice(0, name === "since" || name === "until" ? "yyyy-mm-dd".length : undefined);
}

interface FilterBarProps {
  view: ListView;
  onChange: (view: ListView) => void;
  /** Environments to offer: those on the page. */
  environments: readonly string[];
  searchRef: RefObject<HTMLInputElement | null>;
}

/** Filters as chips that read as a sentence; unset ones are pale. */
export function FilterBar({ view, onChange, environments, searchRef }: FilterBarProps) {
  const { filter, within } = view;
  const set = (part: Partial<IncidentFilter>) => onChange({ ...view, filter: { ...filter, ...part } });
  return (
    <div
      role="group"
      aria-label="Filters"
      className="flex flex-col gap-1.5 pb-3 sm:flex-row sm:flex-wrap sm:items-start"
    >
      <SearchBox q={filter.q ?? ""} onSearch={(q) => set({ q: q || undefined })} inputRef={searchRef} />
      {/* On a phone, a single row that scrolls sideways leaves room for the incidents. */}
      <div className="-mx-4 flex flex-1 items-center gap-1.5 overflow-x-auto px-4 [scrollbar-width:none] sm:mx-0 sm:flex-wrap sm:overflow-visible sm:px-0">
        <MultiFilter
          name="status"
          values={STATUSES}
          chosen={filter.status}
          onChoose={(status) => set({ status })}
        />
        <HiddenChip status="snoozed" view={view} onChange={onChange} />
        <HiddenChip status="suppressed" view={view} onChange={onChange} />
        <MultiFilter
          name="severity"
          values={SEVERITIES}
          chosen={filter.severity}
          onChoose={(severity) => set({ severity })}
        />
        <MultiFilter
          name="category"
          values={Category.options}
          chosen={filter.category}
          onChoose={(category) => set({ category })}
        />
        <MultiFilter
          name="subject"
          values={SUBJECT_KINDS}
          chosen={filter.subject}
          onChoose={(subject) => set({ subject })}
        />
        <EnvironmentFilter filter={filter} set={set} environments={environments} />
        <SingleFilter
          name="owner"
          values={ASSIGNEES}
          chosen={filter.assignee}
          onChoose={(assignee) => set({ assignee })}
        />
        <TeamFilter filter={filter} set={set} />
        <ResolutionFilter filter={filter} set={set} />
        <SingleFilter
          name="time"
          values={WITHIN}
          chosen={within ?? undefined}
          onChoose={(value) => onChange({ ...view, within: (value ?? null) as Within | null })}
        />
        {REMOVABLE.map((name) => (
          <RemovableFilter
            key={name}
            name={name}
            value={removableValue(filter, name)}
            onRemove={() => set({ [name]: undefined })}
          />
        ))}
        {viewSearch(view) !== "" && (
          <Button size="sm" variant="ghost" onClick={() => onChange(DEFAULT_VIEW)}>
            Reset
          </Button>
        )}
        {/* Together where the chips need a second line. */}
        <div role="group" aria-label="Display" className="flex shrink-0 items-center gap-1.5 sm:ml-auto">
          <SortMenu sort={filter.sort} onSort={(sort) => set({ sort })} />
          <DensityButton />
        </div>
      </div>
    </div>
  );
}

interface EnvironmentFilterProps {
  filter: IncidentFilter;
  set: (part: Partial<IncidentFilter>) => void;
  environments: readonly string[];
}

function EnvironmentFilter({ filter: { environment: chosen }, set, environments }: EnvironmentFilterProps) {
  if (environments.length === 0 && !chosen) return null;
  const names = [chosen ?? "", ...environments].filter(Boolean);
  return (
    <SingleFilter
      name="environment"
      areNames
      values={Object.fromEntries(names.map((name) => [name, name]))}
      chosen={chosen}
      onChoose={(environment) => set({ environment })}
    />
  );
}

interface SearchBoxProps {
  q: string;
  onSearch: (q: string) => void;
  inputRef: RefObject<HTMLInputElement | null>;
}

function SearchBox({ q, onSearch, inputRef }: SearchBoxProps) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    const input = inputRef.current;
    // The URL changed without typing here: a reset, or browser back.
    if (input && input !== document.activeElement) input.value = q;
  }, [q, inputRef]);
  return (
    <Input
      ref={inputRef}
      type="search"
      aria-label="Search incidents"
      placeholder="Search"
      defaultValue={q}
      maxLength={200}
      className="h-8 w-full text-sm sm:w-40"
      onKeyDown={(event) => {
        if (event.key === "Escape") event.currentTarget.blur();
      }}
      onChange={(event) => {
        const text = event.target.value;
        clearTimeout(timer.current);
        timer.current = setTimeout(() => onSearch(text.trim()), TYPING_MS);
      }}
    />
  );
}

/** Toggles between one and two lines per row; phones always show two. */
function DensityButton() {
  const [isCompact, choose] = useCompactRows();
  return (
    <Button
      size="icon"
      variant="ghost"
      aria-label="Compact rows"
      aria-pressed={isCompact}
      title="Compact rows"
      className={cn("hidden sm:inline-flex", isCompact && "bg-accent-tint text-accent")}
      onClick={() => choose(!isCompact)}
    >
      <Rows3 aria-hidden />
    </Button>
  );
}

interface SortMenuProps {
  sort: IncidentFilter["sort"];
  onSort: (sort: IncidentFilter["sort"]) => void;
}

function SortMenu({ sort = "-lastSeenAt", onSort }: SortMenuProps) {
  const known = Object.entries(SORT_LABEL) as [keyof typeof SORT_LABEL, string][];
  const label = known.find(([value]) => value === sort)?.[1] ?? "First seen";
  const trigger = (
    <button
      type="button"
      aria-label={`Sorted by: ${label}`}
      className="inline-flex h-8 shrink-0 items-center gap-1.5 rounded-md px-2 text-sm text-muted hover:bg-hover hover:text-ink"
    >
      <ArrowDownUp className="size-3.5" aria-hidden />
      {label}
    </button>
  );
  return (
    <Menu trigger={trigger}>
      {known.map(([value, text]) => (
        <MenuCheckItem
          key={value}
          checked={sort === value}
          onSelect={() => onSort(value === "-lastSeenAt" ? undefined : value)}
        >
          {text}
        </MenuCheckItem>
      ))}
    </Menu>
  );
}
