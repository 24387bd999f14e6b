import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** NumPy, scikit-learn, Polars, Arrow and Excel readers; pandas itself is in `pandas.ts`. */
export const dataFrameSignatures: Signature[] = [
  {
    id: "numpy/broadcast",
    title: "Array shapes do not match",
    category: "code_bug",
    alternatives: ["data_quality", "schema_change"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /operands could not be broadcast together with shapes (?<shapes>[^\n]{1,80})/,
        /shapes (?<shapes>\([^\n]{1,60}\)) not aligned/,
        /could not broadcast input array from shape (?<shapes>[^\n]{1,80})/,
        /inhomogeneous shape after \d+ dimensions/,
      ],
    },
    rootCause: "Array shapes do not match[[: {shapes}]]",
    explanation:
      "The arrays have different sizes than the operation or model expects; often the input has more or fewer columns than at training time.",
    checks: ["Where the two shapes come from, and whether the input's columns changed"],
    fixes: [
      "Select and order the input's columns as the code or model expects (`model.feature_names_in_`) before the call",
      "Find the column that was added or dropped since the last success",
    ],
  },
  {
    id: "sklearn/nan-input",
    title: "Model input has missing or infinite values",
    category: "data_quality",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Input (?<input>[Xy]\w{0,20} )?contains (?<what>NaN|infinity)[^\n]{0,60}/,
        /array must not contain (?<what>infs or NaNs)/,
      ],
    },
    rootCause: "The model's input[[ `{input}`]] contains {what}",
    explanation:
      "The estimator accepts only finite numbers; this run's data has missing values or divisions by zero.",
    checks: ["Which columns have missing values in this run, and since when"],
    fixes: [
      "Find the columns with `df.isna().sum()` and correct or impute them (`SimpleImputer`) before the model",
      "Guard divisions that give infinity (`replace([inf, -inf], nan)`)",
    ],
  },
  {
    id: "polars/column-not-found",
    title: "Polars: column does not exist",
    category: "schema_change",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["ColumnNotFoundError"],
      message: [/ColumnNotFoundError: (?:unable to find column )?"?(?<column>[^";\n]{1,120})/],
      names: [/valid columns: \[(?<known>[^\]\n]{1,160})\]/],
    },
    rootCause: "The data has no column `{column}`[[; it has {known}]]",
    explanation:
      "Polars resolves the name against the frame's schema; the input has different columns than the code expects.",
    checks: ["The columns of this run's input"],
    fixes: [
      "Use the column's current name in the code instead of `{column}`",
      'Restore it at the source, or handle its absence (`if "{column}" in df.columns`)',
    ],
    docs: ["https://docs.pola.rs/"],
  },
  {
    id: "polars/schema-error",
    title: "Polars: schemas do not match",
    category: "schema_change",
    alternatives: ["data_quality", "code_bug"],
    strength: "strong",
    transience: "permanent",
    match: {
      types: ["SchemaError", "SchemaFieldNotFoundError", "ShapeError"],
      message: [/(?:SchemaError|SchemaFieldNotFoundError|ShapeError): (?<message>[^\n]{1,200})/],
      not: [/pandera/],
    },
    rootCause: "The data's columns or types do not match: {message}",
    explanation: "The combined frames, or a file and its declared schema, have different columns or types.",
    checks: ["Schema of each input in this run"],
    fixes: ['Cast to one schema, or combine with `how="diagonal_relaxed"`'],
  },
  {
    id: "polars/compute-error",
    title: "Polars: values cannot be parsed or cast",
    category: "data_quality",
    alternatives: ["schema_change"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /could not parse `(?<value>[^`\n]{0,100})` as dtype `(?<type>[^`\n]{1,40})` at column '(?<column>[^'\n]{1,100})'/,
        /conversion from `(?<from>[^`\n]{1,40})` to `(?<type>[^`\n]{1,40})` failed in column '(?<column>[^'\n]{1,100})'/,
      ],
    },
    rootCause: "Column `{column}` has values that are not {type}[[: `{value}`]]",
    explanation:
      "Polars infers types from the first rows or takes them from the schema; a later value does not match.",
    checks: ["The rows with such values"],
    fixes: [
      "Read `{column}` as text (`schema_overrides`) and convert it with `cast(…, strict=False)`",
      "Add placeholder values[[ such as `{value}`]] to `null_values`, or raise `infer_schema_length`",
    ],
  },
  {
    id: "arrow/invalid-parquet",
    title: "File is not valid Parquet",
    category: "data_quality",
    alternatives: ["upstream_missing_data"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Parquet (?:file size is (?<size>\d+) bytes|magic bytes not found in footer)/,
        /Could not open Parquet input source/,
        /is not a Parquet file|not a parquet file/i,
        /Invalid Parquet file/i,
      ],
      names: [/(?:input source '|[\s'"])(?<file>(?:s3|gs|abfss?|hdfs|\/)[^\s'"<>]{1,300}\.parquet)/],
    },
    rootCause: "The file[[ `{file}`]] is not a complete Parquet file[[: it has {size byte|bytes}]]",
    explanation: "The file is empty, truncated, still being written, or a different format under that name.",
    checks: ["The file's size, and whether the job that writes it finished"],
    fixes: [
      "Write or fetch the file[[ `{file}`]] again",
      "Let the writer use a temporary name and rename when done; skip `_SUCCESS` and other marker files when reading a folder",
    ],
    docs: ["https://arrow.apache.org/docs/python/parquet.html"],
  },
  {
    id: "arrow/conversion",
    title: "Arrow: values do not match the column type",
    category: "data_quality",
    alternatives: ["schema_change", "code_bug"],
    strength: "strong",
    transience: "permanent",
    match: {
      types: ["ArrowInvalid", "ArrowTypeError"],
      message: [
        /Could not convert (?<value>[^\n]{1,100}?) with type (?<from>[\w.]+): tried to convert to (?<to>\w+)/,
        /(?:Expected bytes, got a|Expected a|object of type <class '\w+'> cannot be converted to)[^\n]{1,100}/,
        /Casting from timestamp\[\w+\] to timestamp\[\w+\] would lose data/,
        /CSV parse error: (?<message>[^\n]{1,160})/,
      ],
      names: [
        /Conversion failed for column (?<column>[^\n'"]{1,100}?) with type (?<dtype>\w{2,20})/,
        /CSV parse error: Expected (?<expected>\d{1,6}) columns, got (?<found>\d{1,6})/,
      ],
    },
    rootCause:
      "Values do not match their column's type[[ in `{column}`]][[: {value} to {to}]][[: {message}]]",
    explanation: "A column mixes types, or its type changed; Arrow does not convert silently.",
    checks: ["The types in that column in this run's input"],
    fixes: [
      'Convert the column[[ `{column}`]] to one type before writing (`df[column].astype(…)`, `pd.to_numeric(errors="coerce")`)',
      "Pass an explicit schema to Arrow instead of letting it infer the type",
    ],
  },
  {
    id: "arrow/schema-mismatch",
    title: "Arrow: schemas do not match",
    category: "schema_change",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Table schema does not match schema used to create file/,
        /(?:Unable to merge: )?Field (?<field>[\w.]+) has incompatible types: (?<types>[^\n]{1,80})/,
        /No match for FieldRef\.Name\((?<field>[^()\n]+)\)/,
        /Field "(?<field>[^"\n]+)" does not exist in (?:table )?schema/,
        /Schema at index \d{1,9} was different/,
      ],
      names: [
        /was different: ?\n\s{0,8}(?<field>[A-Za-z_]\w{0,80}): (?<from>[^\n]{2,40})\n\s{0,8}vs\n\s{0,8}\w{1,80}: (?<to>[^\n]{2,40})/,
      ],
    },
    rootCause:
      "The data's schema differs from that of the file or dataset[[: field `{field}`]][[ is {types}]][[ is {from} on one side and {to} on the other]]",
    explanation:
      "Parquet files carry their own schema; between files, a column was added, dropped or changed type.",
    checks: ["Schemas of the files from several days"],
    fixes: [
      "Write with one fixed schema, and cast[[ `{field}`]] before writing",
      "Rewrite the old files with the new type, or read with an explicit `schema`",
    ],
  },
  {
    id: "excel/xlrd-xlsx",
    title: "xlrd does not read .xlsx files",
    category: "missing_dependency",
    alternatives: ["code_bug", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/Excel xlsx file; not supported/] },
    rootCause: "The file is an .xlsx workbook, which xlrd no longer reads",
    explanation: "Since version 2, xlrd reads only the old .xls format; pandas reads .xlsx with openpyxl.",
    checks: ["Versions of pandas, xlrd and openpyxl where the task runs"],
    fixes: ['Install openpyxl and read with `engine="openpyxl"`'],
    docs: ["https://xlrd.readthedocs.io/en/latest/"],
  },
  {
    id: "excel/not-a-workbook",
    title: "File is not an Excel workbook",
    category: "data_quality",
    alternatives: ["upstream_missing_data", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Excel file format cannot be determined/,
        /File is not a zip file/,
        /Unsupported format, or corrupt file: (?<message>[^\n]{1,100})/,
      ],
    },
    rootCause: "The file is not an Excel workbook, whatever its name says[[: {message}]]",
    explanation:
      "The content has a different format than expected: an HTML error page, a CSV, an empty or truncated download.",
    checks: ["The file's first bytes, and how it was downloaded"],
    fixes: [
      "Look at the first bytes (`head -c 200 FILE | xxd`) and fetch the file again; check status and content type of the download",
      'Read a CSV with `read_csv`, an old .xls with `engine="xlrd"`',
    ],
  },
  {
    id: "excel/sheet-missing",
    title: "Workbook has no such sheet",
    category: "schema_change",
    alternatives: ["data_quality", "configuration", "upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Worksheet named '(?<sheet>[^'\n]{1,120})' not found/],
    },
    rootCause: "The workbook has no sheet `{sheet}`",
    explanation:
      "The sheet was renamed, or the sender delivered another workbook; names count with case and spaces.",
    checks: ["`pd.ExcelFile(path).sheet_names` of the file that was read"],
    fixes: [
      "Use the sheet's current name, or read the first sheet (`sheet_name=0`) if there is only one",
      "Ask the sender to restore `{sheet}`",
    ],
  },
  {
    id: "file/not-gzip",
    title: "File is not gzip",
    category: "data_quality",
    alternatives: ["upstream_missing_data", "code_bug", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/[Nn]ot a gzip(?:ped)? file(?: \((?<start>b'[^'\n]{1,12}')\))?/],
    },
    rootCause:
      "The file is not gzip-compressed, although the code reads it as such[[ (it starts with {start})]]",
    explanation:
      "The file has the name or setting of a gzip file but other content: it is uncompressed, an error page, or was decompressed by the HTTP client on the way.",
    checks: ["The first bytes of the file: gzip starts with `1f 8b`"],
    fixes: [
      "Fetch the file again, or read it without decompression (`compression=None`)",
      "Ask the sender to compress it, or correct the file name's ending",
    ],
  },
];
