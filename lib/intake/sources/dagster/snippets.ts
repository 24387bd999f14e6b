import { curlSnippet, environmentSnippet } from "@/lib/intake/sources/snippets";
import type { Snippet } from "@/lib/sources/schemas";

/** How to connect Dagster. `sensor`: the text of the client file. */
export function dagsterSnippets(url: string, sensor: string): Snippet[] {
  return [
    environmentSnippet(url, "Set both where your code location runs: sensors are evaluated there."),
    {
      id: "sensor",
      title: "Sensors",
      description:
        "Save it in your code location. They report every failed run with its failed steps, and every run that succeeds. A failure is resolved by the success of its retry, or of the next run that the same schedule or sensor requests for the same part of the job. Standard library only.",
      language: "python",
      filename: "pipeline_debugger_sensor.py",
      text: sensor,
    },
    {
      id: "definitions",
      title: "In your definitions",
      description: "They run by default; Dagster's daemon has to be running.",
      language: "python",
      filename: null,
      text: `from pipeline_debugger_sensor import pipeline_debugger_sensors

defs = Definitions(
    ...,
    sensors=[*pipeline_debugger_sensors],
)
`,
    },
    curlSnippet(url, {
      event: "run_failure",
      run_id: "test",
      job_name: "orders_job",
      steps: [{ step_key: "transform", error: "KeyError: 'customer_id'" }],
    }),
  ];
}
