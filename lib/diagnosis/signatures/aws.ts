import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Any AWS call, as botocore, the Java SDK, pyarrow and s3fs report it: credentials, permissions, throttling, endpoints. */
export const awsSignatures: Signature[] = [
  {
    id: "aws/access-denied",
    title: "AWS access denied",
    category: "auth_permission",
    alternatives: ["configuration", "upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /PermissionError: (?:Access Denied|Forbidden)(?:$|\n)/,
        /\(Service: (?<service>\w{1,40}), Status Code: 403/,
        /An error occurred \((?<code>AccessDenied|AccessDeniedException|UnauthorizedOperation|AuthorizationError|UnauthorizedAccess|AuthorizationErrorException|AllAccessDisabled|403)\) when calling the (?<operation>\w{2,60}) operation(?: \(reached max retries: \d{1,3}\))?(?:: User: (?<principal>[\w:/+=,.@-]{5,200}) is not authorized to perform: (?<action>[\w:-]{3,80}))?/,
        /User: (?<principal>arn:[\w:/+=,.@-]{5,200}) is not authorized to perform: (?<action>[\w:-]{3,80})/,
        /Error Code: (?<code>AccessDenied|403 Forbidden|AccessDeniedException)/,
        /AWS Error (?<code>ACCESS_DENIED) during (?<operation>\w{2,40}) operation/,
      ],
      not: [/Failure using stage area|Error assuming AWS_ROLE/],
      names: [
        /is not authorized to perform: (?<action>[\w:-]{3,80})(?: on resource: (?<resource>[\w:/+=,.@*-]{3,200}))?/,
        /with an explicit deny in (?<deny>an? [\w -]{3,60} policy)/,
        /because no (?<missing>[\w -]{3,60}? polic(?:y|ies)) allows?/,
        /(?<resource>s3[an]?:\/\/[\w.-]{3,63}[^\s'"]{0,200})/,
        /\(Service: (?<operation>[\w ]{2,40})[;,]/,
      ],
    },
    rootCause:
      "AWS denies the task[[ (`{principal}`)]] the call[[ {operation}]][[: it lacks `{action}`]][[ on `{resource}`]][[; {deny} denies it]][[; no {missing} allows it]]",
    explanation:
      "The credentials are valid, but no policy allows the action, or one denies it: the role's policy, the bucket or key policy, or an organization policy. Without list permission, S3 also says this about an object that does not exist.",
    checks: [
      "Which role the task runs as (`aws sts get-caller-identity`) and its policies",
      "Whether the object exists: without `s3:ListBucket` S3 answers 403 instead of 404",
      "Policy changes since the last success (CloudTrail)",
    ],
    fixes: [
      "Allow the call[[ (`{action}`)]][[ on `{resource}`]] in the IAM policy of the role that runs the task; for encrypted objects also `kms:Decrypt` and `kms:GenerateDataKey` on the key",
      "Allow the role in the bucket, key or secret policy if the resource belongs to another account",
      "Remove the explicit deny if the message names one",
    ],
    docs: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html"],
  },
  {
    id: "aws/throttling",
    title: "AWS is throttling requests",
    category: "rate_limit",
    alternatives: ["resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /An error occurred \((?<code>Throttling|ThrottlingException|ThrottledException|RequestThrottled|RequestThrottledException|SlowDown|RequestLimitExceeded|TooManyRequestsException|ProvisionedThroughputExceededException|BandwidthLimitExceeded|LimitExceededException|PriorRequestNotComplete|ConcurrentRunsExceededException|ServiceQuotaExceededException)\) when calling the (?<operation>\w{2,60}) operation/,
        /Error Code: (?<code>SlowDown|Throttling(?:Exception)?|RequestLimitExceeded|503 Slow Down)/,
        /AWS Error (?<code>SLOW_DOWN|THROTTLING) during (?<operation>\w{2,40}) operation/,
        /Please reduce your request rate\./,
      ],
      not: [/googleapis|exceeded the rate limit for object|Concurrent runs exceeded for/],
    },
    rootCause: "AWS throttles the task's[[ {operation}]] calls[[ ({code})]]",
    explanation:
      "The service limits calls per second (S3 per prefix, APIs per account and region) and some concurrency; the SDK retried a few times before giving up.",
    checks: [
      "What else calls the same API at that time (many polling tasks add up)",
      "The quota in Service Quotas",
    ],
    fixes: [
      'Retry more often with backoff (`retries={"mode": "adaptive"}`), and poll less often',
      "Run fewer tasks at once, or request a higher quota",
    ],
    docs: ["https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html"],
  },
  {
    id: "aws/endpoint-unreachable",
    title: "AWS endpoint unreachable",
    category: "network_timeout",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Could not connect to the endpoint URL: "https?:\/\/(?<host>[\w.-]{3,200})(?<rest>[^"\n]{0,300})"/,
        /Connect timeout on endpoint URL: "https?:\/\/(?<host>[\w.-]{3,200})/,
        /Connection was closed before we received a valid response from endpoint URL: "https?:\/\/(?<host>[\w.-]{3,200})/,
        /AWS Error NETWORK_CONNECTION during (?<operation>\w{2,40}) operation/,
      ],
    },
    rootCause: "The task cannot connect to AWS[[ at `{host}`]]",
    explanation:
      "The endpoint did not respond: its region does not exist, the worker's subnet has no way out (no NAT, no VPC endpoint), or the network failed briefly.",
    checks: [
      "The region in the host name, and whether the service exists there",
      "The worker's route and security group: NAT gateway or VPC endpoint for that service",
    ],
    fixes: [
      "Correct the region in the host name[[ `{host}`]] if it does not exist, or a custom `endpoint_url`",
      "Give the subnet a way out: a NAT gateway or a VPC endpoint for the service, and outbound 443 in the security group",
      "Run the task again if it happened once",
    ],
  },
  {
    id: "aws/read-timeout",
    title: "AWS read timeout",
    category: "network_timeout",
    alternatives: ["resource_exhausted", "infrastructure"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Read timeout on endpoint URL: "(?:https?:\/\/(?<host>[\w.-]{3,200})|None)/,
        /ResponseStreamingError: An error occurred while reading from response stream/,
        /An error occurred \(RequestTimeout\) when calling the (?<operation>\w{2,60}) operation/,
      ],
      names: [/functions\/(?<function>[\w-]{1,64})\/invocations/],
    },
    rootCause:
      "AWS accepted the request[[ at `{host}`]][[ for the function `{function}`]] but did not answer in time",
    explanation:
      "The SDK waits 60 seconds for a response. A synchronous Lambda call can take longer; a slow or broken network looks the same.",
    checks: [
      "How long the called function or query takes, compared with `read_timeout`",
      "The worker's network and load at that time",
    ],
    fixes: [
      "Raise `read_timeout` in the client's `Config` above the longest call, or call asynchronously (Lambda `InvocationType=Event`)",
      "Run the task again if it happened once",
    ],
  },
  {
    id: "aws/param-validation",
    title: "Invalid AWS call parameters",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["ParamValidationError"],
      message: [
        /Invalid type for parameter (?<parameter>[\w.[\]]{1,120}), value: (?<value>[^,\n]{0,120}), type/,
        /(?<problem>Missing required parameter in (?:input|\w{1,60}): "?[^"\n]{1,80})/,
        /(?<problem>Unknown parameter in (?:input|\w{1,60}): "?[^"\n]{1,80})/,
        /Parameter validation failed:\s{0,3}(?<problem>[^\n]{1,200})/,
      ],
    },
    rootCause: "The AWS call has an invalid parameter[[: `{parameter}` is `{value}`]][[: {problem}]]",
    explanation:
      "botocore validates the arguments against the service model before sending anything. A `None` usually comes from a missing setting or variable.",
    checks: ["Where the value comes from; `None` points to an unset variable or argument"],
    fixes: ["Fix the call, or set the variable", "Use an SDK version that supports the parameter"],
  },
  {
    id: "aws/resource-not-found",
    title: "AWS resource does not exist",
    category: "configuration",
    alternatives: ["upstream_missing_data", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /An error occurred \((?<code>ResourceNotFoundException|EntityNotFoundException|ClusterNotFoundException|NoSuchEntity|StateMachineDoesNotExist|ParameterNotFound|TableNotFoundException|NotFoundException|ResourceNotFound|AWS\.SimpleQueueService\.NonExistentQueue|QueueDoesNotExist|RepositoryNotFoundException|ClusterNotFound|ClusterNotFoundFault|DBInstanceNotFound|ServiceNotFoundException|ResourceNotFoundFault)\) when calling the (?<operation>\w{2,60}) operation(?: \(reached max retries: \d{1,3}\))?: ?(?<message>[^\n]{0,200})/,
      ],
    },
    rootCause: "What {operation} asks for does not exist in this AWS account and region[[: {message}]]",
    explanation:
      "This account and region have no such secret, table, job, queue or cluster: the name is wrong, belongs to another environment, or it was deleted.",
    checks: ["Name, account and region of the call against what exists there"],
    fixes: [
      "Correct name, account or region in the task's settings; the matching `list-…` or `describe-…` call shows what exists",
      "Create it if this environment lacks it",
    ],
  },
  {
    id: "aws/rejected-request",
    title: "AWS rejected the request",
    category: "configuration",
    alternatives: ["code_bug", "data_quality"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Status Code: 400; Error Code: (?<code>400 Bad Request|InvalidRequest|InvalidArgument)/,
        /An error occurred \((?<code>ValidationException|ValidationError|InvalidParameterException|InvalidParameterValue|InvalidParameterValueException|InvalidParameterCombination|InvalidRequestException|InvalidInputException|InvalidInput|InvalidArgument|InvalidRequest|MalformedPolicyDocument|MalformedXML|InvalidParameter|MissingParameter|InvalidS3ObjectException|ClientException|InvalidBucketName|EntityTooLarge|400)\) when calling the (?<operation>\w{2,60}) operation(?: \(reached max retries: \d{1,3}\))?: ?(?<reason>[^\n]{0,160})/,
      ],
      not: [
        /Unable to verify\/create output bucket|No output location provided|is not authorized to perform/,
      ],
    },
    rootCause: "AWS rejected the[[ {operation}]] request[[ ({code})]][[: {reason}]]",
    explanation:
      "The service rejected a value in the request: a wrong name or format, an invalid combination, an empty key, or a reference to something that does not exist yet.",
    checks: ["The arguments of that call, with every value filled in"],
    fixes: [
      "Correct the value that the message names in the[[ {operation}]] call",
      "Run the same call with the AWS CLI and `--debug` to see every argument as sent",
    ],
  },
  {
    id: "aws/already-exists",
    title: "AWS resource already exists or is in use",
    category: "code_bug",
    alternatives: ["infrastructure", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /An error occurred \((?<code>BucketAlreadyExists|BucketAlreadyOwnedByYou|AlreadyExistsException|EntityAlreadyExists|ResourceInUseException|ResourceInUse|ResourceConflictException|ConflictException|OperationAborted|ResourceExistsException|ConditionalCheckFailedException|ConcurrentModificationException|TransactionConflictException|PreconditionFailed)\) when calling the (?<operation>\w{2,60}) operation/,
      ],
      names: [/ operation(?: \(reached max retries: \d{1,3}\))?: (?<message>[^\n]{3,160})/],
    },
    rootCause:
      "{operation} failed because what it would create or change already exists or is in use ({code})[[: {message}]]",
    explanation:
      "The resource already exists, is being changed by another call, or is not in the state that the condition requires; a rerun of a task that is not idempotent ends like this.",
    checks: ["Whether an earlier attempt succeeded", "What else changes the same resource at that time"],
    fixes: [
      "Check whether it exists first, or treat the error as done",
      "Run the tasks that change it one after another",
    ],
  },
  {
    id: "aws/service-error",
    title: "AWS service error",
    category: "infrastructure",
    alternatives: ["network_timeout", "rate_limit"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /An error occurred \((?<code>InternalError|InternalFailure|InternalServerError|InternalServerException|InternalServiceException|ServiceUnavailable|ServiceUnavailableException|ServiceException|500|502|503|504)\) when calling the (?<operation>\w{2,60}) operation/,
        /Error Code: (?<code>InternalError|InternalFailure|ServiceUnavailable|500 Internal Server Error)/,
        /AWS Error (?<code>INTERNAL_FAILURE|SERVICE_UNAVAILABLE) during (?<operation>\w{2,40}) operation/,
        /We encountered an internal error\. Please try again/,
      ],
    },
    rootCause: "AWS had an internal error[[ in {operation}]][[ ({code})]]",
    explanation: "The service returned a 5xx error; the SDK retried a few times before giving up.",
    checks: ["AWS Health Dashboard for that service and region at that time"],
    fixes: ["Retry the task with backoff"],
  },
  {
    id: "aws/waiter-timeout",
    title: "AWS waiter timed out",
    category: "network_timeout",
    alternatives: ["resource_exhausted", "configuration", "infrastructure"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [/Waiter (?<waiter>\w{2,60}) failed: Max attempts exceeded/],
      names: [/Max attempts exceeded\.? Previously accepted state: (?<state>[^\n]{3,100})/],
    },
    rootCause: "The task gave up waiting for AWS (`{waiter}`)[[: the last state was {state}]]",
    explanation:
      "A waiter polls the state and gives up after its last attempt; the job or resource may still be in progress.",
    checks: [
      "The state of the job or resource, and how long it usually takes",
      "Whether it is queued for capacity",
    ],
    fixes: [
      "Look whether the job or resource is still in progress; let it finish and rerun only what follows",
      "Raise `waiter_max_attempts` or `waiter_delay` of the operator",
      "Find out why it takes longer than before: queued for capacity, more data",
    ],
  },
];
