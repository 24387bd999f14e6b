import type { Signature } from "@/lib/diagnosis/signatures/signature";

export const dataFrameSignatures: Signature[] = [
  {
    id: "pandas/missing-columns",
    title: "Columns missing from a DataFrame",
    category: "schema_change",
    alternatives: ["code_bug", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<columns>\[[^\]\n]{1,300}\]) not in index/,
        /None of \[(?<columns>[^\n]{1,300}\])/,
        /(?<columns>\[[^\]\n]{1,300}\]) not found in axis/,
        /Usecols do not match columns, columns expected but not found: (?<columns>\[[^\]\n]{1,300}\])/,
        /Missing column provided to 'parse_dates': (?<columns>'[^\n]{1,200}')/,
        /You are trying to (?:merge|join) on (?<columns>[^\n]{1,100}) columns/,
      ],
      not: [/You are trying to merge on/],
    },
    rootCause: "The data does not have the columns {columns}",
    explanation:
      "pandas was asked for columns that the data of this run does not have: renamed or dropped at the source, or read with a wrong separator or header.",
    checks: [
      "The columns of this run's input against those of the last good run",
      "Separator and header row, if all columns are missing",
    ],
    fixes: ["Use the source's present names, or restore the columns there"],
    docs: ["https://pandas.pydata.org/docs/user_guide/indexing.html"],
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
  {
    id: "pandas/column-key-error",
    title: "Column missing from a DataFrame",
    category: "schema_change",
    alternatives: ["code_bug", "data_quality"],
    strength: "strong",
    transience: "permanent",
    match: {
      types: ["KeyError"],
      message: [/^(?:builtins\.)?KeyError: ['"](?<column>[^'"\n]{1,120})['"]/],
      frames: ["site-packages/pandas/", "pandas/_libs", "index.pyx"],
      not: [/not in index|not found in axis/],
    },
    rootCause: "The data has no column `{column}`",
    explanation:
      "pandas found no column of that name in the data of this run: renamed or dropped at the source, or misspelt in the code.",
    checks: ["The columns of this run's input against those of the last good run"],
    fixes: ["Use the column's present name, or restore it at the source"],
    docs: ["https://pandas.pydata.org/docs/user_guide/indexing.html"],
    examples: [
      {
        text: "KeyError: 'customer_id'",
        frames: ["/app/etl.py", "/usr/local/lib/python3.11/site-packages/pandas/core/indexes/base.py"],
        captures: { column: "customer_id" },
      },
    ],
    nearMisses: [{ text: "KeyError: 'customer_id'", frames: ["/app/etl.py"] }],
  },
  {
    id: "pandas/empty-data",
    title: "Input file has no data",
    category: "upstream_missing_data",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "intermittent",
    match: { message: [/No columns to parse from file/, /EmptyDataError: (?:No columns|empty)/] },
    rootCause: "The input file is empty",
    explanation:
      "pandas found not even a header: the file was written without content, or the download gave nothing.",
    checks: ["Size of the file, and whether the job that writes it ran through"],
    fixes: ["Rerun the job that writes the file; treat an empty file as missing"],
    examples: [{ text: "pandas.errors.EmptyDataError: No columns to parse from file" }],
    nearMisses: [
      {
        text: "pandas.errors.ParserError: Error tokenizing data. C error: Expected 5 fields in line 12, saw 6",
      },
    ],
  },
  {
    id: "pandas/nothing-to-concat",
    title: "No data frames to combine",
    category: "upstream_missing_data",
    alternatives: ["code_bug"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /No objects to concatenate/,
        /need at least one array to concatenate/,
        /zero-size array to reduction operation/,
        /(?:max|min)\(\) (?:arg is an empty sequence|iterable argument is empty)/,
        /attempt to get arg(?:max|min) of an empty sequence/,
      ],
    },
    rootCause: "There was no data to combine: the list of inputs is empty",
    explanation: "No file, page or batch was read before this step, so there is nothing to put together.",
    checks: ["What the loop above read: folder, pattern, date, number of pages"],
    fixes: ["Make the step before deliver, or end the task with a clear message when nothing came"],
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
  {
    id: "pandas/tokenizing",
    title: "CSV row with a wrong number of fields",
    category: "data_quality",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Error tokenizing data\. C error: (?<message>[^\n]{1,160})/,
        /(?<message>Expected \d+ fields in line \d+, saw \d+)/,
      ],
    },
    rootCause: "A row of the CSV file does not fit: {message}",
    explanation:
      "A separator or line break inside a value is not quoted, the layout changes in the middle of the file, or the separator is another.",
    checks: ["The line that the message names"],
    fixes: ["Repair the row at its source; set separator and quoting, or `on_bad_lines` on purpose"],
    docs: ["https://pandas.pydata.org/docs/reference/api/pandas.read_csv.html"],
    examples: [
      {
        text: "pandas.errors.ParserError: Error tokenizing data. C error: Expected 5 fields in line 12, saw 6",
        captures: { message: "Expected 5 fields in line 12, saw 6" },
      },
    ],
    nearMisses: [{ text: "pandas.errors.EmptyDataError: No columns to parse from file" }],
  },
  {
    id: "pandas/length-mismatch",
    title: "Number of columns or rows differs",
    category: "schema_change",
    alternatives: ["code_bug", "data_quality"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Length mismatch: Expected axis has (?<found>\d+) elements, new values have (?<expected>\d+) elements/,
        /\b(?<expected>\d{1,9}) columns passed, passed data had (?<found>\d+) columns/,
        /Length of values \((?<found>\d+)\) does not match length of index \((?<expected>\d+)\)/,
        /All arrays must be of the same length/,
      ],
    },
    rootCause:
      "The data has another number of columns or rows than the code expects[[: {found} instead of {expected}]]",
    explanation: "Column names or values are given by position, and their number is not that of the data.",
    checks: ["Whether the source added or dropped a column"],
    fixes: ["Name columns by their header instead of by position"],
    examples: [
      {
        text: "ValueError: Length mismatch: Expected axis has 7 elements, new values have 6 elements",
        captures: { found: "7", expected: "6" },
      },
      { text: "ValueError: 6 columns passed, passed data had 7 columns", captures: { found: "7" } },
    ],
    nearMisses: [{ text: "ValueError: not enough values to unpack (expected 3, got 2)" }],
  },
  {
    id: "pandas/na-to-integer",
    title: "Missing values where integers are needed",
    category: "data_quality",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Cannot convert non-finite values \(NA or inf\) to integer/,
        /cannot convert float NaN to integer/,
        /Integer column has NA values in column (?<column>\d+)/,
        /cannot convert NA to integer/,
      ],
    },
    rootCause: "A column that should hold integers has missing values[[ (column {column})]]",
    explanation: "NaN cannot be an integer; the input of this run has gaps where earlier runs had none.",
    checks: ["Rows with missing values in that column"],
    fixes: ["Fill or reject them, or use the nullable type `Int64`"],
    docs: ["https://pandas.pydata.org/docs/user_guide/integer_na.html"],
    examples: [
      { text: "pandas.errors.IntCastingNaNError: Cannot convert non-finite values (NA or inf) to integer" },
      { text: "ValueError: cannot convert float NaN to integer" },
    ],
    nearMisses: [{ text: "ValueError: invalid literal for int() with base 10: ''" }],
  },
  {
    id: "pandas/merge-types",
    title: "Join over columns of different types",
    category: "data_quality",
    alternatives: ["code_bug", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /You are trying to merge on (?<left>\w+) and (?<right>\w+) columns(?: for key '(?<column>[^'\n]+)')?/,
      ],
    },
    rootCause: "The join's key is {left} on one side and {right} on the other[[ (column `{column}`)]]",
    explanation: "pandas does not join keys of different types; one source delivers numbers, the other text.",
    checks: ["Types of the key in both inputs, and which of them changed"],
    fixes: ["Cast both sides to one type before the join"],
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
  {
    id: "pandas/merge-not-unique",
    title: "Join keys are not unique",
    category: "data_quality",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Merge keys are not unique in (?<side>left|right|either) dataset/,
        /cannot reindex on an axis with duplicate labels/,
        /Index contains duplicate entries, cannot reshape/,
      ],
    },
    rootCause: "Keys that should be unique occur more than once[[ ({side} side)]]",
    explanation: "The operation needs each key once; the data of this run has duplicates.",
    checks: ["Which keys occur twice, and where they come from"],
    fixes: ["Remove the duplicates by a rule, or repair the source"],
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
  {
    id: "pandas/no-common-columns",
    title: "Nothing to join on",
    category: "schema_change",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/No common columns to perform merge on/] },
    rootCause: "The two inputs of the join have no column in common",
    explanation: "Without `on`, pandas joins over columns of the same name; there is none (any more).",
    checks: ["Column names of both inputs"],
    fixes: ["Name the keys with `left_on` and `right_on`"],
    examples: [
      {
        text: "pandas.errors.MergeError: No common columns to perform merge on. Merge options: left_on=None, right_on=None, left_index=False, right_index=False",
      },
    ],
    nearMisses: [
      { text: "pandas.errors.MergeError: Merge keys are not unique in left dataset; not a one-to-one merge" },
    ],
  },
  {
    id: "pandas/out-of-bounds-timestamp",
    title: "Date outside of what pandas can hold",
    category: "data_quality",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Out of bounds nanosecond timestamp: (?<value>[^\n,]{1,60})/,
        /OutOfBoundsDatetime: (?<value>[^\n]{1,100})/,
      ],
    },
    rootCause: "A date lies outside of the possible range: {value}",
    explanation:
      "Nanosecond timestamps reach from 1677 to 2262; placeholders such as 9999-12-31 or 0001-01-01 do not fit.",
    checks: ["Which rows hold such a date, and what it stands for"],
    fixes: ['Turn placeholders into missing values (`errors="coerce"`)'],
    docs: ["https://pandas.pydata.org/docs/user_guide/timeseries.html"],
    examples: [
      {
        text: "pandas._libs.tslibs.np_datetime.OutOfBoundsDatetime: Out of bounds nanosecond timestamp: 9999-12-31, at position 0",
        captures: { value: "9999-12-31" },
      },
    ],
    nearMisses: [{ text: "ValueError: time data '9999' does not match format '%Y-%m-%d'" }],
  },
  {
    id: "pandas/removed-api",
    title: "pandas method that was removed",
    category: "code_bug",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["AttributeError"],
      message: [
        /'(?<owner>DataFrame|Series)' object has no attribute '(?<name>append|iteritems|ix|as_matrix|get_value|set_value|mad|lookup|applymap|swaplevels|tshift)'/,
        /module 'pandas' has no attribute '(?<name>Panel|Int64Index|Float64Index|datetime|np)'/,
        /module 'numpy' has no attribute '(?<name>bool|int|float|object|str|complex|long|unicode|float_|NaN|product|cumproduct|in1d)'/,
      ],
    },
    rootCause: "`{name}` no longer exists in the installed pandas or NumPy",
    explanation:
      "The name was removed in a newer release (`append` in pandas 2, `np.bool` in NumPy 1.24); the code was written for an older one.",
    checks: ["The installed version against the one the code was written for"],
    fixes: ["Use the replacement (`pd.concat`, `items()`, plain `bool`), or pin the older version"],
    docs: ["https://pandas.pydata.org/docs/whatsnew/index.html"],
    examples: [
      { text: "AttributeError: module 'numpy' has no attribute 'bool'.", captures: { name: "bool" } },
      { text: "AttributeError: 'DataFrame' object has no attribute 'iteritems'" },
    ],
    nearMisses: [{ text: "AttributeError: 'DataFrame' object has no attribute 'custumer_id'" }],
  },
  {
    id: "pandas/ambiguous-truth",
    title: "Whole column used as one truth value",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The truth value of (?:a|an) (?<what>Series|DataFrame|array|Index|Array)[^\n]{0,60} is ambiguous/,
        /The truth value of an? (?<what>array) with more than one element is ambiguous/,
        /the truth value of an? (?<what>Expr|Series) is ambiguous/i,
      ],
    },
    rootCause: "The code uses a whole {what} where one true or false is needed",
    explanation: "`if df:` and `and`/`or` between columns have no single answer.",
    checks: ["The condition at that line"],
    fixes: ["Use `.empty`, `.any()`, `.all()`, or `&` and `|` between columns"],
    examples: [
      {
        text: "ValueError: The truth value of a DataFrame is ambiguous. Use a.empty, a.bool(), a.item(), a.any() or a.all().",
        captures: { what: "DataFrame" },
      },
    ],
    nearMisses: [{ text: 'sqlalchemy.exc.ProgrammingError: column reference "id" is ambiguous' }],
  },
  {
    id: "numpy/broadcast",
    title: "Arrays of different shape combined",
    category: "code_bug",
    alternatives: ["data_quality", "schema_change"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /operands could not be broadcast together with shapes (?<shapes>[^\n]{1,80})/,
        /shapes (?<shapes>\([^\n]{1,60}\)) not aligned/,
        /could not broadcast input array from shape (?<shapes>[^\n]{1,80})/,
        /X has (?<found>\d+) features, but \w+ is expecting (?<expected>\d+) features/,
        /inhomogeneous shape after \d+ dimensions/,
      ],
    },
    rootCause: "Arrays do not fit together[[: shapes {shapes}]][[: {found} features instead of {expected}]]",
    explanation:
      "The arrays have other sizes than the operation or model needs; often the input has more or fewer columns than at training time.",
    checks: ["Where the two shapes come from, and whether the input's columns changed"],
    fixes: ["Bring the input to the expected columns before the operation"],
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
  {
    id: "sklearn/nan-input",
    title: "Model input has missing or infinite values",
    category: "data_quality",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Input (?:\w+ )?contains (?<what>NaN|infinity)[^\n]{0,60}/,
        /array must not contain infs or NaNs/,
      ],
    },
    rootCause: "The model's input contains missing or infinite values",
    explanation: "The estimator accepts only finite numbers; this run's data has gaps or divisions by zero.",
    checks: ["Which columns have gaps in this run, and since when"],
    fixes: ["Impute or reject such rows before the model"],
    examples: [
      { text: "ValueError: Input X contains NaN.", captures: { what: "NaN" } },
      { text: "ValueError: Input contains infinity or a value too large for dtype('float64')." },
    ],
    nearMisses: [{ text: "ValueError: cannot convert float NaN to integer" }],
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
    },
    rootCause: "The data has no column `{column}`",
    explanation:
      "Polars resolves the name against the frame's schema; the input has other columns than the code expects.",
    checks: ["The columns of this run's input"],
    fixes: ["Use the column's present name, or restore it at the source"],
    docs: ["https://docs.pola.rs/"],
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
  {
    id: "polars/schema-error",
    title: "Polars: types or columns do not fit",
    category: "schema_change",
    alternatives: ["data_quality", "code_bug"],
    strength: "strong",
    transience: "permanent",
    match: {
      types: ["SchemaError", "SchemaFieldNotFoundError", "ShapeError"],
      message: [/(?:SchemaError|SchemaFieldNotFoundError|ShapeError): (?<message>[^\n]{1,200})/],
      not: [/pandera/],
    },
    rootCause: "The data's columns or types do not fit: {message}",
    explanation:
      "Frames that are combined, or a file and the schema given for it, have different columns or types.",
    checks: ["Schema of each input in this run"],
    fixes: ['Cast to one schema, or combine with `how="diagonal_relaxed"`'],
    examples: [
      { text: "polars.exceptions.SchemaError: type Int64 is incompatible with expected type String" },
    ],
    nearMisses: [{ text: "pandera.errors.SchemaError: column 'amount' not in dataframe" }],
  },
  {
    id: "polars/compute-error",
    title: "Polars: values cannot be read or converted",
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
    rootCause: "Column `{column}` holds values that are not {type}[[: `{value}`]]",
    explanation:
      "Polars infers types from the first rows or takes them from the schema; a later value does not fit.",
    checks: ["The rows with such values"],
    fixes: ["Read the column as text and convert with `strict=False`, or raise `infer_schema_length`"],
    examples: [
      {
        text: "polars.exceptions.ComputeError: could not parse `n/a` as dtype `i64` at column 'amount' (column number 3)",
        captures: { value: "n/a", type: "i64", column: "amount" },
      },
    ],
    nearMisses: [{ text: "polars.exceptions.ComputeError: no data: empty CSV" }],
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
    },
    rootCause: "The file is not complete Parquet[[: it has {size} bytes]]",
    explanation: "The file is empty, cut off, still being written, or another format under that name.",
    checks: ["Size of the file, and whether the job that writes it ended properly"],
    fixes: ["Write it again; write to a temporary name and rename when done"],
    docs: ["https://arrow.apache.org/docs/python/parquet.html"],
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
  {
    id: "arrow/conversion",
    title: "Arrow: values do not fit the column's type",
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
    },
    rootCause: "Values do not fit the type of their column[[: {value} to {to}]][[: {message}]]",
    explanation: "A column mixes types, or its type changed; Arrow refuses to convert silently.",
    checks: ["Types in that column in this run's input"],
    fixes: ["Cast the column explicitly before writing"],
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
  {
    id: "arrow/schema-mismatch",
    title: "Arrow: table and file have different columns",
    category: "schema_change",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Table schema does not match schema used to create file/,
        /(?:Unable to merge: )?Field (?<field>[\w.]+) has incompatible types: (?<types>[^\n]{1,80})/,
        /No match for FieldRef\.Name\((?<field>[^()\n]+)\)/,
        /Field "(?<field>[^"\n]+)" does not exist in (?:table )?schema/,
      ],
    },
    rootCause: "The data's schema differs from that of the file or data set[[: field `{field}`]]",
    explanation:
      "Parquet files hold their schema; a column was added, dropped or changed its type between files.",
    checks: ["Schemas of the files of several days"],
    fixes: ["Write with one fixed schema; convert old files"],
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
  {
    id: "excel/xlrd-xlsx",
    title: "xlrd reads no .xlsx files",
    category: "missing_dependency",
    alternatives: ["code_bug", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/Excel xlsx file; not supported/] },
    rootCause: "The file is an .xlsx workbook, which xlrd no longer reads",
    explanation: "Since version 2 xlrd reads only the old .xls format; pandas reads .xlsx with openpyxl.",
    checks: ["The versions of pandas, xlrd and openpyxl where the task runs"],
    fixes: ['Install openpyxl and read with `engine="openpyxl"`'],
    docs: ["https://xlrd.readthedocs.io/en/latest/"],
    examples: [{ text: "xlrd.biffh.XLRDError: Excel xlsx file; not supported" }],
    nearMisses: [{ text: "xlrd.biffh.XLRDError: Unsupported format, or corrupt file" }],
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
        /Worksheet named '(?<sheet>[^'\n]+)' not found/,
        /not a gzip(?:ped)? file|Not a gzipped file/i,
      ],
    },
    rootCause: "The file is not what its name says[[: no sheet `{sheet}`]][[: {message}]]",
    explanation:
      "The content is of another format than expected (an HTML error page, a CSV, a cut-off download), or the sheet has another name.",
    checks: ["The first bytes of the file, and how it was fetched"],
    fixes: ["Fetch it again and check status and type; correct the sheet's name"],
    examples: [
      { text: "ValueError: Excel file format cannot be determined, you must specify an engine manually." },
      { text: "zipfile.BadZipFile: File is not a zip file" },
      { text: "ValueError: Worksheet named 'Orders' not found", captures: { sheet: "Orders" } },
    ],
    nearMisses: [{ text: "pandas.errors.EmptyDataError: No columns to parse from file" }],
  },
];
