import type { EndpointGroup } from "@/components/docs/endpoint";
import { INCIDENT_ENDPOINTS } from "@/components/docs/incident-endpoints";
import { PEOPLE_ENDPOINTS } from "@/components/docs/people-endpoints";

const PROOF = "signature or secret";

/** The API reference. A test compares it with the existing routes. */
export const ENDPOINT_GROUPS: readonly EndpointGroup[] = [
  {
    title: "Webhooks in",
    note: "For orchestrators. Authenticated by Standard Webhooks headers, or by the source's secret in X-Webhook-Secret or as a bearer token.",
    endpoints: [
      {
        call: "POST /api/webhooks/{kind}/{sourceKey}",
        title: "Report failures",
        does: "202 { deliveryId, incidentId, deduplicated }; incidentId is null if this is not (yet) a failure. 200 for a duplicate delivery; without a `webhook-id`, an identical body within five minutes counts as a resend (200), even after the incident was resolved. 401 authentication failed, 404 unknown source, 413 too large, 415 encoding other than gzip or deflate, 422 stored but not understood.",
        role: PROOF,
      },
      {
        call: "POST /webhooks/airflow/failure",
        title: "Report an Airflow failure",
        does: "The same, with the source key in X-Source-Key.",
        role: PROOF,
      },
      {
        call: "POST /webhooks/prefect/failure",
        title: "Report a Prefect failure",
        does: "The same, with the source key in X-Source-Key.",
        role: PROOF,
      },
      {
        call: "POST /webhook/failure",
        title: "Report a failure of any kind",
        does: "The same for a source of any kind, with its key in X-Source-Key; at most 1 MiB.",
        role: PROOF,
      },
      {
        call: "POST /api/v1/lineage",
        title: "Send OpenLineage events",
        does: "The default endpoint of OpenLineage's clients. The bearer token is the secret of an OpenLineage source and finds it. gzip; at most 8 MiB. Accepts run, job and dataset events; answers like the webhook.",
        role: PROOF,
      },
    ],
  },
  {
    title: "For orchestrators",
    note: "",
    endpoints: [
      {
        call: "POST /api/advice/retry",
        title: "Ask whether a retry can help",
        does: "Whether a retry can help, within a second and without a model. { pipeline, task?, runId?, mapIndex?, tryNumber, maxTries?, error: { type?, message, traceback? } } → { retry, reason, waitSeconds? }. `retry: true` without waitSeconds: the pipeline's own settings hold. The source's key in X-Source-Key and its signature or secret, or an API token with the scope ingest.",
        role: "signature, secret or token",
      },
      {
        call: "GET /clients/{file}",
        title: "Download a client",
        does: "The Airflow plugin as a Python wheel, for pip. The Setup page has the address.",
        role: "anybody",
      },
    ],
  },
  INCIDENT_ENDPOINTS,
  {
    title: "Fixes and workflows",
    note: "Slow work returns 202 with a workflow to follow. Workflows are returned in snake_case.",
    endpoints: [
      {
        call: "GET /api/incidents/{id}/fixes",
        title: "List an incident's fixes",
        does: "Proposed fixes, the best first: kind (patch, configuration, dependency_pin, retry, rollback, data_repair, rerun, manual), patch or plan, risk, blastRadius, verification, and repeats if an earlier fix made the same change.",
        role: "viewer",
      },
      {
        call: "POST /api/incidents/{id}/fixes",
        title: "Propose fixes",
        does: "Propose fixes. { hint? }. 202 { workflowId }; 409 if the incident has no diagnosis or is merged.",
        role: "responder",
        scope: "write",
      },
      {
        call: "GET /api/fixes/{id}",
        title: "Get a fix",
        does: "One fix with its patch (unified diff), risk and verification: { status, reason, log, checks }, where a check is { name, status (passed, failed, caution: it was run, but proves nothing, or skipped: it was not run), detail, durationMs }; pullRequest: { number, url, state, draft, mergeable, labels, reviewers, notes: what could not be set }; staleFiles, if it no longer applies; decision; after a merge mergedAt, rerun: { state (requested, started, manual, failed), run, command, error }, watchedUntil and outcome: worked (what had failed succeeded in a run that started with the merged code), did_not_work (the same failure came back) or unknown.",
        role: "viewer",
      },
      {
        call: "PATCH /api/fixes/{id}",
        title: "Edit, approve or reject a fix",
        does: "{ patch, title? } or { decision: approved or rejected, reason? }. Only while no pull request is open. Without a title, an edited patch is titled after its files; a patch that adds a secret is refused (422). A rejected fix cannot be opened, and its reason is given to the next proposal; opening a fix approves it.",
        role: "responder",
        scope: "write",
      },
      {
        call: "POST /api/fixes/{id}/pull-request",
        title: "Open a pull request",
        does: "Open a draft pull request, or a branch in a local repository. 202 { workflowId }; repeated: 200 with the same id.",
        role: "responder",
        scope: "write",
      },
      {
        call: "POST /api/fixes/{id}/rerun",
        title: "Rerun after a merge",
        does: "Rerun what a merged fix is for: clears the task in Airflow, retries the flow run in Prefect, re-executes from the failure in Dagster, repairs the run in Databricks, starts the job in dbt Cloud or the workflow in GitHub Actions. { state, at, by, run, url, command, error }; state manual with the command to run where no API is connected. 202; 200 while one is under way or still to be run by hand; 409 before the merge. Nothing is rerun automatically.",
        role: "responder",
        scope: "write",
      },
      {
        call: "GET /api/workflows",
        title: "List workflows",
        does: "Workflows, newest first. Query: type, status, incident_id, limit (at most 200), cursor.",
        role: "viewer",
      },
      {
        call: "GET /api/workflows/{id}",
        title: "Get a workflow",
        does: "Status, progress and steps of a workflow. A step is pending, running, completed, skipped (with the reason), failed or cancelled; steps_removed is set once retention has removed its steps.",
        role: "viewer",
      },
      {
        call: "POST /api/workflows/{id}/cancel",
        title: "Cancel a workflow",
        does: "No further step starts. 409 for one that has ended, or that opens a pull request.",
        role: "responder",
        scope: "write",
      },
      {
        call: "POST /api/workflows/{id}/retry",
        title: "Retry a workflow",
        does: "Resume from the step that failed or was cancelled. 409 for one that has not failed, or that cannot resume.",
        role: "responder",
        scope: "write",
      },
    ],
  },
  {
    title: "Statistics and deliveries",
    note: "",
    endpoints: [
      {
        call: "GET /api/stats",
        title: "Get statistics",
        does: "Statistics for a period. byPipeline lists the pipelines with the most incidents; bySubject also lists services, workloads and checks. reliability: { all, byEngine, byCategory }, how confidence compares with outcomes of diagnoses judged in the period: { count, isEnough, right, interval, confidence, brier, baseline, bins: [{ from, to, count, confidence, right, low, high }] }. Query: since, until, pipeline.",
        role: "viewer",
      },
      {
        call: "GET /api/pipelines",
        title: "List pipelines",
        does: "Every pipeline that has reported a run.",
        role: "viewer",
      },
      {
        call: "GET /api/pipelines/{id}",
        title: "Get a pipeline",
        does: "One pipeline: settings with the origin of each (set, declared, team, default), recent runs, tasks with their flake score, datasets, upstream and downstream pipelines, open incidents.",
        role: "viewer",
      },
      {
        call: "PATCH /api/pipelines/{id}",
        title: "Change a pipeline's settings",
        does: "{ criticality? (low, normal, high, critical), deadline?: { time, zone, calendar? (daily, weekdays, month_start, month_end) }, ownerTeamId? }. null resets a setting to what the definition declares.",
        role: "responder",
        scope: "write",
      },
      {
        call: "GET /api/deliveries",
        title: "List deliveries",
        does: "Received webhooks, newest first. summary says in a few words what one reports; body is at most the first 2,048 characters; isBodyPreview says that there is more, and sizeBytes how much was received. Query: status (accepted, duplicate, quarantined), source, limit, cursor.",
        role: "viewer",
      },
      {
        call: "GET /api/deliveries/{id}",
        title: "Get a delivery",
        does: "One delivery with headers and the whole stored body, secrets redacted.",
        role: "viewer",
      },
      {
        call: "POST /api/deliveries/{id}/replay",
        title: "Replay a delivery",
        does: "Run the stored bytes through intake again.",
        role: "responder",
        scope: "triage",
      },
    ],
  },
  {
    title: "Noise policies",
    note: "Incidents that a policy covers open as suppressed, with the reason. They stay visible, and are triggered when the policy no longer applies while the failure is still there. environments and pipelines are names or patterns where `*` matches any text; an empty list matches everything.",
    endpoints: [
      {
        call: "GET /api/noise-policies",
        title: "List noise policies",
        does: "Every policy with its state (active, waiting, paused, ended) and the number of incidents that it suppresses now.",
        role: "viewer",
      },
      {
        call: "POST /api/noise-policies",
        title: "Create a noise policy",
        does: "{ kind, name, rule, environments?, pipelines?, sourceId?, reason?, isEnabled?, expiresAt?, appliesToOpen? }. 201. rule by kind: mute {}; maintenance { from, until } or { weekdays: [mon…sun], from, to, zone }; min_severity { severity }; flapping { times, withinMinutes, holdMinutes }. appliesToOpen also suppresses matching incidents that nobody has acknowledged. Responders may create mute and maintenance for a pipeline, an environment or a source; admins every kind, and for the whole workspace.",
        role: "responder",
        scope: "triage",
      },
      {
        call: "PATCH /api/noise-policies/{id}",
        title: "Change a noise policy",
        does: "The same fields except kind and appliesToOpen. Responders may change their own mutes and maintenance windows.",
        role: "responder",
        scope: "triage",
      },
      {
        call: "DELETE /api/noise-policies/{id}",
        title: "Delete a noise policy",
        does: "Delete it; incidents that only it suppressed are triggered.",
        role: "responder",
        scope: "triage",
      },
      {
        call: "POST /api/noise-policies/preview",
        title: "Preview a noise policy",
        does: "The same body as for a new policy: which incidents of the last 30 days it would have suppressed, { total, suppressed, items }. Saves nothing.",
        role: "viewer",
      },
    ],
  },
  {
    title: "Patterns",
    note: "Confirmed causes of resolved incidents, which are recognized when they come back. Words in <angle brackets> are read from each incident's own evidence.",
    endpoints: [
      {
        call: "GET /api/patterns",
        title: "List patterns",
        does: "{ items, total }, most recently seen first. Query: q (name, cause, error), category, state (active, off), limit (max 200). causeSuccess and fixSuccess: { success, worked, tried }; use: used, shown (its cause was wrong too often to lead a diagnosis) or off.",
        role: "viewer",
      },
      {
        call: "GET /api/patterns/{id}",
        title: "Get a pattern",
        does: "One pattern: error template, the evidence to look for (facts), who confirmed it (confirmed), which incidents matched it with what outcome (matched), fixes.",
        role: "viewer",
      },
      {
        call: "PATCH /api/patterns/{id}",
        title: "Change or merge a pattern",
        does: "{ name?, category?, cause?, state?, offersFix? }; learning does not overwrite what is set here. { mergeInto }: another pattern takes over its history and is returned; this one is removed.",
        role: "responder",
        scope: "write",
      },
      {
        call: "DELETE /api/patterns/{id}",
        title: "Delete a pattern",
        does: "Delete it with its matches. Causes stay confirmed, but form no new pattern until they are confirmed again.",
        role: "admin",
        scope: "write",
      },
    ],
  },
  {
    title: "Sources",
    note: "Credentials are never returned.",
    endpoints: [
      {
        call: "GET /api/source-kinds",
        title: "List kinds of sources",
        does: "Every source kind: { kind, name, maxBodyBytes, isUnderstood, hasTestFailure, isForAnySender, codeFolderLabel, api }; api is { addressExample, credentials, hint, isReconciled }, or null without an API to read. credentials is login (a user and a password, or a token), token, or integration (those of the GitHub integration).",
        role: "viewer",
      },
      {
        call: "GET /api/sources",
        title: "List sources",
        does: "Every connected source; reconciledAt and reconciliation { succeededAt, finishedAt, readUntil, failingSince, error, requests, durationMs } tell how far its API has been compared with what is stored.",
        role: "viewer",
      },
      {
        call: "POST /api/sources",
        title: "Create a source",
        does: '{ kind, name, apiBaseUrl?, credentials?, repository?, dagsFolder?, environment? }. 201. credentials: { username, password } or { token }. repository: { kind: "local", path } with an absolute path on the server, in a folder that the operator allows (PD_REPOSITORY_ROOTS), or { kind: "github", owner, repo, installationId? }.',
        role: "admin",
        scope: "write",
      },
      { call: "GET /api/sources/{id}", title: "Get a source", does: "One source.", role: "viewer" },
      {
        call: "PATCH /api/sources/{id}",
        title: "Change a source",
        does: "The same fields, plus enabled, pullRequestLabels (of pull requests on GitHub), isReconciled (whether its API is compared every minute), rotateSecret, which creates a new secret, and signingSecret, which sets one that the sender made; the old one stays valid for a day.",
        role: "admin",
        scope: "write",
      },
      {
        call: "GET /api/sources/{id}/secret",
        title: "Get a source's secret",
        does: "{ secret }.",
        role: "admin",
        scope: "write",
      },
      {
        call: "GET /api/sources/{id}/snippets",
        title: "Get a source's snippets",
        does: "What to paste into the orchestrator.",
        role: "viewer",
      },
      {
        call: "POST /api/sources/{id}/test",
        title: "Test a source's connection",
        does: "Test the connection: { ok, detail }.",
        role: "responder",
        scope: "write",
      },
      {
        call: "POST /api/sources/{id}/test-failure",
        title: "Send a test failure",
        does: "Send a test failure through the webhook. 202.",
        role: "responder",
        scope: "write",
      },
    ],
  },
  {
    title: "Integrations",
    note: 'External systems used by a workspace: github ({ token } or { appId, privateKey }), slack ({ token } or { webhookUrl }) and warehouse, whose columns are read every hour and after a failure, never its rows. A warehouse needs config.warehouse: { engine: "postgresql" | "redshift" | "mysql", host, port?, database, tls?: "verify" | "require" | "off" } with credentials { user, password }; { engine: "snowflake", account, database, warehouse?, role? } with { user, privateKey }; { engine: "bigquery", project, location? } with { serviceAccount }; or { engine: "duckdb", path } with {}, a file in one of the operator\'s PD_DUCKDB_ROOTS. Snowflake, BigQuery and Redshift follow the vendors\' specifications and are not yet verified against them. Credentials are never returned; they are deleted when the API URL or the warehouse moves elsewhere without new ones.',
    endpoints: [
      {
        call: "GET /api/integrations",
        title: "List integrations",
        does: "Every integration with its last test result.",
        role: "admin",
      },
      {
        call: "POST /api/integrations",
        title: "Create an integration",
        does: "{ kind, name, credentials, config?: { apiUrl?, warehouse? }, enabled? }. 201. An enabled GitHub integration takes precedence over the installation's credentials for the workspace's repositories.",
        role: "admin",
        scope: "write",
      },
      {
        call: "PATCH /api/integrations/{id}",
        title: "Change an integration",
        does: "The same fields except kind; credentials: null deletes them.",
        role: "admin",
        scope: "write",
      },
      {
        call: "DELETE /api/integrations/{id}",
        title: "Delete an integration",
        does: "Delete it and its credentials.",
        role: "admin",
        scope: "write",
      },
      {
        call: "POST /api/integrations/{id}/test",
        title: "Test an integration",
        does: "Test the connection: { ok, detail }. A Slack webhook posts a message; a warehouse says whether its account can do more than read.",
        role: "admin",
        scope: "write",
      },
    ],
  },
  PEOPLE_ENDPOINTS,
  {
    title: "Live and health",
    note: "",
    endpoints: [
      {
        call: "GET /api/live",
        title: "Follow changes",
        does: "Server-Sent Events { incidentId, table } for changes in the workspace. `resync` comes first and after every gap: refetch what you hold. `stale`: no changes are delivered until the next `resync`. 429 above 20 streams per token or person. Query: workspace; 409 if the session is in another one.",
        role: "viewer",
      },
      {
        call: "POST /api/mcp",
        title: "Use the desk from a model",
        does: "Model Context Protocol over streamable HTTP, without sessions: add the URL and a token as a bearer header to a client. Tools: list_incidents, get_incident, get_evidence, similar_incidents, diagnose_log, and analyze_incident for a token with the scope triage. Each token sees the tools that it may use.",
        role: "viewer",
      },
      {
        call: "GET /api/openapi.json",
        title: "Get this description",
        does: "The description of this API, OpenAPI 3.1, made from the schemas that check requests and answers.",
        role: "anybody",
      },
      { call: "GET /health", title: "Check liveness", does: "200 while the process is up.", role: "anybody" },
      {
        call: "GET /ready",
        title: "Check readiness",
        does: "200, or 503 naming the failing part.",
        role: "anybody",
      },
    ],
  },
];
