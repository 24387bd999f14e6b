import type { Signature } from "@/lib/diagnosis/signatures/signature";

const EXTERNAL = "https://cloud.google.com/bigquery/docs/external-data-cloud-storage";
const DATAPROC = "https://cloud.google.com/dataproc/docs/concepts/configuring-clusters/network";
const DATAFLOW = "https://cloud.google.com/dataflow/docs/guides/common-errors";

/** BigQuery reading files (Cloud Storage, Drive), Dataproc and Dataflow. */
export const gcpDataSignatures: Signature[] = [
  {
    id: "bigquery/files-denied",
    title: "BigQuery may not read the files behind a table or load",
    category: "auth_permission",
    alternatives: ["configuration", "upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /globbing file pattern\. (?<principal>[\w.+-]{2,80}@[\w.-]{3,120}) does not have (?<permission>storage\.[\w.]{3,60}) access to the Google Cloud Storage (?:bucket|object)\. Permission '[\w.]{3,60}' denied on resource \(or it may not exist\)\. Please make sure (?<files>gs:\/\/[^\s]{1,300})/,
        /globbing file pattern\. (?<principal>[\w.+-]{2,80}@[\w.-]{3,120}) does not have (?<permission>storage\.[\w.]{3,60}) access/,
        /Permission denied while globbing file pattern/,
        /Access Denied: File (?<files>gs:\/\/[^\s:]{1,300}): Access Denied/,
      ],
      also: [/Permission denied while globbing file pattern|Access Denied: File gs:/],
      not: [/Drive credentials/],
    },
    rootCause:
      "The account[[ `{principal}`]] may not read the files[[ `{files}`]] behind the table[[: it lacks `{permission}`]]",
    explanation:
      "An external table and a load job read Cloud Storage with the caller's own permissions (BigLake: the connection's). Roles on the BigQuery dataset do not include them; it takes storage roles on the bucket.",
    checks: [
      "Which account ran the query or load, and its roles on that bucket (`gcloud storage buckets get-iam-policy`)",
      "Whether the bucket and path exist: Google reports a missing one the same way",
    ],
    fixes: [
      "Grant the account `roles/storage.objectViewer` on the bucket (it needs `storage.objects.list` and `storage.objects.get`)",
      "Use a BigLake table with a connection, and grant the role to the connection's service account",
      "Fix the bucket or path in the table's definition",
    ],
    docs: [EXTERNAL],
  },
  {
    id: "bigquery/drive-denied",
    title: "BigQuery cannot read a Google Drive or Sheets table",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Permission denied while getting Drive credentials/,
        /No OAuth token with Google Drive scope was found/,
      ],
      also: [/Permission denied while getting Drive credentials|Google Drive scope was found/],
    },
    rootCause: "The credentials lack the Google Drive scope, or the sheet is not shared with the account",
    explanation:
      "A table over a Google Sheet is read with the caller's token, which must include the Drive scope, and the file must be shared with that account.",
    checks: ["Scopes of the client's credentials", "Who the sheet is shared with"],
    fixes: [
      "Request `https://www.googleapis.com/auth/drive.readonly` along with the BigQuery scope",
      "Share the sheet with the service account's address",
      "Load the sheet into a native table in a step of its own",
    ],
    docs: ["https://cloud.google.com/bigquery/docs/external-data-drive"],
  },
  {
    id: "bigquery/no-files",
    title: "BigQuery found no files at that path",
    category: "upstream_missing_data",
    alternatives: ["configuration", "code_bug"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [/matched no files\.? ?(?:File: (?<files>gs:\/\/[^\s,'"]{1,300}))?/],
    },
    rootCause: "No file matches the path[[ `{files}`]] of the load or external table",
    explanation:
      "The step that writes the files did not run, writes to another path or date, or a lifecycle rule removed them.",
    checks: [
      "`gcloud storage ls` of the path, and when files were last written there",
      "How the path is built (date, wildcard)",
    ],
    fixes: [
      "Run the step that writes the files, or wait for them with a sensor",
      "Fix the path or date in the job or table definition",
    ],
    docs: [EXTERNAL],
  },
  {
    id: "gcp/act-as",
    title: "Account may not act as the service account",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /User not authorized to act as service account '(?<account>[\w.@+-]{3,160})'/,
        /Permission '?iam\.service[aA]ccounts\.actAs'? denied on (?:service account|resource):? ?'?(?<account>[\w.@+/-]{3,200})?/,
      ],
    },
    rootCause:
      "The caller may not start a resource that runs as service account[[ `{account}`]] (`iam.serviceAccounts.actAs` is missing)",
    explanation:
      "Whoever creates a cluster, job or function that runs as a service account needs the Service Account User role on that account.",
    checks: [
      "Which account the orchestrator uses, and which service account the cluster or job is set to run as",
    ],
    fixes: [
      "Grant the caller `roles/iam.serviceAccountUser` on that service account",
      "Let the cluster or job use an account that the caller may act as",
    ],
    docs: ["https://cloud.google.com/iam/docs/service-account-permissions"],
  },
  {
    id: "gcp/dataproc-network",
    title: "Dataproc's subnet or firewall is not set up",
    category: "configuration",
    alternatives: ["network_timeout"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /subnetwork resource '?(?<subnet>[^'\s]{3,200})'? does not support Private Google Access which is required for Dataproc clusters/,
        /Subnetwork '?(?<subnet>[^'\s]{3,200})'? does not support Private Google Access/,
      ],
    },
    rootCause:
      "The subnet[[ `{subnet}`]] does not allow Dataproc to run: Private Google Access or a firewall rule is missing",
    explanation:
      "Nodes without external addresses reach Google's services through Private Google Access only, and they must reach each other on all ports.",
    checks: [
      "`gcloud compute networks subnets describe`: `privateIpGoogleAccess`",
      "Firewall rules for traffic within the subnet",
    ],
    fixes: [
      "Turn on Private Google Access on the subnet",
      "Allow all TCP, UDP and ICMP traffic within the subnet's range",
    ],
    docs: [DATAPROC],
  },
  {
    id: "gcp/dataproc-task-not-acquired",
    title: "Dataproc's agent did not pick up the job",
    category: "infrastructure",
    alternatives: ["resource_exhausted"],
    strength: "strong",
    transience: "intermittent",
    match: { message: [/Task (?<state>was not acquired|not found)\b[^\n]{0,80}/], anywhere: [/[Dd]ataproc/] },
    rootCause: "The agent on the cluster's master node did not run the job (task {state})",
    explanation:
      "The agent is down, cut off or overloaded: too many drivers on the master use up its memory, or the master was restarted.",
    checks: [
      "Memory and disk of the master node, and how many jobs ran at once",
      "`google-dataproc-agent` log on the master",
    ],
    fixes: [
      "Rerun; run fewer jobs at once or use a larger master",
      "Use a cluster per job, or cluster mode for drivers",
    ],
    docs: ["https://cloud.google.com/dataproc/docs/support/diagnose-clusters"],
  },
  {
    id: "gcp/dataflow-no-workers",
    title: "Dataflow has no working workers",
    category: "infrastructure",
    alternatives: ["configuration", "resource_exhausted", "missing_dependency"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /The Dataflow job appears to be stuck because no worker activity has been seen in the last (?<time>\d{1,4} ?\w{1,10})/,
        /Startup of the worker pool in (?:zone|region) (?<zone>[\w-]{3,40}) failed to bring up any of the desired (?<count>\d{1,5}) workers/,
      ],
    },
    rootCause: "No worker of the Dataflow job started or stayed alive[[ in {zone}]][[ within {time}]]",
    explanation:
      "Worker machines could not be created (quota, zone, network) or their container keeps crashing at startup: a package fails to install, the image does not fit the SDK version.",
    checks: [
      "Worker logs (`worker-startup`, `docker`), which show a crash loop",
      "Quotas, and Private Google Access of the subnet",
    ],
    fixes: [
      "Fix the dependency or image that fails at startup",
      "Use another zone, or fix the subnet or quota",
    ],
    docs: [DATAFLOW],
  },
  {
    id: "gcp/dataflow-worker-lost",
    title: "Dataflow work item failed repeatedly",
    category: "resource_exhausted",
    alternatives: ["code_bug", "data_quality"],
    strength: "hint",
    transience: "permanent",
    match: {
      message: [
        /(?<what>The worker lost contact with the service)/,
        /A work item was attempted (?<count>\d{1,3}) times without success/,
      ],
    },
    rootCause: "A piece of the input failed on every worker that tried it[[: {what}]]",
    explanation:
      "Lost contact usually means that the worker ran out of memory on that input; otherwise each attempt raised the same exception.",
    checks: [
      "Worker logs of the failed work item, and memory of the workers",
      "Hot keys (`A hot key … was detected`)",
    ],
    fixes: [
      "Use machines with more memory, or fewer threads per worker (`number_of_worker_harness_threads`)",
      "Handle the bad element with a dead letter output",
    ],
    docs: [DATAFLOW],
  },
  {
    id: "gcp/dataproc-cluster-state",
    title: "Dataproc cluster missing or not running",
    category: "infrastructure",
    alternatives: ["configuration", "upstream_missing_data"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Not found: Cluster projects\/(?<project>[\w.:-]{3,80})\/regions\/(?<region>[\w-]{3,40})\/clusters\/(?<cluster>[\w-]{1,80})/,
        /Cluster was created but (?:is|was) in (?<state>ERROR|DELETING) state/,
      ],
    },
    rootCause:
      "The Dataproc cluster[[ `{cluster}`]][[ in region {region}]] does not exist or is not running[[ ({state})]]",
    explanation:
      "It was deleted (by its idle or age limit, or an earlier run's teardown), never came up, or the job names another region or project.",
    checks: [
      "`gcloud dataproc clusters describe` in the job's region, and the audit log if it is gone",
      "Whether the task that creates the cluster succeeded",
    ],
    fixes: [
      "Create the cluster in the same run, before the job, and delete it only after all jobs",
      "Fix the name, region or project of the job",
    ],
    docs: ["https://cloud.google.com/dataproc/docs/guides/dataproc-cluster-lifecycle"],
  },
  {
    id: "gcp/memory-limit",
    title: "Cloud Run or Functions memory limit exceeded",
    category: "resource_exhausted",
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /[Mm]emory limit of (?<limit>[\d.]{1,10} ?\w{1,4}) exceeded(?: with (?<used>[\d.]{1,10} ?\w{1,4}) used)?/,
      ],
    },
    rootCause: "The container exceeded its memory limit of {limit}[[: it used {used}]]",
    explanation:
      "Cloud Run and Cloud Functions end an instance that uses more memory than its limit. Files written to the local disk count too, because they are kept in memory.",
    checks: ["Whether this run had more data than earlier ones", "The memory metric of the job or service"],
    fixes: [
      "Raise the limit: `gcloud run jobs update JOB --memory=8Gi` (services and functions likewise; more memory may need more CPU)",
      "Process the input in portions, and write temporary files to a bucket or volume",
    ],
  },
];
