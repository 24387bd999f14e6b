import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const awsComputeExamples: SignatureExamples = {
  "aws/ecs-not-started": {
    examples: [
      {
        text: "airflow.providers.amazon.aws.exceptions.EcsTaskFailToStart: The task failed to start due to: CannotStartContainerError: Error response from daemon: OCI runtime create failed: container_linux.go:370: starting container process caused: exec: /app/run.sh: permission denied",
        captures: { reason: "CannotStartContainerError" },
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
        text: "RuntimeError: Failed to run ECS task: Capacity is unavailable at this time. Please try again later or in a different availability zone",
      },
      {
        text: "botocore.exceptions.ClientError: An error occurred (InsufficientInstanceCapacity) when calling the RunInstances operation (reached max retries: 4): We currently do not have sufficient m5.4xlarge capacity in the Availability Zone you requested (eu-west-1b). Our system will be working on provisioning additional capacity. You can currently get m5.4xlarge capacity by not specifying an Availability Zone in your request or choosing eu-west-1a, eu-west-1c.",
        captures: { type: "m5.4xlarge", zone: "eu-west-1b", other: "eu-west-1a, eu-west-1c" },
      },
    ],
    nearMisses: [
      {
        text: "airflow.providers.amazon.aws.exceptions.EcsOperatorError: [{'arn': 'arn:aws:ecs:eu-west-1:123456789012:container-instance/1', 'reason': 'RESOURCE:MEMORY'}]",
      },
      { text: "0/3 nodes are available: 3 Insufficient memory." },
    ],
  },
  "aws/cluster-full": {
    examples: [
      {
        text: "airflow.providers.amazon.aws.exceptions.EcsOperatorError: [{'arn': 'arn:aws:ecs:eu-west-1:123456789012:container-instance/1', 'reason': 'RESOURCE:MEMORY'}]",
        captures: { resource: "MEMORY" },
      },
      {
        text: "(service nightly) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 5f9e2c) has insufficient memory available.",
        captures: { resource: "memory", instance: "5f9e2c" },
      },
    ],
    nearMisses: [
      {
        text: "RuntimeError: Failed to run ECS task: Capacity is unavailable at this time. Please try again later or in a different availability zone",
      },
    ],
  },
  "aws/instance-quota": {
    examples: [
      {
        text: "botocore.exceptions.ClientError: An error occurred (VcpuLimitExceeded) when calling the RunInstances operation: You have requested more vCPU capacity than your current vCPU limit of 32 allows for the instance bucket that the specified instance type belongs to.",
        captures: { resource: "VcpuLimitExceeded", limit: "32" },
      },
    ],
    nearMisses: [{ text: "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY" }],
  },
  "aws/subnet-full": {
    examples: [
      {
        text: "An error occurred (InsufficientFreeAddressesInSubnet) when calling the RunInstances operation: There are not enough free addresses in subnet 'subnet-0a1b2c3d' to satisfy the requested number of instances.",
        captures: { subnet: "subnet-0a1b2c3d" },
      },
    ],
    nearMisses: [{ text: "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY" }],
  },
  "aws/container-memory": {
    examples: [
      {
        text: "AWS Batch job (7c0ae3b1-0000-4000-8000-000000000000) failed: OutOfMemoryError: Container killed due to memory usage",
      },
    ],
    nearMisses: [
      {
        text: "RequestId: 7c0ae3b1-0000-4000-8000-000000000000 Error: Runtime exited with error: signal: killed Runtime.ExitError",
      },
      { text: "java.lang.OutOfMemoryError: Java heap space" },
    ],
  },
  "aws/lambda-memory": {
    examples: [
      {
        text: "RequestId: 7c0ae3b1-0000-4000-8000-000000000000 Error: Runtime exited with error: signal: killed Runtime.ExitError",
      },
    ],
    nearMisses: [
      {
        text: "AWS Batch job (7c0ae3b1-0000-4000-8000-000000000000) failed: OutOfMemoryError: Container killed due to memory usage",
      },
    ],
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
        text: "airflow.exceptions.AirflowException: AWS Batch job (7c0ae3b1-0000-4000-8000-000000000000) failed: {'status': 'FAILED', 'statusReason': 'Essential container in task exited'}",
      },
    ],
    nearMisses: [{ text: "INFO - Exiting Job jr_5f0e4c1c9a7b Run State: SUCCEEDED" }],
  },
};
