import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Prefect 3: work pools, workers, deployments, flow code, results and the API. */
export const prefectDeploymentSignatures: Signature[] = [
  {
    id: "prefect/submission-failed",
    title: "Prefect worker could not start the run",
    category: "infrastructure",
    alternatives: ["configuration", "auth_permission", "missing_dependency"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Failed to submit flow run to infrastructure: (?<type>[\w.]{2,120}): (?<reason>[^\n]{1,240})/,
        /Failed to submit flow run '(?<run>[^'\n]{1,120})' to infrastructure/,
        /Infrastructure returned without reporting flow run '(?<run>[^'\n]{1,120})' as started/,
      ],
      also: [/[Ff]ailed to submit flow run|Infrastructure returned/],
    },
    rootCause:
      "The Prefect worker could not start the infrastructure for the run[[ `{run}`]][[: {type}: {reason}]]",
    explanation:
      "The worker failed before any flow code ran: the job or container could not be created because of its template, image, permissions, quota, or an unreachable platform API.",
    checks: [
      "The worker's log below this line",
      "The work pool's base job template and the deployment's job variables",
    ],
    fixes: [
      "Correct what the platform reports (image, service account and its role, namespace, quota)",
      "For a missing worker type, install its package: `pip install prefect-kubernetes` (`prefect-aws`, `prefect-docker`)",
      "Rerun the flow run once that is fixed",
    ],
    docs: ["https://docs.prefect.io/v3/concepts/workers"],
  },
  {
    id: "prefect/work-pool-missing",
    title: "Prefect work pool missing or not configured",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Could not find work pool '(?<pool>[^'\n]{1,120})'\. Please create it/,
        /No work pool name provided\. Please provide a `work_pool_name`/,
        /Storage is not configured for work pool '(?<pool>[^'\n]{1,120})'/,
      ],
    },
    rootCause: "The Prefect work pool[[ `{pool}`]] does not exist or is not configured",
    explanation:
      "The deployment names a work pool that this workspace does not have, or the pool has no storage for flow bundles.",
    checks: ["`prefect work-pool ls` in the workspace that the profile uses"],
    fixes: [
      "Create it: `prefect work-pool create NAME --type TYPE`",
      "Correct the name or the profile (`prefect profile use`)",
      "`prefect work-pool storage configure` for bundles",
    ],
    docs: ["https://docs.prefect.io/v3/concepts/work-pools"],
  },
  {
    id: "prefect/deployment-missing",
    title: "Prefect deployment missing or incomplete",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Deployment (?<deployment>[\w-]{8,60}) no longer exists/,
        /Deployment (?<deployment>[\w-]{8,60}) does not have an entrypoint and can not be run/,
      ],
    },
    rootCause: "The Prefect deployment {deployment} is gone or has no entrypoint",
    explanation: "The run was scheduled from a deployment that somebody deleted or replaced since.",
    checks: ["`prefect deployment ls`, and who last changed it"],
    fixes: [
      "Deploy the flow again: `prefect deploy --name NAME`",
      "Point the trigger or automation to the new deployment's id (`prefect deployment ls`)",
    ],
    docs: ["https://docs.prefect.io/v3/concepts/deployments"],
  },
  {
    id: "prefect/code-pull-failed",
    title: "Prefect could not fetch the flow's code",
    category: "auth_permission",
    alternatives: ["network_timeout", "configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Failed to (?<action>clone repository '(?<url>[^'\n]{3,300})'|pull latest changes|fetch latest changes|update submodules) with exit code (?<code>[\w -]{1,60})/,
      ],
    },
    rootCause: "git could not {action} on the worker (exit code {code})",
    explanation:
      "The pull step runs git where the flow runs: the token is wrong or expired, the branch or commit does not exist, git is not installed, or the host is unreachable.",
    checks: ["git's own message above, and `git ls-remote` with the same credentials"],
    fixes: [
      "Renew the token in the credentials block that the pull step uses, and test it: `git ls-remote URL`",
      "Correct the branch or commit in the pull step of `prefect.yaml`",
      "Install git in the worker's image if it is missing",
    ],
    docs: ["https://docs.prefect.io/v3/deploy/infrastructure-concepts/store-flow-code"],
  },
  {
    id: "prefect/no-context",
    title: "Prefect call outside a run",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /MissingContextError: (?<reason>[^\n]{1,200})/,
        /There is no active flow or task run context/,
        /No run context available\. You are not in a flow or task run context/,
      ],
    },
    rootCause: "The code uses a Prefect call that only works inside a flow or task run",
    explanation:
      "`get_run_logger`, `runtime` values and results need an active run. The function was called directly, in a thread or in another process.",
    checks: ["Who calls this function: a thread pool, a subprocess, a test"],
    fixes: [
      "Call it inside a `@flow` or `@task`",
      "Use a standard logger, or pass the values as arguments",
      "`disable_run_logger()` in tests",
    ],
    docs: ["https://docs.prefect.io/v3"],
  },
  {
    id: "prefect/api-url",
    title: "Prefect API address not set",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/No Prefect API URL provided\. Please set PREFECT_API_URL/],
    },
    rootCause: "`PREFECT_API_URL` is not set where the flow or worker runs",
    explanation: "Without it Prefect 3 has no server to talk to.",
    checks: ["The environment of the process and `prefect config view`"],
    fixes: ["Set `PREFECT_API_URL` (and `PREFECT_API_KEY` for Cloud) in the job's environment"],
    docs: ["https://docs.prefect.io/v3/concepts/settings-and-profiles"],
  },
  {
    id: "prefect/api-denied",
    title: "Prefect API rejected the credentials",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["PrefectHTTPStatusError", "CloudUnauthorizedError"],
      message: [
        /PrefectHTTPStatusError: Client error '(?<status>401|403) (?<reason>[^'\n]{1,60})' for url '(?<url>[^'\n]{1,200})'/,
        /CloudUnauthorizedError/,
      ],
    },
    rootCause: "The Prefect API rejected the request[[ ({status} {reason})]]",
    explanation:
      "The API key is missing, expired, revoked or belongs to another workspace than `PREFECT_API_URL`.",
    checks: ["`prefect cloud workspace ls` with the same key; the workspace in the URL"],
    fixes: [
      "Create a new key (for a service account) and update `PREFECT_API_KEY`",
      "Grant the account access to the workspace",
    ],
    docs: ["https://docs.prefect.io/v3/how-to-guides/cloud/manage-users/api-keys"],
  },
  {
    id: "prefect/object-not-found",
    title: "Prefect object not found",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["ObjectNotFound"],
      message: [/prefect\.exceptions\.ObjectNotFound: (?<reason>[^\n]{0,200})/],
      also: [/ObjectNotFound/, /for url 'https?:\/\/[^'\s/]{1,200}(?<path>\/[^'\s]{1,200})'|$/],
    },
    rootCause: "The Prefect API does not know an object that the code refers to[[ (`{path}`)]]",
    explanation:
      "A block, variable, deployment, work pool or run was deleted, never created in this workspace, or has another name there.",
    checks: [
      "The frame that raised it: which object it asks for",
      "The workspace or server of `PREFECT_API_URL`",
    ],
    fixes: ["Create the object in this workspace", "Correct the name or the API address"],
    docs: ["https://docs.prefect.io/v3"],
  },
  {
    id: "prefect/result-not-serializable",
    title: "Result cannot be serialized (Prefect)",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Failed to serialize object of type '(?<type>[\w.]{1,120})' with serializer '(?<serializer>[\w/]{1,60})'/,
        /prefect\.exceptions\.SerializationError: (?<reason>[^\n]{1,200})/,
      ],
      not: [/result will not be persisted|Code execution will continue/],
    },
    rootCause: "The result[[, a `{type}`,]] cannot be serialized[[ with {serializer}]]",
    explanation:
      "Prefect persists the result of the flow or task (because of `persist_result`, caching or a remote runner), but the object cannot be pickled or turned into JSON: connections, generators, locks, lambdas.",
    checks: ["What the task returns, and where persistence is turned on"],
    fixes: [
      "Return plain data instead of the live object",
      "Set `persist_result=False` for this task, or another `result_serializer`",
    ],
    docs: ["https://docs.prefect.io/v3/advanced/results"],
  },
  {
    id: "prefect/cache-key",
    title: "Task inputs cannot be hashed (a warning)",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /Error encountered when computing cache key - result will not be persisted/,
        /HashError: Unable to create hash - objects could not be serialized/,
      ],
    },
    rootCause:
      "A task's inputs cannot be hashed, so Prefect does not cache its result; that alone does not fail the run",
    explanation:
      "Prefect 3 hashes the inputs of each task for its default cache policy. Connections, locks and clients cannot be hashed; it logs the error with a traceback and goes on. Look for another failure.",
    checks: ["Other errors in the log: the run failed for another reason"],
    fixes: ['Set `cache_policy=NO_CACHE` on the task, or exclude the argument: `DEFAULT - "conn"`'],
    docs: ["https://docs.prefect.io/v3/concepts/caching"],
  },
  {
    id: "prefect/concurrency-missing",
    title: "Prefect concurrency limit does not exist",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Concurrency limits (?<names>\[[^\]\n]{1,200}\]) must be created before acquiring slots/],
    },
    rootCause: "The concurrency limits {names} do not exist in this workspace",
    explanation: "`concurrency(..., strict=True)` requires that the limit was created.",
    checks: ["`prefect gcl ls`"],
    fixes: [
      "Create it: `prefect gcl create NAME --limit N`",
      "Use `strict=False` if running without the limit is acceptable",
    ],
    docs: ["https://docs.prefect.io/v3/concepts/global-concurrency-limits"],
  },
  {
    id: "prefect/removed-api",
    title: "Removed Prefect API",
    category: "code_bug",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /PrefectImportError: `(?<name>[\w.:]{3,120})` has been removed\.?(?: (?<advice>[^\n]{3,200}))?/,
        /PrefectImportError: Unable to import '(?<name>[^'\n]{3,120})'/,
      ],
    },
    rootCause: "`{name}` does not exist in the installed Prefect",
    explanation:
      "Prefect 3 removed agents, `Deployment.build_from_flow`, infrastructure blocks and others; the code was written for Prefect 2.",
    checks: ["The installed Prefect against the version the code was written for"],
    fixes: [
      "Use the replacement that the message names (`flow.deploy`, work pools)",
      "Pin `prefect<3` until the code is changed",
    ],
    docs: ["https://docs.prefect.io/v3/how-to-guides/migrate/upgrade-to-prefect-3"],
  },
];
