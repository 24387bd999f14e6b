import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { apiFetch } from "@/lib/platform/http/api-fetch";
import { ApiTokenPage, CreatedApiToken, Me, MemberPage, type CreateApiToken } from "@/lib/workspaces/schemas";

export const workspaceKeys = { me: ["me"], members: ["members"], tokens: ["tokens"] } as const;

export function meOptions() {
  return queryOptions({
    queryKey: workspaceKeys.me,
    queryFn: ({ signal }) => apiFetch("/api/me", Me, { signal }),
    staleTime: 5 * 60_000,
  });
}

export function membersOptions() {
  return queryOptions({
    queryKey: workspaceKeys.members,
    queryFn: ({ signal }) => apiFetch("/api/members", MemberPage, { signal }),
    staleTime: 60_000,
  });
}

export function tokensOptions() {
  return queryOptions({
    queryKey: workspaceKeys.tokens,
    queryFn: ({ signal }) => apiFetch("/api/tokens", ApiTokenPage, { signal }),
  });
}

export function createToken(body: CreateApiToken): Promise<CreatedApiToken> {
  return apiFetch("/api/tokens", CreatedApiToken, { method: "POST", body });
}

export function revokeToken(id: string): Promise<{ id: string }> {
  return apiFetch(`/api/tokens/${id}`, z.object({ id: z.string() }), { method: "DELETE" });
}

export function changePassword(body: { currentPassword: string; newPassword: string }) {
  return apiFetch("/api/me/password", z.object({ changed: z.literal(true) }), { method: "POST", body });
}
