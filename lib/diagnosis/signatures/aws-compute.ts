import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Where AWS runs the work: ECS, Batch, Lambda, EMR, Glue and SageMaker jobs. */
export const awsComputeSignatures: Signature[] = [
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
];
