import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const pythonExamples: SignatureExamples = {
  "python/module-not-found": {
    examples: [
      {
        text: "ModuleNotFoundError: No module named 'great_expectations'",
        captures: { module: "great_expectations" },
      },
      { text: "ModuleNotFoundError: No module named 'shared.loaders'; 'shared' is not a package" },
    ],
    nearMisses: [
      {
        text: "ImportError: cannot import name 'soft_unicode' from 'markupsafe' (/usr/lib/markupsafe/__init__.py)",
      },
      { text: "skipping plugin: No module named 'pandas_gbq'" },
    ],
  },
  "python/import-name": {
    examples: [
      {
        text: "ImportError: cannot import name 'soft_unicode' from 'markupsafe' (/home/airflow/.local/lib/python3.11/site-packages/markupsafe/__init__.py)",
        captures: { name: "soft_unicode", module: "markupsafe" },
      },
    ],
    nearMisses: [
      { text: "ModuleNotFoundError: No module named 'markupsafe'" },
      {
        text: "ImportError: cannot import name 'load' from partially initialized module 'etl.load' (most likely due to a circular import) (/app/etl/load.py)",
      },
    ],
  },
  "python/circular-import": {
    examples: [
      {
        text: "ImportError: cannot import name 'load' from partially initialized module 'etl.load' (most likely due to a circular import) (/app/etl/load.py)",
        captures: { module: "etl.load" },
      },
      {
        text: "AttributeError: partially initialized module 'pandas' has no attribute 'DataFrame' (most likely due to a circular import)",
        captures: { module: "pandas" },
      },
    ],
    nearMisses: [{ text: "ImportError: cannot import name 'load' from 'etl.load' (/app/etl/load.py)" }],
  },
  "python/shared-library-missing": {
    examples: [
      {
        text: "ImportError: libGL.so.1: cannot open shared object file: No such file or directory",
        captures: { library: "libGL.so.1" },
      },
      { text: "OSError: libodbc.so.2: cannot open shared object file: No such file or directory" },
    ],
    nearMisses: [{ text: "FileNotFoundError: [Errno 2] No such file or directory: 'data/model.so.csv'" }],
  },
  "python/binary-incompatible": {
    examples: [
      {
        text: "ValueError: numpy.dtype size changed, may indicate binary incompatibility. Expected 96 from C header, got 88 from PyObject",
      },
      {
        text: "ImportError: /lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.29' not found (required by /app/pyarrow/libarrow.so)",
        captures: { symbol: "GLIBCXX_3.4.29" },
      },
    ],
    nearMisses: [
      {
        text: "ImportError: cannot import name 'soft_unicode' from 'markupsafe' (/app/markupsafe/__init__.py)",
      },
    ],
  },
  "python/optional-dependency": {
    examples: [
      {
        text: "ImportError: Missing optional dependency 'openpyxl'.  Use pip or conda to install openpyxl.",
        captures: { module: "openpyxl" },
      },
      {
        text: "ValueError: Please install the 'db-dtypes' package to use this function.",
        captures: { module: "db-dtypes" },
      },
      {
        text: "ImportError: Unable to find a usable engine; tried using: 'pyarrow', 'fastparquet'.\nA suitable version of pyarrow or fastparquet is required for parquet support.",
      },
    ],
    nearMisses: [
      { text: "ModuleNotFoundError: No module named 'openpyxl'" },
      { text: "INFO - the package was installed" },
    ],
  },
  "python/environment-variable": {
    examples: [
      {
        text: "KeyError: 'WAREHOUSE_URL'",
        frames: ["/opt/airflow/dags/load.py", "<frozen os>"],
        captures: { variable: "WAREHOUSE_URL" },
      },
    ],
    nearMisses: [{ text: "KeyError: 'amount'", frames: ["/opt/airflow/dags/load.py"] }],
  },
  "python/key-error-constant": {
    examples: [{ text: "KeyError: 'SMTP_PASSWORD'", captures: { variable: "SMTP_PASSWORD" } }],
    nearMisses: [{ text: "KeyError: 'customer_id'" }, { text: "KeyError: 'ID'" }],
  },
  "python/key-error-setting": {
    examples: [{ text: "KeyError: 'host'", captures: { key: "host" } }],
    nearMisses: [{ text: "KeyError: 'hosted_events'" }],
  },
  "python/key-error": {
    examples: [{ text: "KeyError: 'customer_id'", captures: { key: "'customer_id'" } }],
    nearMisses: [{ text: "KeyError: \"['b'] not in index\"" }, { text: "ValueError: the key 'a' is bad" }],
  },
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
      { text: "TypeError: unhashable type: 'list'" },
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
  "python/not-json-serializable": {
    examples: [
      {
        text: "TypeError: Object of type Timestamp is not JSON serializable",
        captures: { type: "Timestamp" },
      },
    ],
    nearMisses: [{ text: "TypeError: the JSON object must be str, bytes or bytearray, not dict" }],
  },
  "python/pickle": {
    examples: [
      { text: "TypeError: cannot pickle '_thread.lock' object", captures: { what: "'_thread.lock' object" } },
      { text: "AttributeError: Can't pickle local object 'main.<locals>.<lambda>'" },
    ],
    nearMisses: [{ text: "INFO - loading pickle file model.pkl" }],
  },
  "python/syntax-error": {
    examples: [
      { text: "SyntaxError: invalid syntax", captures: { message: "invalid syntax" } },
      { text: "IndentationError: expected an indented block after 'if' statement on line 12" },
    ],
    nearMisses: [{ text: 'psycopg2.errors.SyntaxError: syntax error at or near "FORM"' }],
  },
  "python/index-error": {
    examples: [
      { text: "IndexError: list index out of range" },
      { text: "IndexError: index 3 is out of bounds for axis 0 with size 3" },
      { text: "IndexError: single positional indexer is out-of-bounds" },
    ],
    nearMisses: [{ text: "ValueError: month must be in 1..12" }],
  },
  "python/unicode-decode": {
    examples: [
      {
        text: "UnicodeDecodeError: 'utf-8' codec can't decode byte 0x8b in position 1: invalid start byte",
        captures: { codec: "utf-8", byte: "8b" },
      },
    ],
    nearMisses: [
      {
        text: "UnicodeEncodeError: 'ascii' codec can't encode character '\\xe9' in position 3: ordinal not in range(128)",
      },
    ],
  },
  "python/unicode-encode": {
    examples: [
      {
        text: "UnicodeEncodeError: 'ascii' codec can't encode character '\\xe9' in position 3: ordinal not in range(128)",
        captures: { codec: "ascii" },
      },
    ],
    nearMisses: [
      { text: "UnicodeDecodeError: 'utf-8' codec can't decode byte 0x8b in position 1: invalid start byte" },
    ],
  },
  "python/json-decode": {
    examples: [
      { text: "requests.exceptions.JSONDecodeError: Expecting value: line 1 column 1 (char 0)" },
      {
        text: "json.decoder.JSONDecodeError: Extra data: line 2 column 1 (char 95)",
        captures: { message: "Extra data: line 2 column 1 (char 95)" },
      },
    ],
    nearMisses: [{ text: "ValueError: Expecting value in the box" }],
  },
  "python/json-value": {
    examples: [
      { text: "ValueError: Expected object or value" },
      {
        text: "ValueError: Unexpected character found when decoding array value (2)",
        captures: { what: "array value" },
      },
      { text: "ValueError: Trailing data" },
    ],
    nearMisses: [
      { text: "TypeError: Expected object or value" },
      { text: "ValueError: Trailing datas of crates" },
    ],
  },
  "python/conversion": {
    examples: [
      {
        text: "ValueError: could not convert string to float: '1,204.50'",
        captures: { value: "'1,204.50'" },
      },
      { text: "ValueError: invalid literal for int() with base 10: ''", captures: { value: "''" } },
    ],
    nearMisses: [{ text: "ValueError: month must be in 1..12" }],
  },
  "python/date-format": {
    examples: [
      {
        text: "ValueError: time data '2024/01/05' does not match format '%Y-%m-%d'",
        captures: { value: "'2024/01/05'" },
      },
      { text: "ValueError: unconverted data remains: T00:00:00" },
      {
        text: 'ValueError: time data "13/31/2024" doesn\'t match format "%d/%m/%Y", at position 4. You might want to try:',
      },
    ],
    nearMisses: [{ text: "ValueError: could not convert string to float: '2024'" }],
  },
  "python/unpack": {
    examples: [
      { text: "ValueError: not enough values to unpack (expected 3, got 2)", captures: { expected: "3" } },
      { text: "ValueError: too many values to unpack (expected 2)" },
    ],
    nearMisses: [{ text: "ValueError: month must be in 1..12" }],
  },
  "python/division-by-zero": {
    examples: [
      { text: "ZeroDivisionError: division by zero" },
      { text: "ZeroDivisionError: float division by zero" },
    ],
    nearMisses: [{ text: "psycopg2.errors.DivisionByZero: division by zero" }],
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
  "python/version-requirement": {
    examples: [
      {
        text: "ERROR: Package 'acme-etl' requires a different Python: 3.8.18 not in '>=3.9'",
        captures: { found: "3.8.18" },
      },
    ],
    nearMisses: [{ text: "INFO - Python 3.8.18 is used" }],
  },
  "python/pip-no-match": {
    examples: [
      {
        text: "ERROR: No matching distribution found for panads==2.2.0",
        captures: { module: "panads==2.2.0" },
      },
    ],
    nearMisses: [{ text: "Successfully installed pandas-2.2.0" }],
  },
  "python/no-gpu": {
    examples: [
      {
        text: "RuntimeError: Found no NVIDIA driver on your system. Please check that you have an NVIDIA GPU",
      },
      { text: "AssertionError: Torch not compiled with CUDA enabled" },
    ],
    nearMisses: [{ text: "torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB" }],
  },
  "python/kernel-died": {
    examples: [
      { text: "nbclient.exceptions.DeadKernelError: Kernel died" },
      { text: "The Python kernel is unresponsive." },
    ],
    nearMisses: [{ text: "Kernel started: crates" }],
  },
  "python/fernet-token": {
    examples: [{ text: "cryptography.fernet.InvalidToken" }],
    nearMisses: [{ text: "jwt.exceptions.InvalidTokenError: Not enough segments" }],
  },
};
