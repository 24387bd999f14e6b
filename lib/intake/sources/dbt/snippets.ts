import { environmentSnippet } from "@/lib/intake/sources/snippets";
import { SECRET_TO_FILL_IN, type Snippet } from "@/lib/sources/schemas";

/** How to connect dbt. */
export function dbtSnippets(url: string): Snippet[] {
  return [
    environmentSnippet(url, "Where dbt runs."),
    {
      id: "artifacts",
      title: "dbt Core: send the artifacts after each run",
      description:
        "From a checkout of Pipeline Debugger. It sends results and lineage of run_results.json and manifest.json, and dbt's error when dbt stopped before it ran anything. It ends with dbt's exit code. The next good run of a node for the same target and environment resolves its incident.",
      language: "bash",
      filename: null,
      text: `dbt build; npx pd dbt target/ --exit-code $?\n`,
    },
    {
      id: "meta",
      title: "Say who owns a model, how critical it is and when it is due",
      description:
        "In meta of a model or a folder of models. The owner is the slug or name of a team here; criticality is low, normal, high or critical; a deadline applies daily, weekdays, month_start or month_end.",
      language: "yaml",
      filename: "dbt_project.yml",
      text: `models:
  shop:
    finance:
      +meta:
        owner: finance
        criticality: critical
        deadline: weekdays@07:30@Europe/Berlin
`,
    },
    {
      id: "curl",
      title: "Or without it: only the results",
      description: "No lineage, and nothing about runs that stop while dbt parses the project.",
      language: "bash",
      filename: null,
      text: `curl -sS '${url}' \\
  -H 'Content-Type: application/json' \\
  -H 'X-Webhook-Secret: ${SECRET_TO_FILL_IN}' \\
  --data-binary @target/run_results.json
`,
    },
    {
      id: "cloud",
      title: "dbt Cloud",
      description:
        "Account settings → Webhooks → Create webhook, with the events “Run errored” and “Run completed” and this endpoint. Then choose “Replace secret” above and enter the secret token that dbt Cloud shows.",
      language: "text",
      filename: null,
      text: `${url}\n`,
    },
  ];
}
