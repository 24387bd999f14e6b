import { PACKAGE_FILE } from "@/lib/intake/sources/airflow/package";
import { curlSnippet, environmentSnippet } from "@/lib/intake/sources/snippets";
import { SECRET_TO_FILL_IN, type Snippet } from "@/lib/sources/schemas";

/** Snippets for Airflow. `callback`: the text of the client file. */
export function airflowSnippets(url: string, callback: string): Snippet[] {
  const { origin } = new URL(url);
  return [
    environmentSnippet(
      url,
      "Set both where tasks run and where DAGs are parsed (workers, scheduler, DAG processor).",
    ),
    {
      id: "plugin",
      title: "Plugin",
      description:
        "For every DAG, without editing any. Install it into Airflow's Python on every component and restart them. It reports failed attempts, retries, killed tasks, and files that cannot be imported until they can. Airflow 2.7 to 3.x.",
      language: "bash",
      filename: null,
      text: `pip install ${origin}/clients/${PACKAGE_FILE}\n`,
    },
    {
      id: "callback",
      title: "Callback file",
      description:
        "Instead of the plugin, for some DAGs only. Save it next to them. Standard library only; Airflow 2.4 to 3.x.",
      language: "python",
      filename: "pipeline_debugger_callback.py",
      text: callback,
    },
    {
      id: "dag",
      title: "In your DAG",
      description: "With the callback file. Set all three: a killed task calls only the DAG's callback.",
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
      id: "retry-advice",
      title: "Retry advice",
      description:
        "Comes with the plugin, for Airflow 3.3 and newer. Tasks ask before a retry; one that cannot help is not made, and the incident says why. Without an answer within a second, the task's own settings hold.",
      language: "bash",
      filename: null,
      text: `# For all tasks that have retries and no retry policy of their own:
export PIPELINE_DEBUGGER_RETRY_ADVICE=1

# Or for single tasks, in Python:
#   from pipeline_debugger_retry import PipelineDebuggerRetryPolicy
#   @task(retries=3, retry_policy=PipelineDebuggerRetryPolicy())
`,
    },
    {
      id: "http-notifier",
      title: "HttpNotifier",
      description:
        "Without a file. Requires apache-airflow-providers-http 5.5 or newer and an HTTP connection `pipeline_debugger` with the header in its extra. It sends no traceback; the log is read through the API.",
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
        "max_tries": "{{ ti.max_tries | default('') }}",
        "state": "{{ ti.state | default('', true) }}",
        "log_url": "{{ ti.log_url }}",
        # Names that may be undefined need a default, otherwise nothing is sent.
        "logical_date": "{{ logical_date | default('', true) }}",
        "exception": "{{ exception | default('', true) }}",
    },
)
`;
}
