import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { apiFetch } from "@/lib/platform/http/api-fetch";
import {
  SnippetPage,
  Source,
  SourceKindPage,
  SourcePage,
  SourceTest,
  type CreateSource,
  type UpdateSource,
} from "@/lib/sources/schemas";

export const sourcesQuery = () =>
  queryOptions({
    queryKey: ["sources"],
    queryFn: ({ signal }) => apiFetch("/api/sources", SourcePage, { signal }),
  });

/** Every source kind. Constant for a given version. */
export const sourceKindsQuery = () =>
  queryOptions({
    queryKey: ["source-kinds"],
    queryFn: ({ signal }) => apiFetch("/api/source-kinds", SourceKindPage, { signal }),
    staleTime: Infinity,
  });

export const snippetsQuery = (sourceId: string) =>
  queryOptions({
    queryKey: ["snippets", sourceId],
    queryFn: ({ signal }) => apiFetch(`/api/sources/${sourceId}/snippets`, SnippetPage, { signal }),
    staleTime: Infinity,
  });

/** Fetches the signing secret. Never cached. */
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

const Sent = z.object({ incidentId: z.string().nullable() });

export function sendTestFailure(id: string): Promise<{ incidentId: string | null }> {
  return apiFetch(`/api/sources/${id}/test-failure`, Sent, { method: "POST", body: {} });
}
