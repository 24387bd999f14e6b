import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const airflowSetupExamples: SignatureExamples = {
  "airflow/connection-not-defined": {
    examples: [
      {
        text: "airflow.exceptions.AirflowNotFoundException: The conn_id `warehouse_main` isn't defined",
        captures: { connection: "warehouse_main" },
      },
      {
        text: "airflow.sdk.exceptions.AirflowRuntimeError: CONNECTION_NOT_FOUND: {'conn_id': 'warehouse_main'}",
        captures: { connection: "warehouse_main" },
      },
    ],
    nearMisses: [
      { text: "airflow.exceptions.AirflowNotFoundException: The conn_id `None` isn't defined" },
      { text: "airflow.sdk.exceptions.AirflowRuntimeError: VARIABLE_NOT_FOUND: {'key': 'region'}" },
    ],
  },
  "airflow/connection-id-none": {
    examples: [{ text: "airflow.exceptions.AirflowNotFoundException: The conn_id `None` isn't defined" }],
    nearMisses: [
      { text: "airflow.exceptions.AirflowNotFoundException: The conn_id `warehouse_main` isn't defined" },
    ],
  },
  "airflow/variable-not-defined": {
    examples: [
      { text: "KeyError: 'Variable export_bucket does not exist'", captures: { variable: "export_bucket" } },
      {
        text: "airflow.sdk.exceptions.AirflowRuntimeError: VARIABLE_NOT_FOUND: {'key': 'export_bucket'}",
        captures: { variable: "export_bucket" },
      },
      {
        text: "AirflowRuntimeError: VARIABLE_NOT_FOUND: {'message': 'Variable export_bucket not found'}",
        captures: { variable: "export_bucket" },
      },
    ],
    nearMisses: [{ text: "KeyError: 'export_bucket'" }],
  },
  "airflow/unknown-hook-type": {
    examples: [
      {
        text: 'airflow.exceptions.AirflowException: Unknown hook type "sqlite"',
        captures: { type: "sqlite" },
      },
    ],
    nearMisses: [{ text: "airflow.exceptions.AirflowNotFoundException: The conn_id `x` isn't defined" }],
  },
  "airflow/provider-not-installed": {
    examples: [
      {
        text: "ModuleNotFoundError: No module named 'airflow.providers.snowflake'",
        captures: { provider: "snowflake" },
      },
    ],
    nearMisses: [{ text: "ModuleNotFoundError: No module named 'airflow.operators.python_operator'" }],
  },
  "airflow/direct-database-access": {
    examples: [{ text: "RuntimeError: Direct database access via the ORM is not allowed in Airflow 3.0" }],
    nearMisses: [{ text: "sqlalchemy.exc.InvalidRequestError: This session is closed" }],
  },
  "airflow/pool-missing": {
    examples: [
      {
        text: "Tasks using non-existent pool 'warehouse' will not be scheduled",
        captures: { pool: "warehouse" },
      },
    ],
    nearMisses: [{ text: "Not scheduling since there are 0 open slots in pool warehouse" }],
  },
  "airflow/config-value": {
    examples: [
      { text: "airflow.exceptions.AirflowConfigException: section/key [smtp/smtp_user] not found in config" },
    ],
    nearMisses: [{ text: "INFO - Reading the config from /opt/airflow/airflow.cfg" }],
  },
  "airflow/database-not-initialised": {
    examples: [
      {
        text: "ERROR: You need to initialize the database. Please run `airflow db init`. Make sure the command is run using Airflow version 2.6.3.",
      },
      { text: 'psycopg2.errors.UndefinedTable: relation "dag_run" does not exist' },
    ],
    nearMisses: [{ text: 'psycopg2.errors.UndefinedTable: relation "orders" does not exist' }],
  },
  "airflow/fernet-key": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: Could not create Fernet object: Incorrect padding",
        captures: { reason: "Incorrect padding" },
      },
    ],
    nearMisses: [{ text: "cryptography.fernet.InvalidToken" }],
  },
  "airflow/api-token": {
    examples: [
      {
        text: "airflow.sdk.api.client.ServerResponseError: Invalid auth token: Signature verification failed",
        captures: { reason: "Signature verification failed" },
      },
    ],
    nearMisses: [
      {
        text: "requests.exceptions.HTTPError: 403 Client Error: Forbidden for url: https://api.example.com/v1/orders",
      },
    ],
  },
  "airflow/http-hook-status": {
    examples: [
      { text: "airflow.exceptions.AirflowException: 503:Service Unavailable", captures: { status: "503" } },
    ],
    nearMisses: [{ text: "airflow.exceptions.AirflowException: 401:Unauthorized" }],
  },
  "airflow/http-hook-denied": {
    examples: [
      { text: "airflow.exceptions.AirflowException: 401:Unauthorized", captures: { status: "401" } },
    ],
    nearMisses: [{ text: "airflow.exceptions.AirflowException: 503:Service Unavailable" }],
  },
  "airflow/http-hook-not-found": {
    examples: [
      { text: "airflow.exceptions.AirflowException: 404:Not Found", captures: { reason: "Not Found" } },
    ],
    nearMisses: [{ text: "airflow.exceptions.AirflowException: 400:Bad Request" }],
  },
  "airflow/http-hook-client-error": {
    examples: [{ text: "airflow.exceptions.AirflowException: 400:Bad Request", captures: { status: "400" } }],
    nearMisses: [{ text: "airflow.exceptions.AirflowException: 401:Unauthorized" }],
  },
  "airflow/s3-key-exists": {
    examples: [
      {
        text: "ValueError: The key exports/orders.csv already exists.",
        captures: { key: "exports/orders.csv" },
      },
    ],
    nearMisses: [{ text: "ValueError: The key must be a string" }],
  },
};
