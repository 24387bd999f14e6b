import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Databricks: clusters that do not start or are lost, and the libraries installed on them. */
export const databricksClusterSignatures: Signature[] = [
  {
    id: "databricks/cluster-not-started",
    title: "Databricks cluster did not start",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "configuration", "rate_limit"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Unexpected failure while waiting for the cluster \(?(?<cluster>[\w-]{3,80})\)? to be ready/,
        /(?<reason>(?:AWS|AZURE|GCP)_REQUEST_LIMIT_EXCEEDED)/,
        /(?<reason>CLOUD_PROVIDER_(?:LAUNCH_FAILURE|SHUTDOWN)|SELF_BOOTSTRAP_FAILURE|BOOTSTRAP_TIMEOUT|SPARK_STARTUP_FAILURE)\b/,
      ],
      names: [
        /(?<cause>[A-Z]{2,12}(?:_[A-Z]{2,20}){1,6})\((?:CLIENT_ERROR|CLOUD_FAILURE|SERVICE_FAULT|SUCCESS)\)/,
        /(?:aws|azure|gcp|databricks)_error_message: ?(?<detail>[^\n"]{3,200})/,
      ],
      not: [/INSUFFICIENT_INSTANCE_CAPACITY|STOCKOUT|QUOTA_EXCEEDED|MAX_SPOT_INSTANCE|INIT_SCRIPT_FAILURE/],
    },
    rootCause:
      "The Databricks cluster[[ `{cluster}`]] failed to start[[ ({reason})]][[ ({cause})]][[: {detail}]]",
    explanation:
      "Databricks could not bring up working machines: the cloud refused or lost them, or they had no network route to the control plane.",
    checks: [
      "The termination reason in the cluster's event log (`…_error_message`)",
      "Changes to init scripts or the instance type, and the cloud account's limits",
    ],
    fixes: [
      "Read the termination reason in the cluster's event log and run the job again",
      "Open the route from the cluster's subnet to the control plane and storage (NAT, private link) if the reason is a bootstrap timeout",
    ],
    docs: ["https://docs.databricks.com/aws/en/compute/troubleshooting/cluster-error-codes"],
  },
  {
    id: "databricks/no-capacity",
    title: "Cloud has no capacity for the cluster",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /(?<reason>AWS_INSUFFICIENT_INSTANCE_CAPACITY_FAILURE|(?:AZURE|GCP)_STOCKOUT|CLOUD_PROVIDER_RESOURCE_STOCKOUT)/,
      ],
      names: [
        /cluster \(?(?<cluster>\d{4}-\d{6}-\w{3,20})/,
        /do not have sufficient (?<type>[\w.-]{3,40}) capacity in the Availability Zone you requested \((?<zone>[\w-]{4,30})\)/,
        /or choosing (?<other>[\w, -]{4,120})/,
      ],
    },
    rootCause:
      "The cloud has no[[ {type}]] capacity[[ in {zone}]] for the Databricks cluster[[ `{cluster}`]] ({reason})",
    explanation:
      "The zone or region is out of the requested instance type, or of Spot capacity; nothing is wrong with the job or the account's quota.",
    checks: ["Instance type, `zone_id` and availability (Spot or on-demand) of the job cluster"],
    fixes: [
      "Set `zone_id` of the cluster to `auto`, or to another zone[[ ({other})]], and repair the run",
      "Use `SPOT_WITH_FALLBACK`, another instance type, or a pool with idle instances",
      "Give the task retries with a delay",
    ],
  },
  {
    id: "databricks/cloud-quota",
    title: "Cloud account quota keeps the cluster from starting",
    category: "rate_limit",
    alternatives: ["resource_exhausted", "infrastructure", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /(?<reason>(?:AWS|AZURE|GCP)_(?:MAX_SPOT_INSTANCE_COUNT_EXCEEDED_FAILURE|QUOTA_EXCEEDED_EXCEPTION|QUOTA_EXCEEDED))/,
      ],
      names: [
        /[Cc]luster \(?'?(?<cluster>\d{4}-\d{6}-\w{3,20})/,
        /(?:aws|azure|gcp|databricks)_error_message: ?(?<detail>[^\n"]{3,200})/,
      ],
    },
    rootCause:
      "The cloud account's quota does not allow the machines of the Databricks cluster[[ `{cluster}`]] ({reason})[[: {detail}]]",
    explanation:
      "The account or subscription has a limit on cores or Spot instances per region, and running machines use it up.",
    checks: [
      "Usage against quota for that machine family and region in the cloud's console",
      "Other clusters that run at the same time",
    ],
    fixes: [
      "End idle clusters, or use fewer or smaller nodes, then repair the run",
      "Request a higher quota for the machine family in that region",
    ],
  },
  {
    id: "databricks/init-script",
    title: "Init script of the cluster failed",
    category: "configuration",
    alternatives: ["code_bug", "missing_dependency", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/(?<reason>(?:GLOBAL_)?INIT_SCRIPT_FAILURE)\b/],
      names: [
        /init script (?<script>[\w:/.-]{3,200}) failed/,
        /[Cc]luster \(?'?(?<cluster>\d{4}-\d{6}-\w{3,20})/,
      ],
    },
    rootCause: "An init script of the Databricks cluster[[ `{cluster}`]] failed ({reason})[[: `{script}`]]",
    explanation:
      "Every node runs the init scripts before it joins the cluster; if one returns a non-zero code or cannot be read, the cluster terminates.",
    checks: [
      "The script's output in the cluster's log delivery (`init_scripts/`) or event log",
      "What changed in the script or the packages it installs",
    ],
    fixes: [
      "Correct the script[[ `{script}`]] (pin package versions, end with `exit 0` only on success) or its path",
      "Allow the cluster to reach what the script downloads",
    ],
  },
  {
    id: "databricks/cluster-lost",
    title: "Databricks cluster or driver lost during the run",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "code_bug"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Could not reach driver of cluster (?<cluster>[\w-]{3,80})/,
        /Cluster (?<cluster>[\w-]{3,80}) was terminated(?: during the run)?[^\n]{0,40}/,
        /SPOT_INSTANCE_TERMINATION|DRIVER_UNREACHABLE|DRIVER_NOT_RESPONDING|DRIVER_UNRESPONSIVE/,
        /Run result unavailable: (?:run failed with error message|job failed with error message)\s{0,3}(?:Cluster|Unexpected|Could not reach)/,
      ],
      names: [
        /(?<reason>SPOT_INSTANCE_TERMINATION|DRIVER_UNREACHABLE|DRIVER_NOT_RESPONDING|DRIVER_UNRESPONSIVE)/,
      ],
    },
    rootCause:
      "The Databricks cluster[[ `{cluster}`]] or its driver was lost while the job ran[[ ({reason})]]",
    explanation:
      "A spot instance was reclaimed, someone or a policy terminated the cluster, or the driver was too busy or out of memory and stopped responding.",
    checks: [
      "The cluster's event log at that time: who or what terminated it",
      "The driver's memory and garbage collection before it stopped responding",
    ],
    fixes: [
      "Repair the run (`databricks jobs repair-run RUN_ID --rerun-all-failed-tasks`); keep the driver on an on-demand instance",
      "Give the driver more memory, or pull fewer rows to it, if it stopped responding",
      "Use a job cluster of its own instead of a shared one",
    ],
  },
  {
    id: "databricks/driver-restarted",
    title: "Databricks driver stopped, most likely out of memory",
    category: "resource_exhausted",
    alternatives: ["code_bug", "infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /The [Ss]park driver has stopped unexpectedly and is restarting/,
        /Driver is up but is not responsive, likely due to GC/,
      ],
    },
    rootCause: "The Spark driver stopped or stalled, most likely because it ran out of memory",
    explanation:
      "`collect()`, `toPandas()` or a large broadcast pulls all rows onto the driver; when its memory runs out, the process dies and Databricks starts a new one.",
    checks: [
      "What the code pulls to the driver, and how many rows that is now",
      "The driver's memory graph and its log",
    ],
    fixes: [
      "Remove `collect()`, `toPandas()` and large broadcasts, or limit their rows",
      "Choose a driver type with more memory, and set `spark.driver.maxResultSize`",
    ],
  },
  {
    id: "databricks/library-install",
    title: "Databricks library installation failed",
    category: "missing_dependency",
    alternatives: ["network_timeout", "auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /LIBRARY_INSTALLATION_(?:FAILURE|ERROR)/,
        /Library installation failed for library due to (?<side>user|infra|cloud)/,
        /Library installation attempted on the driver node of cluster (?<cluster>[\w-]{3,80}) and failed/,
        /Library installation failed: /,
      ],
      names: [
        /pypi \{ ?package: "(?<package>[^"\n]{1,120})"/,
        /(?:whl|jar|maven|cran): ?\{?[^\n"]{0,20}"(?<package>[^"\n]{1,200})"/,
        /of cluster (?<cluster>[\w-]{3,80}) and failed/,
        /No matching distribution found for (?<package>[^\s"]{1,120})/,
      ],
    },
    rootCause: "The library[[ `{package}`]] of the job could not be installed on the cluster[[ `{cluster}`]]",
    explanation:
      "Databricks installs the job's libraries before the code runs. No version matches, the package index or storage is unreachable, or the file is gone; the rest of the message comes from the installer.",
    checks: [
      "The installer's output in the message: which package, which reason",
      "Whether versions are pinned, and whether something was released since the last success",
    ],
    fixes: [
      "Pin a version that exists and supports the runtime's Python[[ instead of `{package}`]]",
      "Give the cluster access to the package index (`PIP_INDEX_URL`, NAT) or to the file's storage",
    ],
  },
];
