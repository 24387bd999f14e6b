import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { apiFetch } from "@/lib/platform/http/api-fetch";
import {
  SnippetPage,
  Source,
  SourcePage,
  SourceTest,
  type CreateSource,
  type UpdateSource,
} from "@/lib/sources/schemas";

export const sourceKeys = {
  all: ["sources"],
  list: ["sources", "list"],
  snippets: (id: string) => ["sources", "snippets", id],
} as const;

export function sourcesOptions() {
  return queryOptions({
    queryKey: sourceKeys.list,
    queryFn: ({ signal }) => apiFetch("/api/sources", SourcePage, { signal }),
  });
}

export function snippetsOptions(sourceId: string) {
  return queryOptions({
    queryKey: sourceKeys.snippets(sourceId),
    queryFn: ({ signal }) => apiFetch(`/api/sources/${sourceId}/snippets`, SnippetPage, { signal }),
    staleTime: Infinity,
  });
}

/** Never cached: a secret is asked for when a person wants to see it. */
export async function revealSecret(sourceId: string): Promise<string> {
  const { secret } = await apiFetch(`/api/sources/${sourceId}/secret`, z.object({ secret: z.string() }));
  return secret;
}

export function createSource(body: CreateSource): Promise<Source> {
  return apiFetch("/api/sources", Source, { method: "POST", body });
}

export function updateSource(id: string, body: UpdateSource): Promise<Source> {
  return apiFetch(`/api/sources/${id}`, Source, { method: "PATCH", body });
}

export function testSource(id: string): Promise<SourceTest> {
  return apiFetch(`/api/sources/${id}/test`, SourceTest, { method: "POST", body: {} });
}

const TestFailure = z.object({
  deliveryId: z.string(),
  incidentId: z.string().nullable(),
  deduplicated: z.boolean(),
});

export function sendTestFailure(id: string): Promise<z.infer<typeof TestFailure>> {
  return apiFetch(`/api/sources/${id}/test-failure`, TestFailure, { method: "POST", body: {} });
}
