import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const awsExamples: SignatureExamples = {
  "aws/no-such-key": {
    examples: [
      {
        text: "botocore.errorfactory.NoSuchKey: An error occurred (NoSuchKey) when calling the GetObject operation: The specified key does not exist.",
        captures: { operation: "GetObject" },
      },
      {
        text: "botocore.exceptions.ClientError: An error occurred (404) when calling the HeadObject operation: Not Found",
        captures: { operation: "HeadObject" },
      },
    ],
    nearMisses: [
      {
        text: "botocore.errorfactory.NoSuchBucket: An error occurred (NoSuchBucket) when calling the GetObject operation: The specified bucket does not exist",
      },
      { text: "KeyError: 'NoSuchKey'" },
    ],
  },
  "aws/no-such-bucket": {
    examples: [
      {
        text: "botocore.errorfactory.NoSuchBucket: An error occurred (NoSuchBucket) when calling the PutObject operation: The specified bucket does not exist",
        captures: { operation: "PutObject" },
      },
    ],
    nearMisses: [
      {
        text: "botocore.errorfactory.NoSuchKey: An error occurred (NoSuchKey) when calling the GetObject operation: The specified key does not exist.",
      },
    ],
  },
  "aws/access-denied": {
    examples: [
      {
        text: "botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the PutObject operation: Access Denied",
        captures: { code: "AccessDenied", operation: "PutObject" },
      },
      {
        text: "botocore.exceptions.ClientError: An error occurred (AccessDeniedException) when calling the GetSecretValue operation: User: arn:aws:sts::123456789012:assumed-role/etl-task/run is not authorized to perform: secretsmanager:GetSecretValue on resource: orders-db because no identity-based policy allows the secretsmanager:GetSecretValue action",
        captures: {
          principal: "arn:aws:sts::123456789012:assumed-role/etl-task/run",
          action: "secretsmanager:GetSecretValue",
        },
      },
    ],
    nearMisses: [
      {
        text: "botocore.exceptions.ClientError: An error occurred (ExpiredToken) when calling the PutObject operation: The provided token has expired.",
      },
      { text: "PermissionError: [Errno 13] Permission denied: '/data'" },
    ],
  },
  "aws/expired-token": {
    examples: [
      {
        text: "botocore.exceptions.ClientError: An error occurred (ExpiredToken) when calling the ListObjectsV2 operation: The provided token has expired.",
        captures: { code: "ExpiredToken", operation: "ListObjectsV2" },
      },
    ],
    nearMisses: [
      {
        text: "botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the ListObjectsV2 operation: Access Denied",
      },
      { text: "jwt.exceptions.ExpiredSignatureError: Signature has expired" },
    ],
  },
  "aws/invalid-access-key": {
    examples: [
      {
        text: "botocore.exceptions.ClientError: An error occurred (InvalidAccessKeyId) when calling the ListBuckets operation: The AWS Access Key Id you provided does not exist in our records.",
        captures: { code: "InvalidAccessKeyId" },
      },
      {
        text: "botocore.exceptions.ClientError: An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation: The security token included in the request is invalid.",
        captures: { code: "InvalidClientTokenId" },
      },
    ],
    nearMisses: [
      { text: "botocore.exceptions.NoCredentialsError: Unable to locate credentials" },
      { text: "An error occurred (InvalidAccess) in the order parser" },
    ],
  },
  "aws/signature": {
    examples: [
      {
        text: "botocore.exceptions.ClientError: An error occurred (SignatureDoesNotMatch) when calling the PutObject operation: The request signature we calculated does not match the signature you provided. Check your key and signing method.",
        captures: { code: "SignatureDoesNotMatch" },
      },
    ],
    nearMisses: [{ text: "cryptography.exceptions.InvalidSignature" }],
  },
  "aws/throttling": {
    examples: [
      {
        text: "botocore.exceptions.ClientError: An error occurred (ThrottlingException) when calling the StartQueryExecution operation (reached max retries: 4): Rate exceeded",
        captures: { code: "ThrottlingException", operation: "StartQueryExecution" },
      },
      {
        text: "botocore.exceptions.ClientError: An error occurred (SlowDown) when calling the PutObject operation (reached max retries: 4): Please reduce your request rate.",
        captures: { code: "SlowDown" },
      },
    ],
    nearMisses: [
      {
        text: "botocore.exceptions.ClientError: An error occurred (InternalError) when calling the PutObject operation (reached max retries: 4): We encountered an internal error. Please try again.",
      },
    ],
  },
  "aws/no-credentials": {
    examples: [
      { text: "botocore.exceptions.NoCredentialsError: Unable to locate credentials" },
      {
        text: "botocore.exceptions.PartialCredentialsError: Partial credentials found in env, missing: aws_secret_access_key",
        captures: { source: "env", missing: "aws_secret_access_key" },
      },
    ],
    nearMisses: [
      { text: "google.auth.exceptions.DefaultCredentialsError: Your default credentials were not found." },
      { text: "botocore.exceptions.ProfileNotFound: The config profile (etl) could not be found" },
    ],
  },
  "aws/sso-expired": {
    examples: [
      {
        text: "botocore.exceptions.TokenRetrievalError: Error when retrieving token from sso: Token has expired and refresh failed",
        captures: { reason: "Token has expired and refresh failed" },
      },
    ],
    nearMisses: [{ text: "botocore.exceptions.NoCredentialsError: Unable to locate credentials" }],
  },
  "aws/client-settings": {
    examples: [
      {
        text: "botocore.exceptions.ProfileNotFound: The config profile (etl-dev) could not be found",
        captures: { profile: "etl-dev" },
      },
      { text: "botocore.exceptions.NoRegionError: You must specify a region." },
    ],
    nearMisses: [
      { text: "Could not find profile named 'warehouse'" },
      { text: "botocore.exceptions.NoCredentialsError: Unable to locate credentials" },
    ],
  },
  "aws/wrong-region": {
    examples: [
      {
        text: "botocore.exceptions.ClientError: An error occurred (PermanentRedirect) when calling the ListObjectsV2 operation: The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
        captures: { operation: "ListObjectsV2" },
      },
    ],
    nearMisses: [{ text: "requests.exceptions.TooManyRedirects: Exceeded 30 redirects." }],
  },
  "aws/endpoint-unreachable": {
    examples: [
      {
        text: 'botocore.exceptions.EndpointConnectionError: Could not connect to the endpoint URL: "https://sts.eu-wst-1.amazonaws.com/"',
        captures: { host: "sts.eu-wst-1.amazonaws.com" },
      },
      {
        text: 'botocore.exceptions.ConnectTimeoutError: Connect timeout on endpoint URL: "https://acme-raw.s3.eu-west-1.amazonaws.com/orders.csv"',
        captures: { host: "acme-raw.s3.eu-west-1.amazonaws.com" },
      },
    ],
    nearMisses: [
      {
        text: 'botocore.exceptions.ReadTimeoutError: Read timeout on endpoint URL: "https://lambda.eu-west-1.amazonaws.com/"',
      },
    ],
  },
  "aws/read-timeout": {
    examples: [
      {
        text: 'botocore.exceptions.ReadTimeoutError: Read timeout on endpoint URL: "https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/load/invocations"',
        captures: { host: "lambda.eu-west-1.amazonaws.com" },
      },
    ],
    nearMisses: [
      {
        text: 'botocore.exceptions.ConnectTimeoutError: Connect timeout on endpoint URL: "https://sts.amazonaws.com/"',
      },
    ],
  },
  "aws/param-validation": {
    examples: [
      {
        text: "botocore.exceptions.ParamValidationError: Parameter validation failed:\nInvalid type for parameter Bucket, value: None, type: <class 'NoneType'>, valid types: <class 'str'>",
        captures: { parameter: "Bucket", value: "None" },
      },
      {
        text: 'botocore.exceptions.ParamValidationError: Parameter validation failed:\nInvalid bucket name "s3://acme-raw": Bucket name must match the regex "^[a-zA-Z0-9.\\-_]{1,255}$"',
        captures: {
          problem:
            'Invalid bucket name "s3://acme-raw": Bucket name must match the regex "^[a-zA-Z0-9.\\-_]{1,255}$"',
        },
      },
    ],
    nearMisses: [
      {
        text: "botocore.exceptions.ClientError: An error occurred (ValidationException) when calling the PutItem operation: One or more parameter values were invalid",
      },
    ],
  },
  "aws/resource-not-found": {
    examples: [
      {
        text: "botocore.errorfactory.ResourceNotFoundException: An error occurred (ResourceNotFoundException) when calling the GetSecretValue operation: Secrets Manager can't find the specified secret.",
        captures: {
          operation: "GetSecretValue",
          message: "Secrets Manager can't find the specified secret",
        },
      },
      {
        text: "botocore.errorfactory.EntityNotFoundException: An error occurred (EntityNotFoundException) when calling the GetTable operation: Entity Not Found (Service: AmazonDataCatalog; Status Code: 400)",
        captures: { code: "EntityNotFoundException" },
      },
    ],
    nearMisses: [
      {
        text: "botocore.errorfactory.NoSuchKey: An error occurred (NoSuchKey) when calling the GetObject operation: The specified key does not exist.",
      },
    ],
  },
  "aws/rejected-request": {
    examples: [
      {
        text: "botocore.exceptions.ClientError: An error occurred (ValidationException) when calling the PutItem operation: One or more parameter values were invalid: Missing the key order_id in the item",
        captures: { code: "ValidationException", operation: "PutItem" },
      },
      {
        text: "botocore.errorfactory.InvalidRequestException: An error occurred (InvalidRequestException) when calling the StartQueryExecution operation: Queries of this type are not supported",
        captures: { operation: "StartQueryExecution" },
      },
    ],
    nearMisses: [
      {
        text: "botocore.exceptions.ParamValidationError: Parameter validation failed:\nInvalid type for parameter Bucket, value: None, type: <class 'NoneType'>, valid types: <class 'str'>",
      },
      {
        text: "botocore.errorfactory.InvalidRequestException: An error occurred (InvalidRequestException) when calling the StartQueryExecution operation: Unable to verify/create output bucket acme-athena-results",
      },
    ],
  },
  "aws/already-exists": {
    examples: [
      {
        text: "botocore.errorfactory.AlreadyExistsException: An error occurred (AlreadyExistsException) when calling the CreateTable operation: Table already exists.",
        captures: { code: "AlreadyExistsException", operation: "CreateTable" },
      },
    ],
    nearMisses: [
      {
        text: "botocore.errorfactory.EntityNotFoundException: An error occurred (EntityNotFoundException) when calling the GetTable operation: Entity Not Found",
      },
    ],
  },
  "aws/service-error": {
    examples: [
      {
        text: "botocore.exceptions.ClientError: An error occurred (InternalError) when calling the PutObject operation (reached max retries: 4): We encountered an internal error. Please try again.",
        captures: { code: "InternalError", operation: "PutObject" },
      },
    ],
    nearMisses: [
      {
        text: "botocore.exceptions.ClientError: An error occurred (SlowDown) when calling the PutObject operation (reached max retries: 4): Please reduce your request rate.",
      },
    ],
  },
  "aws/athena-output": {
    examples: [
      {
        text: "botocore.errorfactory.InvalidRequestException: An error occurred (InvalidRequestException) when calling the StartQueryExecution operation: Unable to verify/create output bucket acme-athena-results",
        captures: { bucket: "acme-athena-results" },
      },
    ],
    nearMisses: [{ text: "INFO - output bucket acme-athena-results verified" }],
  },
  "aws/athena-partition-schema": {
    examples: [
      {
        text: "HIVE_PARTITION_SCHEMA_MISMATCH: There is a mismatch between the table and partition schemas. The types are incompatible and cannot be coerced.",
      },
    ],
    nearMisses: [{ text: "HIVE_BAD_DATA: Error parsing field value 'n/a' for field 4" }],
  },
  "aws/athena-bad-data": {
    examples: [
      {
        text: "Final state of Athena job is FAILED, query_execution_id is 5f0e4c1c-0000-4000-8000-000000000000. Error: HIVE_BAD_DATA: Error parsing field value 'n/a' for field 4: For input string: \"n/a\"",
        captures: { reason: "Error parsing field value 'n/a' for field 4: For input string: \"n/a\"" },
      },
    ],
    nearMisses: [{ text: "Unable to verify/create output bucket acme-athena-results" }],
  },
  "aws/athena-exhausted": {
    examples: [
      {
        text: "Final state of Athena job is FAILED, query_execution_id is 5f0e4c1c-0000-4000-8000-000000000000. Error: Query exhausted resources at this scale factor",
      },
    ],
    nearMisses: [
      {
        text: "google.api_core.exceptions.ResourceExhausted: 429 Resource has been exhausted (e.g. check quota).",
      },
    ],
  },
  "aws/ecs-not-started": {
    examples: [
      {
        text: "airflow.providers.amazon.aws.exceptions.EcsTaskFailToStart: The task failed to start due to: CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 123456789012.dkr.ecr.eu-west-1.amazonaws.com/etl:v7: not found",
        captures: { reason: "CannotPullContainerError" },
      },
      {
        text: "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s)",
        captures: { reason: "ResourceInitializationError" },
      },
    ],
    nearMisses: [{ text: 'Failed to pull image "etl:v7": rpc error: code = NotFound' }],
  },
  "aws/no-capacity": {
    examples: [
      {
        text: "airflow.providers.amazon.aws.exceptions.EcsOperatorError: [{'arn': 'arn:aws:ecs:eu-west-1:123456789012:container-instance/1', 'reason': 'RESOURCE:MEMORY'}]",
        captures: { resource: "RESOURCE:MEMORY" },
      },
      {
        text: "AWS Batch job (7c0ae3b1-0000-4000-8000-000000000000) failed: Host EC2 (instance i-0abc12345def67890) terminated.",
        captures: { resource: "i-0abc12345def67890" },
      },
    ],
    nearMisses: [{ text: "0/3 nodes are available: 3 Insufficient memory." }],
  },
  "aws/container-memory": {
    examples: [
      {
        text: "AWS Batch job (7c0ae3b1-0000-4000-8000-000000000000) failed: OutOfMemoryError: Container killed due to memory usage",
      },
      {
        text: "RequestId: 7c0ae3b1-0000-4000-8000-000000000000 Error: Runtime exited with error: signal: killed Runtime.ExitError",
      },
    ],
    nearMisses: [{ text: "java.lang.OutOfMemoryError: Java heap space" }],
  },
  "aws/lambda-timeout": {
    examples: [
      {
        text: '{"errorMessage": "2024-05-01T04:00:03.123Z 7c0ae3b1-0000-4000-8000-000000000000 Task timed out after 900.00 seconds"}',
        captures: { seconds: "900.00" },
      },
    ],
    nearMisses: [{ text: "Task timed out after 900 attempts" }],
  },
  "aws/lambda-import": {
    examples: [
      {
        text: "[ERROR] Runtime.ImportModuleError: Unable to import module 'handler': No module named 'pandas'",
        captures: { handler: "handler", reason: "No module named 'pandas'" },
      },
    ],
    nearMisses: [{ text: "ModuleNotFoundError: No module named 'pandas'" }],
  },
  "aws/waiter-timeout": {
    examples: [
      {
        text: "botocore.exceptions.WaiterError: Waiter TasksStopped failed: Max attempts exceeded",
        captures: { waiter: "TasksStopped" },
      },
    ],
    nearMisses: [
      {
        text: 'botocore.exceptions.WaiterError: Waiter JobComplete failed: Waiter encountered a terminal failure state: For expression "jobs[].status" we matched expected path: "FAILED" at least once',
      },
    ],
  },
  "aws/emr-bootstrap": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: EMR job failed for code: BOOTSTRAP_FAILURE with message On the master instance (i-0c), bootstrap action 1 returned a non-zero return code",
      },
    ],
    nearMisses: [{ text: "EMR job failed for code: STEP_FAILURE with message Shut down as step failed" }],
  },
  "aws/emr-instances": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: EMR job failed for code: INSTANCE_FAILURE with message Master - 1: Error provisioning instances",
        captures: { code: "INSTANCE_FAILURE" },
      },
    ],
    nearMisses: [{ text: "EMR job failed for code: VALIDATION_ERROR with message Invalid subnet" }],
  },
  "aws/emr-validation": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: EMR job failed for code: VALIDATION_ERROR with message Invalid instance profile: harbour",
      },
    ],
    nearMisses: [{ text: "EMR job failed for code: BOOTSTRAP_FAILURE with message exit code 1" }],
  },
  "aws/job-failed": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: Exiting Job jr_5f0e4c1c9a7b Run State: FAILED",
        captures: { job: "jr_5f0e4c1c9a7b", state: "FAILED" },
      },
      {
        text: "airflow.exceptions.AirflowException: EMR job failed: for reason Unknown Error. with message None and log file s3://acme-logs/emr/steps/s-1/",
      },
    ],
    nearMisses: [{ text: "INFO - Exiting Job jr_5f0e4c1c9a7b Run State: SUCCEEDED" }],
  },
  "aws/redshift-data": {
    examples: [
      {
        text: "airflow.providers.amazon.aws.hooks.redshift_data.RedshiftDataQueryFailedError: Statement '7c0ae3b1-0000-4000-8000-000000000000' terminated with status FAILED. Response details: {'Status': 'FAILED', 'Error': 'ERROR: permission denied for schema raw'}",
        captures: { status: "FAILED" },
      },
    ],
    nearMisses: [
      { text: "INFO - Statement '7c0ae3b1-0000-4000-8000-000000000000' terminated with status FINISHED" },
    ],
  },
  "aws/redshift-load": {
    examples: [
      {
        text: "psycopg2.errors.InternalError_: Load into table 'orders' failed.  Check 'stl_load_errors' system table for details.",
        captures: { table: "orders" },
      },
    ],
    nearMisses: [{ text: "INFO - Load into table 'orders' completed, 1200 record(s) loaded successfully." }],
  },
};
