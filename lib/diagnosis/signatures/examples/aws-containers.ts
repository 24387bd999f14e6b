import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const awsContainerExamples: SignatureExamples = {
  "aws/ecs-no-instances": {
    examples: [
      {
        text: "botocore.errorfactory.InvalidParameterException: An error occurred (InvalidParameterException) when calling the RunTask operation: No Container Instances were found in your cluster.",
        captures: { where: "cluster" },
      },
      {
        text: "airflow.providers.amazon.aws.exceptions.EcsOperatorError: [{'arn': 'arn:aws:ecs:eu-west-1:123456789012:cluster/nightly', 'reason': 'EMPTY CAPACITY PROVIDER'}]",
        captures: { reason: "EMPTY CAPACITY PROVIDER" },
      },
    ],
    nearMisses: [
      {
        text: "airflow.providers.amazon.aws.exceptions.EcsOperatorError: [{'arn': 'arn:aws:ecs:eu-west-1:123456789012:container-instance/1', 'reason': 'RESOURCE:MEMORY'}]",
      },
    ],
  },
  "aws/ecs-placement": {
    examples: [
      {
        text: "airflow.providers.amazon.aws.exceptions.EcsOperatorError: [{'arn': 'arn:aws:ecs:eu-west-1:123456789012:container-instance/1', 'reason': 'ATTRIBUTE'}]",
        captures: { reason: "ATTRIBUTE" },
      },
      {
        text: "(service nightly) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 5f9e2c) is missing an attribute required by your task.",
      },
      {
        text: "An error occurred (InvalidParameterException) when calling the RunTask operation: MemberOf placement constraint unsatisfied.",
      },
    ],
    nearMisses: [
      {
        text: "airflow.providers.amazon.aws.exceptions.EcsOperatorError: [{'arn': 'arn:aws:ecs:eu-west-1:123456789012:container-instance/1', 'reason': 'AGENT'}]",
      },
    ],
  },
  "aws/ecs-agent-disconnected": {
    examples: [
      {
        text: "airflow.providers.amazon.aws.exceptions.EcsOperatorError: [{'arn': 'arn:aws:ecs:eu-west-1:123456789012:container-instance/1', 'reason': 'AGENT'}]",
        captures: { reason: "AGENT" },
      },
      {
        text: '{"failures": [{"arn": "arn:aws:ecs:eu-west-1:123456789012:task/nightly/0f1e", "reason": "MISSING"}]}',
        captures: { reason: "MISSING" },
      },
    ],
    nearMisses: [{ text: "{'field': 'email', 'reason': 'MISSING'}" }],
  },
  "aws/ecs-secret-denied": {
    examples: [
      {
        text: "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:eu-west-1:123456789012:secret:db from secrets manager: AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/ecsTaskExecutionRole/abc is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:eu-west-1:123456789012:secret:db because no identity-based policy allows the secretsmanager:GetSecretValue action",
        captures: { action: "secretsmanager:GetSecretValue", role: "ecsTaskExecutionRole" },
      },
      {
        text: "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref docker.io/library/etl:latest: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed",
      },
    ],
    nearMisses: [
      {
        text: "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 5 time(s): failed to fetch secret arn:aws:secretsmanager:eu-west-1:123456789012:secret:db from secrets manager: RequestCanceled: request context canceled caused by: context deadline exceeded",
      },
    ],
  },
  "aws/ecs-secret-missing": {
    examples: [
      {
        text: "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:eu-west-1:123456789012:secret:db from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret.",
      },
      {
        text: "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): retrieved secret from Secrets Manager did not contain json key password",
        captures: { key: "password" },
      },
      {
        text: "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid parameters: /nightly/db/password",
        captures: { parameter: "/nightly/db/password" },
      },
    ],
    nearMisses: [
      {
        text: "botocore.exceptions.ClientError: An error occurred (ResourceNotFoundException) when calling the GetSecretValue operation: Secrets Manager can't find the specified secret.",
      },
    ],
  },
  "aws/ecs-pull-network": {
    examples: [
      {
        text: 'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 3 time(s): RequestError: send request failed caused by: Post "https://api.ecr.eu-west-1.amazonaws.com/": dial tcp 10.0.1.7:443: i/o timeout',
      },
      {
        text: 'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref docker.io/library/python:3.12: failed to do request: Head "https://registry-1.docker.io/v2/library/python/manifests/3.12": dial tcp 3.216.34.172:443: i/o timeout',
      },
      {
        text: "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: RequestCanceled: request context canceled caused by: context deadline exceeded",
      },
    ],
    nearMisses: [
      {
        text: "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 123456789012.dkr.ecr.eu-west-1.amazonaws.com/etl:v7: not found",
      },
    ],
  },
  "aws/ecs-image-platform": {
    examples: [
      {
        text: "CannotPullContainerError: pull image manifest has been retried 7 time(s): image Manifest does not contain descriptor matching platform 'linux/amd64'",
        captures: { platform: "linux/amd64" },
      },
      {
        text: "CannotPullContainerError: no match for platform in manifest: not found",
      },
    ],
    nearMisses: [
      { text: "CannotPullContainerError: manifest unknown: Requested image not found" },
      { text: "no matching manifest for linux/arm64 in the manifest list entries" },
    ],
  },
  "aws/ecs-image-missing": {
    examples: [
      {
        text: "airflow.providers.amazon.aws.exceptions.EcsTaskFailToStart: The task failed to start due to: CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 123456789012.dkr.ecr.eu-west-1.amazonaws.com/etl:v7: not found",
        captures: { image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/etl:v7" },
      },
      {
        text: "CannotPullContainerError: manifest unknown: Requested image not found",
      },
    ],
    nearMisses: [
      {
        text: 'Failed to pull image "etl:v7": rpc error: code = NotFound desc = failed to pull and unpack image: not found',
      },
    ],
  },
  "aws/spot-interrupted": {
    examples: [
      {
        text: "AWS Batch job (7c0ae3b1-0000-4000-8000-000000000000) failed: Host EC2 (instance i-0abc12345def67890) terminated.",
        captures: { instance: "i-0abc12345def67890" },
      },
      {
        text: "{'stopCode': 'SpotInterruption', 'stoppedReason': 'Your Spot Task was interrupted.'}",
        captures: { code: "SpotInterruption" },
      },
    ],
    nearMisses: [{ text: "Essential container in task exited" }],
  },
  "aws/ecs-stopped-by-user": {
    examples: [
      {
        text: "{'lastStatus': 'STOPPED', 'stopCode': 'UserInitiated', 'stoppedReason': 'Task stopped by user'}",
        captures: { code: "UserInitiated" },
      },
      {
        text: "{'stopCode': 'ServiceSchedulerInitiated', 'stoppedReason': 'Scaling activity initiated by (deployment ecs-svc/123)'}",
        captures: { code: "ServiceSchedulerInitiated" },
      },
    ],
    nearMisses: [
      {
        text: "{'stopCode': 'EssentialContainerExited', 'stoppedReason': 'Essential container in task exited'}",
      },
    ],
  },
  "aws/batch-misconfiguration": {
    examples: [
      {
        text: "MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE - CE(s) associated with the job queue cannot meet the CPU requirement for the job.",
        captures: {
          code: "MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE",
          reason: "CE(s) associated with the job queue cannot meet the CPU requirement for the job",
        },
      },
      {
        text: "AWS Batch job (7c0ae3b1-0000-4000-8000-000000000000) failed: Terminated by JobStateTimeLimit action due to reason: MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT",
        captures: { code: "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT" },
      },
    ],
    nearMisses: [
      {
        text: "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - Batch detected that all connected compute environments experience insufficient capacity errors.",
      },
    ],
  },
  "aws/batch-timeout": {
    examples: [
      { text: "Job attempt duration exceeded timeout" },
      {
        text: "AWS Batch job (7c0ae3b1-0000-4000-8000-000000000000) failed: {'status': 'FAILED', 'statusReason': 'Job attempt duration exceeded timeout'}",
      },
    ],
    nearMisses: [{ text: "Task timed out after 900.00 seconds" }],
  },
  "aws/ecs-provisioning": {
    examples: [
      {
        text: "Timeout waiting for network interface provisioning to complete.",
        captures: { what: "network interface" },
      },
      {
        text: "Timeout waiting for EphemeralStorage provisioning to complete.",
        captures: { what: "EphemeralStorage" },
      },
    ],
    nearMisses: [{ text: "Timeout waiting for connection from pool" }],
  },
  "aws/ecs-disk-full": {
    examples: [
      {
        text: "CannotPullContainerError: write /var/lib/docker/tmp/GetImageBlob111111111: no space left on device",
      },
      {
        text: "CannotPullContainerError: failed to register layer: Error processing tar file(exit status 1): write /usr/lib/libtorch.so: no space left on device",
      },
    ],
    nearMisses: [{ text: "OSError: [Errno 28] No space left on device" }],
  },
};
