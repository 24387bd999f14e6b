import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const beamDataflowExamples: SignatureExamples = {
  "dataflow/zone-stock-out": {
    examples: [
      {
        text: "Startup of the worker pool in zone europe-west4-a failed to bring up any of the desired 12 workers. Please refer to https://cloud.google.com/dataflow/docs/guides/common-errors#worker-pool-failure for help troubleshooting. ZONE_RESOURCE_POOL_EXHAUSTED: Instance 'load-1-harness-x' creation failed: The zone 'projects/acme/zones/europe-west4-a' does not have enough resources available to fulfill the request.  '(resource type:compute)'.",
        captures: { zone: "europe-west4-a", count: "12" },
      },
    ],
    nearMisses: [
      {
        text: "Startup of the worker pool in zone us-central1-f failed to bring up any of the desired 4 workers. QUOTA_EXCEEDED: Instance 'x' creation failed: Quota 'CPUS' exceeded.  Limit: 24.0 in region us-central1.",
      },
    ],
  },
  "dataflow/worker-quota": {
    examples: [
      {
        text: "Startup of the worker pool in zone us-central1-f failed to bring up any of the desired 4 workers. QUOTA_EXCEEDED: Instance 'x' creation failed: Quota 'CPUS' exceeded.  Limit: 24.0 in region us-central1.",
        captures: { quota: "CPUS", limit: "24.0", zone: "us-central1-f" },
      },
    ],
    nearMisses: [
      {
        text: "google.api_core.exceptions.Forbidden: 403 Quota 'CPUS' exceeded.  Limit: 24.0 in region us-central1.",
      },
    ],
  },
  "dataflow/subnet-full": {
    examples: [
      {
        text: "Workflow failed. Causes: IP_SPACE_EXHAUSTED: Instance 'load-1-harness-x' creation failed: IP space of 'projects/acme/regions/us-east1/subnetworks/etl' is exhausted.",
        captures: { subnet: "projects/acme/regions/us-east1/subnetworks/etl" },
      },
      {
        text: "Instance creation failed: IP space of 'projects/acme/regions/us-east1/subnetworks/etl' is exhausted.",
        captures: { subnet: "projects/acme/regions/us-east1/subnetworks/etl" },
      },
    ],
    nearMisses: [
      { text: "InsufficientFreeAddressesInSubnet: There are not enough free addresses in subnet" },
    ],
  },
  "dataflow/network-missing": {
    examples: [
      {
        text: "Workflow failed. Causes: Network default is not accessible to Dataflow Service account or does not exist",
        captures: { kind: "Network", network: "default" },
      },
      {
        text: "Workflow failed. Causes: Subnetwork projects/acme-host/regions/us-east1/subnetworks/etl is not accessible to Dataflow Service account or does not exist",
        captures: { kind: "Subnetwork" },
      },
    ],
    nearMisses: [{ text: "Network default was created" }],
  },
  "dataflow/temp-location": {
    examples: [
      {
        text: "Workflow failed. Causes: Failed to write a file to temp location 'gs://acme-tmp/load'. Please make sure that the bucket for this directory exists, and that the project under which the workflow is running has the necessary permissions to write to it.",
        captures: { path: "gs://acme-tmp/load" },
      },
      {
        text: "java.lang.IllegalArgumentException: Output path does not exist or is not writeable: gs://acme-out/daily",
        captures: { path: "gs://acme-out/daily" },
      },
    ],
    nearMisses: [{ text: "Using temp location gs://acme-tmp/load" }],
  },
  "dataflow/job-name-taken": {
    examples: [
      {
        text: "org.apache.beam.runners.dataflow.DataflowJobAlreadyExistsException: There is already an active job named load-orders with id: 2024-05-01_00_00_00-1. If you want to submit a second job, try again by setting a different name using --jobName.",
        captures: { job: "load-orders" },
      },
    ],
    nearMisses: [{ text: "Submitted job: load-orders" }],
  },
  "dataflow/graph-too-large": {
    examples: [
      {
        text: "The job graph is too large. Please try again with a smaller job graph, or split your job into two or more smaller jobs.",
      },
    ],
    nearMisses: [{ text: "The job graph has 14 steps" }],
  },
  "beam/versions-differ": {
    examples: [
      {
        text: "RuntimeError: Pipeline construction environment and pipeline runtime environment are not compatible. If you use a custom container image, check that the Python interpreter minor version and the Apache Beam version in your image match the versions used at pipeline construction time. Submission environment: beam:version:sdk_base:apache/beam_python3.11_sdk:2.60.0. Runtime environment: beam:version:sdk_base:apache/beam_python3.10_sdk:2.58.1.",
        captures: {
          submission: "apache/beam_python3.11_sdk:2.60.0",
          runtime: "apache/beam_python3.10_sdk:2.58.1",
        },
      },
    ],
    nearMisses: [
      { text: "Submission environment: beam:version:sdk_base:apache/beam_python3.11_sdk:2.60.0." },
    ],
  },
  "beam/worker-packages": {
    examples: [
      {
        text: "Failed to install required packages: failed to install requirements: exit status 1",
        captures: { reason: "failed to install requirements: exit status 1" },
      },
    ],
    nearMisses: [{ text: "ERROR: Failed to install required packages." }],
  },
  "beam/main-session": {
    examples: [
      {
        text: "NameError: name 'json' is not defined [while running 'ParseOrders-ptransform-42']",
        captures: { name: "json", step: "ParseOrders" },
      },
    ],
    nearMisses: [{ text: "NameError: name 'json' is not defined" }],
  },
  "beam/pickle": {
    examples: [
      {
        text: "TypeError: cannot pickle 'google.cloud.bigquery.client.Client' object",
        around: 'File "/usr/lib/python3.11/site-packages/apache_beam/internal/pickler.py", line 42, in dumps',
        captures: { object: "google.cloud.bigquery.client.Client" },
      },
    ],
    nearMisses: [{ text: "TypeError: cannot pickle '_thread.lock' object" }],
  },
  "beam/harness-lost": {
    examples: [
      { text: "SDK worker appears to be permanently unresponsive. Aborting the SDK." },
      { text: "SDK harness sdk-0-0 disconnected.", captures: { harness: "sdk-0-0" } },
    ],
    nearMisses: [{ text: "SDK harness sdk-0-0 connected." }],
  },
  "beam/step-stuck": {
    examples: [
      {
        text: "Operation ongoing in step WriteOrders for at least 05m00s without outputting or completing in state process-msecs",
        captures: { step: "WriteOrders", time: "05m00s" },
      },
      {
        text: "Processing stuck in step Enrich/ParDo(Call) for at least 10m00s without outputting or completing in state process",
        captures: { step: "Enrich/ParDo(Call)" },
      },
    ],
    nearMisses: [{ text: "Finished operation WriteOrders" }],
  },
  "dataflow/pipeline-failed": {
    examples: [
      {
        text: "apache_beam.runners.dataflow.dataflow_runner.DataflowRuntimeException: Dataflow pipeline failed. State: FAILED, Error:",
        captures: { state: "FAILED" },
      },
      { text: "Workflow failed." },
    ],
    nearMisses: [{ text: "Workflow failed. Causes: S01:Read+Write failed." }],
  },
};
