import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Google Cloud services through the Python clients and `gcloud`; BigQuery is in `bigquery.ts`. */
export const gcpSignatures: Signature[] = [
  {
    id: "gcp/object-not-found",
    title: "Cloud Storage object does not exist",
    category: "upstream_missing_data",
    alternatives: ["configuration", "code_bug"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /storage\.googleapis\.com\/(?:download\/)?storage\/v1\/b\/(?<bucket>[\w.-]{3,63})\/o\/(?<object>[^\s?]{1,300})[^\n]{0,80}: Not Found/,
        /No such object: (?<object>[^\s:]{2,300})/,
        /(?:No URLs matched|The following URLs matched no objects or files)[:\s-]{1,10}(?<object>gs:\/\/[^\s]{2,300})/,
        /Not found: URI (?<object>gs:\/\/[^\s;]{2,300})/,
      ],
    },
    rootCause: "The object `{object}` does not exist",
    explanation:
      "The bucket has no object by exactly that name: the step that writes it has not run or wrote somewhere else, or the name was built wrong.",
    checks: [
      "What exists under the same prefix, and when it was written",
      "How the name is built (date, leading slash)",
    ],
    fixes: [
      "Run the step that writes the object, or wait for it with a sensor (`GCSObjectExistenceSensor`)",
      "Correct the name or the date in it; `gcloud storage ls` on the prefix shows what exists",
    ],
  },
  {
    id: "gcp/rate-limit",
    title: "Google Cloud rate quota exceeded",
    category: "rate_limit",
    alternatives: ["resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /exceeded the rate limit for object mutation operations/,
        /Quota exceeded for quota metric '(?<what>[^'\n]{1,120})'/,
        /ResourceExhausted: 429 (?<reason>[^\n]{1,200})/,
        /Resource has been exhausted \(e\.g\. check quota\)/,
        /exceeds the rate limit\. Please reduce the rate of create, update, and delete requests/,
      ],
      names: [/and limit '(?<limit>[^'\n]{3,120})'/, /of service '(?<service>[\w.]{3,80})'/],
    },
    rootCause:
      "Google Cloud throttles the requests[[ to {service}]][[: quota `{limit}` is exceeded]][[ ({reason})]]",
    explanation:
      "The project used up its quota of calls per minute, or wrote the same object more than once a second.",
    checks: ["The quota graph (IAM, Quotas), and what else calls the API at that time"],
    fixes: ["Retry with backoff; call less often or in batches", "Request a higher quota"],
  },
  {
    id: "gcp/no-capacity",
    title: "Google Cloud zone has no capacity",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /ZONE_RESOURCE_POOL_EXHAUSTED/,
        /The zone '(?<zone>[^'\n]{3,120})' does not have enough resources available to fulfill the request/,
        /does not have enough resources available to fulfill the request/,
      ],
      not: [/Insufficient '[\w-]{2,60}' quota|Quota '[\w-]{2,60}' exceeded/],
    },
    rootCause: "Google Cloud has no machines of that type left[[ in `{zone}`]] at the moment",
    explanation:
      "The zone is out of the requested machine type or GPU (a stock-out); the project's quota is not the reason.",
    checks: ["Machine type and zone in the cluster's or job's settings"],
    fixes: [
      'Use another zone or machine type, or let Google pick the zone (leave it out, `--zone ""` for Dataproc)',
      "Run it again later, with retries; reserve capacity for jobs that must not wait",
    ],
  },
  {
    id: "gcp/quota-exhausted",
    title: "Google Cloud quota for machines used up",
    category: "rate_limit",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Insufficient '(?<resource>[\w-]{2,60})' quota\. Requested (?<wanted>[\d.]{1,12}), available (?<free>[\d.]{1,12})/,
        /Quota '(?<resource>[\w-]{2,60})' exceeded\. {1,2}Limit: (?<limit>[\d.]{1,12})(?: in region (?<region>[\w-]{3,40}))?/,
      ],
    },
    rootCause:
      "The project has too little `{resource}` quota left[[: {wanted} wanted, {free} free]][[: the limit is {limit}]][[ in {region}]]",
    explanation:
      "Running machines in the region use up the project's quota; Google has the machines, but does not give more of them to this project.",
    checks: [
      "`gcloud compute regions describe REGION`: usage and limit of each quota",
      "Clusters and machines that nobody needs any more",
    ],
    fixes: [
      "Delete idle clusters or machines, or use fewer or smaller workers, then run again",
      "Use another region, or request more `{resource}` (IAM & Admin, Quotas)",
    ],
  },
  {
    id: "gcp/deadline-exceeded",
    title: "Google Cloud call exceeded its deadline",
    category: "network_timeout",
    alternatives: ["infrastructure", "resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /DeadlineExceeded: 504 ?(?<reason>[^\n]{0,160})/,
        /(?:Deadline|Timeout) of (?<seconds>[\d.]{1,12})s exceeded/,
        /504 Deadline Exceeded/,
      ],
      names: [/last exception: (?<reason>[^\n]{3,120})/],
    },
    rootCause: "The call to Google Cloud did not finish within its deadline[[ of {seconds} s]][[: {reason}]]",
    explanation:
      "The client sets one deadline for the call and all its retries. If a retry failed with an exception, the last one follows the message.",
    checks: [
      "The last exception named in the message",
      "Whether the network between the worker and Google allows the call",
    ],
    fixes: ["Retry the task", "Use a larger `timeout` or `Retry(deadline=…)`"],
  },
  {
    id: "gcp/unavailable",
    title: "Google Cloud service unavailable",
    category: "infrastructure",
    alternatives: ["network_timeout"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /ServiceUnavailable: 503 (?<reason>[^\n]{1,160})/,
        /InternalServerError: 500 (?:GET|POST|PUT|PATCH|DELETE)? ?(?<reason>[^\n]{1,160})/,
        /(?:BadGateway|GatewayTimeout): 50[24] (?:GET|POST|PUT|PATCH|DELETE) (?<reason>https:\/\/[\w.-]{2,60}googleapis\.com)/,
      ],
      also: [/google/],
      not: [/Timeout of [\d.]{1,12}s exceeded|Retrying the job with back-off|backendError|bytes billed/],
    },
    rootCause: "The Google service failed to respond properly[[: {reason}]]",
    explanation:
      "The service returned 5xx, or none of its addresses accepted a connection. The client retries only what is safe to repeat.",
    checks: ["Google Cloud's status page for that time", "Whether the worker can reach `*.googleapis.com`"],
    fixes: ["Retry with backoff", "Open the network path to Google's addresses (private access, proxy)"],
  },
  {
    id: "gcp/resource-not-found",
    title: "Google Cloud resource does not exist",
    category: "configuration",
    alternatives: ["upstream_missing_data", "auth_permission"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Secret (?:Version )?\[(?<resource>projects\/[^\]\n]{3,200})\] (?:not found|is in (?<state>DESTROYED|DISABLED) state)/,
        /Resource not found \(resource=(?<resource>[^()\n]{1,160})\)/,
        /The specified bucket does not exist\.?(?: \(|$)/m,
        /NotFound: 404 (?<resource>(?:Cluster|Job|Topic|Subscription|Instance|Secret|Queue) [^\n]{2,160}?) (?:not found|was not found|does not exist)/,
      ],
      not: [/NoSuchBucket/],
      names: [/\/b\/(?<resource>[\w.-]{3,63})/],
    },
    rootCause: "The Google Cloud resource[[ `{resource}`]] does not exist in that project[[ ({state})]]",
    explanation:
      "The secret, topic, cluster or bucket belongs to another project or environment, was deleted, or its version is disabled.",
    checks: ["Name, project and region of the call against what exists there"],
    fixes: ["Fix the name or project in the task's settings", "Create it; enable the secret's version"],
  },
  {
    id: "gcp/already-exists",
    title: "Google Cloud resource already exists",
    category: "code_bug",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /(?:AlreadyExists|Conflict): 409 (?:(?:GET|POST|PUT|PATCH) [^\s]{1,300}: )?(?<reason>(?:Already [Ee]xists|Requested entity already exists)[^\n;]{0,160})/,
        /(?:AlreadyExists|Conflict): 409 (?<reason>[^\n;]{1,160}?already (?:exists|own)[^\n;]{0,60})/,
      ],
      not: [/Dataproc Agent/],
    },
    rootCause: "The resource already exists: {reason}",
    explanation:
      "An earlier run created it and did not delete it, or a task that is not idempotent was rerun.",
    checks: ["Whether an earlier attempt succeeded, and whether the resource belongs to this run"],
    fixes: [
      "Create with `exists_ok`, or check first",
      "Give it a name unique to the run, and delete it when the run ends",
    ],
  },
  {
    id: "gcp/invalid-argument",
    title: "Google Cloud rejected an argument",
    category: "configuration",
    alternatives: ["code_bug", "data_quality"],
    strength: "hint",
    transience: "permanent",
    match: {
      message: [/(?:InvalidArgument|FailedPrecondition): 400 (?<reason>[^\n]{1,200})/],
    },
    rootCause: "Google Cloud rejected the request: {reason}",
    explanation:
      "A value in the request has a format or state that the service does not accept; the message names it.",
    checks: ["The arguments of the call, with every value filled in"],
    fixes: ["Fix the value named in the message"],
  },
  {
    id: "gcp/cluster-not-created",
    title: "Dataproc cluster could not be created",
    category: "infrastructure",
    alternatives: ["configuration", "network_timeout", "resource_exhausted", "auth_permission"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Cluster creation failed: (?<reason>[^\n]{1,160})/,
        /(?<reason>Initialization action (?:failed|timed out)[^\n]{0,80})/,
        /(?<reason>Timeout waiting for instance [\w-]{1,80} to report in)/,
      ],
      also: [/[Cc]luster|google|Initialization action|report in/],
    },
    rootCause: "The Dataproc cluster was not created: {reason}",
    explanation:
      "The machines did not report in, or an initialization action failed: usually the subnet cannot reach Google's services, the account lacks a role, or the script is broken.",
    checks: [
      "The initialization action's log in the cluster's staging bucket",
      "Private Google Access and firewall of the subnet, and the roles of the cluster's account",
    ],
    fixes: ["Fix the script, the network or the roles", "Retry if the machines were just slow to start"],
  },
  {
    id: "gcp/job-failed",
    title: "Dataproc or Dataflow job failed",
    category: "code_bug",
    alternatives: ["unknown", "data_quality", "resource_exhausted", "infrastructure"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /Google Cloud Dataproc Agent reports job failure/,
        /Google Cloud Dataflow job (?<job>[\w.-]{2,120}) (?:has )?failed/,
        /Workflow failed\. Causes: (?<reason>[^\n]{1,200})/,
        /The job failed because a work item has failed \d{1,3} times/,
      ],
      names: [
        /(?<url>https:\/\/console\.cloud\.google\.com\/[^\s'"]{3,200})/,
        /dataproc\/jobs\/(?<job>[\w-]{2,120})/,
      ],
    },
    rootCause: "The Google Cloud job[[ `{job}`]] started by the task failed[[: {reason}]]",
    explanation:
      "The orchestrator sees only the final state; the actual error is in the driver or worker log.",
    checks: ["The driver output (its `gs://` path is in the message), or the job's worker logs"],
    fixes: [
      "Read the driver output (its `gs://` path is in the message) or the job's worker logs[[ ({url})]] and fix the error there",
      "Run the task again afterwards",
    ],
  },
];
