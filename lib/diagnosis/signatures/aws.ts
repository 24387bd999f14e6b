import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Any AWS call: credentials, permissions, throttling, endpoints, as botocore, the Java SDK, pyarrow and s3fs report them. */
export const awsSignatures: Signature[] = [
  {
    id: "aws/access-denied",
    title: "AWS denies access",
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
    rootCause: "AWS denies access[[ to `{principal}`]][[: {operation}]][[ ({action})]]",
    explanation:
      "The credentials are valid, but no policy allows the action, or one forbids it: the role's policy, the bucket's or key's policy, or a rule of the organisation. S3 also says so for an object that does not exist when listing is not allowed.",
    checks: [
      "Which role the task has (`aws sts get-caller-identity`), and its policies",
      "Policy of the bucket and of the KMS key that encrypts it",
      "Policies changed since the last success (CloudTrail)",
    ],
    fixes: [
      "Allow the action on the resource for the task's role, also on the KMS key",
      "Run the task with the role that has it",
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
      "Credentials of an assumed role live from fifteen minutes to twelve hours. A client that was made with fixed values does not renew them; a task that runs longer fails in its middle.",
    checks: [
      "Where the credentials come from: fixed values in a connection, or a role that renews itself",
      "How long the task ran before the error",
    ],
    fixes: [
      "Let the SDK assume the role itself so that it renews the token, or make the client anew during long work",
      "Raise the role's session duration",
    ],
  },
  {
    id: "aws/invalid-access-key",
    title: "AWS does not know the access key",
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
    rootCause: "AWS does not know the access key or token that was sent[[ ({code})]]",
    explanation:
      "The key was deleted or disabled, belongs to another partition or to a different service (MinIO), or a temporary key was sent without its session token.",
    checks: [
      "Whether the key is still active in IAM, and when it was rotated",
      "Whether the session token goes with a temporary key",
    ],
    fixes: [
      "Put the present key into the connection or secret",
      "Use the task's role in place of fixed keys",
    ],
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
    rootCause: "AWS could not verify the request's signature[[ ({code})]]",
    explanation:
      "The key is known, but the signature is not made with its secret: the secret is wrong or cut off, holds a character that was escaped, the worker's clock is more than fifteen minutes off, or a proxy changed the request.",
    checks: ["The secret as stored (blanks, line ends, escaped `+` and `/`)", "The worker's clock"],
    fixes: ["Store the secret anew; in a connection URI percent-encode it", "Set the clock by NTP"],
  },
  {
    id: "aws/throttling",
    title: "AWS throttles the requests",
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
      not: [/googleapis|exceeded the rate limit for object/],
    },
    rootCause: "AWS takes no more requests for now[[: {operation}]][[ ({code})]]",
    explanation:
      "The service limits calls per second (S3: per prefix; APIs: per account and region) and some numbers at once; the SDK retried a few times before it gave up.",
    checks: [
      "What else calls the same API at that time (polling of many tasks counts)",
      "The quota in Service Quotas",
    ],
    fixes: [
      'Retry with more attempts and increasing waits (`retries={"mode": "adaptive"}`), poll less often',
      "Run fewer tasks at once, or ask for a higher quota",
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
    rootCause: "The task found no AWS credentials[[ (only a part in `{source}`: `{missing}` is missing)]]",
    explanation:
      "The SDK looked at its arguments, the environment, the profile files and the machine's or pod's role, and found none, or the role's endpoint did not answer.",
    checks: [
      "Which role or variables the worker has; whether the pod's service account is linked to a role",
      "Whether the connection id of the task holds credentials",
    ],
    fixes: ["Give the worker a role, or put the credentials into the connection", "Set both key and secret"],
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
    rootCause: "The SSO login of the AWS profile has expired or was never made[[: {reason}]]",
    explanation:
      "A profile with SSO needs `aws sso login` by a person; its token lies in a folder of that person and is no login for unattended tasks.",
    checks: ["Whether the task should use a person's profile at all"],
    fixes: ["Give the task a role of its own", "For work on one's own machine: `aws sso login` again"],
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
      "The AWS client is not set up[[: profile `{profile}` does not exist]][[: {what}]][[: region `{region}` is none]]",
    explanation:
      "The client needs a region and, if one is named, a profile of the worker's configuration files; the worker has other files than the machine where the code was written.",
    checks: ["`AWS_PROFILE`, `AWS_DEFAULT_REGION` and the connection's extras on the worker"],
    fixes: ["Set the region in the connection or environment", "Take the profile's name out of the code"],
  },
  {
    id: "aws/endpoint-unreachable",
    title: "AWS endpoint not reachable",
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
    rootCause: "No connection[[ to `{host}`]] could be made",
    explanation:
      "The endpoint's address did not answer: the region in it does not exist, the worker's subnet has no way out (no NAT, no VPC endpoint), or the network failed for a moment.",
    checks: [
      "Region in the host name, and whether the service exists in that region",
      "Route and security group of the worker: NAT gateway or VPC endpoint for that service",
    ],
    fixes: ["Retry if it happened once", "Correct the region, or add a VPC endpoint for the service"],
  },
  {
    id: "aws/read-timeout",
    title: "AWS did not answer in time",
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
    rootCause: "AWS[[ (`{host}`)]] took the request but did not answer in time",
    explanation:
      "The SDK waits 60 seconds for an answer. A Lambda called synchronously may take longer, and a slow or broken network has the same effect.",
    checks: [
      "How long the called function or query takes, against `read_timeout`",
      "The worker's network and load then",
    ],
    fixes: [
      "Raise `read_timeout` in the client's `Config`, or call asynchronously",
      "Retry if it happened once",
    ],
  },
  {
    id: "aws/param-validation",
    title: "AWS call with wrong parameters",
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
    rootCause: "The call has a wrong parameter[[: `{parameter}` is `{value}`]][[: {problem}]]",
    explanation:
      "botocore checks the arguments against the service's model before it sends anything. A value `None` mostly comes from a setting or variable that is not there.",
    checks: ["Where the value comes from; `None` points to an unset variable or argument"],
    fixes: ["Correct the call, or set the variable", "Use the SDK version that knows the parameter"],
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
    rootCause: "What {operation} names does not exist[[: {message}]]",
    explanation:
      "The secret, table, job, queue or cluster is not there in this account and region: the name is wrong, of another environment, or it was deleted.",
    checks: ["Name, account and region of the call against what exists there"],
    fixes: ["Correct name, region or account in the task's settings", "Create the resource"],
  },
  {
    id: "aws/rejected-request",
    title: "AWS rejects the request's values",
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
    rootCause: "AWS rejects what was sent[[ with {operation}]][[ ({code})]][[: {reason}]]",
    explanation:
      "The service read the request and found a value that it does not take: a wrong name or form, a combination that is not allowed, an empty key, or something that is not there yet.",
    checks: ["The arguments of that call, with every value filled in"],
    fixes: ["Correct the value that the message names"],
  },
  {
    id: "aws/already-exists",
    title: "AWS resource exists already or is in use",
    category: "code_bug",
    alternatives: ["infrastructure", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /An error occurred \((?<code>BucketAlreadyExists|BucketAlreadyOwnedByYou|AlreadyExistsException|EntityAlreadyExists|ResourceInUseException|ResourceInUse|ResourceConflictException|ConflictException|OperationAborted|ResourceExistsException|ConditionalCheckFailedException|ConcurrentModificationException|TransactionConflictException|PreconditionFailed)\) when calling the (?<operation>\w{2,60}) operation/,
      ],
    },
    rootCause: "{operation} conflicts with what is there already ({code})",
    explanation:
      "The thing to be made exists, is being changed by another call, or is not in the state that the condition asks for; a repeated task that is not safe to repeat ends so.",
    checks: ["Whether an earlier attempt got through", "What else changes the same resource then"],
    fixes: [
      "Look whether it exists first, or take the error as done",
      "Let the changing tasks run one after the other",
    ],
  },
  {
    id: "aws/service-error",
    title: "AWS failed on its own side",
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
    rootCause: "AWS had a fault of its own[[ in {operation}]][[ ({code})]]",
    explanation:
      "The service answered with an error of class 5xx; the SDK retried some times before it gave up.",
    checks: ["AWS Health Dashboard for that service and region at that time"],
    fixes: ["Retry the task with increasing waits"],
  },
  {
    id: "aws/waiter-timeout",
    title: "Waited too long for AWS",
    category: "network_timeout",
    alternatives: ["resource_exhausted", "configuration", "infrastructure"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [/Waiter (?<waiter>\w{2,60}) failed: Max attempts exceeded/],
    },
    rootCause: "`{waiter}` was not reached in the time that the task waits",
    explanation:
      "A waiter asks for the state at intervals and gives up after its last attempt; the job or resource may still be at work.",
    checks: [
      "What state the job or resource is in, and how long it usually takes",
      "Whether it waits in a queue for capacity",
    ],
    fixes: ["Raise `waiter_max_attempts` or `waiter_delay`", "Find why it takes longer than before"],
  },
];
