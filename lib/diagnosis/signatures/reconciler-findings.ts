import type { Signature } from "@/lib/diagnosis/signatures/signature";

const SCHEDULER =
  "https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/scheduler.html";

/** What orchestrators do not report as a failure, in the words of our own reconciler. */
export const reconcilerFindingSignatures: Signature[] = [
  {
    id: "reconciler/component-unhealthy",
    title: "A component of the orchestrator is unhealthy",
    category: "infrastructure",
    alternatives: ["resource_exhausted"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [/^(?<parts>[^.\n]{1,40}[\d.]{1,20}: [^.\n]{1,200})\. Runs may not start\./],
    },
    rootCause: "The orchestrator's health check says that a part of it does not work: {parts}",
    explanation:
      "The API still answers, but a component has sent no heartbeat for longer than the orchestrator allows: its process has ended, hangs, or cannot reach the database. Without the scheduler no run starts.",
    checks: [
      "Whether the component's process runs, and the end of its log",
      "Whether it reaches the orchestrator's database, and how loaded its host is",
    ],
    fixes: [
      "Restart the component",
      "Have it supervised, so that it is restarted when its health check fails",
    ],
    docs: [SCHEDULER],
  },
  {
    id: "reconciler/run-not-started",
    title: "The orchestrator started no run",
    category: "infrastructure",
    alternatives: ["configuration", "upstream_missing_data"],
    strength: "strong",
    transience: "unknown",
    match: {
      message: [
        /^No run has started; it was due at (?<due>[^,;\n]{1,80}),/,
        /^[\d,]{1,9} runs did not start; the first was due at (?<due>[^,;\n]{1,80}),/,
      ],
    },
    rootCause: "The orchestrator has started no run since {due}, and reports no reason",
    explanation:
      "The schedule called for a run, and the orchestrator is healthy and lists the pipeline as active, but it has created no run.",
    checks: [
      "When the orchestrator says that the next run is due, and whether the schedule, start or end date has changed",
      "Whether unfinished runs use up the pipeline's limit of active runs",
      "The scheduler's log at the time when the run was due",
    ],
    fixes: [
      "Let the pipeline's file be parsed again or restart the scheduler, so that the next run is computed anew",
      "Start the missing run by hand if its data is needed",
    ],
    docs: [SCHEDULER],
  },
  {
    id: "reconciler/few-rows",
    title: "A run succeeded with fewer rows than usual",
    category: "upstream_missing_data",
    alternatives: ["data_quality", "code_bug"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /^(?<rows>[\d,]{1,15} rows?)(?:, \d{1,6} runs in a row)?; [\d,]{1,9} comparable runs wrote (?<usual>[\d,]{1,15}(?: to [\d,]{1,15})?)/,
      ],
    },
    rootCause: "The run succeeded with {rows}, where comparable runs wrote {usual}; it reports no reason",
    explanation:
      "No task failed, so the code took what it got: most often its input was empty or incomplete when it ran, or a filter dropped nearly everything.",
    checks: [
      "Whether the inputs had been written, and how many rows they held, when the run started",
      "Whether a filter, a date parameter or a join has changed since the last usual run",
    ],
    fixes: ["Rerun it once its input is complete", "Let the task fail, or wait, while its input is empty"],
  },
];
