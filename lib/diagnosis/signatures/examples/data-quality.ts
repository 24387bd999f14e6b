import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const dataQualityExamples: SignatureExamples = {
  "great-expectations/failed": {
    examples: [
      { text: "airflow.exceptions.AirflowException: Validation with Great Expectations failed." },
      {
        text: "expect_column_values_to_not_be_null(customer_id) failed",
        captures: { column: "customer_id", expectation: "column_values_to_not_be_null" },
      },
      {
        text: "ValidationError: expect_column_values_to_not_be_null on column crate_no: unexpected_count 1284, unexpected_percent 6.42",
        captures: { column: "crate_no", expectation: "column_values_to_not_be_null" },
      },
    ],
    nearMisses: [{ text: "Validation with Great Expectations successful." }],
  },
  "pandera/schema-error": {
    examples: [
      {
        text: "pandera.errors.SchemaError: Column 'amount' failed element-wise validator number 0: greater_than(0)",
        captures: { message: "Column 'amount' failed element-wise validator number 0: greater_than(0)" },
      },
    ],
    nearMisses: [
      { text: "polars.exceptions.SchemaError: type Int64 is incompatible with expected type String" },
    ],
  },
  "soda/check-failed": {
    examples: [
      { text: "Oops! 2 failures. 0 warnings. 0 errors. 5 pass.", captures: { count: "2" } },
      { text: "2/7 checks FAILED:", captures: { count: "2" } },
    ],
    nearMisses: [{ text: "All is good. No failures. No warnings. No errors." }],
  },
  "airflow/sql-check-failed": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: Test failed.\nQuery:\nSELECT count(*) FROM raw.orders\nResults:\n(0,)",
        captures: { table: "raw.orders", result: "(0,)" },
      },
      {
        text: "airflow.exceptions.AirflowException: Test failed.\nQuery:\nSELECT 1\nResults:\n[]\nThe following tests have failed:\n\tCheck: row_count_check",
      },
    ],
    nearMisses: [{ text: "All tests have passed" }],
  },
  "airflow/sql-check-empty": {
    examples: [
      { text: "airflow.exceptions.AirflowException: The query returned None" },
      {
        text: "airflow.exceptions.AirflowException: No rows returned from: SELECT * FROM raw.orders WHERE ds = '2024-05-01'",
        captures: { table: "raw.orders" },
      },
    ],
    nearMisses: [{ text: "Query returned 12 rows" }],
  },
  "pydantic/validation": {
    examples: [
      {
        text: "pydantic_core._pydantic_core.ValidationError: 2 validation errors for Order\namount\n  Field required [type=missing, input_value={'id': 1}, input_type=dict]",
        captures: { count: "2", model: "Order", field: "amount", problem: "Field required" },
      },
    ],
    nearMisses: [
      {
        text: "pydantic_core._pydantic_core.ValidationError: 1 validation error for Settings\ndatabase_url\n  Field required [type=missing]",
      },
    ],
  },
  "pydantic/settings": {
    examples: [
      {
        text: "pydantic_core._pydantic_core.ValidationError: 1 validation error for Settings\ndatabase_url\n  Field required [type=missing, input_value={}, input_type=dict]",
        captures: { field: "database_url" },
      },
    ],
    nearMisses: [
      {
        text: "pydantic_core._pydantic_core.ValidationError: 2 validation errors for Order\namount\n  Field required",
      },
    ],
  },
  "quality/row-count": {
    examples: [
      {
        text: "ValueError: row count 12 is below the minimum of 1000",
        captures: { found: "12", expected: "1000" },
      },
      { text: "RuntimeError: expected 1000 rows but got 12", captures: { found: "12" } },
    ],
    nearMisses: [{ text: "row count: 1000" }],
  },
  "quality/duplicates": {
    examples: [
      { text: "ValueError: found 12 duplicate keys in orders", captures: { count: "12", object: "orders" } },
    ],
    nearMisses: [{ text: "removed duplicates from orders" }],
  },
  "pandera/columns": {
    examples: [
      {
        text: "pandera.errors.SchemaError: column 'crate_no' not in dataframe. Columns in dataframe: ['id']",
        captures: { column: "crate_no" },
      },
      {
        text: "pandera.errors.SchemaError: expected series 'weight' to have type float64, got object",
        captures: { column: "weight", found: "object" },
      },
    ],
    nearMisses: [
      {
        text: "pandera.errors.SchemaError: Column 'weight' failed element-wise validator number 0: greater_than(0)",
      },
    ],
  },
};
