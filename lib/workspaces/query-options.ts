import { queryOptions } from "@tanstack/react-query";
import { apiFetch } from "@/lib/platform/http/api-fetch";
import { ApiTokenPage, MemberPage } from "@/lib/workspaces/schemas";

export const membersQuery = () =>
  queryOptions({
    queryKey: ["members"],
    queryFn: ({ signal }) => apiFetch("/api/members", MemberPage, { signal }),
  });

export const apiTokensQuery = () =>
  queryOptions({
    queryKey: ["tokens"],
    queryFn: ({ signal }) => apiFetch("/api/tokens", ApiTokenPage, { signal }),
  });
