import { SECRET_TO_FILL_IN, type Snippet } from "@/lib/sources/schemas";

/** The clients' environment variables. `where`: where to set them. */
export function environmentSnippet(url: string, where: string): Snippet {
  return {
    id: "environment",
    title: "Environment",
    description: where,
    language: "bash",
    filename: null,
    text: `export PIPELINE_DEBUGGER_URL='${url}'\nexport PIPELINE_DEBUGGER_SECRET='${SECRET_TO_FILL_IN}'\n`,
  };
}

/** A curl command that sends a failure from any machine. */
export function curlSnippet(url: string, payload: object): Snippet {
  return {
    id: "curl",
    title: "Try it with curl",
    description: "Opens an incident. Anything that can send JSON can do the same.",
    language: "bash",
    filename: null,
    text: `curl -sS '${url}' \\
  -H 'Content-Type: application/json' \\
  -H 'X-Webhook-Secret: ${SECRET_TO_FILL_IN}' \\
  -d '${JSON.stringify(payload).replaceAll("'", String.raw`'\''`)}'
`,
  };
}

/** The only snippet of an unsupported kind. */
export function urlSnippet(url: string): Snippet {
  return {
    id: "url",
    title: "Webhook URL",
    description: "Deliveries are stored, but no incidents are opened for this kind of source yet.",
    language: "text",
    filename: null,
    text: `${url}\n`,
  };
}
