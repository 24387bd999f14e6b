import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const dagsterRunExamples: SignatureExamples = {
  "dagster/upstream-output-missing": {
    examples: [
      {
        text: "FileNotFoundError: [Errno 2] No such file or directory: '/opt/dagster/dagster_home/storage/raw_orders'",
        around:
          'dagster._core.errors.DagsterExecutionLoadInputError: Error occurred while loading input "raw_orders" of step "orders"::',
        captures: {
          path: "/opt/dagster/dagster_home/storage/raw_orders",
          input: "raw_orders",
          step: "orders",
        },
      },
      {
        text: "FileNotFoundError: [Errno 2] No such file or directory: '/tmp/dagster/storage/5b7c1f0e/extract/result'",
        around:
          'dagster._core.errors.DagsterExecutionLoadInputError: Error occurred while loading input "rows" of step "load"::',
        captures: { input: "rows", step: "load" },
      },
    ],
    nearMisses: [
      { text: "FileNotFoundError: [Errno 2] No such file or directory: '/data/storage/orders.csv'" },
    ],
  },
  "dagster/output-missing": {
    examples: [
      {
        text: 'dagster._core.errors.DagsterStepOutputNotFoundError: Core compute for op "split_orders" did not return an output for non-optional output "returns"',
        captures: { step: "split_orders", output: "returns" },
      },
      {
        text: "dagster._core.errors.DagsterInvariantViolationError: Invocation of op 'split_orders' did not return an output for non-optional output 'returns'",
        captures: { step: "split_orders", output: "returns" },
      },
    ],
    nearMisses: [{ text: "INFO op split_orders yielded optional output returns" }],
  },
  "dagster/asset-graph": {
    examples: [
      {
        text: 'dagster._core.errors.DagsterInvalidDefinitionError: Input asset \'["raw", "orders"]\' for asset \'["orders_clean"]\' is not produced by any of the provided asset ops and is not one of the provided sources',
        captures: { asset: '["raw", "orders"]' },
      },
      {
        text: "dagster._core.errors.DagsterInvalidDefinitionError: Duplicate asset key: AssetKey(['orders'])",
        captures: { reason: "Duplicate asset key: AssetKey(['orders'])" },
      },
    ],
    nearMisses: [
      {
        text: "dagster._core.errors.DagsterInvalidDefinitionError: resource with key 'warehouse' required by op 'load_orders' was not provided. Please provide a ResourceDefinition to key 'warehouse'",
      },
    ],
  },
  "dagster/partition": {
    examples: [
      {
        text: "dagster._core.errors.DagsterUnknownPartitionError: Could not find a partition with key `2024-06-31`.",
        captures: { partition: "2024-06-31" },
      },
    ],
    nearMisses: [
      {
        text: "dagster._core.errors.DagsterInvariantViolationError: Cannot access partition_key for a non-partitioned run",
      },
      { text: "INFO Materialized partition 2024-06-30" },
    ],
  },
  "dagster/run-without-partition": {
    examples: [
      {
        text: "dagster._check.functions.CheckError: Failure condition: Tried to access partition_key for a non-partitioned run",
        captures: { kind: "run" },
      },
      {
        text: "dagster._core.errors.DagsterInvariantViolationError: Cannot access partition_key for a non-partitioned run",
      },
    ],
    nearMisses: [
      {
        text: "dagster._core.errors.DagsterUnknownPartitionError: Could not find a partition with key `2024-06-31`.",
      },
    ],
  },
  "dagster/asset-check-failed": {
    examples: [
      {
        text: "dagster._core.errors.DagsterAssetCheckFailedError: 1 blocking asset check failed with ERROR severity:\norders: no_duplicate_ids",
        captures: { asset: "orders", check: "no_duplicate_ids" },
      },
      {
        text: "dagster._core.errors.DagsterAssetCheckFailedError: Blocking check 'no_nulls' for asset 'orders' failed with ERROR severity.",
        captures: { check: "no_nulls", asset: "orders" },
      },
    ],
    nearMisses: [{ text: "WARNING Asset check no_nulls failed with WARN severity" }],
  },
  "dagster/resource-init": {
    examples: [
      {
        text: "dagster._core.errors.DagsterResourceFunctionError: Error executing resource_fn on ResourceDefinition warehouse",
        captures: { resource: "warehouse" },
      },
      {
        text: "dagster._core.errors.DagsterResourceFunctionError: Error executing resource_fn on ResourceDefinition s3_client",
        captures: { resource: "s3_client" },
      },
    ],
    nearMisses: [{ text: "DEBUG Finished initialization of resources [warehouse]." }],
  },
  "dagster/home-not-set": {
    examples: [
      {
        text: "dagster._core.errors.DagsterHomeNotSetError: The environment variable $DAGSTER_HOME is not set. Dagster requires this environment variable to be set to an existing directory in your filesystem. This directory is used to store metadata across sessions, or load the dagster.yaml file which can configure storing metadata in an external database.",
      },
      {
        text: 'dagster._core.errors.DagsterInvariantViolationError: $DAGSTER_HOME "/opt/dagster/home" is not a directory or does not exist. Dagster requires this environment variable to be set to an existing directory in your filesystem',
        captures: { path: "/opt/dagster/home" },
      },
    ],
    nearMisses: [{ text: "INFO Using DAGSTER_HOME /opt/dagster/home" }],
  },
  "dagster/storage-outdated": {
    examples: [
      {
        text: "dagster._core.storage.sql.DagsterInstanceSchemaOutdated: Raised an exception that may indicate that the Dagster database needs to be be migrated. Database is at revision 6d366a41b4be, head is 958a9495162d. To migrate, run `dagster instance migrate`.",
      },
      {
        text: "Instance is out of date and must be migrated (Run storage is at revision 6d366a41b4be, head is 958a9495162d). Please run `dagster instance migrate`.",
      },
    ],
    nearMisses: [{ text: "INFO  [alembic.runtime.migration] Running upgrade 6d366a41b4be -> 958a9495162d" }],
  },
  "dagster/external-process": {
    examples: [
      {
        text: "dagster._core.pipes.client.DagsterPipesExecutionError: External execution process failed with code 1",
        captures: { code: "1" },
      },
      {
        text: "dagster_databricks.types.DatabricksError: Run `81273` failed with result state: `FAILED`. Message: Task main failed with message: Workload failed, see run output for details.",
        captures: { run: "81273", state: "FAILED" },
      },
    ],
    nearMisses: [
      { text: "subprocess.CalledProcessError: Command '['bash']' returned non-zero exit status 1." },
    ],
  },
  "dagster/invariant": {
    examples: [
      {
        text: "dagster._core.errors.DagsterInvariantViolationError: op 'load_orders' did not yield or return expected outputs {'result'}. Did you forget to return/yield it?",
      },
      {
        text: "dagster._core.errors.DagsterInvalidInvocationError: op 'load_orders' has required resources, but no context was provided. Use the `build_op_context` function to construct a context with the required resources.",
      },
    ],
    nearMisses: [
      {
        text: "dagster._core.errors.DagsterUserCodeUnreachableError: Could not reach user code server. gRPC Error code: UNAVAILABLE",
      },
    ],
  },
  "dagster/launch-failed": {
    examples: [
      {
        text: "Caught an unrecoverable error while dequeuing the run. Marking the run as failed and dropping it from the queue",
      },
      {
        text: "Caught an error for run 5b7c1f0e-1111-4c39-9b0a-5b1f8b6a3e2d while removing it from the queue. Marking the run as failed and dropping it from the queue",
        captures: { run: "5b7c1f0e-1111-4c39-9b0a-5b1f8b6a3e2d" },
      },
    ],
    nearMisses: [{ text: "INFO Launched 3 runs." }],
  },
};
