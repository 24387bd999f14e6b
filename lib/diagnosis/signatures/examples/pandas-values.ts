import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const pandasValueExamples: SignatureExamples = {
  "pandas/value-for-dtype": {
    examples: [
      { text: "TypeError: Invalid value 'x' for dtype 'int64'", captures: { value: "x", type: "int64" } },
      {
        text: "TypeError: Invalid value '5' for dtype 'str'. Value should be a string or missing value, got 'int' instead.",
        captures: { value: "5", type: "str" },
      },
      {
        text: "TypeError: Cannot setitem on a Categorical with a new category (z), set the categories first",
        captures: { value: "z" },
      },
      { text: "TypeError: cannot safely cast non-equivalent object to int64", captures: { type: "int64" } },
    ],
    nearMisses: [{ text: "ValueError: Invalid value: x" }],
  },
  "pandas/assignment-shape": {
    examples: [
      { text: "ValueError: Must have equal len keys and value when setting with an iterable" },
      { text: "ValueError: Columns must be same length as key" },
      {
        text: "ValueError: Cannot set a DataFrame with multiple columns to the single column p",
        captures: { column: "p" },
      },
    ],
    nearMisses: [{ text: "ValueError: Length of values (3) does not match length of index (2)" }],
  },
  "pandas/timezone-mix": {
    examples: [
      {
        text: "TypeError: Invalid comparison between dtype=datetime64[us, UTC] and date",
        captures: { type: "datetime64[us, UTC]", other: "date" },
      },
      { text: "TypeError: can't compare offset-naive and offset-aware datetimes" },
      { text: "TypeError: Cannot subtract tz-naive and tz-aware datetime-like objects" },
      {
        text: "ValueError: Mixed timezones detected. Pass utc=True in to_datetime or tz='UTC' in DatetimeIndex to convert to a common timezone.",
      },
    ],
    nearMisses: [{ text: "TypeError: Invalid comparison between dtype=category and int" }],
  },
  "pandas/incomparable-types": {
    examples: [
      {
        text: "TypeError: Invalid comparison between dtype=str and int",
        captures: { type: "str", other: "int" },
      },
      {
        text: "TypeError: Invalid comparison between dtype=datetime64[ns] and date",
        captures: { type: "datetime64[ns]", other: "date" },
      },
    ],
    nearMisses: [{ text: "TypeError: Invalid comparison between dtype=datetime64[us, UTC] and date" }],
  },
  "pandas/clock-change": {
    examples: [
      {
        text: "ValueError: Cannot infer dst time from 2026-10-25 02:30:00, try using the 'ambiguous' argument",
        captures: { time: "2026-10-25 02:30:00" },
      },
      {
        text: "ValueError: 2026-03-29 02:30:00 is a nonexistent time due to daylight savings time. Try using the 'nonexistent' argument.",
        captures: { time: "2026-03-29 02:30:00" },
      },
      { text: "pytz.exceptions.AmbiguousTimeError: 2025-10-26 02:30:00" },
    ],
    nearMisses: [{ text: 'ValueError: time data "01/02/2026" doesn\'t match format "%Y-%m-%d"' }],
  },
  "pandas/aggregate-text": {
    examples: [
      {
        text: "TypeError: dtype 'str' does not support operation 'mean'",
        captures: { operation: "mean", type: "str" },
      },
      { text: "TypeError: agg function failed [how->mean,dtype->object]", captures: { operation: "mean" } },
    ],
    nearMisses: [{ text: "ValueError: could not convert string to float: 'abc'" }],
  },
  "pandas/text-to-number": {
    examples: [
      {
        text: "ValueError: Unable to parse string '12,5' at position 0",
        captures: { value: "12,5", row: "0" },
      },
      {
        text: 'ValueError: Unable to parse string "N/A" at position 12',
        captures: { value: "N/A", row: "12" },
      },
    ],
    nearMisses: [{ text: "ValueError: could not convert string to float: '12,5'" }],
  },
  "pandas/removed-frequency": {
    examples: [
      {
        text: "ValueError: Invalid frequency: M. Failed to parse with error message: ValueError(\"'M' is no longer supported for offsets. Please use 'ME' instead.\")",
        captures: { name: "M" },
      },
      {
        text: "ValueError: 'M' is no longer supported for offsets. Please use 'ME' instead.",
        captures: { name: "M", replacement: "ME" },
      },
    ],
    nearMisses: [{ text: "ValueError: Invalid frequency" }],
  },
  "pandas/removed-argument": {
    examples: [
      {
        text: "TypeError: NDFrame.fillna() got an unexpected keyword argument 'method'",
        captures: { argument: "method" },
      },
      {
        text: "TypeError: read_csv() got an unexpected keyword argument 'delim_whitespace'",
        captures: { function: "read_csv", argument: "delim_whitespace" },
      },
    ],
    nearMisses: [{ text: "TypeError: load() got an unexpected keyword argument 'method'" }],
  },
  "pandas/dbapi-connection": {
    examples: [
      {
        text: "pandas.errors.DatabaseError: Execution failed on sql 'SELECT name FROM sqlite_master\n        WHERE\n            type IN ('table', 'view')\n            AND name=?;\n        ': not all arguments converted during string formatting",
      },
      { text: "ImportError: Using URI string without sqlalchemy installed." },
    ],
    nearMisses: [
      { text: "pandas.errors.DatabaseError: Execution failed on sql 'select * from orders': boom" },
    ],
  },
  "python/pickle-version": {
    examples: [
      { text: "ModuleNotFoundError: No module named 'numpy._core.numeric'" },
      {
        text: "AttributeError: Can't get attribute '_unpickle_block' on <module 'pandas._libs.internals' from '/usr/lib/python3/dist-packages/pandas/_libs/internals.so'>",
      },
      { text: "ModuleNotFoundError: No module named 'pandas.core.indexes.numeric'" },
    ],
    nearMisses: [{ text: "ModuleNotFoundError: No module named 'numpy'" }],
  },
};
