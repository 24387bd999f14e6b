import { environmentSnippet } from "@/lib/intake/sources/snippets";
import { SECRET_TO_FILL_IN, type Snippet } from "@/lib/sources/schemas";

/** The client files as they stand in `clients/prefect/`. */
export interface PrefectClient {
  hook: string;
  automation: string;
  connect: string;
}

/** What to paste into Prefect. */
export function prefectSnippets(url: string, files: PrefectClient): Snippet[] {
  return [
    environmentSnippet(url, "For the script and the hook: set both where you run it, and where flows run."),
    {
      id: "connect",
      title: "Connect",
      description:
        "Run it once, anywhere, with PREFECT_API_URL set (and PREFECT_API_KEY or PREFECT_API_AUTH_STRING where a login is wanted): it creates the automation that reports every flow run that fails or crashes. Standard library only; running it again replaces what it made.",
      language: "python",
      filename: "connect.py",
      text: connectScript(url, files),
    },
    {
      id: "hook",
      title: "Hook (carries the traceback)",
      description: "Beside the automation, not instead: a flow that cannot be imported calls no hook.",
      language: "python",
      filename: "pipeline_debugger_hook.py",
      text: files.hook,
    },
    {
      id: "flow",
      title: "In your flow",
      description: "A worker calls on_crashed with the names of the hook's parameters: keep them.",
      language: "python",
      filename: null,
      text: `from pipeline_debugger_hook import notify_pipeline_debugger

@flow(on_failure=[notify_pipeline_debugger], on_crashed=[notify_pipeline_debugger])
def orders_daily():
    ...
`,
    },
    ...byHand(url, files),
  ];
}

/** What the script does, for those who would rather do it in Prefect's own interface. */
function byHand(url: string, files: PrefectClient): Snippet[] {
  return [
    {
      id: "block",
      title: "By hand: 1. Webhook block",
      description: "Instead of the script. With PREFECT_API_URL set, it prints the id of the block.",
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
        "POST it to $PREFECT_API_URL/automations/ with the block's id in place of WEBHOOK_BLOCK_DOCUMENT_ID. It matches on the state's type, so time-outs and states with names of your own are sent too.",
      language: "json",
      filename: "automation.json",
      text: files.automation,
    },
  ];
}

const URL_LINE = 'WEBHOOK_URL = os.environ.get("PIPELINE_DEBUGGER_URL", "")';
const AUTOMATION_LINE = "AUTOMATION = None";
const FILLED_IN_LINE = /^# The Setup page fills in both.*\n/m;

/** The script with its URL and its automation in it, so that one file is all there is to save. */
function connectScript(url: string, files: PrefectClient): string {
  // A JSON text of ASCII is a literal of Python too.
  const address = JSON.stringify(url);
  const automation = `AUTOMATION = json.loads(r'''${files.automation.trim()}''')`;
  return files.connect
    .replace(FILLED_IN_LINE, "")
    .replace(URL_LINE, () => `WEBHOOK_URL = os.environ.get("PIPELINE_DEBUGGER_URL", ${address})`)
    .replace(AUTOMATION_LINE, () => automation);
}
