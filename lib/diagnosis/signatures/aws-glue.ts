import type { Signature } from "@/lib/diagnosis/signatures/signature";

const GLUE = "https://docs.aws.amazon.com/glue/latest/dg/glue-troubleshooting-errors.html";
const SERVERLESS = "https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/app-behavior.html";

/** AWS Glue jobs and crawlers, Lake Formation, EMR Serverless. */
export const awsGlueSignatures: Signature[] = [
  {
    id: "aws/glue-concurrency",
    title: "Too many Glue runs at once",
    category: "rate_limit",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Concurrent runs exceeded for (?<job>[\w .-]{1,255})/,
        /(?<what>Exceeded maximum concurrent (?:capacity|compute capacity) for your account(?:: [\d.]{1,12})?)/,
        /(?<what>Task allocated capacity exceeded limit)/,
      ],
    },
    rootCause: "Glue refused another run[[ of job `{job}`]][[: {what}]]",
    explanation:
      "A job has a maximum concurrency (1 by default), and the account a maximum number of DPUs for all jobs together. An earlier run is still going, or the schedule overlaps.",
    checks: [
      "Runs of the job that are still running (`aws glue get-job-runs`)",
      "`MaxConcurrentRuns` of the job, and the account's DPU quota",
    ],
    fixes: [
      "Run the task again when the job's earlier run has finished (`aws glue get-job-runs --job-name[[ {job}]]`), or stop a stuck one",
      "Raise `MaxConcurrentRuns` of the job if runs may overlap; otherwise serialize the tasks with a pool",
      "Raise the account's DPU quota in Service Quotas",
    ],
    docs: [GLUE],
  },
  {
    id: "aws/glue-arguments",
    title: "Glue job argument missing",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["GlueArgumentError"],
      message: [
        /GlueArgumentError: (?:the following arguments are required: (?<arguments>[^\n]{1,200})|(?<reason>[^\n]{1,200}))/,
      ],
    },
    rootCause: "The Glue job was started without an argument it requires[[: `{arguments}`]][[: {reason}]]",
    explanation: "`getResolvedOptions` requires each name it lists, passed to the job as `--NAME`.",
    checks: [
      "Arguments of this run (console, or `script_args` of the operator) against `getResolvedOptions` in the script",
    ],
    fixes: ["Pass the argument with its leading dashes, or set it in the job's default arguments"],
    docs: [
      "https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-crawler-pyspark-extensions-get-resolved-options.html",
    ],
  },
  {
    id: "aws/glue-network",
    title: "Glue connection's network is not set up",
    category: "configuration",
    alternatives: ["network_timeout"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<what>Could not find S3 endpoint or NAT gateway) for subnetId: ?(?<subnet>subnet-\w{6,30})/,
        /(?<what>At least one security group must open all (?:ingress|egress) ports)/,
        /(?<what>The specified subnet does not have enough free addresses to satisfy the request)/,
        /(?<what>VPC S3 endpoint validation failed)/,
      ],
      names: [/(?<subnet>subnet-\w{6,30})/],
    },
    rootCause: "The Glue connection's network settings do not let the job start: {what}[[ (`{subnet}`)]]",
    explanation:
      "A job with a connection runs in that connection's subnet: it needs an S3 endpoint or NAT gateway, free addresses (one per worker), and a security group that allows all TCP from itself.",
    checks: [
      "Subnet and security groups of the connection (`aws glue get-connection`)",
      "Route table and free addresses of the subnet",
    ],
    fixes: [
      "Add an S3 gateway endpoint (or NAT gateway) to the subnet's route table",
      "Add a self-referencing rule for all TCP ports to the security group",
      "Use a subnet with more free addresses, or fewer workers",
    ],
    docs: [GLUE],
  },
  {
    id: "aws/glue-memory",
    title: "Glue job ran out of memory or lost its workers",
    category: "resource_exhausted",
    alternatives: ["infrastructure", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Command [Ff]ailed due to (?:Out of Memory|OOM)/,
        /Command failed with exit code (?<code>10|137)\b/,
      ],
      anywhere: [/[Gg]lue|\bjr_[0-9a-f]{16}/],
      namesAnywhere: [/\b(?:Glue job|[Jj]ob) (?<job>[\w.-]{3,120}) run jr_/, /\b(?<run>jr_[0-9a-f]{16,70})/],
    },
    rootCause:
      "The driver or an executor of the Glue job[[ `{job}`]] ran out of memory[[ (exit code {code})]]",
    explanation:
      "Exit code 10 is how Glue reports that an executor was lost too often, usually out of memory; collecting to the driver, many small files or a skewed join do that.",
    checks: [
      "Memory profile of driver and executors in the job's metrics",
      "How much the input grew, and how many files it has",
    ],
    fixes: [
      "Choose a larger worker type (`G.2X`) or more workers for the job",
      "Read less: `groupFiles` for many small files, a push-down predicate on partitions, no `collect()` or `toPandas()`",
      "Repartition or salt the key of a skewed join",
    ],
    docs: ["https://docs.aws.amazon.com/glue/latest/dg/monitor-profile-debug-oom-abnormalities.html"],
  },
  {
    id: "aws/glue-exit",
    title: "Glue script failed",
    category: "code_bug",
    alternatives: ["unknown", "configuration", "data_quality", "missing_dependency"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /Command failed with exit code (?<code>\d{1,3})\b/,
        /Error Category: (?<category>[A-Z_]{4,60})(?:; (?<reason>[^\n]{1,200}))?/,
      ],
      anywhere: [/[Gg]lue|\bjr_[0-9a-f]{16}/],
      not: [/exit code (?:10|137)\b|OUT_OF_MEMORY_ERROR/],
      namesAnywhere: [
        /\b(?:Glue job|[Jj]ob) (?<job>[\w.-]{3,120}) (?:run jr_|failed)/,
        /\b(?<run>jr_[0-9a-f]{16,70})/,
      ],
    },
    rootCause:
      "The script of the Glue job[[ `{job}`]] failed[[ with exit code {code}]][[ ({category})]][[: {reason}]]",
    explanation:
      "Glue reports only the exit code; the traceback is in CloudWatch, under `/aws-glue/jobs/error` and `/output`.",
    checks: ["`/aws-glue/jobs/error` and `/aws-glue/jobs/output` for the run[[ `{run}`]]"],
    fixes: [
      "Read the traceback in CloudWatch (`/aws-glue/jobs/error`, stream[[ `{run}`]] of the run) and fix that error",
    ],
    docs: [GLUE],
  },
  {
    id: "aws/glue-crawler-running",
    title: "Glue crawler is already running",
    category: "configuration",
    alternatives: ["infrastructure", "rate_limit"],
    strength: "certain",
    transience: "transient",
    match: {
      types: ["CrawlerRunningException", "CrawlerStoppingException", "ClientError"],
      message: [/Crawler(?:Running|Stopping)Exception/],
      also: [/Crawler with name (?<crawler>[\w.-]{1,255})/],
    },
    rootCause: "The crawler[[ `{crawler}`]] is still running, so it cannot be started again",
    explanation:
      "A crawler runs once at a time. Two tasks start it, or its previous run takes longer than the schedule.",
    checks: ["State and last run of the crawler (`aws glue get-crawler`)"],
    fixes: [
      "Wait for it to be READY before starting it; keep tasks from starting it in parallel",
      "Retry after it has finished",
    ],
    docs: [GLUE],
  },
  {
    id: "aws/lake-formation",
    title: "Lake Formation permission missing",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Insufficient Lake Formation permission\(s\)(?:[:.] ?Required (?<permission>[\w ]{3,40}?) on (?<object>[\w.-]{1,255}))?/,
      ],
      also: [/Lake Formation permission/],
      names: [/permission\(s\) on (?<object>[\w.:/-]{3,255})/],
    },
    rootCause: "The job's role lacks a Lake Formation permission[[: {permission}]][[ on `{object}`]]",
    explanation:
      "Where Lake Formation governs the catalog, IAM alone is not enough: the principal also needs grants on database, table and data location.",
    checks: ["`aws lakeformation list-permissions --principal …` for the role that ran the job"],
    fixes: [
      "Grant it: `aws lakeformation grant-permissions --principal DataLakePrincipalIdentifier=ROLE_ARN --permissions[[ {permission}]] …`[[ on `{object}`]]",
      "For an S3 location grant DATA_LOCATION_ACCESS as well",
    ],
    docs: ["https://docs.aws.amazon.com/lake-formation/latest/dg/troubleshooting.html"],
  },
  {
    id: "aws/emr-serverless",
    title: "EMR Serverless job failed or found no capacity",
    category: "resource_exhausted",
    alternatives: ["configuration", "code_bug", "infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /(?<what>Worker could not be allocated as the application has exceeded maximumCapacity settings)/,
        /(?<what>ApplicationMaxCapacityExceededException)/,
      ],
      names: [/maximumCapacity settings: \[(?<capacity>[^\]\n]{3,80})\]/],
    },
    rootCause:
      "EMR Serverless could not allocate workers: the application's `maximumCapacity` is used up[[ ({capacity})]]",
    explanation:
      "The application's `maximumCapacity` or the account's vCPU quota is used up by this and other jobs.",
    checks: ["Jobs that ran in the application at that time, and its `maximumCapacity`"],
    fixes: [
      "Run fewer jobs at once, or lower executors per job (`spark.dynamicAllocation.maxExecutors`)",
      "Raise `maximumCapacity` or the account's quota",
    ],
    docs: [SERVERLESS],
  },
  {
    id: "aws/emr-step-failed",
    title: "EMR step failed",
    category: "code_bug",
    alternatives: ["unknown", "configuration", "data_quality", "resource_exhausted", "upstream_missing_data"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /EMR job failed:? for reason (?<reason>[^\n]{1,120}?)\.? with message (?<message>[^\n]{1,160}?) and log file (?<log>s3:\/\/[^\s]{3,300})/,
        /EMR [Ss]tep (?<step>s-\w{5,40}) (?:has )?(?:failed|was cancelled)/,
      ],
    },
    rootCause: "An EMR step[[ `{step}`]] failed[[ ({reason})]]; its log[[ under `{log}`]] says why",
    explanation:
      "EMR reports how the step ended. `Unknown Error` means that its command returned a non-zero exit code.",
    checks: [
      "`stderr.gz` and `controller.gz` of the step[[ under `{log}`]]",
      "For Spark in cluster mode: the driver's log in `containers/application_…` of the same bucket",
    ],
    fixes: ["Fix the error found there, then rerun the step"],
    docs: ["https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-manage-view-web-log-files.html"],
  },
];
