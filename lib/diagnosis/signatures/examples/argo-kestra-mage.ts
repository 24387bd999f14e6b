import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const argoKestraMageExamples: SignatureExamples = {
  "argo/no-artifact-storage": {
    examples: [
      {
        text: "Error (exit code 64): You need to configure artifact storage. More information on how to do this can be found in the docs: https://argo-workflows.readthedocs.io/en/latest/configure-artifact-repository/",
      },
    ],
    nearMisses: [{ text: "Saving artifact storage settings" }],
  },
  "argo/service-account": {
    examples: [
      {
        text: "failed to save outputs: verify serviceaccount harbour:default has necessary privileges",
        captures: { account: "harbour:default" },
      },
    ],
    nearMisses: [{ text: "failed to save outputs: no such file or directory" }],
  },
  "argo/outputs-not-saved": {
    examples: [
      {
        text: "failed to save outputs: verify serviceaccount default:default has necessary RBAC privileges",
        captures: { reason: "verify serviceaccount default:default has necessary RBAC privileges" },
      },
    ],
    nearMisses: [{ text: "Saving output parameters" }],
  },
  "argo/image-command": {
    examples: [
      {
        text: 'failed to look-up entrypoint/cmd for image "registry.acme.io/etl/load:1.4", you must either explicitly specify the command, or list the image\'s command in the index: https://argo-workflows.readthedocs.io/en/latest/workflow-executors/#emissary-emissary: GET https://registry.acme.io/v2/etl/load/manifests/1.4: MANIFEST_UNKNOWN: manifest unknown',
        captures: { image: "registry.acme.io/etl/load:1.4" },
      },
    ],
    nearMisses: [{ text: 'Pulling image "registry.acme.io/etl/load:1.4"' }],
  },
  "argo/unresolved-reference": {
    examples: [
      {
        text: "templates.main.steps[1].load failed to resolve {{steps.extract.outputs.result}}",
        captures: { reference: "steps.extract.outputs.result" },
      },
      {
        text: "invalid spec: templates.load inputs.parameters.day was not supplied",
        captures: { reference: "day" },
      },
    ],
    nearMisses: [{ text: "failed to resolve host db.internal" }],
  },
  "argo/pod-deleted": {
    examples: [
      { text: "pod deleted during operation" },
      { text: 'level=info msg="node changed" message="pod deleted"' },
    ],
    nearMisses: [{ text: "cleaning up pod action=deletePod" }],
  },
  "argo/deadline": {
    examples: [
      { text: "Step exceeded its deadline" },
      {
        text: "step exceeded workflow deadline 2024-05-01 03:00:00 +0000 UTC",
        captures: { deadline: "2024-05-01 03:00:00" },
      },
    ],
    nearMisses: [{ text: "Updated workflow deadline" }],
  },
  "argo/child-failed": {
    examples: [
      {
        text: "Message: child 'nightly-load-x7k2p-413748585' failed",
        captures: { node: "nightly-load-x7k2p-413748585" },
      },
    ],
    nearMisses: [{ text: "child process failed" }],
  },
  "kestra/secret-missing": {
    examples: [
      {
        text: "io.kestra.core.secret.SecretNotFoundException: Cannot find secret for key 'WAREHOUSE_PASSWORD'.",
        captures: { secret: "WAREHOUSE_PASSWORD" },
      },
    ],
    nearMisses: [{ text: "Found secret for key 'WAREHOUSE_PASSWORD'" }],
  },
  "mage/no-decorated-function": {
    examples: [
      {
        text: "Exception: Block load_orders does not have any decorated functions. Make sure that a function in the block is decorated with @data_loader.",
        captures: { block: "load_orders", decorator: "data_loader" },
      },
    ],
    nearMisses: [{ text: "Block load_orders has 2 decorated functions" }],
  },
  "mage/upstream-not-executed": {
    examples: [
      {
        text: "Exception: Block clean_orders's upstream blocks have not been executed yet. Please run upstream blocks ['load_orders'] before running the current block.",
        captures: { block: "clean_orders", upstream: "['load_orders']" },
      },
    ],
    nearMisses: [{ text: "Block clean_orders executed" }],
  },
  "mage/pipeline-failed": {
    examples: [
      {
        text: "Pipeline daily_orders execution failed with error:",
        captures: { pipeline: "daily_orders" },
      },
    ],
    nearMisses: [{ text: "Pipeline daily_orders execution complete." }],
  },
  "luigi/process-died": {
    examples: [
      {
        text: "Task LoadOrders(date=2024-05-01) died unexpectedly with exit code -9",
        captures: { task: "LoadOrders(date=2024-05-01)", code: "-9" },
      },
    ],
    nearMisses: [{ text: "Worker 3 died unexpectedly with exit code 1" }],
  },
  "luigi/scheduler-unreachable": {
    examples: [
      {
        text: "luigi.rpc.RPCError: Errors (3 attempts) when connecting to remote scheduler 'http://luigi.internal:8082'",
        captures: { attempts: "3", url: "http://luigi.internal:8082" },
      },
    ],
    nearMisses: [{ text: "Connected to remote scheduler 'http://luigi.internal:8082'" }],
  },
  "azkaban/process-failed": {
    examples: [
      {
        text: "java.lang.RuntimeException: azkaban.jobExecutor.utils.process.ProcessFailureException: Process exited with code 1",
        captures: { code: "1" },
      },
    ],
    nearMisses: [{ text: "Process completed successfully in 0 seconds." }],
  },
};
