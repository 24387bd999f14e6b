import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const pythonExamples: SignatureExamples = {
  "python/name-error": {
    examples: [
      {
        text: "NameError: name 'os' is not defined. Did you forget to import 'os'?",
        captures: { name: "os" },
      },
      {
        text: "UnboundLocalError: local variable 'rows' referenced before assignment",
        captures: { name: "rows" },
      },
      {
        text: "UnboundLocalError: cannot access local variable 'rows' where it is not associated with a value",
      },
    ],
    nearMisses: [{ text: "jinja2.exceptions.UndefinedError: 'rows' is undefined" }],
  },
  "python/none-attribute": {
    examples: [
      { text: "AttributeError: 'NoneType' object has no attribute 'split'", captures: { name: "split" } },
    ],
    nearMisses: [{ text: "AttributeError: 'list' object has no attribute 'split'" }],
  },
  "python/attribute-error": {
    examples: [
      {
        text: "AttributeError: 'Response' object has no attribute 'get_json'",
        captures: { owner: "Response", name: "get_json" },
      },
      { text: "AttributeError: module 'datetime' has no attribute 'now'" },
    ],
    nearMisses: [{ text: "AttributeError: 'NoneType' object has no attribute 'split'" }],
  },
  "python/none-subscript": {
    examples: [
      { text: "TypeError: 'NoneType' object is not subscriptable" },
      { text: "TypeError: cannot unpack non-iterable NoneType object" },
    ],
    nearMisses: [{ text: "TypeError: 'int' object is not iterable" }],
  },
  "python/missing-arguments": {
    examples: [
      {
        text: "TypeError: load() missing 1 required positional argument: 'table'",
        captures: { function: "load", arguments: "'table'" },
      },
    ],
    nearMisses: [{ text: "TypeError: load() got an unexpected keyword argument 'tabel'" }],
  },
  "python/unexpected-argument": {
    examples: [
      {
        text: "TypeError: xcom_pull() got an unexpected keyword argument 'tasks_ids'",
        captures: { function: "xcom_pull", argument: "tasks_ids" },
      },
      { text: "TypeError: Client.__init__() takes 1 positional argument but 2 were given" },
    ],
    nearMisses: [{ text: "TypeError: load() missing 1 required positional argument: 'table'" }],
  },
  "python/not-callable": {
    examples: [
      { text: "TypeError: 'PythonOperator' object is not callable", captures: { owner: "PythonOperator" } },
    ],
    nearMisses: [{ text: "TypeError: 'NoneType' object is not callable" }],
  },
  "python/unsupported-use": {
    examples: [
      { text: "TypeError: unhashable type: 'list'", captures: { owner: "list", problem: "unhashable" } },
      {
        text: "TypeError: 'PythonOperator' object is not iterable",
        captures: { owner: "PythonOperator", problem: "not iterable" },
      },
      {
        text: "TypeError: 'str' object does not support item assignment",
        captures: { owner: "str", problem: "does not support item assignment" },
      },
    ],
    nearMisses: [{ text: "TypeError: 'NoneType' object is not iterable" }],
  },
  "python/operand-types": {
    examples: [
      {
        text: "TypeError: unsupported operand type(s) for +: 'dict' and 'int'",
        captures: { left: "dict", right: "int" },
      },
      { text: "TypeError: '<' not supported between instances of 'str' and 'int'" },
      { text: 'TypeError: can only concatenate str (not "int") to str' },
    ],
    nearMisses: [{ text: "TypeError: unhashable type: 'list'" }],
  },
  "python/operand-type": {
    examples: [
      {
        text: "TypeError: can't multiply sequence by non-int of type 'float'",
        captures: { what: "multiply sequence", type: "float" },
      },
      { text: "TypeError: bad operand type for unary -: 'str'" },
    ],
    nearMisses: [{ text: "TypeError: unsupported operand type(s) for *: 'dict' and 'int'" }],
  },
  "python/expected-string": {
    examples: [
      { text: "TypeError: expected string or bytes-like object, got 'NoneType'" },
      { text: "TypeError: expected str, bytes or os.PathLike object, not NoneType" },
    ],
    nearMisses: [{ text: "TypeError: expected str, bytes or os.PathLike object, not int" }],
  },
  "python/wrong-argument-type": {
    examples: [
      {
        text: "TypeError: a bytes-like object is required, not '_io.BytesIO'",
        captures: { type: "_io.BytesIO" },
      },
      { text: "TypeError: the JSON object must be str, bytes or bytearray, not dict" },
    ],
    nearMisses: [{ text: "TypeError: expected str, bytes or os.PathLike object, not NoneType" }],
  },
  "python/syntax-error": {
    examples: [
      { text: "SyntaxError: invalid syntax", captures: { message: "invalid syntax" } },
      { text: "IndentationError: expected an indented block after 'if' statement on line 12" },
    ],
    nearMisses: [{ text: 'psycopg2.errors.SyntaxError: syntax error at or near "FORM"' }],
  },
  "python/recursion": {
    examples: [{ text: "RecursionError: maximum recursion depth exceeded while calling a Python object" }],
    nearMisses: [{ text: "ValueError: recursion not supported" }],
  },
  "python/memory-error": {
    examples: [
      { text: "MemoryError" },
      {
        text: "numpy.core._exceptions._ArrayMemoryError: Unable to allocate 7.45 GiB for an array with shape (1000000000,) and data type float64",
      },
    ],
    nearMisses: [{ text: "java.lang.OutOfMemoryError: Java heap space" }],
  },
  "python/assertion": {
    examples: [
      {
        text: "AssertionError: totals differ by 12.5",
        captures: { message: "totals differ by 12.5" },
      },
      { text: "AssertionError" },
    ],
    nearMisses: [{ text: "ValueError: row count 0" }],
  },
  "python/not-implemented": {
    examples: [{ text: "NotImplementedError: dialect 'sqlite' does not support upserts" }],
    nearMisses: [{ text: "INFO - feature not implemented yet, skipping" }],
  },
  "python/kernel-died": {
    examples: [
      { text: "nbclient.exceptions.DeadKernelError: Kernel died" },
      { text: "The Python kernel is unresponsive." },
    ],
    nearMisses: [{ text: "Kernel started: crates" }],
  },
};
