import { curlSnippet } from "@/lib/intake/sources/snippets";
import { SECRET_TO_FILL_IN, type Snippet } from "@/lib/sources/schemas";

/** How to connect Databricks jobs. */
export function databricksSnippets(url: string): Snippet[] {
  return [
    {
      id: "destination",
      title: "Notification destination",
      description:
        "An admin creates it once (Settings → Notifications → Manage → Webhook), with any user name and the source's secret as password, or with Databricks' CLI:",
      language: "bash",
      filename: null,
      text: `databricks notification-destinations create --json '{
  "display_name": "pipeline-debugger",
  "config": { "generic_webhook": { "url": "${url}", "username": "databricks", "password": "${SECRET_TO_FILL_IN}" } }
}'
`,
    },
    {
      id: "job",
      title: "In each job",
      description:
        "The id that the command above prints. Failures open incidents, and a repaired run that succeeds resolves its own. A later run resolves too, if the job's schedule started both. Notifications do not say that, nor what went wrong, so connect the API above.",
      language: "yaml",
      filename: null,
      text: `webhook_notifications:
  on_failure:
    - id: DESTINATION_ID
  on_success:
    - id: DESTINATION_ID
notification_settings:
  # Attempts that Databricks retries are no failure yet.
  alert_on_last_attempt: true
`,
    },
    curlSnippet(url, {
      event_type: "jobs.on_failure",
      run: { run_id: "1" },
      job: { job_id: "201", name: "orders_daily" },
    }),
  ];
}
