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
      "Retry when the earlier run has finished, or serialize the tasks (a pool)",
      "Raise the job's maximum concurrency, or the DPU quota",
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
        /(?<what>Could not find S3 endpoint or NAT gateway for subnetId: ?(?<subnet>subnet-\w{6,30}))/,
        /(?<what>At least one security group must open all (?:ingress|egress) ports)/,
        /(?<what>The specified subnet does not have enough free addresses to satisfy the request)/,
        /(?<what>VPC S3 endpoint validation failed)/,
      ],
    },
    rootCause: "The Glue connection's subnet or security group does not allow the job to run: {what}",
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
    },
    rootCause: "The Glue job's driver or an executor ran out of memory[[ (exit code {code})]]",
    explanation:
      "Exit code 10 is how Glue reports that an executor was lost too often, usually out of memory; collecting to the driver, many small files or a skewed join do that.",
    checks: [
      "Memory profile of driver and executors in the job's metrics",
      "How much the input grew, and how many files it has",
    ],
    fixes: [
      "Use a larger worker type (`G.2X`) or more workers",
      "Set `groupFiles`, filter with a push-down predicate, avoid `collect` and `toPandas`",
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
    },
    rootCause: "The Glue job's script failed[[ with exit code {code}]][[ ({category})]][[: {reason}]]",
    explanation:
      "Glue reports only the exit code; the traceback is in CloudWatch, under `/aws-glue/jobs/error` and `/output`.",
    checks: ["`/aws-glue/jobs/error` and `/aws-glue/jobs/output` for the run id (`jr_…`)"],
    fixes: ["Fix the exception found there"],
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
    },
    rootCause: "The role lacks the Lake Formation permission[[ {permission}]][[ on `{object}`]]",
    explanation:
      "Where Lake Formation governs the catalog, IAM alone is not enough: the principal also needs grants on database, table and data location.",
    checks: ["`aws lakeformation list-permissions --principal …` for the role that ran the job"],
    fixes: [
      "Grant the permission[[ ({permission} on `{object}`)]] to the role in Lake Formation",
      "For new locations grant DATA_LOCATION_ACCESS",
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
    },
    rootCause: "EMR Serverless could not allocate workers: {what}",
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
