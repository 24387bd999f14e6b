import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://docs.dagster.io";

/** Dagster: definitions, configuration, executors, code locations and run workers. */
export const dagsterSignatures: Signature[] = [
  {
    id: "dagster/executor-requirements",
    title: "Dagster executor cannot run this job here",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /executor that uses multiple processes with the (?:job|pipeline) "(?<job>[^"\n]{1,120})" that is not reconstructable/,
        /(?<reason>executor that uses multiple processes with an ephemeral DagsterInstance)/,
        /(?<reason>This engine is only compatible with an? \w{3,60})/,
        /DagsterUnmetExecutorRequirementsError: (?<reason>[^\n]{1,200})/,
      ],
    },
    rootCause:
      "The executor does not fit how the run was started[[: job `{job}` cannot be reconstructed in another process]][[: {reason}]]",
    explanation:
      "An executor with several processes has to load the job again in each of them, and they share an instance with storage. A job built inside a function, or an instance without DAGSTER_HOME, allows neither; a Kubernetes executor needs its run launcher.",
    checks: [
      "How the run is started: a script with `execute_job`, `materialize`, or the webserver and daemon",
      "`DAGSTER_HOME`, and `run_launcher` in `dagster.yaml`",
    ],
    fixes: [
      "Define the job at module level and pass `reconstructable(job)`, or start it through a code location",
      "Set `DAGSTER_HOME` (or pass `instance=DagsterInstance.get()`), so that the processes share storage",
      "In tests use `execute_in_process()` or `in_process_executor`",
    ],
    docs: [DOCS],
  },
  {
    id: "dagster/resource-missing",
    title: "Dagster resource not provided",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<kind>resource|io manager|input manager) with key '(?<resource>[^'\n]{1,120})' required by (?<user>[^\n]{1,160}?) was not provided/,
        /(?<kind>resource) with key '(?<resource>[^'\n]{1,120})' required was not provided/,
        /Unknown resource `(?<resource>[^`\n]{1,120})`\. Specify `/,
        /DagsterUnknownResourceError: [^\n]{0,40}`(?<resource>[^`\n]{1,120})`/,
      ],
    },
    rootCause: "No resource is bound to key `{resource}`[[, which {user} requires]]",
    explanation:
      "Assets and ops name their resources by key; `Definitions(resources=…)`, the job or the test must provide each of them. `Unknown resource` means the op uses one that it does not declare.",
    checks: [
      "The keys in `resources` of the `Definitions` (or of `materialize`, `execute_in_process`), including per-environment branches",
      "The spelling of `{resource}` there and in the code",
    ],
    fixes: [
      "Add `{resource}` to `Definitions(resources={…})`, or to the call's `resources`",
      "Declare it on the op or asset (`required_resource_keys`, or a typed parameter)",
    ],
    docs: [DOCS],
  },
  {
    id: "dagster/env-var-missing",
    title: "Environment variable in Dagster configuration is not set",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /You have attempted to fetch the environment variable "(?<variable>\w{1,120})" which is not set/,
      ],
    },
    rootCause: "The environment variable `{variable}` is not set where the run executes",
    explanation:
      "`EnvVar` and `{\"env\": …}` are resolved in the process that runs the step: the run worker's pod or the code location's container, not the webserver.",
    checks: [
      "Whether `{variable}` is set in the code location and in the run worker (`env_vars`, `env_secrets`, `.env`)",
    ],
    fixes: [
      "Set `{variable}` there (for run pods, in `run_launcher.config.env_vars` or `dagster-k8s/config` tags)",
    ],
    docs: [DOCS],
  },
  {
    id: "dagster/invalid-config",
    title: "Dagster run configuration is invalid",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Error \d{1,3}: (?<problem>Missing required config entr(?:y|ies) [^\n]{1,160}|Received unexpected config entr(?:y|ies) [^\n]{1,160}|Value at path [^\n]{1,160}|Invalid scalar at path [^\n]{1,160}|You can only specify a single field at [^\n]{1,160}|Must specify a field at [^\n]{1,160})/,
        /DagsterInvalidConfigError: (?<problem>[^\n]{1,200})/,
        /Error defining Dagster config class(?<problem>[^\n]{1,160})/,
      ],
      not: [/environment variable "\w+" which is not set/],
    },
    rootCause: "The run's configuration does not fit the schema: {problem}",
    explanation:
      "Dagster checks the run config against the config schema of the job, its ops and its resources before it starts anything. A field is missing, unknown or of the wrong type, often after the code's schema changed.",
    checks: [
      "The path in the message against the config class or `config_schema`",
      "Where this run got its config: launchpad, schedule, sensor or a default",
    ],
    fixes: [
      "Add, rename or remove the entry at the path that the message names, where the run got its config (launchpad, schedule, sensor)",
      "Give new config fields a default, so that existing schedules keep working",
    ],
    docs: [DOCS],
  },
  {
    id: "dagster/type-check",
    title: "Value does not pass its Dagster type check",
    category: "data_quality",
    alternatives: ["code_bug", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Type check failed for step (?<side>input|output) "(?<name>[^"\n]{1,120})" - expected type "(?<type>[^"\n]{1,160})"\.(?: Description: (?<reason>[^\n]{1,200}))?/,
        /DagsterTypeCheckDidNotPass: (?<reason>[^\n]{1,200})/,
      ],
      names: [/for step (?:input|output) "(?<name>[^"\n]{1,120})"/],
    },
    rootCause:
      "Dagster's type check failed[[ for the {side} `{name}`]][[: it is not a valid {type}]][[ ({reason})]]",
    explanation:
      "Dagster checks each input and output against its annotation or `DagsterType`; for a data frame type, that can be its columns and constraints.",
    checks: ["What the step returned or received, and the type in its annotation"],
    fixes: [
      "Return what the annotation says, or fix the annotation",
      "If the type checks the data, fix or set aside the rows it names",
    ],
    docs: [DOCS],
  },
  {
    id: "dagster/code-location-unreachable",
    title: "Dagster code server unreachable",
    category: "infrastructure",
    alternatives: ["network_timeout", "resource_exhausted", "code_bug"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Could not reach user code server(?:\. gRPC Error code: (?<code>\w{2,40}))?/,
        /User code server request timed out due to taking longer than (?<seconds>\d{1,6}) seconds/,
        /DagsterUserCodeUnreachableError: (?<reason>[^\n]{1,160})/,
        /Tried to start a run on a server after telling it to shut down/,
      ],
      names: [/Code: (?<code>[A-Z_]{4,30})\b/],
    },
    rootCause: "The code location's gRPC server did not answer[[ ({code})]][[ within {seconds} s]]",
    explanation:
      "Webserver and daemon load definitions from a code server. It is down or restarting (a deployment, an out-of-memory kill, an import error at startup), its address is wrong, or importing the code takes too long.",
    checks: [
      "Status and logs of the code location's process or pod at that time",
      "Host and port in `workspace.yaml`, and how long importing the code takes",
    ],
    fixes: [
      "Restart the code location (`kubectl rollout restart deployment …`) and reload it; look at why it stopped (import error, OOMKilled)",
      "Correct host and port in `workspace.yaml` if it runs",
      "Move slow work out of import time, or raise `DAGSTER_GRPC_TIMEOUT_SECONDS`",
    ],
    docs: [DOCS],
  },
  {
    id: "dagster/code-location-import",
    title: "Dagster code location failed to load",
    category: "code_bug",
    alternatives: ["missing_dependency", "configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Encountered ImportError: `(?<reason>[^`\n]{1,200})` while importing module (?<module>[\w.]{1,160})/,
        /Failure loading (?<location>[\w.:/-]{1,160}): dagster[\w.]{0,60}\.(?<reason>[^\n]{1,200})/,
        /No (?:Definitions, |repositories, )[\w, ]{10,160} found in "(?<module>[^"\n]{1,200})"/,
        /DagsterCodeLocationLoadError: (?<reason>[^\n]{1,200})/,
        /Location (?<location>[\w.:/-]{1,160}) does not exist in workspace/,
      ],
    },
    rootCause: "The code location[[ `{location}`]] cannot be loaded[[ from `{module}`]][[: {reason}]]",
    explanation:
      "Dagster imports the module to find its `Definitions`. The import fails (a missing package, an error at module level), runs in another working directory, or the module contains no definitions.",
    checks: [
      "`dagster definitions validate -m MODULE` in the same image",
      "Working directory and module name in `workspace.yaml` or the `-m`, `-f`, `-d` options",
    ],
    fixes: [
      "Run `dagster definitions validate -m[[ {module}]]` in the code location's image and fix the error[[ ({reason})]]",
      "Install the missing package in that image, or set `working_directory`",
      "Point `-m` to the module that has `defs = Definitions(…)`, or correct the location's name in `workspace.yaml`",
    ],
    docs: [DOCS],
  },
  {
    id: "dagster/step-process-killed",
    title: "Dagster step or run process was killed",
    category: "resource_exhausted",
    alternatives: ["infrastructure", "code_bug"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /child process for step (?<step>[^\s]{1,200}) (?:was terminated by signal (?<signal>\d{1,2}(?: \(SIG[A-Z]{2,8}\))?)|unexpectedly exited with code (?<code>-9|137))/,
        /Run execution process for (?<run>[\w-]{8,60}) (?:was terminated by signal (?<signal>\d{1,2}(?: \(SIG[A-Z]{2,8}\))?)|unexpectedly exited with code (?<code>-9|137))/,
      ],
    },
    rootCause:
      "The process[[ of step `{step}`]][[ of run {run}]] was killed[[ (signal {signal})]][[ (exit code {code})]], most likely out of memory",
    explanation:
      "SIGKILL comes from the kernel's or the container's memory limit, so the step could not log anything. The multiprocess executor runs as many steps at once as there are cores, and their memory adds up.",
    checks: [
      "Memory of the run's container at that time, and its limit",
      "Which steps ran at once, and how much data the step had",
    ],
    fixes: [
      "Give the run more memory (`dagster-k8s/config` tag, ECS task memory)",
      "Limit concurrent steps: `execution.config.multiprocess.max_concurrent`",
      "Process the data[[ of `{step}`]] in chunks or push the work to the database",
    ],
    docs: [DOCS],
  },
  {
    id: "dagster/step-process-crashed",
    title: "Dagster step or run process exited",
    category: "code_bug",
    alternatives: ["resource_exhausted", "infrastructure", "unknown"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /child process for step (?<step>[^\s]{1,200}) unexpectedly exited with code (?<code>-?\d{1,10})/,
        /Run execution process for (?<run>[\w-]{8,60}) unexpectedly exited with code (?<code>-?\d{1,10})/,
      ],
      not: [/exited with code (?:-9|137)\b/],
    },
    rootCause:
      "The process[[ of step `{step}`]][[ of run {run}]] exited with code {code} without reporting an error",
    explanation:
      "The process ended outside Dagster's control: `os._exit`, a crash in native code (-11, 139), or an import failure before the step began.",
    checks: ["stdout and stderr of the step (compute logs) just before it exited"],
    fixes: [
      "Read the step's compute log (stderr) just before it exited with {code} and fix that; a negative code is a signal (-11: a compiled package crashed)",
      "Run the step alone with `python -X faulthandler` if the log is empty",
    ],
    docs: [DOCS],
  },
  {
    id: "dagster/run-worker-lost",
    title: "Dagster run worker failed or disappeared",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Detected run worker status (?<status>[^\n]{1,200}?)\. (?:Marking|Resuming) run (?<run>[\w-]{8,60})/,
        /Discovered failed Kubernetes job (?<job>[\w.-]{3,120}) for step (?<step>[^\s]{1,200})/,
        /DagsterExecutionInterruptedError/,
        /Execution was interrupted unexpectedly\. No user initiated termination request was found/,
        /Step (?<step>[^\s]{1,200}) finished without success or failure event/,
      ],
    },
    rootCause:
      "The run's worker[[ (job `{job}`)]][[ for step `{step}`]] ended without reporting a result[[: {status}]]",
    explanation:
      "Run monitoring found the worker gone: its pod or task was OOM-killed, evicted, moved by a node scale-down, or stopped with SIGTERM.",
    checks: [
      "The pod's last state and events (`kubectl describe pod -l dagster/run-id=…`), or the ECS task's stop reason",
      "Node scale-downs or spot interruptions at that time",
    ],
    fixes: [
      "If it was OOMKilled, raise the memory in the `dagster-k8s/config` (or `ecs/memory`) tag",
      'If it was evicted, set `cluster-autoscaler.kubernetes.io/safe-to-evict: "false"` and resume with `run_monitoring.max_resume_run_attempts` or run retries',
    ],
    docs: [DOCS],
  },
  {
    id: "dagster/start-timeout",
    title: "Dagster run did not start in time",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Run timed out due to taking longer than (?<seconds>\d{1,6}) seconds to (?<phase>start|cancel)/,
      ],
    },
    rootCause: "The run's worker took longer than {seconds} s to {phase}",
    explanation:
      "Run monitoring gives up on a run whose worker was launched but never reported. The pod is pending (no room on the nodes, a quota), its image cannot be pulled, or the process dies while importing the code.",
    checks: [
      "Events of the run's pod or ECS task (`kubectl describe pod -l dagster/run-id=…`)",
      "The debug information below the message",
    ],
    fixes: [
      "Look at why the run's pod or task waits (`kubectl describe pod -l dagster/run-id=…`) and fix image, secret, quota or node capacity",
      "Raise `run_monitoring.start_timeout_seconds`[[ (now {seconds})]] if nodes need longer to scale up",
    ],
    docs: [DOCS],
  },
  {
    id: "dagster/max-runtime",
    title: "Dagster run exceeded its maximum runtime",
    category: "resource_exhausted",
    alternatives: ["network_timeout", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [/(?:Exceeded|exceeding|exceeded) maximum runtime of (?<seconds>[\d.]{1,12}) seconds/],
      not: [/(?:Lambda|Glue)/],
    },
    rootCause: "The run exceeded its maximum runtime of {seconds} s and was terminated",
    explanation:
      "The tag `dagster/max_runtime` or `run_monitoring.max_runtime_seconds` limits how long a run may take.",
    checks: ["Which step took long, and how long earlier runs took"],
    fixes: [
      "Find the step that took long and fix what it waited for",
      "Raise the tag `dagster/max_runtime` of the job or `run_monitoring.max_runtime_seconds` above {seconds}",
    ],
    docs: [DOCS],
  },
];
