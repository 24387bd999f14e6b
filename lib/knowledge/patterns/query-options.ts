import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import {
  Pattern,
  PatternPage,
  type PatternFilter,
  type UpdatePattern,
} from "@/lib/knowledge/patterns/schemas";
import { apiFetch } from "@/lib/platform/http/api-fetch";

/** The filter as URL query parameters, without empty values. */
function patternParams(filter: PatternFilter): URLSearchParams {
  const entries = Object.entries(filter).filter(([, value]) => value !== undefined && value !== "");
  return new URLSearchParams(entries.map(([key, value]) => [key, String(value)]));
}

export const patternsQuery = (filter: PatternFilter) =>
  queryOptions({
    queryKey: ["patterns", "list", patternParams(filter).toString()],
    queryFn: ({ signal }) => apiFetch(`/api/patterns?${patternParams(filter)}`, PatternPage, { signal }),
  });

export const patternQuery = (id: string) =>
  queryOptions({
    queryKey: ["patterns", "one", id],
    queryFn: ({ signal }) => apiFetch(`/api/patterns/${id}`, Pattern, { signal }),
  });

export function updatePattern(id: string, body: UpdatePattern): Promise<Pattern> {
  return apiFetch(`/api/patterns/${id}`, Pattern, { method: "PATCH", body });
}

export function deletePattern(id: string): Promise<{ id: string }> {
  return apiFetch(`/api/patterns/${id}`, z.object({ id: z.string() }), { method: "DELETE" });
}
