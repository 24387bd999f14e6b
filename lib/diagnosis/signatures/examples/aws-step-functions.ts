import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const awsStepFunctionExamples: SignatureExamples = {
  "aws/states-path": {
    examples: [
      {
        text: "States.Runtime: An error occurred while executing the state 'Load' (entered at the event id #7). The JSONPath '$.orders' specified for the field 'InputPath' could not be found in the input '{}'",
        captures: { state: "Load", path: "$.orders", field: "InputPath" },
      },
      {
        text: '{"error": "States.Runtime", "cause": "An error occurred while executing the state \'IsEmpty\' (entered at the event id #2). Invalid path \'$.count\': The choice state\'s condition path references an invalid value."}',
        captures: { path: "$.count" },
      },
    ],
    nearMisses: [
      { text: "An error occurred while executing the state 'Load' (entered at the event id #7)." },
    ],
  },
  "aws/states-data-limit": {
    examples: [
      {
        text: "States.DataLimitExceeded: The state/task 'arn:aws:lambda:eu-west-1:123456789012:function:list' returned a result with a size exceeding the maximum number of bytes service limit.",
        captures: { task: "arn:aws:lambda:eu-west-1:123456789012:function:list" },
      },
      {
        text: "The state/task 'arn:aws:states:::glue:startJobRun.sync' returned a result with a size exceeding the maximum number of bytes service limit.",
      },
    ],
    nearMisses: [{ text: "413 Client Error: Request Entity Too Large for url" }],
  },
  "aws/states-timeout": {
    examples: [
      { text: '{"error": "States.Timeout"}', captures: { kind: "Timeout" } },
      { text: "States.HeartbeatTimeout", captures: { kind: "HeartbeatTimeout" } },
    ],
    nearMisses: [{ text: "Task timed out after 900.00 seconds" }],
  },
  "aws/states-no-choice": {
    examples: [
      { text: "States.NoChoiceMatched: Choice state matched none of its rules" },
      {
        text: "States.Runtime: Failed to transition out of the state 'IsEmpty' (entered at the event id #2).",
        captures: { state: "IsEmpty" },
      },
    ],
    nearMisses: [{ text: "argument --mode: invalid choice: 'x' (choose from 'full', 'delta')" }],
  },
  "aws/states-permissions": {
    examples: [
      {
        text: '{"error": "States.Permissions", "cause": "The role has insufficient privileges to execute the specified code"}',
      },
      {
        text: "AccessDeniedException: 'arn:aws:iam::123456789012:role/nightly-sfn' is not authorized to create managed-rule.",
        captures: { role: "arn:aws:iam::123456789012:role/nightly-sfn" },
      },
    ],
    nearMisses: [
      {
        text: "botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the PutObject operation: Access Denied",
      },
    ],
  },
  "aws/states-map": {
    examples: [
      {
        text: "States.ItemReaderFailed: Attempting to map over non-iterable node.",
        captures: { code: "ItemReaderFailed", reason: "Attempting to map over non-iterable node" },
      },
      {
        text: '{"error": "States.ExceedToleratedFailureThreshold", "cause": "The specified tolerated failure threshold was exceeded"}',
        captures: { code: "ExceedToleratedFailureThreshold" },
      },
    ],
    nearMisses: [{ text: "States.TaskFailed" }],
  },
  "aws/states-quota": {
    examples: [
      { text: "Lambda.TooManyRequestsException: Rate Exceeded." },

      {
        text: "botocore.errorfactory.ExecutionLimitExceeded: An error occurred (ExecutionLimitExceeded) when calling the StartExecution operation: The maximum number of running executions has been reached.",
      },
    ],
    nearMisses: [
      { text: "States.Runtime: The execution reached the maximum number of history events (25000)." },
      { text: "States.DataLimitExceeded" },
    ],
  },
  "aws/states-history-limit": {
    examples: [
      {
        text: "States.Runtime: The execution reached the maximum number of history events (25000).",
        captures: { limit: "25000" },
      },
    ],
    nearMisses: [{ text: "Lambda.TooManyRequestsException: Rate Exceeded." }],
  },
  "aws/states-execution-exists": {
    examples: [
      {
        text: "botocore.errorfactory.ExecutionAlreadyExists: An error occurred (ExecutionAlreadyExists) when calling the StartExecution operation: Execution Already Exists: 'arn:aws:states:eu-west-1:123456789012:execution:load:2024-06-01'",
      },
      {
        text: "ClientError: Execution Already Exists: 'arn:aws:states:eu-west-1:123456789012:execution:load:2024-06-01'",
        captures: { execution: "arn:aws:states:eu-west-1:123456789012:execution:load:2024-06-01" },
      },
    ],
    nearMisses: [{ text: "airflow.exceptions.DagRunAlreadyExists: A Dag Run already exists" }],
  },
  "aws/states-task-failed": {
    examples: [
      {
        text: '{"error": "States.TaskFailed", "cause": "JobRunState FAILED"}',
        captures: { code: "TaskFailed" },
      },
      {
        text: "airflow.exceptions.AirflowException: Step Function failed. State Machine Output: {'error': 'Load', 'status': 'FAILED'}",
      },
    ],
    nearMisses: [{ text: "States.Timeout" }],
  },
};
