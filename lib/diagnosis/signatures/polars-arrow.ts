import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Polars and PyArrow: what their readers, joins and casts report. */
export const polarsArrowSignatures: Signature[] = [
  {
    id: "polars/join-types",
    title: "Join keys have different types (Polars)",
    category: "data_quality",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /datatypes of join keys don't match - `(?<column>[^`\n]{1,120})`: (?<left>[\w[\]()., ]{2,60}?) on left does not match `(?<other>[^`\n]{1,120})`: (?<right>[\w[\]., ]{2,60}?) on right/,
      ],
    },
    rootCause: "The join key is {left} on one side and {right} on the other (column `{column}`)",
    explanation: "Polars does not join keys of different types.",
    checks: ["The key's type in both inputs, and which one changed"],
    fixes: ['Cast one side before the join: `pl.col("{column}").cast(pl.String)`'],
    docs: ["https://docs.pola.rs/"],
  },
  {
    id: "polars/ragged-csv",
    title: "CSV rows have too many fields (Polars)",
    category: "data_quality",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/found more fields than defined in 'Schema'/],
    },
    rootCause: "A CSV row has more fields than the header",
    explanation:
      "An unquoted separator in a value, another separator, or a new column that the first row lacks.",
    checks: ["The longest row of the file, and its separator and quoting"],
    fixes: [
      "Have the source quote values that hold the separator; set `separator` and `quote_char` as the file has them",
      "If the file gained a column, pass the full `schema`",
      "`truncate_ragged_lines=True` only if losing the extra fields is acceptable",
    ],
    docs: ["https://docs.pola.rs/"],
  },
  {
    id: "polars/empty-file",
    title: "Empty file (Polars)",
    category: "upstream_missing_data",
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [/NoDataError: empty (?<kind>CSV|data|NDJSON|\w{2,20})/],
    },
    rootCause: "The file to be read is empty",
    explanation: "The file exists but has no bytes: the export failed or had not finished.",
    checks: ["Size and time of the file, and the step that writes it"],
    fixes: [
      "Rerun the export",
      "Wait for a completed file (marker, atomic rename)",
      "Pass `raise_if_empty=False` if empty files are normal",
    ],
    docs: ["https://docs.pola.rs/"],
  },
  {
    id: "polars/duplicate-column",
    title: "Column name used twice (Polars)",
    category: "code_bug",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /the name '(?<column>[^'\n]{1,120})' passed to `[\w.]{3,60}` is duplicate/,
        /DuplicateError: (?:column with name |the name:? )'?(?<column>[^'\n]{1,120}?)'? (?:has more than one occurrence|is duplicate|already exists)/,
      ],
    },
    rootCause: "The column name `{column}` is used twice",
    explanation:
      "Column names must be unique; two expressions return the same name, or both sides of a join have it.",
    checks: ["Which expressions or inputs produce `{column}`"],
    fixes: ["Rename one with `.alias(...)`", "Set `suffix` in the join or drop the column first"],
    docs: ["https://docs.pola.rs/"],
  },
  {
    id: "polars/inferred-schema",
    title: "Later rows do not fit the inferred schema (Polars)",
    category: "data_quality",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /could not append value: (?<value>[^\n]{1,100}?) of type: (?<type>[\w[\]]{2,40}) to the builder/,
      ],
    },
    rootCause: "A value {value} ({type}) does not fit the type that Polars inferred from the first rows",
    explanation:
      "Polars looks at the first `infer_schema_length` rows (100 by default). A later row has another type.",
    checks: ["The first rows with that value in the source"],
    fixes: ["Pass the `schema` instead of inferring it", "Raise `infer_schema_length` (`None` for all rows)"],
    docs: ["https://docs.pola.rs/"],
  },
  {
    id: "polars/operation-types",
    title: "Operation on unsuitable types (Polars)",
    category: "schema_change",
    alternatives: ["code_bug", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /cannot compare (?<type>string) with (?<other>numeric type \(\w{2,10}\)|[\w ()]{3,40})/,
        /arithmetic on dtypes (?<type>[\w[\] ]{2,40}?) and (?<other>[\w[\] ]{2,40}?) is not allowed(?: \(lhs: column '(?<column>[^'\n]{1,120})')?/,
        /`(?<operation>\w{2,40})` operation not supported for dtype `(?<type>[^`\n]{2,60})`/,
      ],
    },
    rootCause:
      "An expression combines types that Polars does not combine[[: {type} and {other}]][[ (column `{column}`)]]",
    explanation:
      "Polars never casts text and numbers implicitly. A column that used to be numeric now arrives as text, often because of one bad value in a CSV.",
    checks: ["`df.schema`, and which column changed its type"],
    fixes: [
      'Cast explicitly[[: `pl.col("{column}").cast(pl.Float64)`]], or `strict=False` to turn bad values into null',
      "Set the type when reading: `schema_overrides=`",
    ],
    docs: ["https://docs.pola.rs/"],
  },
  {
    id: "polars/removed-api",
    title: "Removed Polars API",
    category: "code_bug",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["AttributeError"],
      message: [
        /'(?<owner>DataFrame|LazyFrame|GroupBy)' object has no attribute '(?<name>groupby|groupby_rolling|groupby_dynamic|with_column|with_row_count|frame_equal|map_dict|find_idx_by_name)'/,
        /'(?<owner>Expr|ExprStringNameSpace|LazyFrame)' object has no attribute '(?<name>apply|map|map_dict|where|cumsum|cumcount|keep_name|suffix|prefix|take|is_not|strptime|lengths|n_chars|str_lengths|shift_and_fill|fetch)'/,
      ],
    },
    rootCause: "`{name}` no longer exists in the installed Polars",
    explanation:
      "Polars 0.19 to 1.0 renamed many methods: `groupby` is `group_by`, `with_column` is `with_columns`, `apply` is `map_elements`, `cumsum` is `cum_sum`, `take` is `gather`.",
    checks: ["The installed Polars against the version the code was written for"],
    fixes: ["Use the new name", "Pin the older Polars until the code is changed"],
    docs: ["https://docs.pola.rs/releases/upgrade/1/"],
  },
  {
    id: "arrow/lossy-cast",
    title: "Cast would lose data (Arrow)",
    category: "data_quality",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?:Float|Integer|Decimal) value (?<value>[-\d.e+]{1,60}) (?:was truncated converting to (?<type>\w{3,20})|not in range: (?<range>[^\n]{3,80}))/,
        /Rescaling Decimal\w{0,3} value would cause data loss/,
        /Failed to parse string: '(?<value>[^'\n]{0,120})' as a scalar of type (?<type>[\w[\]]{2,40})/,
        /Casting field '(?<field>[^'\n]{1,120})' with null values to non-nullable/,
        /Decimal precision (?<precision>\d{1,3}) is out of range/,
        /(?:would|results in an?) (?:overflow|out of bounds timestamp)[^\n]{0,40}: (?<value>-?\d{3,30})/,
      ],
    },
    rootCause:
      "A value[[ ({value})]] does not fit the target type[[ {type}]][[ ({range})]][[: null in `{field}`]]",
    explanation:
      "Arrow refuses a cast that would change the value: fractions to integers, numbers out of range, text that is no number, decimals with too few digits, nulls in a required field.",
    checks: ["The column's values and its type in the target schema"],
    fixes: [
      "Widen the target type (`int64`, a larger decimal, `string`)",
      "Clean the values before the cast",
      "Use `safe=False` only if the loss is acceptable",
    ],
    docs: ["https://arrow.apache.org/docs/python/compute.html"],
  },
  {
    id: "arrow/unsupported-cast",
    title: "Cast not supported (Arrow)",
    category: "schema_change",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Unsupported cast from (?<from>[^\n]{2,100}?) to (?<to>[^\n]{2,60}?)(?: using function|\(|$)/,
        /cannot mix (?<from>list and non-list), non-null values/,
        /cannot mix (?<from>struct and non-struct), non-null values/,
      ],
    },
    rootCause: "Arrow cannot convert {from}[[ to {to}]]",
    explanation:
      "A nested column (list, struct) replaced a plain one or the reverse, or the values of one column are partly nested.",
    checks: ["The column's type in the file against the expected schema"],
    fixes: [
      "Flatten or serialize the nested column (`json.dumps`)",
      "Take the new type into the target's schema",
    ],
    docs: ["https://arrow.apache.org/docs/python/compute.html"],
  },
];
