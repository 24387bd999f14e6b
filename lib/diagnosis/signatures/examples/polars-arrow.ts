import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const polarsArrowExamples: SignatureExamples = {
  "polars/join-types": {
    examples: [
      {
        text: "polars.exceptions.SchemaError: datatypes of join keys don't match - `id`: i64 on left does not match `id`: str on right (and no other type was available to cast to)",
        captures: { column: "id", left: "i64", right: "str" },
      },
      {
        text: "datatypes of join keys don't match - `day`: date on left does not match `day`: str on right (and no other type was available to cast to)",
        captures: { column: "day", left: "date", right: "str" },
      },
    ],
    nearMisses: [
      { text: "polars.exceptions.SchemaError: type String is incompatible with expected type Int64" },
    ],
  },
  "polars/ragged-csv": {
    examples: [
      {
        text: "polars.exceptions.ComputeError: found more fields than defined in 'Schema'\n\nConsider setting 'truncate_ragged_lines=True'.",
      },
      { text: "polars.exceptions.ComputeError: found more fields than defined in 'Schema'" },
    ],
    nearMisses: [
      {
        text: "polars.exceptions.ComputeError: could not parse `x` as dtype `i64` at column 'a' (column number 1)",
      },
    ],
  },
  "polars/empty-file": {
    examples: [
      { text: "polars.exceptions.NoDataError: empty CSV" },
      { text: "polars.exceptions.NoDataError: empty data from `bytes`" },
    ],
    nearMisses: [{ text: "pandas.errors.EmptyDataError: No columns to parse from file" }],
  },
  "polars/duplicate-column": {
    examples: [
      {
        text: "polars.exceptions.ComputeError: the name 'a' passed to `LazyFrame.with_columns` is duplicate\n\nIt's possible that multiple expressions are returning the same default column name.",
        captures: { column: "a" },
      },
      {
        text: "polars.exceptions.DuplicateError: column with name 'id' already exists",
        captures: { column: "id" },
      },
    ],
    nearMisses: [{ text: "polars.exceptions.ColumnNotFoundError: a" }],
  },
  "polars/inferred-schema": {
    examples: [
      {
        text: 'polars.exceptions.ComputeError: could not append value: "x" of type: str to the builder; make sure that all rows have the same schema or consider increasing `infer_schema_length`',
        captures: { value: '"x"', type: "str" },
      },
      {
        text: "polars.exceptions.ComputeError: could not append value: 1.5 of type: f64 to the builder; make sure that all rows have the same schema or consider increasing `infer_schema_length`",
        captures: { value: "1.5", type: "f64" },
      },
    ],
    nearMisses: [{ text: "could not append value to list" }],
  },
  "polars/operation-types": {
    examples: [
      { text: "polars.exceptions.ComputeError: cannot compare string with numeric type (i32)" },
      {
        text: "polars.exceptions.InvalidOperationError: arithmetic on dtypes str and dyn int is not allowed (lhs: column 'a', rhs: expression `dyn int: 2`); try an explicit cast first",
        captures: { type: "str", column: "a" },
      },
    ],
    nearMisses: [{ text: "TypeError: unsupported operand type(s) for +: 'int' and 'str'" }],
  },
  "polars/removed-api": {
    examples: [
      {
        text: "AttributeError: 'DataFrame' object has no attribute 'groupby'",
        captures: { name: "groupby" },
      },
      { text: "AttributeError: 'Expr' object has no attribute 'apply'", captures: { name: "apply" } },
    ],
    nearMisses: [{ text: "AttributeError: 'DataFrame' object has no attribute 'append'" }],
  },
  "arrow/lossy-cast": {
    examples: [
      {
        text: "pyarrow.lib.ArrowInvalid: Float value 1.500000 was truncated converting to int64",
        captures: { value: "1.500000", type: "int64" },
      },
      {
        text: "pyarrow.lib.ArrowInvalid: Integer value 300 not in range: -128 to 127",
        captures: { value: "300" },
      },
      {
        text: "pyarrow.lib.ArrowInvalid: Failed to parse string: 'x' as a scalar of type int64",
        captures: { value: "x", type: "int64" },
      },
      { text: "pyarrow.lib.ArrowInvalid: Rescaling Decimal value would cause data loss" },
      { text: "ValueError: Casting field 'a' with null values to non-nullable", captures: { field: "a" } },
    ],
    nearMisses: [
      { text: "pyarrow.lib.ArrowInvalid: Casting from timestamp[ns] to timestamp[us] would lose data: 1" },
    ],
  },
  "arrow/unsupported-cast": {
    examples: [
      {
        text: "pyarrow.lib.ArrowNotImplementedError: Unsupported cast from struct<a: int64> to int64 using function cast_int64",
        captures: { from: "struct<a: int64>", to: "int64" },
      },
      { text: "pyarrow.lib.ArrowInvalid: cannot mix list and non-list, non-null values" },
    ],
    nearMisses: [{ text: "Conversion Error: Unimplemented type for cast (INTEGER -> DATE)" }],
  },
};
