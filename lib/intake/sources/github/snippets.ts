import { SECRET_TO_FILL_IN, type Snippet } from "@/lib/sources/schemas";

/** How to connect GitHub Actions. */
export function githubSnippets(url: string): Snippet[] {
  return [
    {
      id: "webhook",
      title: "Webhook of the repository or organization",
      description:
        "Settings → Webhooks → Add webhook: this URL, content type application/json, the source's secret, and under “Let me select individual events” only Workflow runs and, to learn at once what becomes of pull requests, Pull requests. Each branch has incidents of its own, which its next push, pull request run or schedule resolves when it succeeds, as does a rerun. A failed pull request is of low severity, in the environment “pull request”; mute that environment under Settings to hear nothing of it. Or with GitHub's CLI:",
      language: "bash",
      filename: null,
      text: `gh api repos/OWNER/REPO/hooks -X POST --input - <<'JSON'
{
  "name": "web",
  "active": true,
  "events": ["workflow_run", "pull_request"],
  "config": { "url": "${url}", "content_type": "json", "secret": "${SECRET_TO_FILL_IN}" }
}
JSON
`,
    },
  ];
}
