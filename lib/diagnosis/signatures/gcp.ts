import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Google Cloud services through the Python clients and `gcloud`; BigQuery is in `bigquery.ts`. */
export const gcpSignatures: Signature[] = [
  {
    id: "gcp/object-not-found",
    title: "Object does not exist in Cloud Storage",
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
      "The bucket holds no object of that exact name: the step that writes it has not run or wrote elsewhere, or the name was put together wrongly.",
    checks: [
      "What is there under the same prefix, and when it was written",
      "How the name is made (date, leading slash)",
    ],
    fixes: [
      "Wait for the object with a sensor, or run the step that writes it",
      "Correct the name or the date in it",
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
    rootCause: "Google Cloud takes no more requests for now[[: quota of {what}]]",
    explanation:
      "The project's quota of calls per minute is used up, or one object was written more than once a second.",
    checks: ["The quota's graph (IAM, Quotas), and what else calls the API at that time"],
    fixes: ["Retry with increasing waits; call less often or in batches", "Ask for a higher quota"],
  },
  {
    id: "gcp/no-capacity",
    title: "Google Cloud has no machines for the job",
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
      "Google Cloud cannot give the machines asked for[[: {resource}, {wanted} wanted and {free} free]]",
    explanation:
      "The project's quota for that region is used up, or the zone has no machines of that type at the moment.",
    checks: ["What uses the quota (clusters that were not deleted)", "Machine type and zone"],
    fixes: [
      "Delete idle clusters, or ask for a higher quota",
      "Take another zone or machine type, or let Google choose the zone",
    ],
  },
  {
    id: "gcp/deadline-exceeded",
    title: "Google Cloud call took longer than its deadline",
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
    rootCause: "The call did not end within its deadline[[ of {seconds} s]]",
    explanation:
      "The client sets a deadline for the call and all its retries. The last exception that it met in that time stands after it, if there was one.",
    checks: [
      "The last exception named in the message",
      "Whether the network between worker and Google lets the call through",
    ],
    fixes: ["Retry the task", "Pass a larger `timeout` or `Retry(deadline=…)`"],
  },
  {
    id: "gcp/unavailable",
    title: "Google Cloud service not available",
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
    rootCause: "Google's service did not answer properly[[: {reason}]]",
    explanation:
      "The service answered 5xx, or no connection to any of its addresses could be made. The client retries only what is safe to repeat.",
    checks: ["Google Cloud's status page for that time", "Whether the worker reaches `*.googleapis.com`"],
    fixes: ["Retry with increasing waits", "Open the way to Google's addresses (private access, proxy)"],
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
    rootCause: "What the call names does not exist in that project[[: `{resource}`]][[ ({state})]]",
    explanation:
      "The secret, topic, cluster or bucket is of another project or environment, was deleted, or its version is switched off.",
    checks: ["Name, project and region of the call against what exists there"],
    fixes: ["Correct the name or project in the task's settings", "Create it; enable the secret's version"],
  },
  {
    id: "gcp/already-exists",
    title: "Google Cloud resource exists already",
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
    rootCause: "What the task makes is there already: {reason}",
    explanation:
      "A run before made it and did not remove it, or the task was repeated and is not safe to repeat.",
    checks: ["Whether an earlier attempt got through, and whether the thing is of this run"],
    fixes: [
      "Create with `exists_ok` or look first",
      "Give it a name of the run's own, and delete it when the run ends",
    ],
  },
  {
    id: "gcp/invalid-argument",
    title: "Google Cloud rejects an argument",
    category: "configuration",
    alternatives: ["code_bug", "data_quality"],
    strength: "hint",
    transience: "permanent",
    match: {
      message: [/(?:InvalidArgument|FailedPrecondition): 400 (?<reason>[^\n]{1,200})/],
    },
    rootCause: "Google Cloud rejects the request: {reason}",
    explanation:
      "A value of the request is not of the form or state that the service asks for; the message names it.",
    checks: ["The arguments of the call, with every value filled in"],
    fixes: ["Correct the value that the message names"],
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
    rootCause: "The cluster was not created: {reason}",
    explanation:
      "The machines did not report in or an initialisation action ended with an error: mostly the subnet has no way to Google's services, the account lacks a role, or the script broke.",
    checks: [
      "The initialisation action's output in the staging bucket",
      "Private Google access and firewall of the subnet, roles of the cluster's account",
    ],
    fixes: ["Correct the script, the network or the roles", "Try again if machines merely came late"],
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
    rootCause: "The job[[ `{job}`]] that the task started in Google Cloud has failed[[: {reason}]]",
    explanation:
      "The orchestrator sees only the final state; what failed stands in the driver's or worker's log.",
    checks: ["The driver's output (its `gs://` address stands in the message), or the job's worker logs"],
    fixes: ["Correct what that log names, then run the task again"],
  },
];
