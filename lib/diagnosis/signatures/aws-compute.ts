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
    rootCause: "ECS could not start the container[[ ({reason})]]: {detail}",
    explanation:
      "ECS could not pull the image, read the secrets or create the log stream from the task definition: the name is wrong, the execution role lacks permission, or the subnet has no route to the registry.",
    checks: [
      "Image and tag in the registry, and the execution role's permissions",
      "Route from the task's subnet to ECR, S3 and Secrets Manager (NAT or VPC endpoints)",
    ],
    fixes: [
      "Fix what the message names in the task definition (image, command, secret ARN, log group) and register a new revision",
      "For `exec: …: permission denied` or `no such file` rebuild the image with an executable entry point (`chmod +x`, Unix line ends)",
      "For `ResourceInitializationError` give the execution role the permission and the subnet a route (NAT or VPC endpoints for ECR, S3, Secrets Manager and CloudWatch Logs)",
    ],
    docs: ["https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html"],
  },
  {
    id: "aws/no-capacity",
    title: "AWS has no capacity of that type",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /(?<resource>CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY)/,
        /Capacity is unavailable at this time\. Please try again later/,
        /(?<resource>InsufficientInstanceCapacity)\b/,
      ],
      not: [/waiting for the cluster/],
      names: [
        /do not have sufficient (?<type>[a-z0-9][\w-]{1,20}\.[\w-]{2,20}) capacity in the (?:Availability Zone you requested|zones?) \((?<zone>[\w-]{4,30})\)/,
        /You can currently get [\w.-]{3,40} capacity by [^\n]{0,60}choosing (?<other>[\w, -]{4,120})/,
      ],
    },
    rootCause:
      "AWS has no[[ `{type}`]] capacity[[ in `{zone}`]] to start the machines at the moment[[ ({resource})]]",
    explanation:
      "The region or zone has run out of the requested instance type (or of Spot or Fargate capacity); the account's quota is not the reason, and nothing in the job is wrong.",
    checks: [
      "The zone and instance types that the compute environment, cluster or capacity provider allows",
      "Whether only Spot or Fargate Spot is configured",
    ],
    fixes: [
      "Run it again, in another zone if one is pinned[[ (AWS offers {other})]]; set `zone_id: auto` or add subnets of other zones",
      "Allow further instance types, or on-demand besides Spot",
      "Give the task retries with a delay of some minutes",
    ],
  },
  {
    id: "aws/cluster-full",
    title: "ECS cluster has no room for the task",
    category: "resource_exhausted",
    alternatives: ["infrastructure", "configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /reason['"]{0,2}[:=] ?['"]?RESOURCE:(?<resource>MEMORY|CPU|PORTS|GPU|ENI)/,
        /The closest matching \(?container-instance (?<instance>[\w-]{3,60})\)? has insufficient (?<resource>memory|CPU units) available/,
      ],
    },
    rootCause:
      "The ECS cluster's instances have too little free {resource} for the task[[ (`{instance}` is the closest)]]",
    explanation:
      "With launch type EC2 a task needs an instance with enough unreserved CPU, memory, ports or GPUs; other tasks hold them.",
    checks: [
      "`aws ecs describe-container-instances`: `remainingResources` against the task definition's `cpu` and `memory`",
      "How the capacity provider or auto scaling group scales",
    ],
    fixes: [
      "Let running tasks finish, or run fewer at once (a pool or lower concurrency), then start the task again",
      "Raise the auto scaling group's maximum, or let a capacity provider with managed scaling do it",
      "Lower `cpu` and `memory` of the task definition if it reserves more than it uses",
    ],
  },
  {
    id: "aws/instance-quota",
    title: "AWS account quota for instances reached",
    category: "resource_exhausted",
    alternatives: ["rate_limit", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [/(?<resource>VcpuLimitExceeded|MaxSpotInstanceCountExceeded|InstanceLimitExceeded)\b/],
      names: [/your current vCPU limit of (?<limit>\d{1,7})/],
    },
    rootCause:
      "The AWS account has reached its quota of[[ {limit}]] vCPUs or instances in this region ({resource})",
    explanation:
      "EC2 counts running vCPUs per instance family and region, Spot apart; above the quota no further instance starts, whatever AWS has in stock.",
    checks: [
      "Service Quotas, EC2: vCPUs in use against the quota in this region",
      "What else runs in the account: forgotten clusters and notebooks",
    ],
    fixes: [
      "End instances that are no longer needed, or run fewer clusters at once",
      "Use another instance family or region that has quota left",
      "Request a higher quota (`aws service-quotas request-service-quota-increase --service-code ec2 …`)",
    ],
  },
  {
    id: "aws/subnet-full",
    title: "Subnet has no free addresses",
    category: "resource_exhausted",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [/\bInsufficientFreeAddressesInSubnet\b/],
      names: [/(?<subnet>subnet-\w{6,30})/],
    },
    rootCause:
      "The subnet[[ `{subnet}`]] has no free IP addresses left for new instances or network interfaces",
    explanation:
      "Every instance, Fargate task, Lambda in a VPC and pod takes an address of its subnet; a small range runs out when many start at once or old interfaces remain.",
    checks: [
      "`aws ec2 describe-subnets --subnet-ids[[ {subnet}]]`: `AvailableIpAddressCount`",
      "Network interfaces left over in the subnet",
    ],
    fixes: [
      "Add subnets with free addresses to the task or cluster, then start it again",
      "Delete unused network interfaces, or run fewer tasks at once",
      "Add a secondary CIDR range to the VPC",
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
        /Error Category: OUT_OF_MEMORY_ERROR/,
      ],
      names: [/AWS Batch job \((?<job>[\w-]{8,80})\) failed/],
    },
    rootCause: "The container[[ of the Batch job `{job}`]] exceeded its memory limit and was killed",
    explanation:
      "ECS, Batch and Glue kill a container that exceeds the memory in its task or job definition.",
    checks: [
      "Memory in the task or job definition against the peak in CloudWatch Container Insights",
      "How much the input grew",
    ],
    fixes: [
      "Raise the memory: `memory` in the ECS task definition, `resourceRequirements` MEMORY of the Batch job, a larger worker type in Glue",
      "Process the data in chunks instead of reading it all",
    ],
  },
  {
    id: "aws/lambda-memory",
    title: "Lambda function ran out of memory",
    category: "resource_exhausted",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Runtime exited with error: signal: killed/, /Runtime\.OutOfMemory\b/],
      namesAnywhere: [/Memory Size: (?<size>\d{2,6}) MB/],
    },
    rootCause: "The Lambda function exceeded its memory[[ of {size} MB]] and was killed",
    explanation: "Lambda kills a function at its configured memory size; more memory also gives it more CPU.",
    checks: [
      "`Max Memory Used` against `Memory Size` in the function's REPORT lines",
      "How much larger this input is than usual",
    ],
    fixes: [
      "Raise the memory: `aws lambda update-function-configuration --function-name NAME --memory-size MB`[[ (now {size})]], up to 10,240 MB",
      "Stream or split the input instead of reading it whole",
    ],
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
    fixes: [
      "Set connect and read timeouts on what the function calls, and make sure its subnet reaches it (NAT or VPC endpoint)",
      "Raise the function's timeout[[ (now {seconds} s)]]: `aws lambda update-function-configuration --function-name NAME --timeout 900` (fifteen minutes at most)",
      "Split work that needs longer, or move it to ECS, Batch or Glue",
    ],
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
    rootCause:
      "Lambda cannot load its handler `{handler}`[[: {reason}]][[: the module `{module}` has no such function]]",
    explanation:
      "The function's package or layer lacks a module, contains one built for another platform, or the handler setting points to something that is not in it.",
    checks: ["What is in the package, and which Python version and CPU architecture it was built for"],
    fixes: [
      "Add the missing module to `requirements.txt` and build the package for the function's Python version and CPU (`sam build --use-container`), or attach its layer",
      "Correct the handler setting (now `{handler}`) if the module or function is named differently",
    ],
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
    fixes: [
      "Read the action's `stderr` under `node/<instance>/bootstrap-actions/` in the cluster's log bucket and fix the script",
      "Check that the script exists at its S3 path and the EC2 instance profile may read it (`s3:GetObject`)",
    ],
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
    fixes: [
      "Start the cluster again; allow several instance types and subnets (instance fleets)",
      "Keep master and core nodes on-demand and only task nodes on Spot",
    ],
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
    fixes: [
      "Correct the setting that EMR names in the cluster's definition[[: {reason}]]",
      "For roles: `aws emr create-default-roles`, or attach `AmazonEMRServicePolicy_v2` to the service role",
    ],
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
      "The AWS job[[ `{job}`]] that the task started failed[[ ({state})]][[: {reason}]]; its own log has the error",
    explanation:
      "The orchestrator sees only the final state. The actual error is in the job's log (CloudWatch, or S3 for EMR).",
    checks: ["The job's own log at that time"],
    fixes: [
      "Read the job's log (CloudWatch `/aws/batch/job`, `/aws-glue/jobs/error`, `/ecs/…`, or S3 for EMR) and fix the error there",
      "Run the task again afterwards",
    ],
  },
];
