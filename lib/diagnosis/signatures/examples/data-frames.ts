import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const dataFrameExamples: SignatureExamples = {
  "numpy/broadcast": {
    examples: [
      {
        text: "ValueError: operands could not be broadcast together with shapes (100,3) (100,4)",
        captures: { shapes: "(100,3) (100,4)" },
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
        captures: { column: "zip", dtype: "object" },
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
      { text: "pyarrow.lib.ArrowInvalid: Schema at index 1 was different: \na: int64\nvs\na: string" },
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
    ],
    nearMisses: [
      { text: "ValueError: Worksheet named 'Orders' not found" },
      { text: "pandas.errors.EmptyDataError: No columns to parse from file" },
    ],
  },
  "excel/sheet-missing": {
    examples: [{ text: "ValueError: Worksheet named 'Orders' not found", captures: { sheet: "Orders" } }],
    nearMisses: [{ text: "zipfile.BadZipFile: File is not a zip file" }],
  },
  "file/not-gzip": {
    examples: [{ text: "gzip.BadGzipFile: Not a gzipped file (b'id')", captures: { start: "b'id'" } }],
    nearMisses: [{ text: "zipfile.BadZipFile: File is not a zip file" }],
  },
};
