import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const databricksExamples: SignatureExamples = {
  "databricks/token": {
    examples: [
      {
        text: "databricks.sql.exc.RequestError: Error during request to server: Invalid access token.",
      },
      {
        text: "databricks.sdk.errors.platform.PermissionDenied: Invalid access token. [ReqId: 7c0ae3b1-0000-4000-8000-000000000000]",
      },
    ],
    nearMisses: [
      { text: "jwt.exceptions.ExpiredSignatureError: Signature has expired" },
      {
        text: "databricks.sdk.errors.platform.PermissionDenied: User does not have USE SCHEMA on Schema 'main.raw'.",
      },
    ],
  },
  "databricks/no-credentials": {
    examples: [
      {
        text: "ValueError: default auth: cannot configure default credentials, please check https://docs.databricks.com/en/dev-tools/auth.html#databricks-client-unified-authentication to configure credentials for your preferred authentication method.",
      },
    ],
    nearMisses: [
      { text: "google.auth.exceptions.DefaultCredentialsError: Your default credentials were not found." },
    ],
  },
  "databricks/several-credentials": {
    examples: [
      {
        text: "ValueError: validate: more than one authorization method configured: oauth and pat. Config: host=https://acme.cloud.databricks.com",
        captures: { methods: "oauth and pat" },
      },
    ],
    nearMisses: [{ text: "ValueError: default auth: cannot configure default credentials" }],
  },
  "databricks/permission": {
    examples: [
      {
        text: "databricks.sql.exc.ServerOperationError: PERMISSION_DENIED: User does not have USE SCHEMA on Schema 'main.raw'.",
        captures: { privilege: "USE SCHEMA", object: "main.raw" },
      },
      {
        text: "[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\nUser does not have permission SELECT on table `main`.`raw`.`orders`. SQLSTATE: 42501",
      },
    ],
    nearMisses: [
      { text: "PERMISSION_DENIED: Missing or insufficient permissions." },
      { text: "PermissionError: [Errno 13] Permission denied: '/data/out'" },
    ],
  },
  "databricks/rate-limit": {
    examples: [
      {
        text: 'databricks.sdk.errors.platform.RequestLimitExceeded: {"error_code":"REQUEST_LIMIT_EXCEEDED","message":"Your request was rejected since your organization has exceeded the rate limit. Please retry your request later."}',
      },
    ],
    nearMisses: [
      {
        text: "google.api_core.exceptions.Forbidden: 403 Quota exceeded: Your project exceeded quota for free query bytes scanned.",
      },
    ],
  },
  "databricks/notebook-not-found": {
    examples: [
      {
        text: 'Unable to access the notebook "/Users/etl@example.com/load_orders" in the workspace. Either it does not exist, or the identity used to run this job, etl@example.com, lacks the required permissions.',
        captures: { path: "/Users/etl@example.com/load_orders" },
      },
    ],
    nearMisses: [
      { text: "FileNotFoundError: [Errno 2] No such file or directory: '/Users/etl/load_orders.py'" },
    ],
  },
  "databricks/run-failed": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: DatabricksSubmitRunOperator failed with terminal state: {'life_cycle_state': 'TERMINATED', 'result_state': 'FAILED', 'state_message': 'Workload failed, see run output for details'} and with the error Workload failed, see run output for details",
      },
    ],
    nearMisses: [{ text: "INFO - run 17 reached its terminal state" }],
  },
  "databricks/run-module-missing": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: load_orders failed with terminal state: {'life_cycle_state': 'INTERNAL_ERROR', 'result_state': 'FAILED', 'state_message': 'Task load failed with message: Workload failed, see run output for details.'} and with the error ModuleNotFoundError: No module named 'acme_etl'",
        captures: { module: "acme_etl" },
      },
    ],
    nearMisses: [{ text: "ModuleNotFoundError: No module named 'acme_etl'" }],
  },
  "databricks/run-timeout": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: DatabricksRunNowOperator failed with terminal state: {'life_cycle_state': 'TERMINATED', 'result_state': 'TIMEDOUT', 'state_message': ''}",
      },
    ],
    nearMisses: [{ text: "{'life_cycle_state': 'TERMINATED', 'result_state': 'FAILED'}" }],
  },
  "databricks/api-unreachable": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: API requests to Databricks failed 3 times. Giving up.",
        captures: { count: "3" },
      },
    ],
    nearMisses: [{ text: "WARN - Attempt 1 API Request to Databricks failed with reason: timed out" }],
  },
  "databricks/unknown-fields": {
    examples: [
      {
        text: "[UNKNOWN_FIELD_EXCEPTION.NEW_FIELDS_IN_RECORD_WITH_FILE_PATH] Encountered unknown fields during parsing: [discount], which can be fixed by an automatic retry: true",
        captures: { columns: "[discount]" },
      },
    ],
    nearMisses: [{ text: "marshmallow.exceptions.ValidationError: {'discount': ['Unknown field.']}" }],
  },
};
