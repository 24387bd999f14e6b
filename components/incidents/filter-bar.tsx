"use client";

import { usePathname, useRouter } from "next/navigation";
import { useRef } from "react";
import { filterSentence } from "@/components/incidents/filter-sentence";
import { sentence } from "@/components/incidents/words";
import { Input, Select } from "@/components/ui/field";
import { filterParams } from "@/lib/incidents/query-options";
import { INCIDENT_STATUSES, SEVERITIES, type IncidentFilter } from "@/lib/incidents/schemas";

const CATEGORIES = [
  "code_bug",
  "missing_dependency",
  "configuration",
  "auth_permission",
  "network_timeout",
  "rate_limit",
  "resource_exhausted",
  "infrastructure",
  "warehouse_sql",
  "schema_change",
  "data_quality",
  "upstream_missing_data",
  "unknown",
] as const;

const TYPING_MS = 250;

/** The filters, kept in the URL; read together they make a sentence. */
export function FilterBar({ filter }: { filter: IncidentFilter }) {
  const router = useRouter();
  const pathname = usePathname();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const apply = (part: Record<string, unknown>) => {
    const params = filterParams({ ...filter, cursor: undefined, ...part } as IncidentFilter);
    router.replace(`${pathname}?${params}`, { scroll: false });
  };
  const one = (value: string) => (value ? [value] : undefined);
  return (
    <div className="space-y-2 pb-3">
      <div className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap">
        <Input
          type="search"
          aria-label="Search incidents"
          placeholder="Search"
          defaultValue={filter.q ?? ""}
          className="col-span-2 sm:w-56"
          onChange={(event) => {
            const q = event.target.value;
            clearTimeout(timer.current);
            timer.current = setTimeout(() => apply({ q: q || undefined }), TYPING_MS);
          }}
        />
        <Select
          aria-label="Status"
          className="sm:w-40"
          value={filter.status?.[0] ?? ""}
          onChange={(event) => apply({ status: one(event.target.value) })}
        >
          <option value="">Any status</option>
          <option value="open">Open</option>
          {INCIDENT_STATUSES.map((status) => (
            <option key={status} value={status}>
              {sentence(status)}
            </option>
          ))}
        </Select>
        <Select
          aria-label="Severity"
          className="sm:w-40"
          value={filter.severity?.[0] ?? ""}
          onChange={(event) => apply({ severity: one(event.target.value) })}
        >
          <option value="">Any severity</option>
          {SEVERITIES.map((severity) => (
            <option key={severity} value={severity}>
              {sentence(severity)}
            </option>
          ))}
        </Select>
        <Select
          aria-label="Category"
          className="sm:w-48"
          value={filter.category?.[0] ?? ""}
          onChange={(event) => apply({ category: one(event.target.value) })}
        >
          <option value="">Any category</option>
          {CATEGORIES.map((category) => (
            <option key={category} value={category}>
              {sentence(category)}
            </option>
          ))}
        </Select>
        <Select
          aria-label="Assignee"
          className="sm:w-40"
          value={filter.assignee ?? ""}
          onChange={(event) => apply({ assignee: event.target.value || undefined })}
        >
          <option value="">Anybody</option>
          <option value="me">Mine</option>
          <option value="none">Nobody&apos;s</option>
        </Select>
      </div>
      <p className="text-xs text-muted">{filterSentence(filter)}</p>
    </div>
  );
}
