import type { Signature } from "@/lib/diagnosis/signatures/signature";

const ERRORS = "https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html";
const QUOTAS = "https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html";

/** AWS Step Functions. */
export const awsStepFunctionSignatures: Signature[] = [
  {
    id: "aws/states-path",
    title: "Step Functions path does not match the state's input",
    category: "code_bug",
    alternatives: ["configuration", "upstream_missing_data", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?:executing|evaluation of) the state '(?<state>[^'\n]{1,120})'[^\n]{0,80}The JSONPath '(?<path>[^'\n]{1,200})' specified for the field '(?<field>[^'\n]{1,120})' could not be found in the input/,
        /The JSONPath '(?<path>[^'\n]{1,200})' (?:specified for the field '(?<field>[^'\n]{1,120})' )?could not be found/,
        /Invalid path '(?<path>[^'\n]{1,200})': (?:The choice state's condition path references an invalid value|Missing property)/,
        /States\.(?:ParameterPathFailure|ResultPathMatchFailure|IntrinsicFailure|QueryEvaluationError)\b/,
      ],
    },
    rootCause:
      "The state[[ `{state}`]] refers to a field that its input does not have[[: `{path}`]][[ (in `{field}`)]]",
    explanation:
      "Paths are evaluated on the state's input. An earlier state returned something else than expected, its result replaced the input (`ResultPath` defaults to `$`), or the execution was started with a different input.",
    checks: [
      "Input of that state in the execution's event history",
      "`ResultPath` and `OutputPath` of the states before",
    ],
    fixes: [
      "Fix the path, or keep the input with `ResultPath`",
      "Pass the missing field when the execution is started",
    ],
    docs: [ERRORS],
  },
  {
    id: "aws/states-data-limit",
    title: "Step Functions payload too large",
    category: "resource_exhausted",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /States\.DataLimitExceeded/,
        /returned a result with a size exceeding the maximum number of bytes service limit/,
        /(?:size|payload) exceed(?:s|ed|ing) the maximum (?:number of bytes|size)[^\n]{0,60}(?:262144|256 ?KB)/,
      ],
      names: [/state\/task '(?<task>[^'\n]{3,200})'/],
    },
    rootCause:
      "What a state[[ (`{task}`)]] returned exceeds the 256 KiB that Step Functions passes between states",
    explanation:
      "States hand over JSON of at most 262,144 bytes. The error cannot be caught with `States.ALL`.",
    checks: ["Which state returned the large result, and how it grew"],
    fixes: [
      "Write the data to S3 and pass its key",
      "Keep only the needed fields with `ResultSelector`; use a distributed map",
    ],
    docs: [QUOTAS],
  },
  {
    id: "aws/states-timeout",
    title: "Step Functions state or execution timed out",
    category: "network_timeout",
    alternatives: ["resource_exhausted", "infrastructure", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /States\.(?<kind>Timeout|HeartbeatTimeout)\b/,
        /Execution [^\n]{0,160}finished with status (?<kind>TIMED_OUT)/,
      ],
      names: [/(?:state|State) '(?<state>[^'\n]{1,120})'/],
    },
    rootCause: "A state of the execution[[ (`{state}`)]] exceeded its timeout ({kind})",
    explanation:
      "A task did not finish within `TimeoutSeconds`, or a worker stopped sending heartbeats. With a task token, the callback may never have been sent.",
    checks: ["Which state timed out (event history), and whether the task it started was still running"],
    fixes: [
      "Fix what the task waited for, or raise `TimeoutSeconds`",
      "Send `SendTaskHeartbeat` or `SendTaskSuccess` from the worker on every path",
    ],
    docs: [ERRORS],
  },
  {
    id: "aws/states-no-choice",
    title: "No choice of the state machine matched",
    category: "code_bug",
    alternatives: ["data_quality", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /States\.NoChoiceMatched/,
        /Failed to transition out of the state(?: '(?<state>[^'\n]{1,120})')?/,
      ],
    },
    rootCause: "No rule of the Choice state[[ `{state}`]] matched its input, and it has no default",
    explanation:
      "A value appeared that none of the conditions covers, or has another type than they compare with.",
    checks: ["Input of the Choice state in the event history"],
    fixes: ["Add a rule for the value, or a `Default` that fails with a clear message"],
    docs: [ERRORS],
  },
  {
    id: "aws/states-permissions",
    title: "State machine role lacks permission",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /States\.Permissions\b/,
        /(?<role>arn:aws[\w-]{0,10}:iam::\d{12}:role\/[\w+=,.@/-]{1,120})' is not authorized to (?:create managed-rule|perform)/,
        /State Machine is not authorized to perform: (?<action>[\w:-]{3,80})/,
      ],
    },
    rootCause: "The state machine's role[[ `{role}`]] lacks a permission[[: `{action}`]]",
    explanation:
      "Each integration takes permissions of its own; `.sync` also takes polling and `events:PutRule` for a managed rule.",
    checks: ["The role of the state machine against the policy the integration documents"],
    fixes: [
      "Add the missing actions to the role (for `.sync`: `events:PutTargets`, `events:PutRule`, `events:DescribeRule` and describe calls)",
    ],
    docs: ["https://docs.aws.amazon.com/step-functions/latest/dg/service-integration-iam-templates.html"],
  },
  {
    id: "aws/states-map",
    title: "Distributed map failed",
    category: "data_quality",
    alternatives: ["configuration", "auth_permission", "upstream_missing_data", "code_bug"],
    strength: "strong",
    transience: "unknown",
    match: {
      message: [
        /States\.(?<code>ExceedToleratedFailureThreshold|ItemReaderFailed|ResultWriterFailed)\b(?:: (?<reason>[^\n]{1,160}))?/,
      ],
    },
    rootCause: "The map state failed ({code})[[: {reason}]]",
    explanation:
      "`ItemReaderFailed`: its list in S3 is missing, unreadable or malformed. `ResultWriterFailed`: it may not write there. `ExceedToleratedFailureThreshold`: more items failed than tolerated.",
    checks: [
      "The map run's page: failed child executions and their errors",
      "Key, format and permissions of the item list in S3",
    ],
    fixes: [
      "`ItemReaderFailed`: correct the S3 key, format or permission of the item list",
      "`ExceedToleratedFailureThreshold`: fix the failed items and redrive the map run (`aws stepfunctions redrive-execution`), or set `ToleratedFailurePercentage`",
      "`ResultWriterFailed`: let the role write to the result bucket",
    ],
    docs: [ERRORS],
  },
  {
    id: "aws/states-quota",
    title: "Step Functions quota reached",
    category: "rate_limit",
    alternatives: ["resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [/(?<what>ExecutionLimitExceeded)/, /(?<what>Lambda\.TooManyRequestsException)/],
    },
    rootCause: "A Step Functions or Lambda quota was reached: {what}",
    explanation: "Quotas limit open executions, API calls and Lambda concurrency.",
    checks: ["How many executions ran at that time, and `ExecutionThrottled` in CloudWatch"],
    fixes: [
      "Add a `Retry` with backoff on {what} to the state, and start fewer executions at once",
      "Raise the quota (Lambda concurrency or open executions) in Service Quotas",
    ],
    docs: [QUOTAS],
  },
  {
    id: "aws/states-history-limit",
    title: "Step Functions execution has too many events",
    category: "code_bug",
    alternatives: ["configuration", "resource_exhausted"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/The execution reached the maximum number of history events \((?<limit>\d{3,6})\)/],
    },
    rootCause: "The execution reached Step Functions' limit of {limit} history events",
    explanation:
      "Every state adds events to the history, and a standard execution may have 25,000; a long loop or a large inline map exceeds that. A retry ends the same way.",
    checks: ["Which loop or map adds the events (event history of the execution)"],
    fixes: [
      "Split the loop: start a child execution per batch, or use a distributed map",
      "Let the loop restart itself with `StartExecution` before the limit",
    ],
  },
  {
    id: "aws/states-execution-exists",
    title: "Step Functions execution name already used",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/ExecutionAlreadyExists/, /Execution Already Exists: '(?<execution>[^'\n]{1,200})'/],
      names: [/Execution Already Exists: '(?<execution>[^'\n]{1,200})'/],
    },
    rootCause: "An execution with this name and a different input already ran[[: `{execution}`]]",
    explanation:
      "Names of standard executions are unique for 90 days; a rerun with the same name is refused.",
    checks: ["How the name is built, and what the earlier execution did"],
    fixes: [
      "Add the attempt or a timestamp to the name, or redrive the earlier execution (`RedriveExecution`)",
    ],
    docs: ["https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html"],
  },
  {
    id: "aws/states-task-failed",
    title: "Task of a state machine failed",
    category: "code_bug",
    alternatives: ["unknown", "infrastructure", "data_quality", "configuration", "resource_exhausted"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /States\.(?<code>TaskFailed)\b[^\n]{0,300}?ErrorMessage[\\":]{2,8}(?<reason>[^"\\\n]{3,160})/,
        /States\.(?<code>TaskFailed|BranchFailed|Runtime)\b(?:: (?<reason>[^\n]{1,160}))?/,
        /An error occurred while executing the state '(?<state>[^'\n]{1,120})'/,
        /Step Function failed\. State Machine Output: (?<reason>[^\n]{1,200})/,
      ],
    },
    rootCause: "A state[[ `{state}`]] of the state machine failed[[ ({code})]][[: {reason}]]",
    explanation:
      "Step Functions passes on how the task ended; `Cause` of the failed event and the task's own log say why.",
    checks: [
      "`aws stepfunctions get-execution-history --reverse-order`: `error` and `cause` of the failed event",
    ],
    fixes: [
      "Read `error` and `cause` of the failed event (`aws stepfunctions get-execution-history --execution-arn ARN --reverse-order`) and fix that task",
      "Redrive the execution from the failed state (`aws stepfunctions redrive-execution`)",
    ],
    docs: [ERRORS],
  },
];
