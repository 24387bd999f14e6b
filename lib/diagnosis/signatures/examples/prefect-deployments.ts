import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const prefectDeploymentExamples: SignatureExamples = {
  "prefect/submission-failed": {
    examples: [
      {
        text: "Failed to submit flow run to infrastructure: ApiException: (403) Reason: jobs.batch is forbidden",
        captures: { type: "ApiException" },
      },
      {
        text: "08:45:04.373 | ERROR   | prefect.flow_runs.worker - Failed to submit flow run 'amber-lynx' to infrastructure.",
        captures: { run: "amber-lynx" },
      },
    ],
    nearMisses: [{ text: "Completed submission of flow run 'a4c220af'" }],
  },
  "prefect/work-pool-missing": {
    examples: [
      {
        text: "ValueError: Could not find work pool 'k8s-prod'. Please create it before deploying this flow.",
        captures: { pool: "k8s-prod" },
      },
      {
        text: "RuntimeError: Storage is not configured for work pool 'k8s-prod'. Please configure storage for the work pool by running `prefect work-pool storage configure`.",
        captures: { pool: "k8s-prod" },
      },
    ],
    nearMisses: [{ text: "Work pool 'k8s-prod' created" }],
  },
  "prefect/deployment-missing": {
    examples: [
      {
        text: "Deployment 6f1c2d3e-0000-4000-8000-0123456789ab no longer exists. The flow run will be cancelled.",
        captures: { deployment: "6f1c2d3e-0000-4000-8000-0123456789ab" },
      },
      {
        text: "ValueError: Deployment 6f1c2d3e-0000-4000-8000-0123456789ab does not have an entrypoint and can not be run.",
      },
    ],
    nearMisses: [{ text: "Deployment 'shop/prod' successfully created" }],
  },
  "prefect/code-pull-failed": {
    examples: [
      {
        text: "RuntimeError: Failed to clone repository 'https://github.com/example/flows.git' with exit code 128.",
        captures: { code: "128" },
      },
      { text: "RuntimeError: Failed to pull latest changes with exit code 1" },
    ],
    nearMisses: [{ text: "Cloned repository 'https://github.com/example/flows.git'" }],
  },
  "prefect/no-context": {
    examples: [
      { text: "prefect.exceptions.MissingContextError: There is no active flow or task run context." },
      {
        text: "prefect.exceptions.MissingContextError: No run context available. You are not in a flow or task run context.",
      },
    ],
    nearMisses: [{ text: "prefect.exceptions.MissingResult: The result was not persisted" }],
  },
  "prefect/api-url": {
    examples: [
      {
        text: "ValueError: No Prefect API URL provided. Please set PREFECT_API_URL to the address of a running Prefect server.",
      },
      {
        text: '  File "/app/flow.py", line 9, in main\nValueError: No Prefect API URL provided. Please set PREFECT_API_URL to the address of a running Prefect server.',
      },
    ],
    nearMisses: [{ text: "Failed to reach API at http://prefect:4200/api/" }],
  },
  "prefect/api-denied": {
    examples: [
      {
        text: "prefect.exceptions.PrefectHTTPStatusError: Client error '401 Unauthorized' for url 'https://api.prefect.cloud/api/accounts/x/workspaces/y/flows/'\nResponse: {'detail': 'Invalid authentication credentials'}",
        captures: { status: "401" },
      },
      {
        text: "prefect.exceptions.PrefectHTTPStatusError: Client error '403 Forbidden' for url 'https://api.prefect.cloud/api/accounts/x/workspaces/y/flow_runs/'",
        captures: { status: "403" },
      },
    ],
    nearMisses: [
      {
        text: "prefect.exceptions.PrefectHTTPStatusError: Server error '503 Service Unavailable' for url 'https://api.prefect.cloud/api/'",
      },
    ],
  },
  "prefect/object-not-found": {
    examples: [
      {
        text: "prefect.exceptions.ObjectNotFound: Client error '404 Not Found' for url 'http://prefect:4200/api/deployments/name/shop/prod'",
      },
      { text: "prefect.exceptions.ObjectNotFound: None" },
    ],
    nearMisses: [{ text: "prefect.exceptions.ObjectAlreadyExists: Client error '409 Conflict'" }],
  },
  "prefect/result-not-serializable": {
    examples: [
      {
        text: "ValueError: Failed to serialize object of type 'generator' with serializer 'pickle'. You can disable result persistence for this task",
        captures: { type: "generator", serializer: "pickle" },
      },
      {
        text: "ValueError: Failed to serialize object of type 'Connection' with serializer 'pickle'.",
        captures: { type: "Connection" },
      },
    ],
    nearMisses: [
      {
        text: "Encountered an error while serializing result for transaction 'fd300d2b': Failed to serialize object of type 'lock' with serializer 'pickle'. Code execution will continue, but the transaction will not be committed.",
      },
      {
        text: "WARNING | Task run 'load' - Error encountered when computing cache key - result will not be persisted.",
      },
    ],
  },
  "prefect/cache-key": {
    examples: [
      { text: "Error encountered when computing cache key - result will not be persisted." },
      {
        text: "prefect.exceptions.HashError: Unable to create hash - objects could not be serialized.\n  JSON error: Unable to serialize unknown type: <class 'Connection'>\n  Pickle error: cannot use this object",
      },
    ],
    nearMisses: [
      { text: "ValueError: Failed to serialize object of type 'generator' with serializer 'pickle'." },
    ],
  },
  "prefect/concurrency-missing": {
    examples: [
      {
        text: "prefect.concurrency._asyncio.ConcurrencySlotAcquisitionServiceError: Concurrency limits ['warehouse'] must be created before acquiring slots",
        captures: { names: "['warehouse']" },
      },
      {
        text: "Concurrency limits ['api', 'warehouse'] must be created before acquiring slots",
        captures: { names: "['api', 'warehouse']" },
      },
    ],
    nearMisses: [{ text: "Concurrency limits ['warehouse'] do not exist - skipping acquisition." }],
  },
  "prefect/removed-api": {
    examples: [
      {
        text: "prefect.exceptions.PrefectImportError: `prefect.client.schemas.objects:MinimalDeploymentSchedule` has been removed. Use `prefect.client.schemas.actions.DeploymentScheduleCreate` instead.",
        captures: { name: "prefect.client.schemas.objects:MinimalDeploymentSchedule" },
      },
      {
        text: "prefect.exceptions.PrefectImportError: `prefect.infrastructure:Process` has been removed. Use workers instead.",
        captures: { name: "prefect.infrastructure:Process" },
      },
    ],
    nearMisses: [{ text: "ImportError: cannot import name 'x' from 'y'" }],
  },
};
