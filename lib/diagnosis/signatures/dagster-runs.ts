import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://docs.dagster.io";

/** Dagster: storage between steps, partitions, checks, and jobs that run elsewhere. */
export const dagsterRunSignatures: Signature[] = [
  {
    id: "dagster/upstream-output-missing",
    title: "Stored output of an upstream Dagster step is missing",
    category: "configuration",
    alternatives: ["upstream_missing_data", "infrastructure"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [/No such file or directory: '(?<path>[^'\n]{0,200}\/storage\/[^'\n]{1,200})'/],
      anywhere: [
        /DagsterExecutionLoadInputError: Error occurred while loading input "(?<input>[^"\n]{1,120})" of step "(?<step>[^"\n]{1,160})"/,
      ],
    },
    rootCause: "Step `{step}` cannot read its input `{input}`: `{path}` does not exist on this machine",
    explanation:
      "The default IO manager pickles outputs to a local folder. With a Kubernetes, ECS or Celery executor each step runs in its own container and does not see it; or the upstream asset was never materialized (for this partition).",
    checks: [
      "Which IO manager the upstream asset uses, and whether its path is shared between the steps' containers",
      "Whether the upstream asset (and partition) was materialized, and by which run",
    ],
    fixes: [
      "Use an IO manager on shared storage (`S3PickleIOManager`, `GCSPickleIOManager`, a warehouse IO manager)",
      "Materialize the upstream asset first",
    ],
    docs: [DOCS],
  },
  {
    id: "dagster/output-missing",
    title: "Dagster step did not produce a declared output",
    category: "code_bug",
    alternatives: ["upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?:Core compute for|Invocation of) (?:op|asset|solid) ["'](?<step>[^"'\n]{1,160})["'] did not return an output for non-optional output ["'](?<output>[^"'\n]{1,160})["']/,
      ],
    },
    rootCause: "`{step}` ended without yielding its output `{output}`",
    explanation:
      "Every output that is declared as required must be returned or yielded once; a branch of the code skips it. Asset checks declared on an asset count as outputs, too.",
    checks: ["The branches of `{step}` that return early, and the outputs and check specs it declares"],
    fixes: [
      "Yield `{output}` on every path",
      "Declare it optional (`is_required=False`, `output_required=False`) if skipping is intended",
    ],
    docs: [DOCS],
  },
  {
    id: "dagster/asset-graph",
    title: "Dagster asset or job definition is invalid",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Input asset '?(?<asset>\[[^\]\n]{1,200}\]|"[^"\n]{1,200}")'? (?:for asset '?(?:\[[^\]\n]{1,200}\]|"[^"\n]{1,200}")'? )?is not produced by any of the provided asset ops/,
        /DagsterInvalidDefinitionError: (?<reason>[^\n]{1,240})/,
        /DagsterInvalidSubsetError: (?<reason>[^\n]{1,240})/,
      ],
      not: [/with key '[^'\n]+' required/],
    },
    rootCause:
      "Dagster rejects a definition in the code location[[: {reason}]][[: nothing produces the input asset {asset}]]",
    explanation:
      "Dagster checks assets, jobs and their dependencies when the code location loads: unknown inputs, duplicate keys, selections that match nothing.",
    checks: ["The definition named in the message, and what changed in it since the last success"],
    fixes: [
      "Correct the asset key, dependency or selection that the message names[[ ({asset})]]",
      "Run `dagster definitions validate` in the image before deploying",
    ],
    docs: [DOCS],
  },
  {
    id: "dagster/partition",
    title: "Dagster partition does not exist",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /DagsterUnknownPartitionError: [^\n]{0,40}?["'`](?<partition>[^"'`\n]{1,160})["'`]/,
        /Could not find a partition with key `(?<partition>[^`\n]{1,160})`/,
      ],
      not: [/non-partitioned/],
    },
    rootCause: "The partition[[ `{partition}`]] that the run is for does not exist",
    explanation:
      "The key is outside the partitions definition: before its start or after its end, in another format or time zone, or a dynamic partition that was not added yet.",
    checks: [
      "Start, end, format and time zone of the partitions definition",
      "`dagster/partition` tag of the run",
    ],
    fixes: [
      "Start the run for a partition that exists, or correct how the schedule or sensor builds the key[[ (`{partition}`)]]",
      "Add a dynamic partition first (`instance.add_dynamic_partitions(name, keys)`)",
    ],
    docs: [DOCS],
  },
  {
    id: "dagster/run-without-partition",
    title: "Dagster run was started without a partition",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Cannot access partition_key for a non-partitioned (?<kind>run)/,
        /Tried to access partition_key for a non-partitioned (?<kind>run|asset|step)/,
      ],
    },
    rootCause: "The {kind} asks for its partition key, but it was started without a partition",
    explanation:
      "`context.partition_key` exists only in runs of a partitioned job or asset that were started for a partition. A plain schedule, a sensor or a click on Materialize without a partition starts one without.",
    checks: ["How the run was started, and whether it has the tag `dagster/partition`"],
    fixes: [
      "Start it for a partition: a backfill, `build_schedule_from_partitioned_job`, or `RunRequest(partition_key=…)` in the sensor",
      "Guard the code with `context.has_partition_key` if it should also run without",
    ],
  },
  {
    id: "dagster/asset-check-failed",
    title: "Blocking Dagster asset check failed",
    category: "data_quality",
    alternatives: ["upstream_missing_data", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Blocking check '(?<check>[^'\n]{1,160})' for asset '(?<asset>[^'\n]{1,200})' failed with ERROR severity/,
        /\d{1,4} blocking asset checks? failed with ERROR severity:\s{0,4}(?<asset>[^\s:]{1,200}): (?<check>[^\n]{1,160})/,
        /DagsterAssetCheckFailedError/,
      ],
    },
    rootCause: "The asset check[[ `{check}`]] failed[[ on `{asset}`]], so what depends on it was not run",
    explanation: "A blocking check with ERROR severity stops downstream assets in the same run.",
    checks: [
      "The check's metadata in Dagster: which rows or values failed",
      "What changed in the asset's sources",
    ],
    fixes: [
      "Look at the failed rows in the check's metadata, correct them or their source, and rematerialize[[ `{asset}`]] the asset",
      "Correct the check[[ `{check}`]], or set its severity to WARN, if the data is right",
    ],
    docs: [DOCS],
  },
  {
    id: "dagster/resource-init",
    title: "Dagster resource failed to initialize",
    category: "configuration",
    alternatives: ["auth_permission", "network_timeout", "code_bug", "unknown"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [/Error executing resource_fn on ResourceDefinition (?<resource>[\w.-]{1,120})/],
      namesAnywhere: [
        /\n(?<cause>(?:[a-z_]\w{0,40}\.){0,6}[A-Z]\w{1,60}(?:Error|Exception): [^\n]{3,160})\n[^\n]{0,200}\n?The above exception/,
      ],
    },
    rootCause: "The resource `{resource}` failed to initialize[[: {cause}]]",
    explanation:
      "Dagster creates a step's resources before the step runs; a login or a setting failed there.",
    checks: [
      "The exception that caused it",
      "Configuration and environment of `{resource}` in the run worker",
    ],
    fixes: [
      "Fix what the exception below this one names: a password, host or setting of `{resource}` in the run worker's environment",
      "Reload the code location after changing its environment",
    ],
    docs: [DOCS],
  },
  {
    id: "dagster/home-not-set",
    title: "DAGSTER_HOME is not set or not usable",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The environment variable \$DAGSTER_HOME is not set/,
        /\$DAGSTER_HOME "(?<path>[^"\n]{0,300})" (?:is not a directory or does not exist|must be an absolute path)/,
        /DagsterHomeNotSetError/,
      ],
    },
    rootCause: "`DAGSTER_HOME` is not set to an existing folder[[: `{path}`]]",
    explanation: "The instance (`dagster.yaml`, run and event storage) is found through `DAGSTER_HOME`.",
    checks: ["`DAGSTER_HOME` of the process that failed (webserver, daemon, script or container)"],
    fixes: ["Set `DAGSTER_HOME` to an absolute path that exists and contains `dagster.yaml`"],
    docs: [DOCS],
  },
  {
    id: "dagster/storage-outdated",
    title: "Dagster's database schema does not match its version",
    category: "configuration",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Instance is out of date and must be migrated/,
        /DagsterInstanceSchemaOutdated/,
        /may indicate that the Dagster database needs to be/,
      ],
      names: [/at revision (?<found>[0-9a-f]{6,40}), head is (?<head>[0-9a-f]{6,40})/],
    },
    rootCause:
      "Dagster was upgraded, but its database was not migrated[[ (revision {found}, expected {head})]]",
    explanation: "A newer version expects tables and columns that the storage database does not have yet.",
    checks: ["Versions of webserver, daemon and code locations, and the revision in the message"],
    fixes: [
      "Back up the database, stop the daemon, run `dagster instance migrate` with the new version, and start the daemon again",
      "Or go back to the earlier Dagster version until then",
    ],
    docs: [DOCS],
  },
  {
    id: "dagster/external-process",
    title: "Process started by Dagster failed",
    category: "code_bug",
    alternatives: ["unknown", "configuration", "resource_exhausted"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /External execution process failed with code (?<code>-?\d{1,10})/,
        /DatabricksError: Run `?(?<run>\d{1,30})`? failed with result state: `?(?<state>\w{3,40})`?\. Message: (?<reason>[^\n]{1,200})/,
        /DagsterPipesExecutionError: (?<reason>[^\n]{1,200})/,
      ],
    },
    rootCause:
      "The process or job that Dagster started failed[[ with code {code}]][[ ({state})]][[: {reason}]]",
    explanation:
      "A step launcher or Pipes client runs the code elsewhere and reports only how it ended; the error itself is in that system's log.",
    checks: ["stdout and stderr of the step, or the log of the Databricks run, EMR step or pod"],
    fixes: [
      "Fix the error in the step's compute log (stdout and stderr) or in the log of the Databricks run[[ {run}]], EMR step or pod",
      "Re-execute the run from the failed step afterwards",
    ],
    docs: [DOCS],
  },
  {
    id: "dagster/invariant",
    title: "Dagster was used in a way it does not allow",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "hint",
    transience: "permanent",
    match: {
      message: [
        /DagsterInvariantViolationError: (?<reason>[^\n]{1,240})/,
        /DagsterInvalidInvocationError: (?<reason>[^\n]{1,240})/,
      ],
    },
    rootCause: "Dagster rejected how it was called: {reason}",
    explanation: "The framework checks its rules at run time; the message names the rule.",
    checks: ["The first frame of your own code below the message"],
    fixes: ["Change the code as the message says"],
    docs: [DOCS],
  },
  {
    id: "dagster/launch-failed",
    title: "Dagster could not launch the run",
    category: "infrastructure",
    alternatives: ["configuration", "network_timeout", "auth_permission"],
    strength: "hint",
    transience: "intermittent",
    match: {
      message: [
        /Caught an (?:unrecoverable )?error (?:for run (?<run>[\w-]{8,60}) )?while (?:dequeuing the run|removing it from the queue)/,
        /DagsterLaunchFailedError: (?<reason>[^\n]{1,160})/,
      ],
    },
    rootCause: "The daemon could not start a worker for the run[[ {run}]][[: {reason}]]",
    explanation:
      "The run launcher failed before any step ran: the Kubernetes or ECS API rejected the job, the code location was down, or the instance's settings are wrong.",
    checks: [
      "The exception below it in the daemon's log",
      "Whether the code location was reachable, and the launcher's permissions",
    ],
    fixes: [
      "Fix the exception below it in the daemon's log: image, namespace or role for the Kubernetes and ECS launchers, an unreachable code location",
      "Re-execute the run[[ {run}]] afterwards",
      "Set `run_queue.max_user_code_failure_retries` for runs that are dequeued during deployments",
    ],
    docs: [DOCS],
  },
];
