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
      "Wait for the object with a sensor, or run the step that writes it",
      "Fix the name or the date in it",
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
    },
    rootCause: "Google Cloud is throttling requests[[: quota of {what}]]",
    explanation:
      "The project used up its quota of calls per minute, or wrote the same object more than once a second.",
    checks: ["The quota graph (IAM, Quotas), and what else calls the API at that time"],
    fixes: ["Retry with backoff; call less often or in batches", "Request a higher quota"],
  },
  {
    id: "gcp/no-capacity",
    title: "Google Cloud has no capacity for the job",
    category: "resource_exhausted",
    alternatives: ["infrastructure", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Insufficient '(?<resource>[\w-]{2,60})' quota\. Requested (?<wanted>[\d.]{1,12}), available (?<free>[\d.]{1,12})/,
        /Quota '(?<resource>[\w-]{2,60})' exceeded\. {1,2}Limit: (?<free>[\d.]{1,12})/,
        /ZONE_RESOURCE_POOL_EXHAUSTED/,
        /does not have enough resources available to fulfill the request/,
      ],
    },
    rootCause:
      "Google Cloud cannot provide the requested machines[[: {resource}, {wanted} wanted and {free} free]]",
    explanation:
      "The project has exhausted its quota for that region, or the zone has no machines of that type at the moment.",
    checks: ["What uses the quota (clusters that were never deleted)", "Machine type and zone"],
    fixes: [
      "Delete idle clusters, or request a higher quota",
      "Use another zone or machine type, or let Google pick the zone",
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
    },
    rootCause: "The call did not finish within its deadline[[ of {seconds} s]]",
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
    },
    rootCause: "The resource does not exist in that project[[: `{resource}`]][[ ({state})]]",
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
    },
    rootCause: "The Google Cloud job[[ `{job}`]] started by the task failed[[: {reason}]]",
    explanation:
      "The orchestrator sees only the final state; the actual error is in the driver or worker log.",
    checks: ["The driver output (its `gs://` path is in the message), or the job's worker logs"],
    fixes: ["Fix the error in that log, then rerun the task"],
  },
];
