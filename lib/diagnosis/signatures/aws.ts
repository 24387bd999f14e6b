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
    },
    rootCause: "AWS denied access[[ for `{principal}`]][[: {operation}]][[ ({action})]]",
    explanation:
      "The credentials are valid, but no policy allows the action, or one denies it: the role's policy, the bucket or key policy, or an organization policy. Without list permission, S3 also says this about an object that does not exist.",
    checks: [
      "Which role the task runs as (`aws sts get-caller-identity`), and its policies",
      "Policies of the bucket and of the KMS key that encrypts it",
      "Policy changes since the last success (CloudTrail)",
    ],
    fixes: [
      "Allow the action on the resource for the task's role, and on the KMS key too",
      "Run the task as the role that has the permission",
    ],
    docs: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html"],
  },
  {
    id: "aws/expired-token",
    title: "AWS session token has expired",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /An error occurred \((?<code>ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired)\) when calling the (?<operation>\w{2,60}) operation/,
        /Error Code: (?<code>ExpiredToken(?:Exception)?)/,
        /The security token included in the request is expired/,
        /AWS Error (?<code>EXPIRED_TOKEN|REQUEST_EXPIRED) during/,
      ],
    },
    rootCause: "The session token of the AWS credentials has expired",
    explanation:
      "Assumed-role credentials last from fifteen minutes to twelve hours. A client created with fixed values does not refresh them, so a longer task fails halfway.",
    checks: [
      "Where the credentials come from: fixed values in a connection, or a role that refreshes itself",
      "How long the task ran before the error",
    ],
    fixes: [
      "Let the SDK assume the role so that it refreshes the token, or recreate the client during long work",
      "Raise the role's session duration",
    ],
  },
  {
    id: "aws/invalid-access-key",
    title: "Unknown AWS access key",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /An error occurred \((?<code>InvalidAccessKeyId|InvalidClientTokenId|UnrecognizedClientException|AuthFailure|InvalidToken|MissingAuthenticationToken|IncompleteSignature)\) when calling the (?<operation>\w{2,60}) operation/,
        /Error Code: (?<code>InvalidAccessKeyId|InvalidClientTokenId|UnrecognizedClientException)/,
        /AWS Error (?<code>INVALID_ACCESS_KEY_ID|INVALID_CLIENT_TOKEN_ID|UNRECOGNIZED_CLIENT) during/,
        /The AWS Access Key Id you provided does not exist in our records/,
      ],
    },
    rootCause: "AWS does not recognize the access key or token[[ ({code})]]",
    explanation:
      "The key was deleted or disabled, belongs to another partition or service (MinIO), or is a temporary key sent without its session token.",
    checks: [
      "Whether the key is still active in IAM, and when it was last rotated",
      "Whether a session token is set along with a temporary key",
    ],
    fixes: ["Put the current key into the connection or secret", "Use the task's role instead of fixed keys"],
  },
  {
    id: "aws/signature",
    title: "AWS request signature does not match",
    category: "auth_permission",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /An error occurred \((?<code>SignatureDoesNotMatch|InvalidSignatureException|RequestTimeTooSkewed)\) when calling the (?<operation>\w{2,60}) operation/,
        /Error Code: (?<code>SignatureDoesNotMatch|RequestTimeTooSkewed|InvalidSignatureException)/,
        /The request signature we calculated does not match the signature you provided/,
      ],
    },
    rootCause: "AWS could not verify the request signature[[ ({code})]]",
    explanation:
      "AWS knows the key, but the signature was not made with its secret: the secret is wrong, truncated or escaped, the worker's clock is off by more than fifteen minutes, or a proxy altered the request.",
    checks: ["The stored secret (spaces, line breaks, escaped `+` and `/`)", "The worker's clock"],
    fixes: ["Store the secret again; percent-encode it in a connection URI", "Sync the clock with NTP"],
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
    rootCause: "AWS is throttling requests[[: {operation}]][[ ({code})]]",
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
    id: "aws/no-credentials",
    title: "No AWS credentials found",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /NoCredentialsError(?:: Unable to locate credentials)?/,
        /Unable to locate credentials/,
        /Partial credentials found in (?<source>[\w.-]{2,60}), missing: (?<missing>\w{3,60})/,
        /Unable to load AWS credentials from any provider in the chain/,
        /Error when retrieving credentials from (?<source>[\w.-]{2,60}):/,
      ],
    },
    rootCause: "The task found no AWS credentials[[ (incomplete in `{source}`: `{missing}` is missing)]]",
    explanation:
      "The SDK checked its arguments, the environment, the profile files and the instance or pod role, and found none, or the role endpoint did not respond.",
    checks: [
      "Which role or variables the worker has, and whether the pod's service account is linked to a role",
      "Whether the task's connection contains credentials",
    ],
    fixes: [
      "Give the worker a role, or put credentials into the connection",
      "Set both the key and the secret",
    ],
  },
  {
    id: "aws/sso-expired",
    title: "AWS SSO login has expired",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Error when retrieving token from sso: (?<reason>[^\n]{1,120})/,
        /Error loading SSO Token: (?<reason>[^\n]{1,120})/,
        /The SSO session associated with this profile has expired/,
      ],
    },
    rootCause: "The SSO session of the AWS profile has expired or never existed[[: {reason}]]",
    explanation:
      "An SSO profile needs a person to run `aws sso login`; the token is cached in that person's home folder and does not work for unattended tasks.",
    checks: ["Whether the task should use a person's profile at all"],
    fixes: ["Give the task its own role", "On your own machine, run `aws sso login` again"],
  },
  {
    id: "aws/client-settings",
    title: "AWS profile or region not set",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The config profile \((?<profile>[^()\n]{1,120})\) could not be found/,
        /(?<what>You must specify a region)\./,
        /(?<what>Invalid endpoint: [^\n]{1,160})/,
        /Provided region_name '(?<region>[^'\n]{0,60})' doesn't match a supported format/,
      ],
    },
    rootCause:
      "The AWS client is not configured[[: profile `{profile}` does not exist]][[: {what}]][[: `{region}` is not a valid region]]",
    explanation:
      "The client needs a region and, if one is named, a profile from the worker's config files, which differ from those on the machine where the code was written.",
    checks: ["`AWS_PROFILE`, `AWS_DEFAULT_REGION` and the connection's extras on the worker"],
    fixes: ["Set the region in the connection or environment", "Remove the profile name from the code"],
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
    rootCause: "The task could not connect[[ to `{host}`]]",
    explanation:
      "The endpoint did not respond: its region does not exist, the worker's subnet has no way out (no NAT, no VPC endpoint), or the network failed briefly.",
    checks: [
      "The region in the host name, and whether the service exists there",
      "The worker's route and security group: NAT gateway or VPC endpoint for that service",
    ],
    fixes: ["Retry if it happened once", "Fix the region, or add a VPC endpoint for the service"],
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
    },
    rootCause: "AWS[[ (`{host}`)]] accepted the request but did not respond in time",
    explanation:
      "The SDK waits 60 seconds for a response. A synchronous Lambda call can take longer; a slow or broken network looks the same.",
    checks: [
      "How long the called function or query takes, compared with `read_timeout`",
      "The worker's network and load at that time",
    ],
    fixes: [
      "Raise `read_timeout` in the client's `Config`, or call asynchronously",
      "Retry if it happened once",
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
    rootCause: "The resource requested by {operation} does not exist[[: {message}]]",
    explanation:
      "This account and region have no such secret, table, job, queue or cluster: the name is wrong, belongs to another environment, or it was deleted.",
    checks: ["Name, account and region of the call against what exists there"],
    fixes: ["Fix the name, region or account in the task's settings", "Create the resource"],
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
    fixes: ["Fix the value named in the message"],
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
    },
    rootCause: "{operation} conflicts with the current state ({code})",
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
    },
    rootCause: "Timed out waiting for `{waiter}`",
    explanation:
      "A waiter polls the state and gives up after its last attempt; the job or resource may still be in progress.",
    checks: [
      "The state of the job or resource, and how long it usually takes",
      "Whether it is queued for capacity",
    ],
    fixes: ["Raise `waiter_max_attempts` or `waiter_delay`", "Find out why it takes longer than before"],
  },
];
