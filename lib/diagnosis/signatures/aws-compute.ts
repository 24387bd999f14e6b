import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** AWS services that run code: ECS, Batch, Lambda, EMR, Glue, SageMaker. */
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
      "ECS could not pull the image, read the secrets or create the log stream from the task definition: the name is wrong, the execution role lacks permission, or the subnet has no route to the registry.",
    checks: [
      "Image and tag in the registry, and the execution role's permissions",
      "Route from the task's subnet to ECR, S3 and Secrets Manager (NAT or VPC endpoints)",
    ],
    fixes: ["Fix the image or secret in the task definition", "Add the missing permission or VPC endpoint"],
    docs: ["https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html"],
  },
  {
    id: "aws/no-capacity",
    title: "AWS has no capacity for the task",
    category: "resource_exhausted",
    alternatives: ["infrastructure", "configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /reason['"]{0,2}[:=] ?['"]?(?<resource>RESOURCE:(?:MEMORY|CPU|PORTS|GPU|ENI))/,
        /(?<resource>The closest matching \(?container-instance [\w-]{3,60}\)? has insufficient (?:memory|CPU units) available)/,
        /(?<resource>CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY)/,
        /Capacity is unavailable at this time\. Please try again later/,
        /(?<resource>InsufficientInstanceCapacity|InsufficientFreeAddressesInSubnet|VcpuLimitExceeded|MaxSpotInstanceCountExceeded|InstanceLimitExceeded)\b/,
      ],
      not: [/waiting for the cluster/],
    },
    rootCause: "AWS had no capacity for the task[[ ({resource})]]",
    explanation:
      "The cluster's instances lack the requested CPU or memory, the zone has no instances of that type, the subnet has no free addresses, or the account hit a quota.",
    checks: [
      "What was running in the cluster at that time, and how its capacity provider scales",
      "Account quotas, and the allowed instance types",
    ],
    fixes: [
      "Retry later; allow more instance types and zones, or use on-demand",
      "Raise the cluster's maximum size or the quota",
    ],
  },
  {
    id: "aws/container-memory",
    title: "AWS container or function out of memory",
    category: "resource_exhausted",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /OutOfMemoryError: [Cc]ontainer killed due to memory usage/,
        /Runtime exited with error: signal: killed/,
        /Runtime\.OutOfMemory\b/,
        /Error Category: OUT_OF_MEMORY_ERROR/,
      ],
    },
    rootCause: "The container or function exceeded its memory limit and was killed",
    explanation: "ECS, Batch, Glue and Lambda kill a process that exceeds its configured memory.",
    checks: ["Memory in the task definition or function, and how much the input grew"],
    fixes: ["Process the data in chunks", "Give it more memory"],
  },
  {
    id: "aws/lambda-timeout",
    title: "Lambda function timed out",
    category: "network_timeout",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [/Task timed out after (?<seconds>\d{1,3}\.\d\d) seconds/, /Sandbox\.Timedout\b/],
    },
    rootCause: "The Lambda function hit its timeout[[ of {seconds} s]] and was stopped",
    explanation: "Lambda stops a function at its configured timeout, fifteen minutes at most.",
    checks: [
      "What the function was waiting for (an address it cannot reach from its VPC?)",
      "How long it usually takes",
    ],
    fixes: ["Raise the timeout or split the work", "Make sure the function's subnet can reach what it calls"],
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
      "The function's package or layer lacks a module, contains one built for another platform, or the handler setting points to something that is not in it.",
    checks: ["What is in the package, and which Python version and CPU architecture it was built for"],
    fixes: ["Add the module to the package or layer", "Fix the handler name"],
  },
  {
    id: "aws/emr-bootstrap",
    title: "EMR bootstrap action failed",
    category: "configuration",
    alternatives: ["infrastructure", "auth_permission", "upstream_missing_data", "missing_dependency"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /EMR job failed for code: BOOTSTRAP_FAILURE(?: with message (?<reason>[^\n]{3,200}))?/,
        /(?<reason>On the (?:master|core|task) instance \(i-\w{5,30}\), bootstrap action \d{1,3} (?:returned a non-zero return code|failed|timed out)[^\n]{0,80})/,
      ],
    },
    rootCause: "A bootstrap action of the EMR cluster failed[[: {reason}]]",
    explanation:
      "EMR runs bootstrap actions on each new node before any step. If one fails or cannot be fetched from S3, the cluster terminates.",
    checks: [
      "The bootstrap action's log in the cluster's log bucket (`node/…/bootstrap-actions`)",
      "Whether the script exists at that S3 path and the instance profile may read it",
    ],
    fixes: ["Fix the script, its path or the instance profile"],
    docs: ["https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-plan-bootstrap.html"],
  },
  {
    id: "aws/emr-instances",
    title: "EMR could not get or keep its instances",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /EMR job failed for code: (?<code>INSTANCE_FAILURE|INSTANCE_FLEET_TIMEOUT|INTERNAL_ERROR)(?: with message (?<reason>[^\n]{3,200}))?/,
        /(?<reason>(?:EC2 is out of capacity|The (?:requested|specified) instance type \w[\w.]{1,30} (?:is not supported|was not found))[^\n]{0,120})/,
      ],
    },
    rootCause: "EMR could not launch or keep the cluster's instances[[ ({code})]][[: {reason}]]",
    explanation:
      "EMR could not launch the cluster's instances or lost them (Spot capacity, a failed core node).",
    checks: ["The cluster's state change reason, and Spot interruptions at that time"],
    fixes: ["Rerun; use other instance types or on-demand core nodes"],
  },
  {
    id: "aws/emr-validation",
    title: "EMR rejected the cluster's settings",
    category: "configuration",
    alternatives: ["auth_permission", "resource_exhausted"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /EMR job failed for code: VALIDATION_ERROR(?: with message (?<reason>[^\n]{3,200}))?/,
        /(?<reason>(?:Service role|The service role) \S{1,120} has insufficient EC2 permissions)/,
      ],
    },
    rootCause: "EMR rejected the cluster's settings[[: {reason}]]",
    explanation: "EMR rejected the cluster's subnet, roles, instance types or release before it started.",
    checks: ["The settings of the cluster against the message"],
    fixes: ["Fix the setting named in the message"],
  },
  {
    id: "aws/job-failed",
    title: "AWS job started by the task failed",
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
        /stopCode['"]?[:=] ?['"]?(?<state>EssentialContainerExited)/,
        /Job failed, please check complete logs in configured logging destination\. ExitCode: (?<state>\d{1,3})/,
        /This task is not in success state - last \d{1,5} logs from Cloudwatch/,
      ],
    },
    rootCause:
      "The AWS job[[ `{job}`]] started by the task failed[[ ({state})]][[: {reason}]]; its own log says why",
    explanation:
      "The orchestrator sees only the final state. The actual error is in the job's log (CloudWatch, or S3 for EMR).",
    checks: ["The job's own log at that time"],
    fixes: ["Fix the error in that log, then rerun the task"],
  },
];
