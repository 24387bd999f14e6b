import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Prefect flows, tasks, workers and blocks. */
export const prefectSignatures: Signature[] = [
  {
    id: "prefect/missing-result",
    title: "Prefect result is missing",
    category: "configuration",
    alternatives: ["upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/MissingResult: (?<message>[^\n]{1,200})/, /State data is missing/] },
    rootCause: "The result of an earlier Prefect run was not persisted, so it cannot be read",
    explanation:
      "Prefect keeps results in memory unless persistence is on; another process or a retry cannot read them.",
    checks: ["The `persist_result` setting and result storage of the flow and the task"],
    fixes: [
      "Turn on `persist_result=True` (or `PREFECT_RESULTS_PERSIST_BY_DEFAULT=true`) with a `result_storage` that every worker can reach, such as a bucket",
      "Run the upstream task again, so that its result is stored",
    ],
    docs: ["https://docs.prefect.io/v3/advanced/results"],
  },
  {
    id: "prefect/result-not-available",
    title: "Result requested from an unfinished run",
    category: "code_bug",
    alternatives: ["upstream_missing_data", "infrastructure", "configuration"],
    strength: "strong",
    transience: "permanent",
    match: { message: [/Run is in (?<state>\w{3,20}) state, its result is not available/] },
    rootCause: "The flow requests the result of a run that is {state}",
    explanation:
      "Nothing waited for the task, or it never started because an upstream task did not complete (`NotReady`).",
    checks: ["State of the run whose result is requested, and of its upstream tasks"],
    fixes: ["Wait for the task (`wait()`, `result()`) before returning its state"],
  },
  {
    id: "prefect/parameter-validation",
    title: "Invalid Prefect flow parameters",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["ParameterTypeError", "ParameterBindError", "SignatureMismatchError", "ParameterMissingError"],
      message: [
        /ParameterTypeError: Flow run received invalid parameters:\s{1,4}- (?<message>[^\n]{1,200})/,
        /Parameter(?:Type|Bind|Missing)Error: (?<message>[^\n]{1,200})/,
        /SignatureMismatchError: (?<message>[^\n]{1,200})/,
      ],
    },
    rootCause: "The flow's parameters do not match its signature: {message}",
    explanation: "Prefect validates a run's parameters against the flow function before it starts.",
    checks: ["Parameters of the deployment or run against the flow function"],
    fixes: [
      "Correct the parameters of the deployment or run: `prefect deployment run NAME --param key=value`",
      "Give the argument a default, or rename it back, if the flow's signature changed; then deploy again",
    ],
  },
  {
    id: "prefect/flow-not-loaded",
    title: "Prefect worker cannot load the flow",
    category: "configuration",
    alternatives: ["missing_dependency", "code_bug"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Flow could not be retrieved from deployment/,
        /MissingFlowError/,
        /ScriptError: Script at '(?<file>[^'\n]+)' encountered an exception/,
        /Function with name '(?<name>\w+)' not found in '(?<file>[^'\n]+)'/,
        /Flow function with name '(?<name>\w+)' not found in '(?<file>[^'\n]+)'/,
        /Function with name '(?<name>\w+)' is not a flow\. Make sure that it is decorated/,
      ],
      // A missing package is its own cause, whatever reports it.
      not: [/encountered an exception: (?:ModuleNotFoundError|ImportError)/],
    },
    rootCause: "The worker could not load the flow code[[ from `{file}`]]",
    explanation:
      "The worker pulls the code and imports the entrypoint before the run starts; the code is not where the deployment points, or fails to import there.",
    checks: ["The deployment's entrypoint and pull steps, and the error printed below"],
    fixes: [
      "If the file was moved[[ (`{file}`)]], restore it or deploy again with the right entrypoint: `prefect deploy flow.py:flow`",
      "If an import failed, install that package in the worker's image",
      "Set the deployment's working directory or pull step so that the path resolves",
    ],
    docs: ["https://docs.prefect.io/v3/deploy/index"],
  },
  {
    id: "prefect/api-unreachable",
    title: "Prefect API unreachable",
    category: "network_timeout",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Failed to reach API at (?<url>[^\s]{1,200})/,
        /Cannot (?:create|connect to)[^\n]{0,60}Prefect (?:API|server)/i,
        /Timed out while attempting to connect to (?:ephemeral|temporary) (?:Prefect API )?server/,
      ],
    },
    rootCause: "The run could not reach the Prefect API[[ at {url}]]",
    explanation: "Flow runs report their states to the API; without it they crash.",
    checks: ["`PREFECT_API_URL` where the flow runs, and whether the server was up"],
    fixes: [
      "From the worker: `curl[[ {url}]]/health`; start the server or open the path",
      "Correct `PREFECT_API_URL`: `prefect config set PREFECT_API_URL=http://HOST:4200/api`",
      "Rerun; raise `PREFECT_API_REQUEST_TIMEOUT` if the server is only slow",
    ],
  },
  {
    id: "prefect/crashed-infrastructure",
    title: "Prefect flow process crashed",
    category: "infrastructure",
    alternatives: ["resource_exhausted"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /Flow run infrastructure exited with non-zero status code (?<code>-?\d+)/,
        /Process for flow run '[^'\n]{1,100}' exited with status code: (?<code>-?\d+)/,
        /Process exited with status code: (?<code>-?\d+)/,
        /Execution was (?:aborted|interrupted)|Execution was cancelled by the runtime environment/,
      ],
    },
    rootCause: "The flow's process ended without reporting[[ (exit code {code})]]",
    explanation:
      "The worker started the flow in a process, container or pod, which exited or was killed before the flow could set its state.",
    checks: ["The infrastructure's own log; exit code 137 or -9 points to memory"],
    fixes: [
      "Exit code -9 or 137: give the job more memory, or read in chunks; 143 or -15: the node or container was stopped, so rerun",
      "For other codes, fix the error that the infrastructure's own log ends with (`kubectl logs`, `docker logs`)",
      "Set `retries` on the flow for infrastructure that can be reclaimed",
    ],
  },
  {
    id: "prefect/upstream-not-completed",
    title: "Prefect task not run because an upstream task failed",
    category: "upstream_missing_data",
    strength: "certain",
    transience: "unknown",
    match: {
      message: [
        /Upstream task run '(?<task>[^'\n]+)' did not reach a 'COMPLETED' state/,
        /UpstreamTaskError/,
      ],
    },
    rootCause: "The task did not run because an upstream task did not complete[[: run `{task}`]]",
    explanation:
      "Prefect leaves a task NotReady if a result that it needs comes from a failed run; the cause is there.",
    checks: ["The task run that failed first"],
    fixes: ["Fix that task; this one will follow"],
  },
  {
    id: "prefect/timeout",
    title: "Prefect run timed out",
    category: "configuration",
    alternatives: ["network_timeout", "resource_exhausted"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /(?:Flow|Task) run exceeded timeout of (?<seconds>[\d.]+) second/,
        /Scope timed out after (?<seconds>[\d.]+) second/,
        /Flow run with ID [\w-]{8,60} exceeded watch timeout of (?<seconds>[\d.]+) second/,
      ],
    },
    rootCause: "The run exceeded its timeout of {seconds} seconds",
    explanation:
      "The `timeout_seconds` of the flow or task ended it; the traceback shows where it was at that moment.",
    checks: ["What the run was waiting for, and how long successful runs take"],
    fixes: [
      "Find the slow call in the task's last lines, and give it its own timeout and retries",
      "Raise `timeout_seconds` of the flow or task above {seconds} if the run time is legitimate",
    ],
  },
  {
    id: "prefect/block-missing",
    title: "Prefect block does not exist",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Unable to find block document named (?<name>[\w-]+) for block type (?<type>[\w-]+)/],
    },
    rootCause: "The Prefect block `{name}` of type `{type}` does not exist in this workspace",
    explanation:
      "The flow loads its settings from a block that was never saved here, or was saved under a different name.",
    checks: ["`prefect block ls` against the API the flow uses"],
    fixes: [
      "Create it in this workspace: `prefect block create {type}`, with the name `{name}`",
      "If it exists elsewhere, correct `PREFECT_API_URL` or the profile (`prefect profile use`)",
    ],
    docs: ["https://docs.prefect.io/v3/concepts/blocks"],
  },
  {
    id: "prefect/concurrency-limit",
    title: "Prefect concurrency limit reached",
    category: "rate_limit",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /Concurrency limit for the (?<tag>[^\n]{1,80}) tag has been reached/,
        /AcquireConcurrencySlotTimeoutError|ConcurrencySlotAcquisitionError/,
        /Unable to acquire concurrency (?:limits|slots)/,
        /Attempt to acquire concurrency (?:limits|slots) timed out after/,
      ],
      not: [/must be created before acquiring/],
    },
    rootCause: "The run got no slot under a Prefect concurrency limit[[: tag {tag}]]",
    explanation:
      "The limit allows only so many runs at once and waiting for a slot timed out, or crashed runs still hold slots.",
    checks: ["The limit's active slots, and whether they belong to finished runs"],
    fixes: [
      "Free slots that dead runs still hold: `prefect concurrency-limit reset[[ {tag}]]`, or `prefect gcl update NAME --active-slots 0`",
      "Raise the limit: `prefect gcl update NAME --limit N`",
    ],
  },
];
