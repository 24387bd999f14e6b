import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { apiFetch } from "@/lib/platform/http/api-fetch";
import {
  ApiTokenPage,
  AuditPage,
  CreatedApiToken,
  Me,
  MemberPage,
  PasswordChanged,
  SessionPage,
  SessionsRevoked,
  SwitchWorkspace,
  Workspace,
  type CreateApiToken,
  type UpdateWorkspace,
} from "@/lib/workspaces/schemas";

/** Fetches the signed-in person. @throws ApiError 401 once the session has ended. */
export function fetchMe(): Promise<Me> {
  return apiFetch("/api/me", Me);
}

/** Switches the session to another workspace. Reload afterwards: the page still shows the previous one. */
export function switchWorkspace(workspaceId: string): Promise<{ workspaceId: string }> {
  return apiFetch("/api/me/workspace", SwitchWorkspace, { method: "POST", body: { workspaceId } });
}

export const workspaceQuery = () =>
  queryOptions({
    queryKey: ["workspace"],
    queryFn: ({ signal }) => apiFetch("/api/workspace", Workspace, { signal }),
    staleTime: 60_000,
  });

export function updateWorkspace(body: UpdateWorkspace): Promise<Workspace> {
  return apiFetch("/api/workspace", Workspace, { method: "PATCH", body });
}

export const membersQuery = () =>
  queryOptions({
    queryKey: ["members"],
    queryFn: ({ signal }) => apiFetch("/api/members", MemberPage, { signal }),
    staleTime: 60_000,
  });

export const apiTokensQuery = () =>
  queryOptions({
    queryKey: ["tokens"],
    queryFn: ({ signal }) => apiFetch("/api/tokens", ApiTokenPage, { signal }),
  });

export const auditQuery = () =>
  queryOptions({
    queryKey: ["audit"],
    queryFn: ({ signal }) => apiFetch("/api/audit", AuditPage, { signal }),
  });

export const sessionsQuery = () =>
  queryOptions({
    queryKey: ["sessions"],
    queryFn: ({ signal }) => apiFetch("/api/me/sessions", SessionPage, { signal }),
  });

export function revokeSession(id: string): Promise<{ id: string }> {
  return apiFetch(`/api/me/sessions/${id}`, z.object({ id: z.string() }), { method: "DELETE" });
}

export function revokeAllSessions(): Promise<{ revokedSessions: number }> {
  return apiFetch("/api/me/sessions", SessionsRevoked, { method: "DELETE" });
}

export function createToken(body: CreateApiToken): Promise<CreatedApiToken> {
  return apiFetch("/api/tokens", CreatedApiToken, { method: "POST", body });
}

export function revokeToken(id: string): Promise<{ id: string }> {
  return apiFetch(`/api/tokens/${id}`, z.object({ id: z.string() }), { method: "DELETE" });
}

export function changePassword(body: { currentPassword: string; newPassword: string }) {
  return apiFetch("/api/me/password", PasswordChanged, { method: "POST", body });
}
