import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** pandas 2 and 3: types, time zones, assignments and removed arguments. */
export const pandasValueSignatures: Signature[] = [
  {
    id: "pandas/value-for-dtype",
    title: "Value does not fit the column's type (pandas)",
    category: "data_quality",
    alternatives: ["code_bug", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Invalid value '(?<value>[^'\n]{0,120})' for dtype '?(?<type>[\w[\], :+/-]{2,60})'?/,
        /Setting an item of incompatible dtype is deprecated[^\n]{0,160}Value '(?<value>[^'\n]{0,120})' has dtype incompatible with (?<type>[\w[\], ]{2,60}?),/,
        /Cannot setitem on a Categorical with a new category \((?<value>[^()\n]{0,120})\)/,
        /cannot safely cast non-equivalent \w{2,30} to (?<type>\w{3,20})/,
      ],
    },
    rootCause: "A value[[, `{value}`,]] is assigned to a column that cannot hold it[[ ({type})]]",
    explanation:
      "Since pandas 3 an assignment no longer changes a column's type; up to pandas 2 this was a warning. Integers do not hold fractions or text, categories only known values.",
    checks: [
      "The column's dtype before the assignment, and where the value comes from",
      "Whether pandas was upgraded since the last success",
    ],
    fixes: [
      "Convert the column first: `df[col] = df[col].astype(object)` or `float`",
      "Add the category with `cat.add_categories`",
      "Correct the value if it is wrong",
    ],
    docs: ["https://pandas.pydata.org/docs/whatsnew/index.html"],
  },
  {
    id: "pandas/assignment-shape",
    title: "Assigned values have another shape (pandas)",
    category: "code_bug",
    alternatives: ["schema_change", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Must have equal len keys and value when setting with an (?<with>iterable|ndarray)/,
        /Columns must be same length as key/,
        /Cannot set a DataFrame with multiple columns to the single column (?<column>[^\n]{1,120})/,
        /Cannot set a DataFrame without columns to the column (?<column>[^\n]{1,120})/,
        /cannot set using a (?:list-like|multi-index|slice) indexer with a different length than the value/,
        /Wrong number of items passed (?<given>\d{1,9}), placement implies (?<expected>\d{1,9})/,
      ],
    },
    rootCause:
      "The assigned values do not have the shape of the columns they are assigned to[[ (`{column}`)]]",
    explanation:
      "The right side has more or fewer columns than the left. Often `str.split(expand=True)` or `apply` returned another number of columns for this data, or a column name exists twice.",
    checks: ["The shape of the right side for this input (`.shape`), and duplicate column names"],
    fixes: [
      "Limit the split (`str.split(…, n=1, expand=True)`) or `reindex(columns=[…])` the right side",
      "If this run's input is empty, handle that before the assignment",
      "If a column name exists twice, drop one: `df.loc[:, ~df.columns.duplicated()]`",
    ],
    docs: ["https://pandas.pydata.org/docs/user_guide/indexing.html"],
  },
  {
    id: "pandas/timezone-mix",
    title: "Time zones mixed with naive times",
    category: "code_bug",
    alternatives: ["data_quality", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Cannot (?:compare|subtract|join) tz-naive (?:and|with) tz-aware/,
        /can't (?:compare|subtract) offset-naive and offset-aware datetimes/,
        /Invalid comparison between dtype=(?<type>datetime64\[\w{1,3}, [^\]\n]{2,40}\]) and (?<other>\w{2,40})/,
        /Cannot convert tz-naive timestamps?, use tz_localize/,
        /Already tz-aware, use tz_convert/,
        /Mixed timezones detected\. Pass utc=True/,
        /Tz-aware datetime\.datetime cannot be converted to datetime64 unless utc=True/,
      ],
    },
    rootCause: "Times with and without a time zone are combined[[: {type} and {other}]]",
    explanation:
      "One side has a time zone and the other does not. Often a source began to deliver time zones, or a driver or pandas upgrade made a column UTC-aware.",
    checks: ["The dtypes of both sides (`df.dtypes`), and which changed"],
    fixes: [
      'Make both UTC: `pd.to_datetime(x, utc=True)`, `pd.Timestamp(..., tz="UTC")`, `datetime.now(timezone.utc)`',
      "Drop the zone on purpose with `.dt.tz_localize(None)`",
    ],
    docs: ["https://pandas.pydata.org/docs/user_guide/timeseries.html"],
  },
  {
    id: "pandas/incomparable-types",
    title: "Column compared with another type (pandas)",
    category: "code_bug",
    alternatives: ["schema_change", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Invalid comparison between dtype=(?<type>[^\n]{2,60}?) and (?<other>\w{2,40})/],
      not: [/datetime64\[\w{1,3}, /],
    },
    rootCause: "A {type} column is compared with {other}",
    explanation:
      "pandas does not compare these types. A column that used to be numbers or dates now arrives as text or the reverse.",
    checks: ["The column's dtype, and what changed it"],
    fixes: [
      "Convert the column before comparing: `pd.to_datetime(…)`, `pd.to_numeric(…)`, or the other side (`pd.Timestamp(x)`)",
      "If the column's type changed ({type} now), set it where the data is read (`dtype=`, `parse_dates=`)",
    ],
    docs: ["https://pandas.pydata.org/docs/whatsnew/index.html"],
  },
  {
    id: "pandas/clock-change",
    title: "Local time does not exist or is ambiguous",
    category: "code_bug",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Cannot infer dst time from (?<time>[\d: .-]{8,40})/,
        /(?<time>\b\d{4}-\d\d-\d\d[ T][\d:.]{5,20}) is a nonexistent time due to daylight savings time/,
        /(?:AmbiguousTimeError|NonExistentTimeError): (?<time>[^\n]{3,60})/,
      ],
    },
    rootCause: "The local time {time} is skipped or happens twice because the clocks change",
    explanation:
      "When daylight saving begins an hour is skipped, when it ends an hour repeats; without a rule the time cannot be localized. It fails only on runs that touch those two days.",
    checks: ["Whether the source delivers local times without an offset"],
    fixes: [
      "Take UTC times from the source",
      'Pass `ambiguous=` and `nonexistent=` to `tz_localize` (`"infer"`, `"shift_forward"`)',
    ],
    docs: ["https://pandas.pydata.org/docs/user_guide/timeseries.html"],
  },
  {
    id: "pandas/aggregate-text",
    title: "Numeric aggregation of a text column",
    category: "schema_change",
    alternatives: ["code_bug", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /dtype '(?<type>str|string|object|category)' does not support operation '(?<operation>\w{2,20})'/,
        /Cannot perform reduction '(?<operation>\w{2,20})' with (?<type>string) dtype/,
        /agg function failed \[how->(?<operation>\w{2,20}),dtype->(?<type>\w{2,20})/,
        /Could not convert (?:string )?'?\[?'?(?<value>[^\n]{1,80}?)'?\]?'? to numeric/,
      ],
    },
    rootCause:
      "A column that holds text was aggregated as numbers[[: `{operation}`]][[ ({type})]][[: {value}]]",
    explanation:
      "Since pandas 2 aggregations no longer drop text columns silently. Either a text column is included, or a numeric column arrives as text because of stray values.",
    checks: ["`df.dtypes` before the aggregation, and the values that are not numbers"],
    fixes: [
      "Aggregate only numbers: `numeric_only=True`, or name the columns",
      'Convert with `pd.to_numeric(..., errors="coerce")` and treat the rest',
    ],
    docs: ["https://pandas.pydata.org/docs/whatsnew/index.html"],
  },
  {
    id: "pandas/text-to-number",
    title: "Text is not a number (pandas)",
    category: "data_quality",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Unable to parse string "?'?(?<value>[^'"\n]{0,120})'?"? at position (?<row>\d{1,12})/],
    },
    rootCause: "The value '{value}' in row {row} is not a number",
    explanation:
      "`pd.to_numeric` met a value that is no number: a decimal comma, a currency sign, a placeholder such as N/A, or shifted columns.",
    checks: ["The row in the source"],
    fixes: [
      'Read the numbers as the source writes them: `decimal=","`, `thousands="."`, `na_values=[\'{value}\']`',
      'Or convert with `pd.to_numeric(…, errors="coerce")` and set the rows aside that become null',
    ],
    docs: ["https://pandas.pydata.org/docs/reference/api/pandas.to_numeric.html"],
  },
  {
    id: "pandas/removed-frequency",
    title: "Removed frequency name (pandas)",
    category: "code_bug",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Invalid frequency: (?<name>[\w-]{1,20})\. Failed to parse with error message/,
        /'(?<name>[\w-]{1,12})' is no longer supported (?:for|as)[^\n]{0,60}use '?(?<replacement>[\w-]{1,12})'?/,
        /Invalid frequency: (?<name>[\w-]{1,20})[.,][^\n]{0,100}Did you mean (?<replacement>\w{1,8})\?/,
      ],
    },
    rootCause:
      "The frequency `{name}` no longer exists in the installed pandas[[; it is `{replacement}` now]]",
    explanation:
      "pandas 2.2 renamed frequencies (`M` to `ME`, `Q` to `QE`, `Y` to `YE`, `H` to `h`, `T` to `min`), and pandas 3 removed the old names.",
    checks: ["The installed pandas against the version the code was written for"],
    fixes: ["Use the new name", "Pin `pandas<3` until the code is changed"],
    docs: ["https://pandas.pydata.org/docs/whatsnew/index.html"],
  },
  {
    id: "pandas/removed-argument",
    title: "Removed pandas argument",
    category: "code_bug",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["TypeError"],
      message: [
        /\b(?<function>(?:read_\w{2,20}|to_datetime|to_\w{2,20}|(?:NDFrame|DataFrame|Series)\.\w{2,30}))\(\) got an unexpected keyword argument '(?<argument>method|axis|squeeze|error_bad_lines|warn_bad_lines|line_terminator|mangle_dupe_cols|date_parser|infer_datetime_format|delim_whitespace|prefix|verbose|keep_date_col|inplace|level|numeric_only|limit|convert_float|datetime_is_numeric|null_counts|kind|encoding|inclusive|closed|loffset|base)'/,
      ],
      also: [/unexpected keyword argument/],
    },
    rootCause: "`{function}()` no longer has the argument `{argument}` in the installed pandas",
    explanation:
      "pandas 2 and 3 removed many deprecated arguments; the code was written for an older version.",
    checks: ["The installed pandas against the version the code was written for (`pip freeze`)"],
    fixes: [
      'Use the replacement: `on_bad_lines` for `error_bad_lines`, `sep=r"\\s+"` for `delim_whitespace`, `ffill()` for `fillna(method=...)`, `date_format` for `date_parser`',
      "Pin the older pandas until the code is changed",
    ],
    docs: ["https://pandas.pydata.org/docs/whatsnew/index.html"],
  },
  {
    id: "pandas/dbapi-connection",
    title: "to_sql needs a SQLAlchemy connection",
    category: "code_bug",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Execution failed on sql '?\s{0,4}SELECT[^\n]{0,60}sqlite_master/,
        /Using URI string without sqlalchemy installed/,
        /Unable to find a usable SQLAlchemy|Query must be a string unless using sqlalchemy/,
      ],
    },
    rootCause: "pandas got a database connection that it cannot use",
    explanation:
      "For anything but SQLite `to_sql` and `read_sql` need a SQLAlchemy engine or connection. With a plain driver connection (psycopg2, pymysql, cx_Oracle) pandas believes it is SQLite and asks for `sqlite_master`.",
    checks: [
      "What is passed as `con`, and the SQLAlchemy version that this pandas needs (2.0 or later for pandas 2.2)",
    ],
    fixes: [
      "Pass `sqlalchemy.create_engine(...)` or its connection",
      "Upgrade SQLAlchemy to 2.x together with pandas",
    ],
    docs: ["https://pandas.pydata.org/docs/reference/api/pandas.DataFrame.to_sql.html"],
  },
  {
    id: "python/pickle-version",
    title: "Pickle written by other library versions",
    category: "missing_dependency",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["ModuleNotFoundError", "AttributeError", "TypeError"],
      message: [
        /No module named 'numpy\._core/,
        /No module named 'pandas\.core\.indexes\.numeric'/,
        /Can't get attribute '(?<name>_unpickle_block|new_block|_unpickle_\w{2,30})' on <module 'pandas/,
        /No module named 'sklearn\.\w{2,40}\.(?<name>_?\w{2,60})'/,
        /StringDtype\.__init__\(\) takes from 1 to 2 positional arguments but 3 were given/,
      ],
      also: [/numpy\._core|pandas|sklearn|StringDtype/],
    },
    rootCause:
      "A pickled object was written with other versions of pandas, NumPy or scikit-learn than those installed",
    explanation:
      "Pickles contain the internal module names of the libraries that wrote them. NumPy 2 writes `numpy._core`, which NumPy 1 does not have; pandas and scikit-learn moved modules too.",
    checks: ["The versions that wrote the file (training job, cache) against those of this task"],
    fixes: [
      "Use the same versions on both sides",
      "Write Parquet or another stable format instead of pickles; write the cache again",
    ],
    docs: ["https://numpy.org/doc/stable/numpy_2_0_migration_guide.html"],
  },
];
