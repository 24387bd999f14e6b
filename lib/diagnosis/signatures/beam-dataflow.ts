import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DATAFLOW = "https://cloud.google.com/dataflow/docs/guides/common-errors";
const DEPENDENCIES = "https://beam.apache.org/documentation/sdks/python-pipeline-dependencies/";

/** Apache Beam and the Dataflow service; more of Dataflow is in `gcp.ts` and `gcp-data.ts`. */
export const beamDataflowSignatures: Signature[] = [
  {
    id: "dataflow/zone-stock-out",
    title: "No machines for Dataflow workers in this zone",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Startup of the worker pool in (?:zone|region) (?<zone>[\w-]{3,40}) failed to bring up any of the desired (?<count>\d{1,5}) workers/,
      ],
      also: [/ZONE_RESOURCE_POOL_EXHAUSTED|STOCKOUT|does not have enough resources available/],
    },
    rootCause:
      "Google Cloud had no free machines in {zone}, so none of the {count} Dataflow workers started (ZONE_RESOURCE_POOL_EXHAUSTED)",
    explanation:
      "The zone itself was out of that machine type. This is neither the project's quota nor the pipeline.",
    checks: ["Machine type, zone and GPU of the job", "Whether it started elsewhere at the same time"],
    fixes: [
      "Start again with `--region` only, without `--worker_zone`, so that Dataflow picks the zone",
      "Use another `--worker_machine_type`, or fewer workers (`--num_workers`)",
      "Reserve machines if it happens again and again",
    ],
    docs: [DATAFLOW],
  },
  {
    id: "dataflow/worker-quota",
    title: "Quota too small for the Dataflow workers",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Startup of the worker pool in (?:zone|region) (?<zone>[\w-]{3,40}) failed to bring up any of the desired (?<count>\d{1,5}) workers/,
      ],
      also: [/Quota '(?<quota>[\w-]{2,60})' exceeded\. {1,2}Limit: (?<limit>[\d.]{1,12})/],
    },
    rootCause:
      "The project's quota `{quota}` ({limit}) is too small for the {count} Dataflow workers in {zone}",
    explanation: "Compute Engine refused the worker machines: other jobs and machines use up the quota.",
    checks: ["What uses `{quota}` in the region: running Dataflow jobs, clusters, forgotten machines"],
    fixes: [
      "Lower `--max_num_workers` or the machine size; without external addresses (`--no_use_public_ips`) the address quota does not count",
      "Stop other jobs, or run in another region",
      "Request a higher quota",
    ],
    docs: [DATAFLOW],
  },
  {
    id: "dataflow/subnet-full",
    title: "Subnet has no addresses for Dataflow workers",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [/IP space of '(?<subnet>[^'\n]{3,200})' is exhausted/, /\bIP_SPACE_EXHAUSTED\b/],
    },
    rootCause: "The subnet[[ `{subnet}`]] has no free addresses for the worker machines",
    explanation:
      "Each worker takes one address of the subnet, and during an update old and new workers overlap.",
    checks: ["The subnet's range and what uses it"],
    fixes: [
      "Lower `--max_num_workers`, or run in a subnet with a larger range (`--subnetwork`)",
      "Expand it: `gcloud compute networks subnets expand-ip-range`",
    ],
    docs: [DATAFLOW],
  },
  {
    id: "dataflow/network-missing",
    title: "Dataflow cannot use the network",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<kind>Subnetwork|Network) '?(?<network>[\w.:/-]{1,200})'? is not accessible to Dataflow Service account or does not exist/,
      ],
    },
    rootCause: "{kind} `{network}` does not exist or Dataflow's service account may not use it",
    explanation:
      "Without `--network` Dataflow takes the network `default`, which many projects do not have. A Shared VPC needs the subnetwork's full path and rights in the host project.",
    checks: [
      "`gcloud compute networks subnets list` in the job's region",
      "Roles of `service-PROJECT_NUMBER@dataflow-service-producer-prod.iam.gserviceaccount.com` in the host project",
    ],
    fixes: [
      "Set `--subnetwork=regions/REGION/subnetworks/NAME` (the full URL for a Shared VPC)",
      "Grant Dataflow's service account `roles/compute.networkUser` on the subnetwork",
    ],
    docs: ["https://cloud.google.com/dataflow/docs/guides/specifying-networks"],
  },
  {
    id: "dataflow/temp-location",
    title: "Dataflow cannot write to its temp or staging bucket",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Failed to write a file to temp location '(?<path>gs:\/\/[^'\n]{1,300})'/,
        /Unable to verify that GCS bucket (?<path>gs:\/\/[^\s]{1,300}) exists/,
        /Output path does not exist or is not writeable: (?<path>gs:\/\/[^\s]{1,300})/,
        /Unable to rename output files from (?<path>gs:\/\/[^\s]{1,300})/,
      ],
    },
    rootCause: "The job may not write to `{path}`, or the bucket does not exist",
    explanation:
      "Dataflow stages its files in `--temp_location` and `--staging_location`. Both the submitting account and the workers' account must read and write there.",
    checks: ["`gcloud storage ls` of the bucket", "The workers' service account and its roles on the bucket"],
    fixes: [
      "Grant the workers' account `roles/storage.objectAdmin` on the bucket",
      "Create the bucket in the job's region, or fix `--temp_location`",
    ],
    docs: ["https://cloud.google.com/dataflow/docs/concepts/security-and-permissions"],
  },
  {
    id: "dataflow/job-name-taken",
    title: "Dataflow job with this name is already running",
    category: "configuration",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [/There is already an active job named (?<job>[\w.-]{1,120})/],
    },
    rootCause: "A Dataflow job named `{job}` is still running",
    explanation:
      "Names of active jobs are unique in a region. The earlier run has not ended, or the name is fixed.",
    checks: ["`gcloud dataflow jobs list --status=active --region=…`"],
    fixes: [
      "Wait for the earlier job, or drain it",
      "Give each run its own name (date in `--job_name`), or `--update` a streaming job",
    ],
    docs: ["https://cloud.google.com/dataflow/docs/guides/updating-a-pipeline"],
  },
  {
    id: "dataflow/graph-too-large",
    title: "Dataflow job graph too large",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/The job graph is too large\. Please try again with a smaller job graph/],
    },
    rootCause: "The pipeline's job graph exceeds Dataflow's size limit",
    explanation:
      "The graph contains the serialized functions and their data. Values put into the graph (`Create` with a large list, objects in a DoFn) or thousands of steps fill it.",
    checks: ["What `Create` and the constructors of the DoFns hold", "How many steps a loop adds"],
    fixes: [
      "Read large values from a file or a side input instead of passing them at construction",
      "Replace steps in a loop by one step with a key; or split the pipeline",
    ],
    docs: [DATAFLOW],
  },
  {
    id: "beam/versions-differ",
    title: "Beam: launcher and workers have different versions",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Pipeline construction environment and pipeline runtime environment are not compatible/],
      also: [
        /Submission environment: beam:version:sdk_base:(?<submission>[^\s]{3,120}?)\.? /,
        /Runtime environment: beam:version:sdk_base:(?<runtime>[^\s]{3,120})/,
      ],
    },
    rootCause: "The pipeline was built with `{submission}` but the workers run `{runtime}`",
    explanation:
      "Beam's serialized pipeline needs the same Python minor version and the same Beam version on the launcher and in the worker image.",
    checks: [
      "`python --version` and `pip show apache-beam` of the launcher",
      "`--sdk_container_image` and its tag",
    ],
    fixes: [
      "Build the worker image from `apache/beam_python3.X_sdk:VERSION` of the launcher's versions",
      "Or pin `apache-beam` in the launcher to the image's version; best launch from the same image (Flex template)",
    ],
    docs: [DEPENDENCIES],
  },
  {
    id: "beam/worker-packages",
    title: "Beam worker could not install its packages",
    category: "missing_dependency",
    alternatives: ["network_timeout", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Failed to install (?:required )?packages: (?<reason>failed to install [^\n]{3,200})/,
        /Staged package (?<package>[^\s]{1,120}) at location '?gs:\/\/[^\s']{1,300}'? is inaccessible/,
      ],
    },
    rootCause:
      "A worker could not install the pipeline's packages[[: {reason}]][[: `{package}` is not readable]]",
    explanation:
      "At startup each worker installs `--requirements_file`, `--extra_package` and `--setup_file`. It restarts in a loop when that fails: no route to PyPI, a version that does not exist, a package that does not build.",
    checks: [
      "The pip output just above in the log `worker-startup`",
      "Whether the workers have internet access",
    ],
    fixes: [
      "Install the packages in a custom worker image (`--sdk_container_image`) instead",
      "Pin versions that have wheels for the workers' Python",
      "Open the route to PyPI (Cloud NAT) or use a private index",
    ],
    docs: [DEPENDENCIES],
  },
  {
    id: "beam/main-session",
    title: "Global name unknown on Beam workers",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [/NameError: (?:global )?name '(?<name>\w{1,80})' is not defined/],
      also: [/\[while running '(?<step>[^'\n]{1,200}?)(?:-ptransform-\d{1,6})?'/],
    },
    rootCause: "`{name}` is not defined on the workers in step `{step}`",
    explanation:
      "Imports and globals of the main file are not sent to the workers unless the main session is saved; a DoFn sees only what it imports itself.",
    checks: ["Where `{name}` is imported or defined"],
    fixes: [
      "Import it inside the function or in the DoFn's `setup`",
      "Or run with `--save_main_session`, or move the code into a package (`--setup_file`)",
    ],
    docs: [DEPENDENCIES],
  },
  {
    id: "beam/pickle",
    title: "Beam step cannot be sent to the workers",
    category: "code_bug",
    strength: "strong",
    transience: "permanent",
    match: {
      message: [/(?:cannot|can't) pickle '?(?<object>[\w.]{1,120})'? objects?/i],
      anywhere: [/apache_beam[/.](?:internal|transforms|pipeline|coders|runners)\b/],
    },
    rootCause: "A Beam step holds a `{object}` object, which cannot be serialized for the workers",
    explanation:
      "Beam pickles every DoFn with its attributes. Clients, connections, locks and open files cannot be pickled.",
    checks: ["What the DoFn's constructor stores, and what a lambda refers to"],
    fixes: [
      "Create the client in the DoFn's `setup()` instead of `__init__`",
      "Pass plain settings only; try `--pickle_library=cloudpickle` for lambdas",
    ],
    docs: ["https://beam.apache.org/documentation/programming-guide/"],
  },
  {
    id: "beam/harness-lost",
    title: "Beam worker process stopped responding",
    category: "resource_exhausted",
    alternatives: ["code_bug", "infrastructure"],
    strength: "hint",
    transience: "intermittent",
    match: {
      message: [
        /SDK worker appears to be permanently unresponsive/,
        /Unable to retrieve status info from SDK harness (?<harness>[\w-]{1,60})/,
        /SDK harness (?<harness>sdk-[\w-]{1,60}) disconnected/,
      ],
    },
    rootCause: "The worker process of the pipeline died or stopped responding[[ (`{harness}`)]]",
    explanation:
      "Usually it was killed for memory; otherwise a call blocks all threads (native code that holds Python's lock, a request without timeout).",
    checks: [
      "The worker's system log for `Out of memory: Killed process`, and its memory graph",
      "The step that was running",
    ],
    fixes: [
      "Use a machine with more memory per core (`n2-highmem-4`), or `--number_of_worker_harness_threads=2`",
      "Do not hold whole groups in memory: iterate, or combine",
      "Set timeouts on every call to a service",
    ],
    docs: ["https://cloud.google.com/dataflow/docs/guides/troubleshoot-oom"],
  },
  {
    id: "beam/step-stuck",
    title: "Beam step makes no progress",
    category: "network_timeout",
    alternatives: ["code_bug", "resource_exhausted"],
    strength: "hint",
    transience: "intermittent",
    match: {
      message: [
        /Operation ongoing (?:in bundle [\w-]{1,60} (?:for transform|in) |in )(?:step|state) (?<step>[^\n]{1,200}?) for at least (?<time>\d[\dhms]{1,12})/,
        /Processing stuck in step (?<step>[^\n]{1,200}?) for at least (?<time>\d[\dhms]{1,12})/,
      ],
    },
    rootCause: "Step `{step}` has worked on one element for at least {time}",
    explanation:
      "A warning, repeated as long as one call does not return: a slow or unreachable service, a lock, or a very large element. It explains a job that hangs or times out.",
    checks: [
      "The stack trace after the message: the call that waits",
      "Hot keys and the size of the elements",
    ],
    fixes: [
      "Set a timeout and retries on the call shown in the stack trace",
      "Spread a hot key, or split the large element",
    ],
    docs: [DATAFLOW],
  },
  {
    id: "dataflow/pipeline-failed",
    title: "Dataflow job failed (final message)",
    category: "code_bug",
    alternatives: ["unknown", "infrastructure", "configuration", "resource_exhausted"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /Dataflow pipeline failed\. State: (?<state>[A-Z_]{3,30})/,
        /(?:JOB_MESSAGE_ERROR: |^)Workflow failed\.\s{0,4}$/m,
      ],
    },
    rootCause: "The Dataflow job ended[[ in state {state}]]; an earlier job message says why",
    explanation:
      "`Workflow failed.` only closes the job. The reason is the job message of level ERROR before it, or the workers' log.",
    checks: ["The first `JOB_MESSAGE_ERROR` of the job", "The workers' log in Cloud Logging"],
    fixes: ["Fix the error found there, then start the job again"],
    docs: [DATAFLOW],
  },
];
