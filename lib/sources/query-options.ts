import { queryOptions } from "@tanstack/react-query";
import { apiFetch } from "@/lib/platform/http/api-fetch";
import { SnippetPage, SourcePage } from "@/lib/sources/schemas";

export const sourcesQuery = () =>
  queryOptions({
    queryKey: ["sources"],
    queryFn: ({ signal }) => apiFetch("/api/sources", SourcePage, { signal }),
  });

export const snippetsQuery = (sourceId: string) =>
  queryOptions({
    queryKey: ["sources", sourceId, "snippets"],
    queryFn: ({ signal }) => apiFetch(`/api/sources/${sourceId}/snippets`, SnippetPage, { signal }),
  });
