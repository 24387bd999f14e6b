import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const pandasExamples: SignatureExamples = {
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
      {
        text: "ValueError: You are trying to merge on str and datetime64[us, UTC] columns for key 'id'. If you wish to proceed you should use pd.concat",
        captures: { left: "str", right: "datetime64[us, UTC]", column: "id" },
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
      {
        text: "AttributeError: `np.float_` was removed in the NumPy 2.0 release. Use `np.float64` instead.",
        captures: { name: "float_" },
      },
      { text: "AttributeError: module 'numpy' has no attribute 'trapz'", captures: { name: "trapz" } },
      {
        text: "AttributeError: 'DataFrame' object has no attribute 'swapaxes'",
        captures: { name: "swapaxes" },
      },
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
};
