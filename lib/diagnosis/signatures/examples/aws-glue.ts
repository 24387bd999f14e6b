import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const awsGlueExamples: SignatureExamples = {
  "aws/glue-concurrency": {
    examples: [
      {
        text: "botocore.errorfactory.ConcurrentRunsExceededException: An error occurred (ConcurrentRunsExceededException) when calling the StartJobRun operation: Concurrent runs exceeded for nightly-orders",
        captures: { job: "nightly-orders" },
      },
      {
        text: "Exceeded maximum concurrent compute capacity for your account: 300.0",
        captures: { what: "Exceeded maximum concurrent compute capacity for your account: 300.0" },
      },
    ],
    nearMisses: [
      {
        text: "botocore.errorfactory.ThrottlingException: An error occurred (ThrottlingException) when calling the GetJobRun operation: Rate exceeded",
      },
    ],
  },
  "aws/glue-arguments": {
    examples: [
      {
        text: "awsglue.utils.GlueArgumentError: the following arguments are required: --day",
        captures: { arguments: "--day" },
      },
      {
        text: "GlueArgumentError: the following arguments are required: --JOB_NAME, --target",
        captures: { arguments: "--JOB_NAME, --target" },
      },
    ],
    nearMisses: [{ text: "load.py: error: the following arguments are required: --day" }],
  },
  "aws/glue-network": {
    examples: [
      {
        text: "VPC S3 endpoint validation failed for SubnetId: subnet-0a1b2c3d. VPC: vpc-0a1b2c3d. Reason: Could not find S3 endpoint or NAT gateway for subnetId: subnet-0a1b2c3d in Vpc vpc-0a1b2c3d",
      },
      {
        text: "InvalidInputException: At least one security group must open all ingress ports. To limit traffic, the source security group in your inbound rule can be restricted to the same security group.",
      },
      { text: "The specified subnet does not have enough free addresses to satisfy the request." },
    ],
    nearMisses: [{ text: "InsufficientFreeAddressesInSubnet" }],
  },
  "aws/glue-memory": {
    examples: [
      {
        text: "Command Failed due to Out of Memory",
        around: "Glue job nightly-orders run jr_0123456789abcdef0123 FAILED",
      },
      {
        text: "Command failed with exit code 10",
        around: "Exiting Job jr_0123456789abcdef0123 Run State: FAILED",
        captures: { code: "10" },
      },
    ],
    nearMisses: [
      { text: "Command failed with exit code 1", around: "AWS Glue job nightly-orders" },
      { text: "error Command failed with exit code 137.", around: "yarn run v1.22.19" },
    ],
  },
  "aws/glue-exit": {
    examples: [
      {
        text: "Command failed with exit code 1",
        around: "AWS Glue job nightly-orders failed",
        captures: { code: "1" },
      },
      {
        text: "Error Category: QUERY_ERROR; AnalysisException: Column 'day' does not exist",
        around: "Glue job nightly-orders run jr_0123456789abcdef0123",
        captures: { category: "QUERY_ERROR" },
      },
    ],
    nearMisses: [
      { text: "error Command failed with exit code 1.", around: "yarn run v1.22.19" },
      { text: "Error Category: OUT_OF_MEMORY_ERROR", around: "Glue" },
    ],
  },
  "aws/glue-crawler-running": {
    examples: [
      {
        text: "botocore.errorfactory.CrawlerRunningException: An error occurred (CrawlerRunningException) when calling the StartCrawler operation: Crawler with name orders has already started",
        captures: { crawler: "orders" },
      },
      {
        text: "botocore.errorfactory.CrawlerStoppingException: An error occurred (CrawlerStoppingException) when calling the StartCrawler operation: Crawler with name orders is stopping",
        captures: { crawler: "orders" },
      },
    ],
    nearMisses: [{ text: "scrapy.exceptions.CloseSpider: crawler stopped" }],
  },
  "aws/lake-formation": {
    examples: [
      {
        text: "botocore.exceptions.ClientError: An error occurred (AccessDeniedException) when calling the GetTable operation: Insufficient Lake Formation permission(s): Required Describe on orders",
        captures: { permission: "Describe", object: "orders" },
      },
      {
        text: "An error occurred while calling o91.getCatalogSource. Insufficient Lake Formation permission(s) on s3://lake/raw",
      },
    ],
    nearMisses: [
      {
        text: "botocore.exceptions.ClientError: An error occurred (AccessDeniedException) when calling the GetTable operation: User is not authorized to perform: glue:GetTable",
      },
    ],
  },
  "aws/emr-serverless": {
    examples: [
      {
        text: "Job failed: Worker could not be allocated as the application has exceeded maximumCapacity settings: [cpu: 100 vCPU]",
      },
      {
        text: "com.amazonaws.services.emrserverless.model.ApplicationMaxCapacityExceededException: ApplicationMaxCapacityExceededException",
      },
    ],
    nearMisses: [
      { text: "Job failed, please check complete logs in configured logging destination. ExitCode: 1." },
    ],
  },
  "aws/emr-step-failed": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: EMR job failed: for reason Unknown Error. with message None and log file s3://acme-logs/emr/steps/s-1/",
        captures: { reason: "Unknown Error", log: "s3://acme-logs/emr/steps/s-1/" },
      },
      { text: "EMR step s-1A2B3C4D5E failed", captures: { step: "s-1A2B3C4D5E" } },
    ],
    nearMisses: [{ text: "EMR job failed for code: BOOTSTRAP_FAILURE with message exit code 1" }],
  },
};
