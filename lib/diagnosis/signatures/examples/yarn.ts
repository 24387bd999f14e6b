import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const yarnExamples: SignatureExamples = {
  "yarn/aux-service": {
    examples: [
      {
        text: "Container launch failed for container_1740069900100_0003_01_000003 : org.apache.hadoop.yarn.exceptions.InvalidAuxServiceException: The auxService:mapreduce_shuffle does not exist",
        captures: { service: "mapreduce_shuffle" },
      },
      {
        text: "org.apache.spark.SparkException: Exception while starting container\nCaused by: org.apache.hadoop.yarn.exceptions.InvalidAuxServiceException: The auxService:spark_shuffle does not exist",
        captures: { service: "spark_shuffle" },
      },
    ],
    nearMisses: [{ text: "Adding auxiliary service mapreduce_shuffle, mapreduce_shuffle" }],
  },
  "yarn/container-memory": {
    examples: [
      {
        text: "Container [pid=4711,containerID=container_1740069900100_0003_01_000003] is running beyond physical memory limits. Current usage: 1.1 GB of 1 GB physical memory used; 2.9 GB of 2.1 GB virtual memory used. Killing container.\nContainer killed on request. Exit code is 143",
        captures: {
          container: "container_1740069900100_0003_01_000003",
          kind: "physical",
          usage: "1.1 GB of 1 GB physical memory",
        },
      },
    ],
    nearMisses: [
      { text: "Memory usage of ProcessTree 4711 for container-id container_1740069900100_0003_01_000003" },
    ],
  },
  "yarn/container-terminated": {
    examples: [
      {
        text: "Container killed by the ApplicationMaster.\nContainer killed on request. Exit code is 143\nContainer exited with a non-zero exit code 143",
        captures: { code: "143" },
      },
    ],
    nearMisses: [
      {
        text: "Container [pid=4711,containerID=container_1740069900100_0003_01_000003] is running beyond physical memory limits. Current usage: 1.1 GB of 1 GB physical memory used; 2.9 GB of 2.1 GB virtual memory used. Killing container.\nContainer killed on request. Exit code is 143",
      },
    ],
  },
  "yarn/queue-full": {
    examples: [
      {
        text: "java.io.IOException: org.apache.hadoop.yarn.exceptions.YarnException: Failed to submit application_1740069900100_0730 to YARN : org.apache.hadoop.security.AccessControlException: Queue root.etl already has 500 applications, cannot accept submission of application: application_1740069900100_0730",
        captures: { queue: "root.etl", count: "500" },
      },
    ],
    nearMisses: [{ text: "Queue root.etl has 12 applications" }],
  },
  "yarn/queue-unknown": {
    examples: [
      {
        text: "Application application_1740069900100_0004 submitted by user etl to unknown queue: nightly",
        captures: { user: "etl", queue: "nightly" },
      },
      {
        text: "org.apache.hadoop.security.AccessControlException: Queue root.nightly is STOPPED. Cannot accept submission of application: application_1740069900100_0004",
        captures: { queue: "root.nightly" },
      },
    ],
    nearMisses: [{ text: "Application application_1740069900100_0004 submitted by user etl" }],
  },
  "yarn/queue-denied": {
    examples: [
      {
        text: "org.apache.hadoop.security.AccessControlException: User etl does not have permission to submit application_1740069900100_0004 to queue root.finance",
        captures: { user: "etl", queue: "root.finance" },
      },
    ],
    nearMisses: [
      {
        text: 'org.apache.hadoop.security.AccessControlException: Permission denied: user=etl, access=WRITE, inode="/raw":hdfs:hdfs:drwxr-xr-x',
      },
    ],
  },
  "yarn/request-too-large": {
    examples: [
      {
        text: "java.lang.IllegalArgumentException: Required executor memory (16384 MB), offHeap memory (0) MB, overhead (1638 MB), and PySpark memory (0 MB) is above the max threshold (8192 MB) of this cluster! Please check the values of 'yarn.scheduler.maximum-allocation-mb' and/or 'yarn.nodemanager.resource.memory-mb'.",
        captures: { requested: "16384 MB", limit: "8192 MB" },
      },
      {
        text: "org.apache.hadoop.yarn.exceptions.InvalidResourceRequestException: Invalid resource request! Cannot allocate containers as requested resource is greater than maximum allowed allocation. Requested resource type=[memory-mb], Requested resource=<memory:20480, vCores:1>, maximum allowed allocation=<memory:8192, vCores:4>, please note that maximum allowed allocation is calculated by scheduler",
        captures: { requested: "memory:20480, vCores:1", limit: "memory:8192, vCores:4" },
      },
    ],
    nearMisses: [
      {
        text: "Verifying our application has not requested more than the maximum memory capability of the cluster (8192 MB per container)",
      },
    ],
  },
  "yarn/local-dirs": {
    examples: [
      {
        text: "1/1 local-dirs usable space is below configured utilization percentage/no more usable space [ /data/yarn/nm-local-dir : used space above threshold of 90.0% ]",
        captures: { bad: "1/1" },
      },
      {
        text: "Node node-4:8041 reported UNHEALTHY with details: 1/1 local-dirs are bad: /data/yarn/local; 1/1 log-dirs are bad: /data/yarn/logs",
        captures: { bad: "1/1", folder: "/data/yarn/local" },
      },
    ],
    nearMisses: [{ text: "Using local-dirs /data/yarn/local" }],
  },
  "hdfs/datanodes-full": {
    examples: [
      {
        text: "org.apache.hadoop.ipc.RemoteException(java.io.IOException): File /raw/orders/_temporary/0/part-0 could only be replicated to 0 nodes instead of minReplication (=1).  There are 3 datanode(s) running and no node(s) are excluded in this operation.",
        captures: { file: "/raw/orders/_temporary/0/part-0", running: "3" },
      },
    ],
    nearMisses: [
      {
        text: "org.apache.hadoop.ipc.RemoteException(java.io.IOException): File /raw/orders.csv could only be written to 0 of the 1 minReplication nodes. There are 3 datanode(s) running and 3 node(s) are excluded in this operation.",
      },
    ],
  },
  "hdfs/no-datanodes": {
    examples: [
      {
        text: "org.apache.hadoop.ipc.RemoteException(java.io.IOException): File /raw/orders.csv could only be written to 0 of the 1 minReplication nodes. There are 0 datanode(s) running and 0 node(s) are excluded in this operation.",
        captures: { file: "/raw/orders.csv" },
      },
    ],
    nearMisses: [
      {
        text: "File /raw/orders.csv could only be replicated to 0 nodes instead of minReplication (=1).  There are 3 datanode(s) running and no node(s) are excluded in this operation.",
      },
    ],
  },
};
