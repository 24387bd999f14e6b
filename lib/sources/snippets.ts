import { SECRET_TO_FILL_IN, type Snippet } from "@/lib/sources/schemas";

/** The client files as they stand in `clients/`. */
export interface ClientFiles {
  airflow: string;
  prefectHook: string;
  prefectAutomation: string;
  prefectConnect: string;
}

/**
 * What a person pastes, per kind of source, with the webhook URL filled in. The secret is never part of it: it
 * stands as a name to replace, and the page shows it beside on request.
 */
export function snippetsFor(kind: string, url: string, files: ClientFiles): Snippet[] {
  switch (kind) {
    case "airflow":
      return airflowSnippets(url, files);
    case "prefect":
      return prefectSnippets(url, files);
    case "generic":
      return [curlSnippet(url)];
    default:
      return [urlSnippet(url)];
  }
}

function environment(url: string, where: string): Snippet {
  return {
    id: "environment",
    title: "Environment",
    description: where,
    language: "bash",
    filename: null,
    text: `export PIPELINE_DEBUGGER_URL='${url}'\nexport PIPELINE_DEBUGGER_SECRET='${SECRET_TO_FILL_IN}'\n`,
  };
}

function airflowSnippets(url: string, files: ClientFiles): Snippet[] {
  return [
    environment(
      url,
      "Set both where tasks run and where DAGs are parsed (workers, scheduler, DAG processor).",
    ),
    {
      id: "callback",
      title: "Callback file",
      description: "Save it beside your DAGs. Standard library only; Airflow 2.4 to 3.x.",
      language: "python",
      filename: "pipeline_debugger_callback.py",
      text: files.airflow,
    },
    {
      id: "dag",
      title: "In your DAG",
      description: "At all three places: a killed task calls only the DAG's own callback.",
      language: "python",
      filename: null,
      text: `from pipeline_debugger_callback import notify_pipeline_debugger

with DAG(
    "orders_daily",
    default_args={
        "on_failure_callback": notify_pipeline_debugger,
        "on_retry_callback": notify_pipeline_debugger,
    },
    on_failure_callback=notify_pipeline_debugger,
):
    ...
`,
    },
    {
      id: "http-notifier",
      title: "Without a file: HttpNotifier",
      description:
        "Needs apache-airflow-providers-http 5.5 or newer and an HTTP connection `pipeline_debugger` whose extra holds the header. It carries no traceback; the log is read through the API.",
      language: "python",
      filename: null,
      text: httpNotifier(url),
    },
    curlSnippet(url, {
      dag_id: "orders_daily",
      task_id: "transform",
      run_id: "manual__test",
      exception: { type: "KeyError", message: "'customer_id'" },
    }),
  ];
}

function httpNotifier(url: string): string {
  const { pathname } = new URL(url);
  return `from airflow.providers.http.notifications import HttpNotifier

# Connection "pipeline_debugger": this server as host, extra {"Authorization": "Bearer ${SECRET_TO_FILL_IN}"}
notify = HttpNotifier(
    http_conn_id="pipeline_debugger",
    endpoint="${pathname}",
    method="POST",
    headers={"content-type": "application/json"},
    json={
        "source": "airflow",
        "dag_id": "{{ ti.dag_id }}",
        "task_id": "{{ ti.task_id }}",
        "run_id": "{{ run_id }}",
        "map_index": "{{ ti.map_index }}",
        "try_number": "{{ ti.try_number }}",
        "log_url": "{{ ti.log_url }}",
        # Names that a run does not have must have a default: otherwise nothing is sent.
        "logical_date": "{{ logical_date | default('', true) }}",
        "exception": "{{ exception | default('', true) }}",
    },
)
`;
}

function prefectSnippets(url: string, files: ClientFiles): Snippet[] {
  return [
    environment(url, "For the script and the hook: set both where you run it, and where flows run."),
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
      text: files.prefectHook,
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
function byHand(url: string, files: ClientFiles): Snippet[] {
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
      text: files.prefectAutomation,
    },
  ];
}

const URL_LINE = 'WEBHOOK_URL = os.environ.get("PIPELINE_DEBUGGER_URL", "")';
const AUTOMATION_LINE = "AUTOMATION = None";
const FILLED_IN_LINE = /^# The Setup page fills in both.*\n/m;

/** The script with its URL and its automation in it, so that one file is all there is to save. */
function connectScript(url: string, files: ClientFiles): string {
  // A JSON text of ASCII is a literal of Python too.
  const address = JSON.stringify(url);
  const automation = `AUTOMATION = json.loads(r'''${files.prefectAutomation.trim()}''')`;
  return files.prefectConnect
    .replace(FILLED_IN_LINE, "")
    .replace(URL_LINE, () => `WEBHOOK_URL = os.environ.get("PIPELINE_DEBUGGER_URL", ${address})`)
    .replace(AUTOMATION_LINE, () => automation);
}

function curlSnippet(url: string, body?: object): Snippet {
  const payload = body ?? {
    pipeline: "orders_daily",
    task: "transform",
    error: { type: "KeyError", message: "'customer_id'" },
  };
  return {
    id: "curl",
    title: "Try it with curl",
    description: "Opens an incident. Any system that can send JSON can do the same.",
    language: "bash",
    filename: null,
    text: `curl -sS '${url}' \\
  -H 'Content-Type: application/json' \\
  -H 'X-Webhook-Secret: ${SECRET_TO_FILL_IN}' \\
  -d '${JSON.stringify(payload).replaceAll("'", String.raw`'\''`)}'
`,
  };
}

function urlSnippet(url: string): Snippet {
  return {
    id: "url",
    title: "Webhook URL",
    description: "Deliveries of this kind are stored; they are not understood yet.",
    language: "text",
    filename: null,
    text: `${url}\n`,
  };
}
