export interface WebhookField {
  name: string;
  does: string;
}

/** What failed; a body names exactly one. A test compares the fields with the schema. */
export const SUBJECT_FIELDS: readonly WebhookField[] = [
  {
    name: "pipeline",
    does: "The pipeline's name, a string. With `task` its task failed, without it the whole run.",
  },
  {
    name: "service { name, endpoint?, release?, instance? }",
    does: "A service, identified by its name; the name alone, a string, will do.",
  },
  {
    name: "workload { name, kind?, namespace?, cluster?, container? }",
    does: "What a cluster runs, identified by cluster, namespace, kind and name; the kind is `Workload` by default. Or its name alone.",
  },
  {
    name: "check { name, target? }",
    does: "A monitor, data test or probe, identified by its name. Or its name alone.",
  },
];

/** The other fields of a body, all optional but for how it failed. */
export const REPORT_FIELDS: readonly WebhookField[] = [
  {
    name: "status",
    does: "`failed` (default) or `resolved`, which needs neither error nor log. With a `dedupKey` it resolves the incidents that were opened with it; without one, every open incident of the service, workload, check or task (without `task`: those of the pipeline itself). With a `runId` and no `dedupKey`, only failures of that run.",
  },
  {
    name: "error { type?, message, traceback? }",
    does: "How it failed, or the message alone. Required for a failure: `error.message` or `log`.",
  },
  { name: "log", does: "The end of the log, as text. The exception is read from it if there is no `error`." },
  {
    name: "dedupKey",
    does: "Your id of the alert, for a service, workload or check. Another failure with it does not count again while the incident is open.",
  },
  { name: "severity", does: "`critical`, `high`, `warning`, `info` or `low`; derived if left out." },
  { name: "title", does: "The incident's title; derived if left out." },
  {
    name: "environment",
    does: "Such as `production`; that of the source if it is missing. What fails in one environment is neither counted nor resolved in another, with the same `dedupKey` too.",
  },
  { name: "owner", does: "The person or team who owns what failed." },
  { name: "labels", does: "An object of strings, numbers or booleans; the first 50 are kept." },
  { name: "endedAt", does: "When it failed or recovered, ISO 8601 or epoch; now if left out." },
  { name: "task", does: "Only with `pipeline`: the task's name." },
  { name: "runId", does: "Only with `pipeline`: the run. The same task may fail in many runs." },
  { name: "startedAt", does: "Only with `pipeline`: when the run started." },
  { name: "url", does: "Only with `pipeline`: the run's page, an http(s) address." },
  {
    name: "tryNumber",
    does: "The attempt, counting from 1. Below `maxTries` it will be retried, which opens no incident.",
  },
  { name: "maxTries", does: "Attempts in total." },
];
