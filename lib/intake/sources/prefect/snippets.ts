import { environmentSnippet } from "@/lib/intake/sources/snippets";
import { SECRET_TO_FILL_IN, type Snippet } from "@/lib/sources/schemas";

/** The text of the client files. */
export interface PrefectClientFiles {
  hook: string;
  automation: string;
  connect: string;
  retry: string;
}

/** Snippets for Prefect. */
export function prefectSnippets(url: string, files: PrefectClientFiles): Snippet[] {
  return [
    environmentSnippet(
      url,
      "For the script and the hook: set both where you run the script and where flows run.",
    ),
    {
      id: "connect",
      title: "Connect",
      description:
        "Run it once, anywhere, with PREFECT_API_URL set (and PREFECT_API_KEY or PREFECT_API_AUTH_STRING if a login is required). It creates an automation that reports every failed or crashed flow run. Standard library only; running it again replaces the automation.",
      language: "python",
      filename: "connect.py",
      text: connectScript(url, files),
    },
    {
      id: "hook",
      title: "Hook (sends the traceback)",
      description: "Use it in addition to the automation: a flow that cannot be imported calls no hook.",
      language: "python",
      filename: "pipeline_debugger_hook.py",
      text: files.hook,
    },
    {
      id: "flow",
      title: "In your flow",
      description: "Keep the hook's parameter names: workers call on_crashed with keyword arguments.",
      language: "python",
      filename: null,
      text: `from pipeline_debugger_hook import notify_pipeline_debugger

@flow(on_failure=[notify_pipeline_debugger], on_crashed=[notify_pipeline_debugger])
def orders_daily():
    ...
`,
    },
    {
      id: "retry",
      title: "Retry advice",
      description:
        "Tasks with retry_condition_fn=should_retry ask before a retry; one that cannot help is not made, and the incident says why. Without an answer within a second, the task's own settings hold.",
      language: "python",
      filename: "pipeline_debugger_retry.py",
      text: files.retry,
    },
    ...byHand(url, files),
  ];
}

/** The script's steps, for setting up Prefect by hand. */
function byHand(url: string, files: PrefectClientFiles): Snippet[] {
  return [
    {
      id: "block",
      title: "By hand: 1. Webhook block",
      description: "Instead of the script. With PREFECT_API_URL set, it prints the block's id.",
      language: "python",
      filename: "create_webhook_block.py",
      text: `from prefect.blocks.webhook import Webhook

block = Webhook(
    method="POST",
    url="${url}",
    headers={"Content-Type": "application/json", "X-Webhook-Secret": "${SECRET_TO_FILL_IN}"},
)
print(block.save("pipeline-debugger", overwrite=True))
`,
    },
    {
      id: "automation",
      title: "2. Automation",
      description:
        "POST it to $PREFECT_API_URL/automations/ with the block's id in place of WEBHOOK_BLOCK_DOCUMENT_ID. It matches state types, so timeouts and custom state names are included.",
      language: "json",
      filename: "automation.json",
      text: files.automation,
    },
  ];
}

const URL_LINE = 'WEBHOOK_URL = os.environ.get("PIPELINE_DEBUGGER_URL", "")';
const AUTOMATION_LINE = "AUTOMATION = None";
const FILLED_IN_LINE = /^# The Setup page fills in both.*\n/m;

/** The script with the URL and the automation filled in, as a single file. */
function connectScript(url: string, files: PrefectClientFiles): string {
  // ASCII JSON text is also a valid Python literal.
  const urlLiteral = JSON.stringify(url);
  const automation = `AUTOMATION = json.loads(r'''${files.automation.trim()}''')`;
  return files.connect
    .replace(FILLED_IN_LINE, "")
    .replace(URL_LINE, () => `WEBHOOK_URL = os.environ.get("PIPELINE_DEBUGGER_URL", ${urlLiteral})`)
    .replace(AUTOMATION_LINE, () => automation);
}
