import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const databricksClusterExamples: SignatureExamples = {
  "databricks/cluster-not-started": {
    examples: [
      {
        text: "Unexpected failure while waiting for the cluster (0909-172847-query420) to be ready: Cluster 0909-172847-query420 is in unexpected state Terminated: BOOTSTRAP_TIMEOUT(SUCCESS): databricks_error_message:[id: InstanceId(i-0abc)] did not check in",
      },

      {
        text: "Cluster terminated. Reason: CLOUD_PROVIDER_LAUNCH_FAILURE (CLOUD_FAILURE). Parameters: databricks_error_message:The VM could not be provisioned",
        captures: { reason: "CLOUD_PROVIDER_LAUNCH_FAILURE" },
      },
    ],
    nearMisses: [
      {
        text: "Unexpected failure while waiting for the cluster (0909-172847-query420) to be ready.Cause Unexpected state for cluster (0909-172847-query420): AWS_INSUFFICIENT_INSTANCE_CAPACITY_FAILURE(CLIENT_ERROR): aws_api_error_code:InsufficientInstanceCapacity",
      },

      { text: "INFO - waiting for the cluster 0909-172847-query420 to be ready" },
      { text: "Cluster 0909-172847-query420 does not exist" },
    ],
  },
  "databricks/no-capacity": {
    examples: [
      {
        text: "Unexpected failure while waiting for the cluster (0909-172847-query420) to be ready.Cause Unexpected state for cluster (0909-172847-query420): AWS_INSUFFICIENT_INSTANCE_CAPACITY_FAILURE(CLIENT_ERROR): aws_api_error_code:InsufficientInstanceCapacity,aws_error_message:We currently do not have sufficient r5.4xlarge capacity in the Availability Zone you requested (us-east-1a). You can currently get r5.4xlarge capacity by not specifying an Availability Zone in your request or choosing us-east-1b, us-east-1c.",
        captures: {
          cluster: "0909-172847-query420",
          type: "r5.4xlarge",
          zone: "us-east-1a",
          other: "us-east-1b, us-east-1c",
        },
      },
    ],
    nearMisses: [
      {
        text: "Cluster terminated. Reason: CLOUD_PROVIDER_LAUNCH_FAILURE (CLOUD_FAILURE). Parameters: databricks_error_message:The VM could not be provisioned",
      },
    ],
  },
  "databricks/cloud-quota": {
    examples: [
      {
        text: "Cluster '0909-172847-abc' was terminated. Reason: AZURE_QUOTA_EXCEEDED_EXCEPTION (CLIENT_ERROR). Parameters: azure_error_message:Operation could not be completed as it results in exceeding approved standardDSv2Family Cores quota.",
        captures: { reason: "AZURE_QUOTA_EXCEEDED_EXCEPTION" },
      },
    ],
    nearMisses: [{ text: "Cluster terminated. Reason: CLOUD_PROVIDER_LAUNCH_FAILURE (CLOUD_FAILURE)." }],
  },
  "databricks/init-script": {
    examples: [
      {
        text: "Cluster terminated. Reason: INIT_SCRIPT_FAILURE (CLIENT_ERROR). Parameters: instance_id:i-0abc, databricks_error_message:Cluster scoped init script dbfs:/scripts/setup.sh failed: Script exit status is non-zero",
        captures: { script: "dbfs:/scripts/setup.sh" },
      },
    ],
    nearMisses: [{ text: "Cluster terminated. Reason: CLOUD_PROVIDER_LAUNCH_FAILURE (CLOUD_FAILURE)." }],
  },
  "databricks/cluster-lost": {
    examples: [
      {
        text: "Could not reach driver of cluster 0501-120000-abc123de.",
        captures: { cluster: "0501-120000-abc123de" },
      },
    ],
    nearMisses: [{ text: "INFO - Cluster 0501-120000-abc123de is running" }],
  },
  "databricks/driver-restarted": {
    examples: [
      {
        text: "The spark driver has stopped unexpectedly and is restarting. Your notebook will be automatically reattached.",
      },
    ],
    nearMisses: [{ text: "INFO - Spark driver started" }],
  },
  "databricks/library-install": {
    examples: [
      {
        text: 'Library installation failed for library due to user error for pypi { package: "acme-etl==2.1" }\n Error messages:\nLibrary installation attempted on the driver node of cluster 0330-210933-65ohtk0c and failed. Please refer to the following error message to fix the library or contact Databricks support. Error Code: DRIVER_LIBRARY_INSTALLATION_FAILURE. Error Message: org.apache.spark.SparkException: Process List(/databricks/python/bin/pip, install, acme-etl==2.1, --disable-pip-version-check) exited with code 1.',
        captures: { package: "acme-etl==2.1", cluster: "0330-210933-65ohtk0c" },
      },
    ],
    nearMisses: [{ text: "ERROR: No matching distribution found for acme-etl==2.1" }],
  },
};
