import type { Scope } from "@/lib/workspaces/schemas";

export interface Endpoint {
  /** Method and path. */
  call: string;
  does: string;
  /** The least role that may call, or what proves the caller. */
  role: string;
  /** The scope that an API token needs besides, where it is another than `read`. */
  scope?: Scope;
}

export interface EndpointGroup {
  title: string;
  note: string;
  endpoints: readonly Endpoint[];
}

const PROOF = "signature or secret";

/** The API as the reference lists it; a test holds it against the routes that exist. */
export const ENDPOINT_GROUPS: readonly EndpointGroup[] = [
  {
    title: "Webhooks in",
    note: "Where orchestrators report. Authentic by Standard Webhooks headers, or by the source's secret in X-Webhook-Secret or as a bearer token.",
    endpoints: [
      {
        call: "POST /api/webhooks/{kind}/{sourceKey}",
        does: "202 { deliveryId, incidentId, deduplicated }; incidentId is null for what is not (yet) a failure. 200 for a delivery already seen; without a `webhook-id`, an identical body within five minutes is taken for a resend (200), also after its incident was resolved. 401 not authentic, 404 unknown, 413 too large, 415 encoded with something other than gzip or deflate, 422 stored but not understood.",
        role: PROOF,
      },
      {
        call: "POST /webhooks/airflow/failure",
        does: "The same with the source's key in X-Source-Key.",
        role: PROOF,
      },
      {
        call: "POST /webhooks/prefect/failure",
        does: "The same with the source's key in X-Source-Key.",
        role: PROOF,
      },
    ],
  },
  {
    title: "Incidents",
    note: "{id} is an id or a number.",
    endpoints: [
      {
        call: "GET /api/incidents",
        does: "{ items, nextCursor, counts: { total, critical, unowned, isLowerBound } on the first page }. Counting stops at 10,000, with a common text earlier: isLowerBound then says that there are at least so many. Query: status (also open, which leaves out what is snoozed, and snoozed), severity, category (several: comma-separated or named again), subject (task, service, workload, check), pipeline, task, environment, source, assignee (me, none or an id), q, since, until, sort, limit (at most 200), cursor.",
        role: "viewer",
      },
      {
        call: "GET /api/incidents/{id}",
        does: "One incident with its diagnosis, run, tries, occurrences and fingerprint.",
        role: "viewer",
      },
      {
        call: "PATCH /api/incidents/{id}",
        does: "{ status?, severity?, assigneeId?, snoozedUntil?, reason?, comment? }. 409 for a transition that is not in availableTransitions, and for what is not in availableActions (set_severity, assign, snooze); a comment is always taken. A snoozed incident is open but not among the open ones until the time has passed; new failures are counted and do not wake it.",
        role: "responder",
        scope: "triage",
      },
      {
        call: "GET /api/incidents/{id}/evidence",
        does: "What was collected, and what could not be had and why. After it what a newer reading replaced (supersededAt) and a diagnosis still cites. textRemovedAt says that a text was not kept any longer.",
        role: "viewer",
      },
      { call: "GET /api/incidents/{id}/diagnoses", does: "Every diagnosis, newest first.", role: "viewer" },
      { call: "GET /api/incidents/{id}/timeline", does: "What happened, oldest first.", role: "viewer" },
      {
        call: "POST /api/incidents/{id}/analyze",
        does: "Collect and diagnose again. { engine?: auto | builtin | claude }. 202 { workflowId }; 409 for a merged incident.",
        role: "responder",
        scope: "triage",
      },
      {
        call: "POST /api/incidents/{id}/merge",
        does: "{ into }: occurrences move there. 409 unless both are open.",
        role: "responder",
        scope: "triage",
      },
      {
        call: "POST /api/incidents/{id}/split",
        does: "{ occurrenceIds }, out of the incident's occurrences: they become an incident of their own, which is analyzed. 409 for a merged incident.",
        role: "responder",
        scope: "triage",
      },
    ],
  },
  {
    title: "Fixes and workflows",
    note: "Slow work answers 202 with a workflow to follow. Workflows answer in snake_case.",
    endpoints: [
      { call: "GET /api/incidents/{id}/fixes", does: "Proposed fixes.", role: "viewer" },
      {
        call: "POST /api/incidents/{id}/fixes",
        does: "Propose fixes. { hint? }. 202 { workflowId }; 409 before there is a diagnosis and for a merged incident.",
        role: "responder",
        scope: "write",
      },
      {
        call: "GET /api/fixes/{id}",
        does: "One fix with its patch (unified diff), risk and verification.",
        role: "viewer",
      },
      {
        call: "PATCH /api/fixes/{id}",
        does: "{ patch, title? }, while no pull request is open.",
        role: "responder",
        scope: "write",
      },
      {
        call: "POST /api/fixes/{id}/pull-request",
        does: "Open a draft pull request, or a branch in a local repository. 202 { workflowId }; again: 200 with the same one.",
        role: "responder",
        scope: "write",
      },
      {
        call: "GET /api/workflows/{id}",
        does: "Status, progress and steps of a workflow; steps_removed once its steps are kept no longer.",
        role: "viewer",
      },
    ],
  },
  {
    title: "Figures and deliveries",
    note: "",
    endpoints: [
      { call: "GET /api/stats", does: "Figures of a period. Query: since, until, pipeline.", role: "viewer" },
      { call: "GET /api/pipelines", does: "Every pipeline that has reported.", role: "viewer" },
      {
        call: "GET /api/deliveries",
        does: "Received webhooks, newest first. Query: status (accepted, duplicate, quarantined), source, limit, cursor.",
        role: "viewer",
      },
      {
        call: "GET /api/deliveries/{id}",
        does: "One with headers and body, secrets redacted.",
        role: "viewer",
      },
      {
        call: "POST /api/deliveries/{id}/replay",
        does: "Run the stored bytes through intake again.",
        role: "responder",
        scope: "triage",
      },
    ],
  },
  {
    title: "Sources",
    note: "Credentials are never returned.",
    endpoints: [
      {
        call: "GET /api/source-kinds",
        does: "Every kind of source: { kind, name, maxBodyBytes, isUnderstood, hasTestFailure, isForAnySender, codeFolderLabel, api }.",
        role: "viewer",
      },
      { call: "GET /api/sources", does: "Every connected source.", role: "viewer" },
      {
        call: "POST /api/sources",
        does: "{ kind, name, apiBaseUrl?, credentials?, repository?, dagsFolder?, environment? }. 201.",
        role: "admin",
        scope: "write",
      },
      { call: "GET /api/sources/{id}", does: "One source.", role: "viewer" },
      {
        call: "PATCH /api/sources/{id}",
        does: "The same fields, enabled, and rotateSecret, which makes a new secret while the old one still counts for a time.",
        role: "admin",
        scope: "write",
      },
      { call: "GET /api/sources/{id}/secret", does: "{ secret }.", role: "admin", scope: "write" },
      {
        call: "GET /api/sources/{id}/snippets",
        does: "What to paste into the orchestrator.",
        role: "viewer",
      },
      {
        call: "POST /api/sources/{id}/test",
        does: "Try the connection: { ok, detail }.",
        role: "responder",
        scope: "write",
      },
      {
        call: "POST /api/sources/{id}/test-failure",
        does: "Send a test failure through the webhook. 202.",
        role: "responder",
        scope: "write",
      },
    ],
  },
  {
    title: "Integrations",
    note: "Outside systems that a workspace works with: github ({ token } or { appId, privateKey }) and slack ({ token } or { webhookUrl }). Credentials are never returned; they go when the API's address moves to another origin and no new ones come along.",
    endpoints: [
      {
        call: "GET /api/integrations",
        does: "Every integration with what its last test found.",
        role: "admin",
      },
      {
        call: "POST /api/integrations",
        does: "{ kind, name, credentials, config?: { apiUrl? }, enabled? }. 201. A GitHub integration that is switched on is used for the workspace's repositories before the credentials of the installation.",
        role: "admin",
        scope: "write",
      },
      {
        call: "PATCH /api/integrations/{id}",
        does: "The same fields without kind; null forgets the credentials.",
        role: "admin",
        scope: "write",
      },
      {
        call: "DELETE /api/integrations/{id}",
        does: "Forget it with its credentials.",
        role: "admin",
        scope: "write",
      },
      {
        call: "POST /api/integrations/{id}/test",
        does: "Try the connection: { ok, detail }. A Slack webhook posts a message.",
        role: "admin",
        scope: "write",
      },
    ],
  },
  {
    title: "People and tokens",
    note: "",
    endpoints: [
      {
        call: "GET /api/me",
        does: "Who calls, in which workspace and of which others the person is a member, and what is connected.",
        role: "viewer",
      },
      {
        call: "POST /api/me/workspace",
        does: "{ workspaceId }: the session works in that workspace from the next request on. People only; a token names its own.",
        role: "viewer",
      },
      {
        call: "POST /api/me/password",
        does: "{ currentPassword, newPassword }. Ends all other sessions and says how many. People only.",
        role: "viewer",
      },
      { call: "GET /api/me/sessions", does: "Browsers where the person is signed in.", role: "viewer" },
      {
        call: "DELETE /api/me/sessions/{id}",
        does: "Sign a browser out at once. People only.",
        role: "viewer",
      },
      {
        call: "DELETE /api/me/sessions",
        does: "keep=current. Sign out everywhere, or everywhere else. People only.",
        role: "viewer",
      },
      { call: "GET /api/members", does: "People of the workspace.", role: "viewer" },
      {
        call: "GET /api/workspace",
        does: "The workspace, and how many days it keeps what: retention: { deliveriesDays (30), duplicatesDays (7), evidenceDays (90), workflowStepsDays (30) }, null for ever. Incidents, diagnoses, fixes and timelines are always kept, as are texts that a diagnosis cites and the newest report of an open incident. What is older goes within hours.",
        role: "viewer",
      },
      {
        call: "PATCH /api/workspace",
        does: "{ name?, retention? }; of retention only what is named changes. 1 to 3650 days, or null.",
        role: "admin",
        scope: "write",
      },
      {
        call: "GET /api/teams",
        does: "Teams with their members and what they own. owns: { pipelines, services, tags }, names or patterns in which `*` stands for any text. The closest pattern comes first where several teams own something.",
        role: "viewer",
      },
      {
        call: "POST /api/teams",
        does: "{ name, slug?, memberIds?, owns?: { pipelines?, services?, tags? } }. 201. At most 200 teams, 200 members, 100 patterns of a sort. 409 for a slug that is taken.",
        role: "admin",
        scope: "write",
      },
      {
        call: "PATCH /api/teams/{id}",
        does: "The same fields; memberIds and each list of owns replace what was there.",
        role: "admin",
        scope: "write",
      },
      {
        call: "DELETE /api/teams/{id}",
        does: "Delete a team; its members stay in the workspace.",
        role: "admin",
        scope: "write",
      },
      { call: "GET /api/audit", does: "Who changed what, the newest 100.", role: "admin" },
      { call: "GET /api/tokens", does: "API tokens, without the tokens themselves.", role: "admin" },
      {
        call: "POST /api/tokens",
        does: "{ name, role?, scopes?, expiresAt? }. 201; the only answer with the token. Scopes: read, triage (status, assignee, comments, merging, splitting, analyzing, replaying), write (sources, fixes, pull requests, settings), ingest, debug; without them all that the role has a use for. 403 for a role or scope that the caller has not, 422 for a scope that the role has no use for.",
        role: "admin",
        scope: "write",
      },
      { call: "DELETE /api/tokens/{id}", does: "Revoke a token at once.", role: "admin", scope: "write" },
    ],
  },
  {
    title: "Live and health",
    note: "",
    endpoints: [
      {
        call: "GET /api/live",
        does: "Server-Sent Events { incidentId, table } of what changed in the workspace. An event `resync` at the start and after every gap: read anew what you hold. `stale`: changes are not heard of until the next `resync`. 429 with more than 20 streams of one token or person. Query: workspace, 409 when the session works in another one.",
        role: "viewer",
      },
      { call: "GET /health", does: "200 while the process serves.", role: "anybody" },
      { call: "GET /ready", does: "200, or 503 naming the failing part.", role: "anybody" },
    ],
  },
];
