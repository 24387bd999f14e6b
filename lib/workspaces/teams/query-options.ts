import { queryOptions } from "@tanstack/react-query";
import { apiFetch } from "@/lib/platform/http/api-fetch";
import { TeamPage } from "@/lib/workspaces/teams/schemas";

/** Every team of the workspace; they change rarely. */
export const teamsQuery = () =>
  queryOptions({
    queryKey: ["teams"],
    queryFn: ({ signal }) => apiFetch("/api/teams", TeamPage, { signal }),
    staleTime: 60_000,
  });
