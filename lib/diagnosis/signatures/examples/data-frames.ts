import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const dataFrameExamples: SignatureExamples = {
  "pandas/missing-columns": {
    examples: [
      { text: "KeyError: \"['customer_id'] not in index\"", captures: { columns: "['customer_id']" } },
      {
        text: "ValueError: Usecols do not match columns, columns expected but not found: ['amount']",
        captures: { columns: "['amount']" },
      },
      { text: "KeyError: \"None of [Index(['a', 'b'], dtype='object')] are in the [columns]\"" },
    ],
    nearMisses: [{ text: "KeyError: 'customer_id'" }],
  },
  "pandas/column-key-error": {
    examples: [
      {
        text: "KeyError: 'customer_id'",
        frames: ["/app/etl.py", "/usr/local/lib/python3.11/site-packages/pandas/core/indexes/base.py"],
        captures: { column: "customer_id" },
      },
    ],
    nearMisses: [{ text: "KeyError: 'customer_id'", frames: ["/app/etl.py"] }],
  },
  "pandas/empty-data": {
    examples: [{ text: "pandas.errors.EmptyDataError: No columns to parse from file" }],
    nearMisses: [
      {
        text: "pandas.errors.ParserError: Error tokenizing data. C error: Expected 5 fields in line 12, saw 6",
      },
    ],
  },
  "pandas/nothing-to-concat": {
    examples: [
      { text: "ValueError: No objects to concatenate" },
      { text: "ValueError: zero-size array to reduction operation maximum which has no identity" },
      { text: "ValueError: max() arg is an empty sequence" },
    ],
    nearMisses: [
      {
        text: "TypeError: cannot concatenate object of type '<class 'str'>'; only Series and DataFrame objs are valid",
      },
    ],
  },
  "pandas/tokenizing": {
    examples: [
      {
        text: "pandas.errors.ParserError: Error tokenizing data. C error: Expected 5 fields in line 12, saw 6",
        captures: { message: "Expected 5 fields in line 12, saw 6" },
      },
    ],
    nearMisses: [{ text: "pandas.errors.EmptyDataError: No columns to parse from file" }],
  },
  "pandas/length-mismatch": {
    examples: [
      {
        text: "ValueError: Length mismatch: Expected axis has 7 elements, new values have 6 elements",
        captures: { found: "7", expected: "6" },
      },
      { text: "ValueError: 6 columns passed, passed data had 7 columns", captures: { found: "7" } },
    ],
    nearMisses: [{ text: "ValueError: not enough values to unpack (expected 3, got 2)" }],
  },
  "pandas/na-to-integer": {
    examples: [
      { text: "pandas.errors.IntCastingNaNError: Cannot convert non-finite values (NA or inf) to integer" },
      { text: "ValueError: cannot convert float NaN to integer" },
    ],
    nearMisses: [{ text: "ValueError: invalid literal for int() with base 10: ''" }],
  },
  "pandas/merge-types": {
    examples: [
      {
        text: "ValueError: You are trying to merge on object and int64 columns for key 'customer_id'. If you wish to proceed you should use pd.concat",
        captures: { left: "object", right: "int64", column: "customer_id" },
      },
    ],
    nearMisses: [
      { text: "pandas.errors.MergeError: Merge keys are not unique in left dataset; not a one-to-one merge" },
    ],
  },
  "pandas/merge-not-unique": {
    examples: [
      {
        text: "pandas.errors.MergeError: Merge keys are not unique in left dataset; not a one-to-one merge",
        captures: { side: "left" },
      },
      { text: "ValueError: cannot reindex on an axis with duplicate labels" },
    ],
    nearMisses: [
      {
        text: "pandas.errors.MergeError: No common columns to perform merge on. Merge options: left_on=None, right_on=None",
      },
    ],
  },
  "pandas/no-common-columns": {
    examples: [
      {
        text: "pandas.errors.MergeError: No common columns to perform merge on. Merge options: left_on=None, right_on=None, left_index=False, right_index=False",
      },
    ],
    nearMisses: [
      { text: "pandas.errors.MergeError: Merge keys are not unique in left dataset; not a one-to-one merge" },
    ],
  },
  "pandas/out-of-bounds-timestamp": {
    examples: [
      {
        text: "pandas._libs.tslibs.np_datetime.OutOfBoundsDatetime: Out of bounds nanosecond timestamp: 9999-12-31, at position 0",
        captures: { value: "9999-12-31" },
      },
    ],
    nearMisses: [{ text: "ValueError: time data '9999' does not match format '%Y-%m-%d'" }],
  },
  "pandas/removed-api": {
    examples: [
      { text: "AttributeError: module 'numpy' has no attribute 'bool'.", captures: { name: "bool" } },
      { text: "AttributeError: 'DataFrame' object has no attribute 'iteritems'" },
    ],
    nearMisses: [{ text: "AttributeError: 'DataFrame' object has no attribute 'custumer_id'" }],
  },
  "pandas/ambiguous-truth": {
    examples: [
      {
        text: "ValueError: The truth value of a DataFrame is ambiguous. Use a.empty, a.bool(), a.item(), a.any() or a.all().",
        captures: { what: "DataFrame" },
      },
    ],
    nearMisses: [{ text: 'sqlalchemy.exc.ProgrammingError: column reference "id" is ambiguous' }],
  },
  "numpy/broadcast": {
    examples: [
      {
        text: "ValueError: operands could not be broadcast together with shapes (100,3) (100,4)",
        captures: { shapes: "(100,3) (100,4)" },
      },
      {
        text: "ValueError: X has 11 features, but RandomForestClassifier is expecting 12 features as input.",
        captures: { found: "11" },
      },
    ],
    nearMisses: [
      { text: "ValueError: Length mismatch: Expected axis has 7 elements, new values have 6 elements" },
    ],
  },
  "sklearn/nan-input": {
    examples: [
      { text: "ValueError: Input X contains NaN.", captures: { what: "NaN" } },
      { text: "ValueError: Input contains infinity or a value too large for dtype('float64')." },
    ],
    nearMisses: [{ text: "ValueError: cannot convert float NaN to integer" }],
  },
  "polars/column-not-found": {
    examples: [
      {
        text: 'polars.exceptions.ColumnNotFoundError: unable to find column "customer_id"; valid columns: ["client_id", "amount"]',
        captures: { column: "customer_id" },
      },
    ],
    nearMisses: [
      { text: "polars.exceptions.SchemaError: type Int64 is incompatible with expected type String" },
    ],
  },
  "polars/schema-error": {
    examples: [
      { text: "polars.exceptions.SchemaError: type Int64 is incompatible with expected type String" },
    ],
    nearMisses: [{ text: "pandera.errors.SchemaError: column 'amount' not in dataframe" }],
  },
  "polars/compute-error": {
    examples: [
      {
        text: "polars.exceptions.ComputeError: could not parse `n/a` as dtype `i64` at column 'amount' (column number 3)",
        captures: { value: "n/a", type: "i64", column: "amount" },
      },
    ],
    nearMisses: [{ text: "polars.exceptions.ComputeError: no data: empty CSV" }],
  },
  "arrow/invalid-parquet": {
    examples: [
      {
        text: "pyarrow.lib.ArrowInvalid: Could not open Parquet input source '<Buffer>': Parquet file size is 0 bytes",
        captures: { size: "0" },
      },
      {
        text: "pyarrow.lib.ArrowInvalid: Parquet magic bytes not found in footer. Either the file is corrupted or this is not a parquet file.",
      },
    ],
    nearMisses: [
      { text: "pyarrow.lib.ArrowInvalid: Could not convert 'x' with type str: tried to convert to int64" },
    ],
  },
  "arrow/conversion": {
    examples: [
      {
        text: "pyarrow.lib.ArrowInvalid: Could not convert 'n/a' with type str: tried to convert to int64",
        captures: { to: "int64" },
      },
      {
        text: "pyarrow.lib.ArrowTypeError: (\"Expected bytes, got a 'int' object\", 'Conversion failed for column zip with type object')",
      },
    ],
    nearMisses: [{ text: "pyarrow.lib.ArrowInvalid: Parquet magic bytes not found in footer." }],
  },
  "arrow/schema-mismatch": {
    examples: [
      { text: "ValueError: Table schema does not match schema used to create file:" },
      {
        text: "pyarrow.lib.ArrowTypeError: Unable to merge: Field amount has incompatible types: int64 vs string",
        captures: { field: "amount" },
      },
    ],
    nearMisses: [
      { text: "pyarrow.lib.ArrowInvalid: Could not convert 'n/a' with type str: tried to convert to int64" },
    ],
  },
  "excel/xlrd-xlsx": {
    examples: [{ text: "xlrd.biffh.XLRDError: Excel xlsx file; not supported" }],
    nearMisses: [{ text: "xlrd.biffh.XLRDError: Unsupported format, or corrupt file" }],
  },
  "excel/not-a-workbook": {
    examples: [
      { text: "ValueError: Excel file format cannot be determined, you must specify an engine manually." },
      { text: "zipfile.BadZipFile: File is not a zip file" },
      { text: "ValueError: Worksheet named 'Orders' not found", captures: { sheet: "Orders" } },
    ],
    nearMisses: [{ text: "pandas.errors.EmptyDataError: No columns to parse from file" }],
  },
};
