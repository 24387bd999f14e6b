import type { EndpointGroup } from "@/components/docs/endpoint";

/** People, teams, sessions, tokens and the workspace. */
export const PEOPLE_ENDPOINTS: EndpointGroup = {
  title: "People and tokens",
  note: "",
  endpoints: [
    {
      call: "GET /api/me",
      title: "Get the caller",
      does: "The caller, the current workspace, the person's other workspaces, and what is connected.",
      role: "viewer",
    },
    {
      call: "POST /api/me/workspace",
      title: "Switch the workspace",
      does: "{ workspaceId }: switches the session to that workspace from the next request on. People only; a token belongs to one workspace.",
      role: "viewer",
    },
    {
      call: "POST /api/me/password",
      title: "Change your password",
      does: "{ currentPassword, newPassword }. Ends all other sessions and returns how many. People only.",
      role: "viewer",
    },
    {
      call: "GET /api/me/sessions",
      title: "List your sessions",
      does: "The person's signed-in browsers.",
      role: "viewer",
    },
    {
      call: "DELETE /api/me/sessions/{id}",
      title: "Sign out one session",
      does: "Sign a browser out at once. People only.",
      role: "viewer",
    },
    {
      call: "DELETE /api/me/sessions",
      title: "Sign out everywhere",
      does: "Sign out everywhere, or everywhere else with keep=current. People only.",
      role: "viewer",
    },
    { call: "GET /api/members", title: "List members", does: "People of the workspace.", role: "viewer" },
    {
      call: "GET /api/usage",
      title: "Get usage",
      does: "This month's use (UTC): model: { since, calls, costUsd, limitUsd }; costUsd counts calls in progress at their highest possible cost, limitUsd is null without a limit.",
      role: "viewer",
    },
    {
      call: "GET /api/workspace",
      title: "Get the workspace",
      does: "The workspace and its retention in days: retention: { deliveriesDays (30), duplicatesDays (7), evidenceDays (90), workflowStepsDays (30), runsDays (90) }; null keeps forever; and modelUsdPerMonth, the dollars for Claude per calendar month, null for the installation's limit. Incidents, diagnoses, fixes and timelines are always kept, as are texts that a diagnosis cites, the latest report of an open incident, the runs of incidents and the latest 100 runs of each pipeline. Older data is deleted within hours.",
      role: "viewer",
    },
    {
      call: "PATCH /api/workspace",
      title: "Change the workspace",
      does: "{ name?, retention?, modelUsdPerMonth? }; retention fields left out do not change. 1 to 3650 days (runsDays from 14), or null. modelUsdPerMonth from 0; null for the installation's limit.",
      role: "admin",
      scope: "write",
    },
    {
      call: "GET /api/teams",
      title: "List teams",
      does: "Teams with their members and what they own. owns: { pipelines, services, tags }, names or patterns where `*` matches any text. When several teams match, the most specific pattern comes first.",
      role: "viewer",
    },
    {
      call: "POST /api/teams",
      title: "Create a team",
      does: "{ name, slug?, memberIds?, owns?: { pipelines?, services?, tags? } }. 201. At most 200 teams, 200 members, and 100 patterns per list. 409 if the slug is taken.",
      role: "admin",
      scope: "write",
    },
    {
      call: "PATCH /api/teams/{id}",
      title: "Change a team",
      does: "The same fields; memberIds and each list in owns replace the current ones.",
      role: "admin",
      scope: "write",
    },
    {
      call: "DELETE /api/teams/{id}",
      title: "Delete a team",
      does: "Delete a team; its members stay in the workspace.",
      role: "admin",
      scope: "write",
    },
    {
      call: "GET /api/audit",
      title: "List audit entries",
      does: "The latest 100 audit log entries, each with the actorType (user, token, source, system), the other incident of a merge or split, and the changes made.",
      role: "admin",
    },
    {
      call: "GET /api/tokens",
      title: "List API tokens",
      does: "API tokens, without their secrets.",
      role: "admin",
    },
    {
      call: "POST /api/tokens",
      title: "Create an API token",
      does: "{ name, role?, scopes?, expiresAt? }. 201; the token is returned only this once. Scopes: read, triage (status, assignee, comments, merging, splitting, analyzing, replaying), write (sources, fixes, pull requests, settings), ingest, debug; by default every scope the role can use. 403 for a role or scope the caller does not have, 422 for a scope the role cannot use.",
      role: "admin",
      scope: "write",
    },
    {
      call: "DELETE /api/tokens/{id}",
      title: "Revoke an API token",
      does: "Revoke a token at once.",
      role: "admin",
      scope: "write",
    },
  ],
};
