import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const awsExamples: SignatureExamples = {
  "aws/access-denied": {
    examples: [
      {
        text: "botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the PutObject operation: Access Denied",
        captures: { code: "AccessDenied", operation: "PutObject" },
      },
      {
        text: "botocore.exceptions.ClientError: An error occurred (AccessDeniedException) when calling the GetSecretValue operation: User: arn:aws:sts::123456789012:assumed-role/etl-task/run is not authorized to perform: secretsmanager:GetSecretValue on resource: orders-db because no identity-based policy allows the secretsmanager:GetSecretValue action",
        captures: { action: "secretsmanager:GetSecretValue", resource: "orders-db" },
      },
    ],
    nearMisses: [
      {
        text: "botocore.exceptions.ClientError: An error occurred (ExpiredToken) when calling the PutObject operation: The provided token has expired.",
      },
      { text: "PermissionError: [Errno 13] Permission denied: '/data'" },
    ],
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
};
