import type { Signature } from "@/lib/diagnosis/signatures/signature";

const SCHEDULER =
  "https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/scheduler.html";

/** What orchestrators do not report as a failure, by the kind of finding: the sentence about it is our own. */
export const reconcilerFindingSignatures: Signature[] = [
  {
    id: "reconciler/orchestrator-unreachable",
    title: "The orchestrator's API cannot be read",
    category: "infrastructure",
    alternatives: ["network_timeout"],
    strength: "certain",
    transience: "intermittent",
    match: { findings: ["outage"] },
    rootCause: "The orchestrator's API has not answered for several readings",
    explanation:
      "Either the API server is down or overloaded, or the network between it and this server is interrupted. Its runs may go on, but nobody sees how they end until it answers again.",
    checks: [
      "Whether the API server's process runs, and the end of its log",
      "Whether its address can be reached from this server, and is still the one entered under Setup",
      "Whether the scheduler and the workers are affected too",
    ],
    fixes: [
      "Start the orchestrator's API server, or restart it if it hangs",
      "Correct the address under Setup if it has changed",
    ],
  },
  {
    id: "reconciler/credentials-refused",
    title: "The orchestrator refuses our credentials",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: { findings: ["credentials"] },
    rootCause: "The orchestrator rejects the credentials entered under Setup",
    explanation:
      "The API answers, but rejects the login: the password or token has been changed, has expired or was revoked, or the user has lost its permissions. Pipelines are not affected; only failures that nobody reports go unnoticed.",
    checks: [
      "Whether the user or token still exists in the orchestrator, and when it expires",
      "Whether its role may read runs, tasks, import errors and health",
    ],
    fixes: [
      "Renew the password or token and enter it under Setup",
      "Give the user a role that may read what is polled",
    ],
  },
  {
    id: "reconciler/component-unhealthy",
    title: "A component of the orchestrator is unhealthy",
    category: "infrastructure",
    alternatives: ["resource_exhausted"],
    strength: "certain",
    transience: "intermittent",
    match: {
      findings: ["unhealthy"],
      names: [/^(?<parts>[^.\n]{1,40}[\d.]{1,20}: [^.\n]{1,200})\. Runs may not start\./],
    },
    rootCause: "The orchestrator's health check says that a part of it does not work[[: {parts}]]",
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
      findings: ["missing"],
      names: [
        /^No run has started; it was due at (?<due>[^,;\n]{1,80}),/,
        /^[\d,]{1,9} runs did not start; the first was due at (?<due>[^,;\n]{1,80}),/,
      ],
    },
    rootCause: "The orchestrator has started no run[[ since {due}]], and reports no reason",
    explanation:
      "The schedule or an update of its inputs called for a run, and the orchestrator answers and lists the pipeline as active, but it has created no run.",
    checks: [
      "Whether the scheduler works, and its log at the time when the run was due",
      "Whether the pipeline or its schedule has been paused",
      "When the orchestrator says that the next run is due, and whether the schedule, trigger, start or end date has changed",
      "Whether unfinished runs use up the pipeline's limit of active runs",
    ],
    fixes: [
      "Let the pipeline's file be parsed again or restart the scheduler, so that the next run is computed anew",
      "Start the missing run by hand if its data is needed",
    ],
    docs: [SCHEDULER],
  },
  {
    id: "reconciler/run-waits",
    title: "A run waits in the queue for longer than usual",
    category: "resource_exhausted",
    alternatives: ["infrastructure", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      findings: ["late"],
      also: [/^Waiting in the queue since /],
      names: [/^Waiting in the queue since (?<since>[^,;\n]{1,80}),/],
    },
    rootCause: "The run has been waiting in the queue[[ since {since}]]; nothing has started it",
    explanation:
      "The run exists but none of its work has begun: other runs hold all worker slots, pool slots or the limit of active runs, no worker serves its queue, or the scheduler is behind.",
    checks: [
      "How many slots of its pool, of the workers and of the limit of active runs are taken, and by what",
      "Whether a worker serves the queue of the run",
      "Whether the scheduler works, and how far it is behind",
    ],
    fixes: ["Free or add slots, or start workers for its queue", "Move it away from the hours of heavy load"],
  },
  {
    id: "reconciler/run-late",
    title: "A run takes longer than usual",
    category: "resource_exhausted",
    strength: "hint",
    transience: "unknown",
    match: { findings: ["late"] },
    rootCause: "The run takes longer than comparable runs did; it reports no failure",
    explanation:
      "It is still working or waiting for something: more data than usual, a slow or blocked database, a busy worker, or a service that does not answer. Which one it is shows only in the task that runs now.",
    checks: [
      "Which task runs or waits now, and the end of its log",
      "Whether its input is larger than usual, and whether a statement is waiting for a lock",
      "How loaded the worker and the systems it calls are",
    ],
    fixes: [
      "Let it finish if it makes progress, and tell those who wait for the data",
      "Stop and restart the task if it makes no progress",
    ],
  },
  {
    id: "reconciler/hang",
    title: "A task hangs",
    category: "infrastructure",
    strength: "hint",
    transience: "intermittent",
    match: { findings: ["hang"] },
    rootCause: "The task counts as running, but gives no sign of life",
    explanation:
      "Its log is silent and it runs far beyond its usual duration or has lost its heartbeat: its process may be gone without the orchestrator having noticed, or it waits without a timeout for a lock, a connection or another service.",
    checks: [
      "Whether the task's process or pod still exists on its worker, and what it is waiting for",
      "Whether a statement of its session is waiting for a lock in the database",
      "Events of the worker at the time of the last log line: restarts, evictions, lack of memory",
    ],
    fixes: [
      "Stop the task and start it again, if it is safe to run twice",
      "Give the task, and the calls it makes, a timeout",
    ],
  },
  {
    id: "reconciler/few-rows",
    title: "A run succeeded with fewer rows than usual",
    category: "upstream_missing_data",
    strength: "hint",
    transience: "unknown",
    match: {
      findings: ["empty"],
      names: [
        /^(?<rows>[\d,]{1,15} rows?)(?:, \d{1,6} runs in a row)?; [\d,]{1,9} comparable runs wrote (?<usual>[\d,]{1,15}(?: to [\d,]{1,15})?)/,
        /^(?<rows>0 rows)\b/,
      ],
    },
    rootCause:
      "The run succeeded with [[{rows}]][[, where comparable runs wrote {usual}]]; it reports no reason",
    explanation:
      "No task failed, so the code took what it got: most often its input was empty or incomplete when it ran, or a filter dropped nearly everything.",
    checks: [
      "Whether the inputs had been written, and how many rows they held, when the run started",
      "Whether a filter, a date parameter or a join has changed since the last usual run",
    ],
    fixes: ["Rerun it once its input is complete", "Let the task fail, or wait, while its input is empty"],
  },
  {
    id: "reconciler/short-run",
    title: "A run succeeded much faster than usual",
    category: "upstream_missing_data",
    strength: "hint",
    transience: "unknown",
    match: {
      findings: ["short"],
      names: [
        /^Succeeded after (?<took>[^,;\n]{1,40})[^;\n]{0,40}; [\d,]{1,9} comparable runs took (?<usual>[^.,;\n]{1,60})/,
      ],
    },
    rootCause:
      "The run succeeded[[ after {took}]], far sooner than comparable runs[[, which took {usual}]]; it reports no reason",
    explanation:
      "No task failed, but it cannot have done its usual work: most often there was nothing to read yet, a condition ended it early, or a change skips part of the work.",
    checks: [
      "What the run wrote, compared with the run before",
      "Whether its inputs had been written when it started",
      "Whether its code, parameters or conditions have changed since the last usual run",
    ],
    fixes: [
      "Rerun it once its input is complete",
      "Let the task fail, or wait, while there is nothing to read",
    ],
  },
  {
    id: "reconciler/all-skipped",
    title: "All tasks of a run were skipped",
    category: "upstream_missing_data",
    strength: "hint",
    transience: "unknown",
    match: { findings: ["skipped"] },
    rootCause: "All tasks of the run were skipped, so it succeeded without doing anything",
    explanation:
      "A branch, a short circuit or a sensor that skips instead of failing decided that there is nothing to do; usually it found no input for this run.",
    checks: [
      "Which task decided to skip the others, and what it found",
      "Whether the input that it looks for has been written for this period",
    ],
    fixes: ["Rerun it once its input is there", "Correct the condition if there was work to do"],
  },
  {
    id: "reconciler/output-unchanged",
    title: "A run succeeded without changing its output",
    category: "upstream_missing_data",
    strength: "hint",
    transience: "unknown",
    match: { findings: ["unchanged"] },
    rootCause: "The run succeeded, but left its output as it was; it reports no reason",
    explanation:
      "Most often its input has not been updated since the run before, so it wrote the same again or nothing; it may also write somewhere else now.",
    checks: ["When the inputs were last updated", "Whether the run wrote to the usual place, and committed"],
    fixes: [
      "Rerun it once its input has been updated",
      "Find out why the input was not updated, if it was due",
    ],
  },
  {
    id: "reconciler/no-failed-task",
    title: "A run failed without a failed task",
    category: "configuration",
    alternatives: ["infrastructure", "resource_exhausted"],
    strength: "hint",
    transience: "unknown",
    match: { findings: ["no_failed_task"] },
    rootCause: "None of the run's tasks failed: it exceeded its time limit, or someone marked it as failed",
    explanation:
      "The orchestrator lists the run as failed, but none of its tasks. Airflow ends a run like that when it takes longer than `dagrun_timeout`, and skips what is still running; when a person or a script marks the run as failed; or when nothing in it can start any more.",
    checks: [
      "Whether the run took as long as `dagrun_timeout` allows",
      "Who marked the run as failed, if the orchestrator's audit log names anyone",
      "Which tasks were skipped or never started, and what they were waiting for",
    ],
    fixes: [
      "Raise `dagrun_timeout`, or make the run faster, if it was stopped for its duration",
      "Rerun it if it was stopped by mistake",
    ],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/dag-run.html"],
  },
];
