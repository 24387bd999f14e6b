import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const dagsterExamples: SignatureExamples = {
  "dagster/executor-requirements": {
    examples: [
      {
        text: 'dagster._core.errors.DagsterUnmetExecutorRequirementsError: You have attempted to use an executor that uses multiple processes with the job "daily_orders" that is not reconstructable. Job must be loaded in a way that allows dagster to reconstruct them in a new process. This means: \n  * using the file, module, or workspace.yaml arguments of dagster-webserver/dagster-graphql/dagster\n  * loading the job through the reconstructable() function\n',
        captures: { job: "daily_orders" },
      },
      {
        text: "dagster._core.errors.DagsterUnmetExecutorRequirementsError: You have attempted to use an executor that uses multiple processes with an ephemeral DagsterInstance. A non-ephemeral instance is needed to coordinate execution between multiple processes. You can configure your default instance via $DAGSTER_HOME or ensure a valid one is passed when invoking the python APIs.",
      },
      {
        text: "dagster._core.errors.DagsterUnmetExecutorRequirementsError: This engine is only compatible with a CeleryK8sRunLauncher; configure the CeleryK8sRunLauncher on your instance to use it.",
      },
    ],
    nearMisses: [
      { text: "INFO Executing steps using multiprocess executor: parent process (pid: 12)" },
      {
        text: "dagster._core.errors.DagsterHomeNotSetError: The environment variable $DAGSTER_HOME is not set.",
      },
    ],
  },
  "dagster/resource-missing": {
    examples: [
      {
        text: "dagster._core.errors.DagsterInvalidDefinitionError: resource with key 'warehouse' required by op 'load_orders' was not provided. Please provide a ResourceDefinition to key 'warehouse', or change the required key to one of the following keys which points to an ResourceDefinition: ['io_manager']",
        captures: { resource: "warehouse", user: "op 'load_orders'" },
      },
      {
        text: "dagster._core.errors.DagsterInvalidDefinitionError: io manager with key 'snowflake_io' required by output 'result' of op 'orders'' was not provided. Please provide a IOManagerDefinition to key 'snowflake_io', or change the required key to one of the following keys which points to an IOManagerDefinition: ['io_manager']",
        captures: { resource: "snowflake_io" },
      },
      {
        text: "dagster._core.errors.DagsterUnknownResourceError: Unknown resource `slack`. Specify `slack` as a required resource on the compute / config function that accessed it.",
        captures: { resource: "slack" },
      },
    ],
    nearMisses: [
      {
        text: "dagster._core.errors.DagsterResourceFunctionError: Error executing resource_fn on ResourceDefinition warehouse",
      },
    ],
  },
  "dagster/env-var-missing": {
    examples: [
      {
        text: 'dagster._config.errors.PostProcessingError: You have attempted to fetch the environment variable "WAREHOUSE_PASSWORD" which is not set. In order for this execution to succeed it must be set in this environment.',
        captures: { variable: "WAREHOUSE_PASSWORD" },
      },
      {
        text: "dagster._core.errors.DagsterInvalidConfigError: Error in config for job daily_orders\n    Error 1: Post processing at path root:resources:warehouse:config:password of original value {'env': 'WAREHOUSE_PASSWORD'} failed:\ndagster._config.errors.PostProcessingError: You have attempted to fetch the environment variable \"WAREHOUSE_PASSWORD\" which is not set. In order for this execution to succeed it must be set in this environment.",
        captures: { variable: "WAREHOUSE_PASSWORD" },
      },
    ],
    nearMisses: [{ text: "KeyError: 'WAREHOUSE_PASSWORD'" }],
  },
  "dagster/invalid-config": {
    examples: [
      {
        text: "dagster._core.errors.DagsterInvalidConfigError: Error in config for job daily_orders\n    Error 1: Missing required config entry \"ops\" at the root. Sample config for missing entry: {'ops': {'load_orders': {'config': {'day': '...'}}}}",
      },
      {
        text: 'dagster._core.errors.DagsterInvalidConfigError: Error in config for job daily_orders\n    Error 1: Received unexpected config entry "limit" at path root:ops:load_orders:config. Expected: "{ day: String }".',
        captures: {
          problem:
            'Received unexpected config entry "limit" at path root:ops:load_orders:config. Expected: "{ day: String }"',
        },
      },
    ],
    nearMisses: [
      { text: "pydantic_core._pydantic_core.ValidationError: 1 validation error for Settings" },
      {
        text: 'dagster._config.errors.PostProcessingError: You have attempted to fetch the environment variable "TOKEN" which is not set. In order for this execution to succeed it must be set in this environment.',
      },
    ],
  },
  "dagster/type-check": {
    examples: [
      {
        text: 'dagster._core.errors.DagsterTypeCheckDidNotPass: Type check failed for step output "result" - expected type "Int". Description: Value "abc" of python type "str" must be a int.',
        captures: { side: "output", name: "result", type: "Int" },
      },
      {
        text: 'dagster._core.errors.DagsterTypeCheckDidNotPass: Type check failed for step input "orders" - expected type "DataFrame". Description: Value of type <class \'NoneType\'> failed type check for Dagster type DataFrame, expected value to be of Python type pandas.core.frame.DataFrame.',
        captures: { side: "input", name: "orders", type: "DataFrame" },
      },
    ],
    nearMisses: [{ text: "TypeError: unsupported operand type(s) for +: 'int' and 'str'" }],
  },
  "dagster/code-location-unreachable": {
    examples: [
      {
        text: "dagster._core.errors.DagsterUserCodeUnreachableError: Could not reach user code server. gRPC Error code: UNAVAILABLE",
        captures: { code: "UNAVAILABLE" },
      },
      {
        text: "dagster._core.errors.DagsterUserCodeUnreachableError: User code server request timed out due to taking longer than 60 seconds to complete.",
        captures: { seconds: "60" },
      },
    ],
    nearMisses: [{ text: "grpc._channel._InactiveRpcError: StatusCode.UNAVAILABLE" }],
  },
  "dagster/code-location-import": {
    examples: [
      {
        text: "dagster._core.errors.DagsterImportError: Encountered ImportError: `No module named 'orders_lib'` while importing module pipelines.definitions. Local modules were resolved using the working directory `/opt/dagster/app`. If another working directory should be used, please explicitly specify the appropriate path using the `-d` or `--working-directory` for CLI based targets or the `working_directory` configuration option for workspace targets.",
        captures: { reason: "No module named 'orders_lib'", module: "pipelines.definitions" },
      },
      {
        text: 'dagster._core.errors.DagsterInvariantViolationError: No Definitions, RepositoryDefinition, Job, Pipeline, Graph, or AssetsDefinition found in "pipelines.defs".',
        captures: { module: "pipelines.defs" },
      },
      {
        text: "dagster._core.errors.DagsterCodeLocationNotFoundError: Location orders_location does not exist in workspace",
        captures: { location: "orders_location" },
      },
    ],
    nearMisses: [{ text: "ModuleNotFoundError: No module named 'orders_lib'" }],
  },
  "dagster/step-process-killed": {
    examples: [
      {
        text: "Multiprocess executor: child process for step build_features was terminated by signal 9 (SIGKILL). This usually indicates that the process was killed by the operating system due to running out of memory. Possible solutions include increasing the amount of memory available to the run, reducing the amount of memory used by the ops in the run, or configuring the executor to run fewer ops concurrently.",
        captures: { step: "build_features", signal: "9 (SIGKILL)" },
      },
      {
        text: "Multiprocess executor: child process for step build_features unexpectedly exited with code -9",
        captures: { step: "build_features", code: "-9" },
      },
    ],
    nearMisses: [
      {
        text: "Multiprocess executor: child process for step build_features unexpectedly exited with code 1",
      },
    ],
  },
  "dagster/step-process-crashed": {
    examples: [
      {
        text: "Multiprocess executor: child process for step build_features unexpectedly exited with code 1",
        captures: { step: "build_features", code: "1" },
      },
      {
        text: "Run execution process for 5b7c1f0e-1111-4c39-9b0a-5b1f8b6a3e2d unexpectedly exited with code 1.",
        captures: { code: "1" },
      },
    ],
    nearMisses: [
      {
        text: "Multiprocess executor: child process for step build_features unexpectedly exited with code -9",
      },
      { text: "INFO child process for step build_features exited" },
    ],
  },
  "dagster/run-worker-lost": {
    examples: [
      { text: "dagster._core.errors.DagsterExecutionInterruptedError" },
      {
        text: "Detected run worker status FAILED: 'K8s job failed'. Marking run 5b7c1f0e-1111-4c39-9b0a-5b1f8b6a3e2d as failed.",
        captures: { status: "FAILED: 'K8s job failed'", run: "5b7c1f0e-1111-4c39-9b0a-5b1f8b6a3e2d" },
      },
      {
        text: "Discovered failed Kubernetes job dagster-step-8f2c1b for step build_features.",
        captures: { job: "dagster-step-8f2c1b", step: "build_features" },
      },
      {
        text: "Execution was interrupted unexpectedly. No user initiated termination request was found, treating as failure.",
      },
    ],
    nearMisses: [
      {
        text: "Detected run status changed during monitoring loop: STARTED -> SUCCESS, disregarding for now",
      },
    ],
  },
  "dagster/start-timeout": {
    examples: [
      {
        text: "Run timed out due to taking longer than 180 seconds to start.",
        captures: { seconds: "180", phase: "start" },
      },
      {
        text: "Run timed out due to taking longer than 300 seconds to cancel.",
        captures: { seconds: "300", phase: "cancel" },
      },
    ],
    nearMisses: [{ text: "Exceeded maximum runtime of 3600 seconds." }],
  },
  "dagster/max-runtime": {
    examples: [
      { text: "Exceeded maximum runtime of 3600 seconds.", captures: { seconds: "3600" } },
      {
        text: "Canceling due to exceeding maximum runtime of 7200 seconds.",
        captures: { seconds: "7200" },
      },
    ],
    nearMisses: [{ text: "Run timed out due to taking longer than 180 seconds to start." }],
  },
};
