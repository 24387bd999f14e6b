export interface Endpoint {
  call: string;
  does: string;
  role: string;
}

/** The API as the docs page lists it; a test holds it against the routes that exist. */
export const ENDPOINTS: readonly Endpoint[] = [
  {
    call: "POST /api/webhooks/{kind}/{sourceKey}",
    does: "A failure comes in. 202 stored with its incident, 200 already seen, 401 not authentic, 404 unknown, 413 too large, 422 stored but not understood.",
    role: "signature or secret",
  },
  {
    call: "POST /webhooks/airflow/failure",
    does: "The same, with the source's key in X-Source-Key.",
    role: "signature or secret",
  },
  {
    call: "POST /webhooks/prefect/failure",
    does: "The same, with the source's key in X-Source-Key.",
    role: "signature or secret",
  },
  {
    call: "GET /api/incidents",
    does: "List: status, severity, category, pipeline, task, environment, source, assignee, q, since, until, sort, limit, cursor.",
    role: "viewer",
  },
  { call: "GET /api/incidents/{id}", does: "One incident, by id or number.", role: "viewer" },
  {
    call: "PATCH /api/incidents/{id}",
    does: "status, severity, assigneeId, snoozedUntil, reason, comment. 409 for a transition that is not in availableTransitions.",
    role: "responder",
  },
  {
    call: "GET /api/incidents/{id}/evidence",
    does: "What was collected, and what could not be.",
    role: "viewer",
  },
  { call: "GET /api/incidents/{id}/diagnoses", does: "Every diagnosis, newest first.", role: "viewer" },
  { call: "GET /api/incidents/{id}/timeline", does: "What happened, oldest first.", role: "viewer" },
  {
    call: "POST /api/incidents/{id}/analyze",
    does: "Analyse again. Body: engine auto, builtin or claude. 202 with workflowId.",
    role: "responder",
  },
  { call: "GET /api/incidents/{id}/fixes", does: "Proposed fixes.", role: "viewer" },
  {
    call: "POST /api/incidents/{id}/fixes",
    does: "Propose fixes; body: hint. 202 with workflowId.",
    role: "responder",
  },
  { call: "POST /api/incidents/{id}/merge", does: "Merge into another one: into.", role: "responder" },
  { call: "POST /api/incidents/{id}/split", does: "Take occurrences out: occurrenceIds.", role: "responder" },
  { call: "GET /api/fixes/{id}", does: "One fix with its patch.", role: "viewer" },
  { call: "PATCH /api/fixes/{id}", does: "Edit the patch while no pull request is open.", role: "responder" },
  {
    call: "POST /api/fixes/{id}/pull-request",
    does: "Open a draft pull request. 202 with workflowId; again: 200 with the same one.",
    role: "responder",
  },
  { call: "GET /api/workflows/{id}", does: "Progress of a workflow.", role: "viewer" },
  { call: "GET /api/stats", does: "Figures of a period: since, until, pipeline.", role: "viewer" },
  { call: "GET /api/pipelines", does: "Every pipeline seen.", role: "viewer" },
  { call: "GET /api/deliveries", does: "Received webhooks: status, source, limit, cursor.", role: "viewer" },
  {
    call: "GET /api/deliveries/{id}",
    does: "One delivery with headers and body, secrets redacted.",
    role: "viewer",
  },
  { call: "POST /api/deliveries/{id}/replay", does: "Read a stored delivery again.", role: "responder" },
  { call: "GET /api/sources", does: "Connected systems.", role: "viewer" },
  {
    call: "POST /api/sources",
    does: "Connect one: kind, name, apiBaseUrl, credentials, repository, dagsFolder, environment.",
    role: "admin",
  },
  { call: "GET /api/sources/{id}", does: "One source.", role: "viewer" },
  {
    call: "PATCH /api/sources/{id}",
    does: "Change one; rotateSecret makes a new secret and keeps the old one good for a day.",
    role: "admin",
  },
  { call: "GET /api/sources/{id}/secret", does: "The signing secret.", role: "admin" },
  { call: "GET /api/sources/{id}/snippets", does: "What to paste into the orchestrator.", role: "viewer" },
  { call: "POST /api/sources/{id}/test", does: "Try the connection: ok, detail.", role: "responder" },
  {
    call: "POST /api/sources/{id}/test-failure",
    does: "Send a test failure through the webhook.",
    role: "responder",
  },
  { call: "GET /api/me", does: "Who calls, and what is connected.", role: "viewer" },
  {
    call: "POST /api/me/password",
    does: "Change the password: currentPassword, newPassword.",
    role: "viewer",
  },
  { call: "GET /api/members", does: "People of the workspace.", role: "viewer" },
  { call: "GET /api/tokens", does: "API tokens, without the tokens.", role: "admin" },
  { call: "POST /api/tokens", does: "Make a token: name, role, expiresAt. Shown once.", role: "admin" },
  { call: "DELETE /api/tokens/{id}", does: "Revoke a token.", role: "admin" },
  { call: "GET /api/live", does: "Server-Sent Events of what changed.", role: "viewer" },
  { call: "GET /health", does: "200 while the process serves.", role: "anybody" },
  { call: "GET /ready", does: "200, or 503 naming the failing part.", role: "anybody" },
];
