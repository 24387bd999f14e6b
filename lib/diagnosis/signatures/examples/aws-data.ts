import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const awsDataExamples: SignatureExamples = {
  "aws/no-such-key": {
    examples: [
      {
        text: "botocore.errorfactory.NoSuchKey: An error occurred (NoSuchKey) when calling the GetObject operation: The specified key does not exist. (reading s3://acme-raw/orders/2024-05-01.csv)",
        captures: { bucket: "acme-raw", operation: "GetObject" },
      },

      {
        text: "botocore.errorfactory.NoSuchKey: An error occurred (NoSuchKey) when calling the GetObject operation: The specified key does not exist.",
        captures: { operation: "GetObject" },
      },
      {
        text: "botocore.exceptions.ClientError: An error occurred (404) when calling the HeadObject operation: Not Found",
        captures: { operation: "HeadObject" },
      },
    ],
    nearMisses: [
      {
        text: "botocore.errorfactory.NoSuchBucket: An error occurred (NoSuchBucket) when calling the GetObject operation: The specified bucket does not exist",
      },
      { text: "KeyError: 'NoSuchKey'" },
    ],
  },
  "aws/no-such-bucket": {
    examples: [
      {
        text: "botocore.errorfactory.NoSuchBucket: An error occurred (NoSuchBucket) when calling the PutObject operation: The specified bucket does not exist",
        captures: { operation: "PutObject" },
      },
    ],
    nearMisses: [
      {
        text: "botocore.errorfactory.NoSuchKey: An error occurred (NoSuchKey) when calling the GetObject operation: The specified key does not exist.",
      },
    ],
  },
  "aws/wrong-region": {
    examples: [
      {
        text: "botocore.exceptions.ClientError: An error occurred (PermanentRedirect) when calling the ListObjectsV2 operation: The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
        captures: { operation: "ListObjectsV2" },
      },
    ],
    nearMisses: [{ text: "requests.exceptions.TooManyRedirects: Exceeded 30 redirects." }],
  },
  "aws/athena-output": {
    examples: [
      {
        text: "botocore.errorfactory.InvalidRequestException: An error occurred (InvalidRequestException) when calling the StartQueryExecution operation: Unable to verify/create output bucket acme-athena-results",
        captures: { bucket: "acme-athena-results" },
      },
    ],
    nearMisses: [{ text: "INFO - output bucket acme-athena-results verified" }],
  },
  "aws/athena-partition-schema": {
    examples: [
      {
        text: "HIVE_PARTITION_SCHEMA_MISMATCH: There is a mismatch between the table and partition schemas. The types are incompatible and cannot be coerced.",
      },
      {
        text: "HIVE_PARTITION_SCHEMA_MISMATCH: There is a mismatch between the table and partition schemas. The types are incompatible and cannot be coerced. The column 'amount' in table 'raw.orders' is declared as type 'double', but partition 'day=2024-06-01' declared column 'amount' as type 'string'.",
        captures: { column: "amount", table: "raw.orders", type: "double", partition: "day=2024-06-01" },
      },
      {
        text: 'TrinoExternalError(type=EXTERNAL, name=HIVE_PARTITION_SCHEMA_MISMATCH, message="There is a mismatch between the table and partition schemas. The types are incompatible and cannot be coerced.", query_id=20240601_060112_00017_abcde)',
      },
    ],
    nearMisses: [{ text: "HIVE_BAD_DATA: Error parsing field value 'n/a' for field 4" }],
  },
  "aws/athena-bad-data": {
    examples: [
      {
        text: "Final state of Athena job is FAILED, query_execution_id is 5f0e4c1c-0000-4000-8000-000000000000. Error: HIVE_BAD_DATA: Error parsing field value 'n/a' for field 4: For input string: \"n/a\"",
        captures: { reason: "Error parsing field value 'n/a' for field 4: For input string: \"n/a\"" },
      },
      {
        text: 'TrinoExternalError(type=EXTERNAL, name=HIVE_CURSOR_ERROR, message="Failed to read ORC file: s3://acme/orders/part-0.orc", query_id=20240601_060112_00017_abcde)',
      },
    ],
    nearMisses: [{ text: "Unable to verify/create output bucket acme-athena-results" }],
  },
  "aws/athena-exhausted": {
    examples: [
      {
        text: "Final state of Athena job is FAILED, query_execution_id is 5f0e4c1c-0000-4000-8000-000000000000. Error: Query exhausted resources at this scale factor",
      },
    ],
    nearMisses: [
      {
        text: "google.api_core.exceptions.ResourceExhausted: 429 Resource has been exhausted (e.g. check quota).",
      },
    ],
  },
  "aws/athena-scan-limit": {
    examples: [
      {
        text: "Final state of Athena job is FAILED, query_execution_id is 5f0e4c1c-0000-4000-8000-000000000000. Error: Bytes scanned limit was exceeded",
      },
    ],
    nearMisses: [{ text: "Query exhausted resources at this scale factor" }],
  },
  "aws/redshift-data": {
    examples: [
      {
        text: "airflow.providers.amazon.aws.hooks.redshift_data.RedshiftDataQueryFailedError: Statement '7c0ae3b1-0000-4000-8000-000000000000' terminated with status FAILED. Response details: {'Status': 'FAILED', 'Error': 'ERROR: permission denied for schema raw'}",
        captures: { error: "permission denied for schema raw", status: "FAILED" },
      },
    ],
    nearMisses: [
      { text: "INFO - Statement '7c0ae3b1-0000-4000-8000-000000000000' terminated with status FINISHED" },
    ],
  },
  "aws/redshift-load": {
    examples: [
      {
        text: "psycopg2.errors.InternalError_: Load into table 'customers' failed.  Check 'stl_load_errors' system table for details.",
        around:
          "\n filename | line_number | colname | type | col_length | err_reason\n s3://acme/raw/part-1.gz  |  31 | note | varchar | 40 | String length exceeds DDL length\n",
        captures: { column: "note", length: "40", reason: "String length exceeds DDL length", line: "31" },
      },

      {
        text: "psycopg2.errors.InternalError_: Load into table 'orders' failed.  Check 'stl_load_errors' system table for details.",
        captures: { table: "orders" },
      },
    ],
    nearMisses: [{ text: "INFO - Load into table 'orders' completed, 1200 record(s) loaded successfully." }],
  },
  "aws/redshift-parquet-columns": {
    examples: [
      {
        text: "psycopg2.errors.InternalError_: Spectrum Scan Error\nDETAIL:  \n  error:  Spectrum Scan Error\n  code:      15007\n  context:   Unmatched number of columns between table and file. Table columns: 23, Data columns: 24, File name: https://s3.eu-central-1.amazonaws.com/acme/orders/part-00003.snappy.parquet",
        captures: { expected: "23", found: "24" },
      },
    ],
    nearMisses: [
      {
        text: "psycopg2.errors.InternalError_: Load into table 'orders' failed.  Check 'stl_load_errors' system table for details.",
      },
    ],
  },
};
