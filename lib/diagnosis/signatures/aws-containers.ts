import type { Signature } from "@/lib/diagnosis/signatures/signature";

const STOPPED = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html";
const API_FAILURES = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html";
const RUNNABLE = "https://docs.aws.amazon.com/batch/latest/userguide/job_stuck_in_runnable.html";

/** ECS, Fargate and Batch: placement, images, secrets, and how containers stop. */
export const awsContainerSignatures: Signature[] = [
  {
    id: "aws/ecs-no-instances",
    title: "ECS cluster has no container instances",
    category: "infrastructure",
    alternatives: ["configuration", "resource_exhausted"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /No Container Instances were found in your (?<where>cluster|capacity provider)/,
        /reason['"]{0,2}[:=] ?['"]?(?<reason>EMPTY CAPACITY PROVIDER|NO ACTIVE INSTANCES)/,
      ],
      names: [/arn:aws[\w-]{0,10}:ecs:[\w-]{3,30}:\d{12}:cluster\/(?<cluster>[\w-]{1,120})/],
    },
    rootCause:
      "The ECS cluster[[ `{cluster}`]] has no EC2 instance registered that could run the task[[ ({reason})]]",
    explanation:
      "With launch type EC2, tasks run on instances that have joined the cluster. The auto scaling group is at zero, its instances cannot register (agent, role, network), or the task was meant for Fargate or another cluster.",
    checks: [
      "`aws ecs list-container-instances --cluster …`, and desired size of the auto scaling group",
      "Launch type or capacity provider of the task, and the cluster's name and region",
    ],
    fixes: [
      "Scale the auto scaling group up, or attach a capacity provider with managed scaling",
      "Use `launch_type=FARGATE` if the cluster is meant for Fargate",
      "If instances run but do not register, fix their role (`AmazonEC2ContainerServiceforEC2Role`) and route to ECS",
    ],
    docs: [API_FAILURES],
  },
  {
    id: "aws/ecs-placement",
    title: "No ECS instance meets the task's requirements",
    category: "configuration",
    alternatives: ["infrastructure", "resource_exhausted"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /reason['"]{0,2}[:=] ?['"]?(?<reason>ATTRIBUTE|LOCATION|LAUNCH_TYPE)\b/,
        /(?<reason>(?:MemberOf|distinctInstance) placement constraint unsatisfied)/,
        /(?<reason>The closest matching \(?container-instance [\w-]{3,60}\)? (?:is missing an attribute required by your task|is already using a port required by your task|doesn't have the agent connected))/,
      ],
    },
    rootCause: "No instance of the cluster may run the task: {reason}",
    explanation:
      "`ATTRIBUTE` means an instance lacks something the task definition asks for: an instance type or zone in a placement constraint, a log driver or `awsvpc` support the agent does not have, another operating system or CPU architecture.",
    checks: [
      "`aws ecs describe-container-instances` (attributes, agent version) against the task definition's `requiresAttributes` and placement constraints",
      "Launch type of the task against what the cluster offers",
    ],
    fixes: [
      "Change the placement constraint, `runtimePlatform` or log driver of the task definition",
      "Update the ECS agent, or add instances that have the attribute",
    ],
    docs: [API_FAILURES],
  },
  {
    id: "aws/ecs-agent-disconnected",
    title: "ECS agent disconnected or instance gone",
    category: "infrastructure",
    alternatives: ["network_timeout"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [/reason['"]{0,2}[:=] ?['"]?(?<reason>AGENT|MISSING|INACTIVE|DRAINING)\b/],
      also: [/arn:aws[\w-]{0,10}:ecs:|failures|container.instance|\bEcs[A-Z]/],
    },
    rootCause: "ECS could not place the task because a container instance is not available ({reason})",
    explanation:
      "`AGENT`: the instance's agent lost its connection to ECS. `MISSING` and `INACTIVE`: the instance, task or cluster no longer exists or is in another region. `DRAINING`: it is being removed.",
    checks: [
      "`agentConnected` and `status` of the instance (`aws ecs describe-container-instances`)",
      "The agent's log on the instance (`/var/log/ecs/ecs-agent.log`)",
    ],
    fixes: [
      "Retry; restart the agent (`systemctl restart ecs`) or replace the instance",
      "Fix the ARN or region, if `MISSING`",
    ],
    docs: [API_FAILURES],
  },
  {
    id: "aws/ecs-secret-denied",
    title: "ECS execution role may not read a secret or pull the image",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /unable to (?:pull secrets or registry auth|retrieve secrets? from (?:asm|ssm)|get registry auth)[^\n]{0,600}is not authorized to perform: (?<action>[\w:-]{3,80})/,
        /unable to (?:pull secrets or registry auth|retrieve secrets? from (?:asm|ssm)|get registry auth)/,
        /failed to fetch secret|fetching secret data from/,
        /CannotPull(?:Container|ECRContainer|ImageManifest)Error/,
      ],
      also: [
        /(?:AccessDenied|is not authorized to perform|403 Forbidden|no basic auth credentials|pull access denied|insufficient_scope)/,
      ],
      names: [
        /assumed-role\/(?<role>[\w+=,.@-]{1,64})\//,
        /(?<secret>arn:aws[\w-]{0,10}:(?:secretsmanager|ssm):[\w:/+=,.@-]{5,200})/,
        /failed to resolve ref (?<image>[\w.:/@-]{3,200}[\w])/,
      ],
    },
    rootCause:
      "The task's execution role[[ `{role}`]] may not fetch what the container needs to start[[: `{secret}`]][[: the image `{image}`]][[ (it lacks `{action}`)]]",
    explanation:
      "Before the container starts, ECS uses the execution role (not the task role) to pull the image and read secrets and parameters. The role, the secret's key policy or the repository's policy does not allow it; Docker Hub answers the same for a private or misspelled repository.",
    checks: [
      "`executionRoleArn` of the task definition, and its policy on the ARN in the message",
      "The KMS key of the secret, and the repository policy if the image is in another account",
    ],
    fixes: [
      "Grant the execution role[[ `{role}`]][[ `{action}` on `{secret}`]] (`secretsmanager:GetSecretValue` or `ssm:GetParameters`, and `kms:Decrypt` on the key)",
      "For ECR attach `AmazonECSTaskExecutionRolePolicy`; for a private registry set `repositoryCredentials`",
      "If the image is on Docker Hub, check its name: a misspelled one is reported as denied",
    ],
    docs: [STOPPED],
  },
  {
    id: "aws/ecs-secret-missing",
    title: "Secret or parameter in the ECS task definition does not exist",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /unable to (?:pull secrets or registry auth|retrieve secrets? from (?:asm|ssm))/,
        /ResourceInitializationError: /,
      ],
      also: [
        /ResourceNotFoundException|can't find the specified secret|did not contain json key (?<key>[\w.-]{1,120})|invalid parameters: (?<parameter>[\w./-]{1,160})|ParameterNotFound|invalid character '[^'\n]{1,4}' looking for/,
      ],
      names: [/(?<secret>arn:aws[\w-]{0,10}:(?:secretsmanager|ssm):[\w:/+=,.@-]{5,200})/],
    },
    rootCause:
      "A secret or parameter of the task definition does not exist[[: `{parameter}`]][[: `{secret}`]][[: the secret has no JSON key `{key}`]]",
    explanation:
      "ECS resolves `secrets` of the task definition before the container starts. The ARN or name is wrong, the secret is in another region, or it has no such JSON key.",
    checks: [
      "The ARN in the message against `aws secretsmanager list-secrets` or `aws ssm get-parameter` in that region",
      "The key after the ARN (`arn:…:secret:name:KEY::`)",
    ],
    fixes: [
      "Create it (`aws secretsmanager create-secret --name …`, `aws ssm put-parameter --name[[ {parameter}]] …`) in the task's region, or add the JSON key[[ `{key}`]]",
      "Or correct the ARN or name in `secrets` of the task definition and register a new revision",
    ],
    docs: [STOPPED],
  },
  {
    id: "aws/ecs-pull-network",
    title: "ECS task cannot reach the registry or Secrets Manager",
    category: "network_timeout",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /unable to (?:pull secrets or registry auth|retrieve secrets? from (?:asm|ssm)|retrieve ecr registry auth|get registry auth)/,
        /CannotPull(?:Container|ECRContainer|ImageManifest)Error/,
        /ResourceInitializationError: (?:failed to validate logger args|unable to)/,
      ],
      also: [
        /(?:i\/o timeout|context deadline exceeded|Client\.Timeout exceeded|RequestCanceled|RequestError: send request failed|There is a connection issue between the task and [^\n.]{3,60}|dial tcp (?<address>[\d.:]{7,50})|context canceled|no such host|connection reset by peer)/,
      ],
      names: [/(?:Head|Get|Post) \\?"https?:\/\/(?<host>[\w.-]{3,200})/, /dial tcp (?<address>[\d.:]{7,50})/],
    },
    rootCause:
      "The task's subnet has no route to the registry or to Secrets Manager[[: `{host}` did not answer]][[ ({address})]]",
    explanation:
      "Image and secrets are fetched through the task's own network interface. In a private subnet that takes a NAT gateway or VPC endpoints; in a public one, a public IP. A security group that blocks port 443 has the same effect.",
    checks: [
      "`assignPublicIp`, the subnet's route table, and outbound rules of the security group",
      "Endpoints for `ecr.api`, `ecr.dkr`, S3 (gateway), `secretsmanager`, `logs`, and private DNS on them",
    ],
    fixes: [
      "Run in a subnet with a NAT gateway, add the endpoints, or set `assignPublicIp=ENABLED`",
      "Allow outbound 443; retry if it only happens now and then",
    ],
    docs: [STOPPED],
  },
  {
    id: "aws/ecs-image-platform",
    title: "Container image is built for another CPU (ECS)",
    category: "configuration",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /does not contain descriptor matching platform '?(?<platform>[\w/.-]{3,60})/,
        /no match for platform in manifest/,
      ],
      also: [/CannotPull(?:Container|ECRContainer|ImageManifest)Error/],
      names: [/failed to resolve ref (?<image>[\w.:/@-]{3,200}\w)/],
    },
    rootCause: "The image is not built for the task's CPU[[ (`{platform}`)]]",
    explanation:
      "The registry has the image, but only for another architecture, typically because it was built on an arm64 machine and the task runs on amd64.",
    checks: [
      "`docker manifest inspect` of the image against `runtimePlatform.cpuArchitecture` of the task definition",
    ],
    fixes: [
      "Build and push the image for the task's platform (`docker buildx build --platform linux/amd64 --push`)",
      "Or set `cpuArchitecture` to the image's architecture",
    ],
    docs: [STOPPED],
  },
  {
    id: "aws/ecs-image-missing",
    title: "Container image does not exist (ECS)",
    category: "configuration",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /failed to resolve ref (?<image>[\w./-]{3,200}(?::\d{2,5}\/[\w./-]{1,160})?(?:[:@][\w.:-]{1,128}\b)?)/,
        /CannotPull(?:Container|ECRContainer|ImageManifest)Error/,
      ],
      also: [
        /CannotPull(?:Container|ECRContainer|ImageManifest)Error/,
        /not found|manifest unknown|does not exist|invalid reference format/,
      ],
      not: [/pull access denied|insufficient_scope|for platform|matching platform/],
    },
    rootCause: "The registry has no image[[ `{image}`]] for the task",
    explanation:
      "The tag was never pushed, was deleted by a lifecycle policy, or is in another account or region.",
    checks: ["`aws ecr describe-images --repository-name … --image-ids imageTag=…`"],
    fixes: [
      "Push the image[[ `{image}`]], or set a tag that exists in the task definition (`aws ecr describe-images --repository-name …`)",
      "Pin the tag or digest, and exempt it from the repository's lifecycle policy",
    ],
    docs: [STOPPED],
  },
  {
    id: "aws/spot-interrupted",
    title: "Spot capacity or EC2 host was taken away",
    category: "infrastructure",
    alternatives: ["resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Host EC2 \(instance (?<instance>i-\w{5,30})\) terminated/,
        /stopCode['"]?[:=] ?['"]?(?<code>SpotInterruption|TerminationNotice)/,
        /Your Spot Task was interrupted/,
      ],
    },
    rootCause: "AWS reclaimed the host[[ `{instance}`]] that ran the container[[ ({code})]]",
    explanation:
      "Spot instances and Fargate Spot are taken back with two minutes' notice; an auto scaling group or a maintenance event can end an on-demand host, too. The job itself did nothing wrong.",
    checks: [
      "Whether the compute environment or capacity provider is Spot",
      "Scale-in of the auto scaling group at that time",
    ],
    fixes: [
      "Rerun the job; set `retryStrategy` with `evaluateOnExit` on `Host EC2*`",
      "Run long jobs on on-demand capacity, or save progress in between",
    ],
    docs: [STOPPED],
  },
  {
    id: "aws/ecs-stopped-by-user",
    title: "ECS task was stopped from outside",
    category: "infrastructure",
    alternatives: ["configuration", "unknown"],
    strength: "strong",
    transience: "unknown",
    match: {
      message: [
        /stopCode['"]?[:=] ?['"]?(?<code>UserInitiated|ServiceSchedulerInitiated)/,
        /stoppedReason['"]?[:=] ?['"]?(?<code>Task stopped by user|Stopped by user|Scaling activity initiated by[^'"\n]{0,80})/,
      ],
      names: [/stoppedReason['"]?[:=] ?['"]?(?<why>[^'"\n]{3,120})/],
    },
    rootCause: "Somebody or something stopped the task through the API ({code}[[: {why}]])",
    explanation: "A person, a deployment, or the orchestrator (a timeout, a killed task) called StopTask.",
    checks: [
      "`StopTask` in CloudTrail at that time: who called it",
      "The orchestrator's own log: a timeout or a cancelled run",
    ],
    fixes: [
      "Look up who called `StopTask` in CloudTrail (`aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=StopTask`) and run the task again if it was a mistake",
      "Raise the orchestrator's timeout, if that is what stopped it",
    ],
    docs: [STOPPED],
  },
  {
    id: "aws/batch-misconfiguration",
    title: "AWS Batch job can never be placed",
    category: "configuration",
    alternatives: ["resource_exhausted", "auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<code>MISCONFIGURATION:[A-Z_]{5,60})(?: - (?<reason>[^\n'"]{1,200}))?/,
        /(?<code>ACTION_REQUIRED:[A-Z_]{5,60})(?: - (?<reason>[^\n'"]{1,200}))?/,
        /(?<reason>The job resource requirement \(vCPU\/memory\/GPU\) is higher than that can be met by the CE)/,
      ],
    },
    rootCause: "AWS Batch cannot place the job[[ ({code})]][[: {reason}]]",
    explanation:
      "The job asks for more vCPUs, memory or GPUs than the compute environments of its queue may ever provide, or the environment's service role or instance role is broken. It would wait in RUNNABLE forever.",
    checks: [
      "`maxvCpus` and instance types of the compute environments against the job's `resourceRequirements`",
      "Status reason of the compute environment (`aws batch describe-compute-environments`)",
    ],
    fixes: [
      "Lower the job's vCPUs or memory (leave room for the agent), or add larger instance types and raise `maxvCpus`",
      "For a role problem, repair the service role (`AWSBatchServiceRole`) and set the environment valid again",
    ],
    docs: [RUNNABLE],
  },
  {
    id: "aws/batch-timeout",
    title: "AWS Batch job exceeded its timeout",
    category: "resource_exhausted",
    alternatives: ["network_timeout", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [/Job attempt duration exceeded timeout/],
      names: [/AWS Batch job \((?<job>[\w-]{8,80})\) failed/],
    },
    rootCause: "The Batch job[[ `{job}`]] ran longer than its `attemptDurationSeconds` and was terminated",
    explanation: "Batch stops each attempt when the timeout of the job or its definition has passed.",
    checks: ["How long earlier runs took, and what the log shows last"],
    fixes: ["Fix what it waited for or split the work", "Raise `timeout.attemptDurationSeconds`"],
    docs: ["https://docs.aws.amazon.com/batch/latest/userguide/job_timeouts.html"],
  },
  {
    id: "aws/ecs-provisioning",
    title: "ECS could not provision the task's network or storage",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "auth_permission", "configuration"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /Timeout waiting for (?<what>network interface|EphemeralStorage) provisioning to complete/,
        /(?:unexpected EC2 error while attempting to |error while )(?:Create|creating) (?<what>Network Interface)[^\n]{0,40}/,
      ],
    },
    rootCause: "ECS could not provision the task's {what} in time",
    explanation:
      "Fargate attaches a network interface and storage before the container starts; that timed out or was refused, for instance because the subnet has no free address.",
    checks: [
      "Free addresses of the subnet, and the account's network interface quota",
      "The AWS health dashboard at that time",
    ],
    fixes: ["Rerun the task", "Add subnets with free addresses"],
    docs: [STOPPED],
  },
  {
    id: "aws/ecs-disk-full",
    title: "Container's disk is full (ECS)",
    category: "resource_exhausted",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/CannotPull(?:Container|ECRContainer|ImageManifest)Error/, /CannotCreateContainerError/],
      also: [/no space left on device|devmapper: Thin Pool has \d/],
      names: [/write (?<path>\/[^\s:]{1,200}): no space left/],
    },
    rootCause: "The task's disk is too small for the container's image or files[[: writing `{path}` failed]]",
    explanation:
      "Fargate tasks get 20 GiB of storage by default, image layers included; on EC2, old images and containers fill the instance's volume.",
    checks: ["Size of the image and of what the task writes", "For EC2: `docker system df` on the instance"],
    fixes: [
      "Raise `ephemeralStorage` in the task definition (up to 200 GiB)",
      "Make the image smaller; shorten `ECS_IMAGE_CLEANUP_INTERVAL` on EC2 instances",
    ],
    docs: [STOPPED],
  },
];
