import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** What Amazon's services say through botocore, the Java SDK, pyarrow and s3fs. */
export const awsSignatures: Signature[] = [
  {
    id: "aws/no-such-key",
    title: "Object does not exist in S3",
    category: "upstream_missing_data",
    alternatives: ["configuration", "code_bug"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /An error occurred \((?:NoSuchKey|404)\) when calling the (?<operation>(?:Get|Head|Copy|Select|Restore)\w{2,40}) operation/,
        /Error Code: NoSuchKey/,
        /reading information for key '(?<key>[^'\n]{1,300})' in bucket '(?<bucket>[\w.-]{3,63})': AWS Error (?:NO_SUCH_KEY|RESOURCE_NOT_FOUND)/,
        /AWS Error NO_SUCH_KEY during (?<operation>\w{2,40}) operation/,
        /The specified key does not exist\./,
      ],
      not: [/HeadBucket|NoSuchBucket/],
    },
    rootCause: "The object[[ `{key}` in bucket `{bucket}`]] does not exist",
    explanation:
      "S3 has no object of that exact key: the step that writes it has not run or wrote elsewhere, a lifecycle rule removed it, or the key was put together wrongly.",
    checks: [
      "What is there under the same prefix, and when it was written",
      "How the key is made (date, leading slash, encoding) against what the producer writes",
    ],
    fixes: [
      "Wait for the object with a sensor, or run the step that writes it",
      "Correct the key or the date in it",
    ],
  },
  {
    id: "aws/no-such-bucket",
    title: "S3 bucket does not exist",
    category: "configuration",
    alternatives: ["upstream_missing_data", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The specified bucket does not exist \(Service: /,
        /An error occurred \(NoSuchBucket\) when calling the (?<operation>\w{2,40}) operation/,
        /An error occurred \(404\) when calling the (?<operation>HeadBucket) operation/,
        /Error Code: NoSuchBucket/,
        /AWS Error NO_SUCH_BUCKET during (?<operation>\w{2,40}) operation/,
      ],
    },
    rootCause: "The bucket that the call[[ ({operation})]] names does not exist",
    explanation:
      "There is no bucket of that name at the endpoint that was asked: the name is wrong, of another environment, or the bucket was deleted.",
    checks: ["Bucket name and endpoint of the task in this environment"],
    fixes: ["Correct the name in the task's settings", "Create the bucket"],
  },
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
    id: "aws/wrong-region",
    title: "S3 bucket lies in another region",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /An error occurred \((?:PermanentRedirect|301|AuthorizationHeaderMalformed|IllegalLocationConstraintException)\) when calling the (?<operation>\w{2,60}) operation/,
        /the region '(?<region>[\w-]{3,30})' is wrong; expecting '(?<expected>[\w-]{3,30})'/,
        /The bucket you are attempting to access must be addressed using the specified endpoint/,
      ],
    },
    rootCause:
      "The bucket lies in another region than the one that was asked[[: `{expected}`, not `{region}`]]",
    explanation: "S3 answers with a redirect when a bucket is asked for at another region's endpoint.",
    checks: ["The bucket's region (`aws s3api get-bucket-location`) and that of the client"],
    fixes: ["Set the bucket's region in the client or connection"],
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
    id: "aws/athena-output",
    title: "Athena cannot write its results",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Unable to verify\/create output bucket ?(?<bucket>[\w.-]{3,63})?/,
        /No output location provided\. An output location is required either through the Workgroup/,
      ],
    },
    rootCause: "Athena has no place that it can write results to[[: bucket `{bucket}`]]",
    explanation:
      "Athena writes each result to S3 with the caller's permissions and first asks for the bucket's location; without `s3:GetBucketLocation`, or with the bucket in another region, it stops.",
    checks: [
      "Output location of workgroup and task, the bucket's region",
      "Whether the role may `s3:GetBucketLocation`, and use the bucket's KMS key",
    ],
    fixes: [
      "Set the output location, or correct it",
      "Allow `s3:GetBucketLocation`, `s3:PutObject` and the KMS key to the role",
    ],
  },
  {
    id: "aws/athena-partition-schema",
    title: "Partition has another schema than its table",
    category: "schema_change",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/HIVE_PARTITION_SCHEMA_MISMATCH: (?<reason>[^\n]{1,200})/] },
    rootCause: "A partition was registered with other columns or types than its table has: {reason}",
    explanation:
      "The table's definition was changed after the partition was made, or a crawler gave it types of its own.",
    checks: ["The partition's columns in the Glue catalogue against those of the table"],
    fixes: ["Register the partition anew, or let the crawler take its columns from the table"],
    docs: ["https://docs.aws.amazon.com/athena/latest/ug/updates-and-partitions.html"],
  },
  {
    id: "aws/athena-bad-data",
    title: "Athena cannot read the files as the table says",
    category: "data_quality",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /HIVE_BAD_DATA: (?<reason>[^\n]{1,200})/,
        /HIVE_CURSOR_ERROR: (?<reason>[^\n]{1,200})/,
        /HIVE_INVALID_PARTITION_VALUE: (?<reason>[^\n]{1,160})/,
      ],
    },
    rootCause: "The files do not have the form that the table's definition gives: {reason}",
    explanation:
      "Athena reads with the column types of the catalogue; a file or partition that was written with other types, or a value that does not fit, stops the query.",
    checks: [
      "Column type in the Glue catalogue against the file's own schema (`parquet-tools schema`)",
      "Which partitions came from another writer or version",
    ],
    fixes: [
      "Write the odd files again with the table's types, or change the column's type",
      "Declare the column as string and use `TRY_CAST`",
    ],
  },
  {
    id: "aws/athena-exhausted",
    title: "Athena query too large",
    category: "resource_exhausted",
    alternatives: ["warehouse_sql", "network_timeout"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Query exhausted resources at this scale factor/,
        /EXCEEDED_(?:LOCAL_|GLOBAL_)?MEMORY_LIMIT: (?<reason>[^\n]{1,160})/,
        /Query exhausted resources on this data source/,
        /Bytes scanned limit was exceeded/,
      ],
    },
    rootCause: "The query needs more than the engine gives one query[[: {reason}]]",
    explanation:
      "A sort, join or aggregate over everything must hold its rows in the memory of the workers, and they were not enough; a workgroup can also limit the bytes that a query may scan.",
    checks: ["Size of both sides of each join, ORDER BY without LIMIT, and how much the input grew"],
    fixes: [
      "Filter by partition, put the larger table first in the join, approximate distinct counts",
      "Raise the workgroup's limit",
    ],
  },
  {
    id: "aws/ecs-not-started",
    title: "ECS task could not start",
    category: "configuration",
    alternatives: ["auth_permission", "network_timeout", "infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /(?<reason>CannotPullContainerError|CannotPullECRContainerError|CannotPullImageManifestError|CannotStartContainerError|CannotCreateContainerError|CannotInspectContainerError)\b:? ?(?<detail>[^\n'"]{0,160})/,
        /(?<reason>ResourceInitializationError): (?<detail>[^\n'"]{0,160})/,
        /The task failed to start due to: (?<detail>[^\n]{1,160})/,
      ],
    },
    rootCause: "The container did not start: {detail}",
    explanation:
      "ECS could not get the image, the secrets or the log group of the task definition: the name is wrong, the execution role may not read it, or the subnet has no way to the registry.",
    checks: [
      "Image and tag in the registry, permissions of the execution role",
      "Route from the task's subnet to ECR, S3 and Secrets Manager (NAT or VPC endpoints)",
    ],
    fixes: ["Correct image or secret in the task definition", "Add the permission or the VPC endpoint"],
    docs: ["https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html"],
  },
  {
    id: "aws/no-capacity",
    title: "AWS has no room for the task",
    category: "resource_exhausted",
    alternatives: ["infrastructure", "configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /['"]reason['"]: ['"](?<resource>RESOURCE:(?:MEMORY|CPU|PORTS|GPU|ENI))/,
        /No Container Instances were found in your (?<resource>cluster|capacity provider)/,
        /Capacity is unavailable at this time\. Please try again later/,
        /(?<resource>InsufficientInstanceCapacity|InsufficientFreeAddressesInSubnet|VcpuLimitExceeded|MaxSpotInstanceCountExceeded|InstanceLimitExceeded)\b/,
        /Host EC2 \(instance (?<resource>i-\w{5,30})\) terminated/,
      ],
      not: [/waiting for the cluster/],
    },
    rootCause: "AWS had no machine for the task, or took it away[[ ({resource})]]",
    explanation:
      "The cluster has no room for the CPU or memory asked for, the zone has no machines of that type, the account's limit is reached, or a spot machine was taken back.",
    checks: [
      "What ran in the cluster then, and the scaling of its capacity provider",
      "Quotas of the account; the instance types allowed",
    ],
    fixes: [
      "Retry with a wait; allow more instance types and zones, or on-demand",
      "Raise the cluster's maximum or the quota",
    ],
  },
  {
    id: "aws/container-memory",
    title: "AWS container or function killed for its memory",
    category: "resource_exhausted",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /OutOfMemoryError: Container killed due to memory usage/,
        /Runtime exited with error: signal: killed/,
        /Runtime\.OutOfMemory\b/,
        /Error Category: OUT_OF_MEMORY_ERROR/,
      ],
    },
    rootCause: "The container or function used more memory than it has and was killed",
    explanation: "ECS, Batch, Glue and Lambda kill a process that goes beyond the memory of its definition.",
    checks: ["Memory of the task definition or function, and how much the input grew"],
    fixes: ["Process the data in parts", "Give it more memory"],
  },
  {
    id: "aws/lambda-timeout",
    title: "Lambda function ran into its time limit",
    category: "network_timeout",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [/Task timed out after (?<seconds>\d{1,3}\.\d\d) seconds/, /Sandbox\.Timedout\b/],
    },
    rootCause: "The Lambda function was stopped at its time limit[[ of {seconds} s]]",
    explanation: "Lambda stops a function at its configured time limit, at most fifteen minutes.",
    checks: [
      "What the function waited for last (an address that it cannot reach from its VPC?)",
      "How long it usually takes",
    ],
    fixes: ["Raise the limit or split the work", "Let the function's subnet reach what it calls"],
  },
  {
    id: "aws/lambda-import",
    title: "Lambda cannot import its module",
    category: "missing_dependency",
    alternatives: ["configuration", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Unable to import module '(?<handler>[^'\n]{1,120})': (?<reason>[^\n"]{1,160})/,
        /Handler '(?<handler>[^'\n]{1,120})' missing on module '(?<module>[^'\n]{1,120})'/,
      ],
    },
    rootCause: "Lambda cannot load `{handler}`[[: {reason}]][[: it is not in module `{module}`]]",
    explanation:
      "The package or layer of the function lacks a module, holds one that was built for another system, or the handler setting names something that is not in it.",
    checks: ["What is in the package, and for which Python and processor it was built"],
    fixes: ["Add the module to the package or layer", "Correct the handler's name"],
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
  {
    id: "aws/emr-bootstrap",
    title: "EMR cluster's bootstrap action failed",
    category: "configuration",
    alternatives: ["infrastructure", "auth_permission", "upstream_missing_data", "missing_dependency"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [/EMR job failed for code: BOOTSTRAP_FAILURE(?: with message (?<reason>[^\n]{3,200}))?/],
    },
    rootCause: "The cluster's bootstrap action failed[[: {reason}]]",
    explanation:
      "EMR runs bootstrap actions on each new machine before any step. Where one fails, or cannot be fetched from S3, the cluster is ended.",
    checks: [
      "The bootstrap action's log in the cluster's log folder (`node/…/bootstrap-actions`)",
      "Whether the script is at that S3 address and the instance profile may read it",
    ],
    fixes: ["Correct the script, its address or the instance profile"],
    docs: ["https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-plan-bootstrap.html"],
  },
  {
    id: "aws/emr-instances",
    title: "EMR lost or never got its machines",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /EMR job failed for code: (?<code>INSTANCE_FAILURE|INSTANCE_FLEET_TIMEOUT|INTERNAL_ERROR)(?: with message (?<reason>[^\n]{3,200}))?/,
      ],
    },
    rootCause: "EMR ended the cluster ({code})[[: {reason}]]",
    explanation:
      "The machines of the cluster could not be had, or were lost (Spot capacity, a failed core node).",
    checks: ["The cluster's state change reason, and Spot interruptions at that time"],
    fixes: ["Run again; use other instance types or on-demand core nodes"],
  },
  {
    id: "aws/emr-validation",
    title: "EMR did not accept the cluster's settings",
    category: "configuration",
    alternatives: ["auth_permission", "resource_exhausted"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [/EMR job failed for code: VALIDATION_ERROR(?: with message (?<reason>[^\n]{3,200}))?/],
    },
    rootCause: "EMR did not accept the cluster's settings[[: {reason}]]",
    explanation: "Subnet, roles, instance types or release of the cluster were refused before it started.",
    checks: ["The settings of the cluster against the message"],
    fixes: ["Correct the setting that is named"],
  },
  {
    id: "aws/job-failed",
    title: "AWS job that the task started has failed",
    category: "code_bug",
    alternatives: ["unknown", "data_quality", "infrastructure", "resource_exhausted", "configuration"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /Exiting Job (?<job>jr_\w{8,80}) Run State: (?<state>FAILED|TIMEOUT|STOPPED|ERROR)/,
        /Final state of Athena job is (?<state>FAILED|CANCELLED)/,
        /AWS Batch job \((?<job>[\w-]{8,80})\) failed/,
        /EMR job failed:? (?<reason>(?:for )[^\n]{1,160})/,
        /Essential container in task exited/,
        /This task is not in success state - last \d{1,5} logs from Cloudwatch/,
      ],
    },
    rootCause:
      "The job[[ `{job}`]] that the task started in AWS has failed[[ ({state})]][[: {reason}]]; its own log says why",
    explanation:
      "The orchestrator sees only the final state. What failed stands in the job's log (CloudWatch, or S3 for EMR).",
    checks: ["The job's own log at that time"],
    fixes: ["Correct what that log names, then run the task again"],
  },
  {
    id: "aws/redshift-data",
    title: "Statement of the Redshift Data API failed",
    category: "warehouse_sql",
    alternatives: ["schema_change", "auth_permission", "data_quality", "resource_exhausted"],
    strength: "strong",
    transience: "unknown",
    match: {
      message: [
        /Statement '?(?<statement>[\w-]{8,60})'? terminated with status (?<status>FAILED|ABORTED)/,
        /RedshiftData(?:QueryFailed|QueryAborted)Error/,
      ],
      also: [/['"]Error['"]: ['"](?:ERROR: )?(?<error>[^\n]{1,160})|terminated with status|Redshift/],
    },
    rootCause: "Redshift did not run the statement[[ ({status})]][[: {error}]]",
    explanation:
      "The Data API runs statements apart from the task and reports their end; `Error` in its answer is what Redshift said.",
    checks: ["`Error` in the details of the answer, and the statement as it was sent"],
    fixes: ["Correct what that error names"],
  },
  {
    id: "aws/redshift-load",
    title: "Redshift refuses rows of a load",
    category: "data_quality",
    alternatives: ["schema_change", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Load into table '(?<table>[^'\n]{1,160})' failed\. {1,2}Check '(?<log>stl_load_errors|sys_load_error_detail)' system table for details/,
      ],
    },
    rootCause: "Some rows do not fit the table[[ `{table}`]]",
    explanation:
      "COPY stops when more rows are bad than `MAXERROR` allows; file, line, column and reason of each stand in a system table.",
    checks: ["`SELECT * FROM stl_load_errors ORDER BY starttime DESC LIMIT 20`, or `sys_load_error_detail`"],
    fixes: [
      "Correct the rows at the source, or the column's type and length",
      "Give COPY the right format, delimiter, date format",
    ],
  },
];
