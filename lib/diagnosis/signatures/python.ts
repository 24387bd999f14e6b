import type { Signature } from "@/lib/diagnosis/signatures/signature";

export const pythonSignatures: Signature[] = [
  {
    id: "python/module-not-found",
    title: "Python module not installed",
    category: "missing_dependency",
    alternatives: ["configuration", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["ModuleNotFoundError", "ImportError"],
      message: [/No module named ['"]?(?<module>[\w.]+)/],
    },
    rootCause: "Python module `{module}` is not installed where the task runs, or not on its path",
    explanation:
      "The interpreter that ran the task found no module `{module}` on `sys.path`. Either the package is missing from that environment (another image, virtual environment or worker than the one tested on), or it is a module of the project whose folder is not on the path.",
    checks: [
      "Which interpreter and image ran the task, and whether `pip show` finds the package there",
      "Whether `{module}` is a package of yours: then look at PYTHONPATH and the folder the task starts in",
    ],
    fixes: [
      "Add the package that provides `{module}` to the requirements of the worker's image and rebuild it",
      "For a module of the project: package it or put its folder on PYTHONPATH",
    ],
    fix: {
      templateId: "python/add-requirement",
      title: "Add the package of `{module}` to the requirements",
      rationale: "The import of `{module}` failed because no installed package provides it.",
      params: { module: "{module}" },
    },
    docs: ["https://docs.python.org/3/library/exceptions.html#ModuleNotFoundError"],
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
  {
    id: "python/import-name",
    title: "Name cannot be imported from an installed module",
    category: "missing_dependency",
    alternatives: ["code_bug"],
    strength: "strong",
    transience: "permanent",
    match: {
      types: ["ImportError"],
      message: [
        /cannot import name ['"]?(?<name>[\w.]+)['"]? from (?:partially initialized module )?['"]?(?<module>[\w.]+)/,
      ],
      not: [/circular import|from '?airflow[.']/],
    },
    rootCause:
      "`{name}` cannot be imported from `{module}`: the installed version does not have it, or the name is wrong",
    explanation:
      "The module exists but holds no such name. After an upgrade this means that the installed version removed or moved it; in new code it is usually a misspelling.",
    checks: [
      "The installed version of `{module}` against the one the code was written for",
      "Whether the pins of the image changed since the last good run",
    ],
    fixes: ["Pin `{module}` to the version that has `{name}`, or import it from where it is now"],
    docs: ["https://docs.python.org/3/library/exceptions.html#ImportError"],
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
  {
    id: "python/circular-import",
    title: "Modules import each other",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["ImportError", "AttributeError"],
      message: [/partially initialized module ['"]?(?<module>[\w.]+)/],
      also: [/circular import/],
    },
    rootCause: "`{module}` is part of a circular import",
    explanation:
      "Two modules import each other; the second sees the first before its names are defined. A file of the project named like a library (`json.py`) has the same effect.",
    checks: [
      "The imports at the top of `{module}` and of the modules it imports",
      "Whether a file of the project hides a library of the same name",
    ],
    fixes: [
      "Move the shared code to a third module, or import inside the function that needs it",
      "Rename the file that hides a library",
    ],
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
  {
    id: "python/shared-library-missing",
    title: "Native library missing",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["ImportError", "OSError"],
      message: [
        /(?:Error|error while loading shared libraries): (?<library>[\w.+-]+): cannot open shared object file/,
      ],
    },
    rootCause: "The system library `{library}` is missing from the image",
    explanation:
      "A compiled Python package needs a library of the operating system that the image does not have.",
    checks: ["Which package of the distribution provides `{library}`"],
    fixes: ["Install the system package that holds `{library}` in the worker's image"],
    examples: [
      {
        text: "ImportError: libGL.so.1: cannot open shared object file: No such file or directory",
        captures: { library: "libGL.so.1" },
      },
      { text: "OSError: libodbc.so.2: cannot open shared object file: No such file or directory" },
    ],
    nearMisses: [{ text: "FileNotFoundError: [Errno 2] No such file or directory: 'data/model.so.csv'" }],
  },
  {
    id: "python/binary-incompatible",
    title: "Compiled packages do not fit together",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /numpy\.(?:dtype|ufunc|ndarray) size changed, may indicate binary incompatibility/,
        /A module that was compiled using NumPy (?<version>[\w.]+) cannot be run in/,
        /module compiled against (?:API|ABI) version/,
        /undefined symbol: (?<symbol>\w+)/,
        /version `(?<symbol>GLIBC(?:XX)?_[\d.]+)' not found/,
      ],
    },
    rootCause: "A compiled package was built for other versions than those installed",
    explanation:
      "A package with native code was compiled against another version of NumPy, Python or the C library than the one at run time.",
    checks: ["The versions of the packages named in the traceback, and which of them was upgraded last"],
    fixes: ["Pin both packages to versions released for each other (often `numpy<2`) and rebuild the image"],
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
  {
    id: "python/optional-dependency",
    title: "Optional package not installed",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Missing optional dependency '(?<module>[\w.-]+)'/,
        /Please install the ['"]?(?<module>[\w.-]+)['"]? package/,
        /`Import (?<module>[\w.-]+)` failed/,
        /Unable to find a usable engine; tried using: '(?<module>[\w.-]+)'/,
        /(?:please|Please|try|Try|run|Run|using|Use)[: ]{1,2}[`'"]?(?:python -m )?pip3? install (?:-U |--upgrade )?['"]?(?<module>[\w.-]+)/,
        /(?<module>[\w.-]{2,60}) (?:is not installed|must be installed)\b/,
      ],
    },
    rootCause: "The package `{module}`, which this call needs, is not installed",
    explanation:
      "A library works without this package until a function is called that needs it; then it says which one to install.",
    checks: ["Whether `{module}` is in the requirements of the image that ran the task"],
    fixes: ["Add `{module}` to the requirements and rebuild the image"],
    fix: {
      templateId: "python/add-requirement",
      title: "Add `{module}` to the requirements",
      rationale: "The library asks for the package `{module}`, which is not installed.",
      params: { module: "{module}" },
    },
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
  {
    id: "python/environment-variable",
    title: "Environment variable not set",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["KeyError"],
      message: [/^(?:builtins\.)?KeyError: '(?<variable>\w+)'/],
      frames: ["<frozen os>", "/os.py"],
    },
    rootCause: "The environment variable `{variable}` is not set where the task runs",
    explanation: "The code reads `os.environ['{variable}']`; the worker's environment has no such variable.",
    checks: [
      "The environment of the worker or container that ran the task, not of the scheduler or your shell",
    ],
    fixes: [
      "Set `{variable}` in the worker's environment or secret store",
      "Read it with a default where it may be absent",
    ],
    docs: ["https://docs.python.org/3/library/os.html#os.environ"],
    examples: [
      {
        text: "KeyError: 'WAREHOUSE_URL'",
        frames: ["/opt/airflow/dags/load.py", "<frozen os>"],
        captures: { variable: "WAREHOUSE_URL" },
      },
    ],
    nearMisses: [{ text: "KeyError: 'amount'", frames: ["/opt/airflow/dags/load.py"] }],
  },
  {
    id: "python/key-error-constant",
    title: "Setting missing under an upper-case name",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "strong",
    transience: "permanent",
    match: {
      types: ["KeyError"],
      message: [/^(?:builtins\.)?KeyError: ['"](?<variable>[A-Z][A-Z0-9]{1,30}_[A-Z0-9_]{2,60})['"]/],
    },
    rootCause: "The setting `{variable}` is not there: most likely an environment variable that is not set",
    explanation:
      "Names in capitals with underscores are by custom environment variables or settings; the code looked one up that does not exist.",
    checks: [
      "Whether `{variable}` is set in the worker's environment and in the settings file the task reads",
    ],
    fixes: ["Set `{variable}` where the task runs"],
    examples: [{ text: "KeyError: 'SMTP_PASSWORD'", captures: { variable: "SMTP_PASSWORD" } }],
    nearMisses: [{ text: "KeyError: 'customer_id'" }, { text: "KeyError: 'ID'" }],
  },
  {
    id: "python/key-error-setting",
    title: "Connection setting missing from a dictionary",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "strong",
    transience: "permanent",
    match: {
      types: ["KeyError"],
      message: [
        /^(?:builtins\.)?KeyError: ['"](?<key>(?:db_?)?(?:host(?:name)?|user(?:name)?|password|passwd|port|dbname|database|api_?key|access_key|secret_key|secret|token|client_id|client_secret|endpoint|base_?url|bucket|account|warehouse|region))['"]/,
      ],
    },
    rootCause: "The setting `{key}` is missing from the connection or settings the code reads",
    explanation: "The code looked up `{key}` in a dictionary of connection settings that does not hold it.",
    checks: [
      "Where the dictionary comes from: a connection's extra field, a settings file or a secret",
      "The spelling of the key on both sides",
    ],
    fixes: ["Add `{key}` to the connection, settings file or secret the task reads"],
    examples: [{ text: "KeyError: 'host'", captures: { key: "host" } }],
    nearMisses: [{ text: "KeyError: 'hosted_events'" }],
  },
  {
    id: "python/key-error",
    title: "Key missing from a dictionary or record",
    category: "code_bug",
    alternatives: ["schema_change", "data_quality"],
    strength: "hint",
    transience: "permanent",
    match: {
      types: ["KeyError"],
      message: [/^(?:builtins\.)?KeyError: (?<key>'[^'\n]{1,120}'|"[^"\n]{1,120}"|\(?-?\d+\)?)/],
      not: [/not (?:in index|found in axis)|Variable |None of \[/],
    },
    rootCause: "The code reads the key {key}, which the data does not have",
    explanation:
      "A dictionary or record was asked for a key it does not hold: misspelt in the code, renamed at the source, or left out of this record.",
    checks: [
      "What the record holds at that line, and whether the source changed its field names",
      "Whether the field is optional at the source",
    ],
    fixes: [
      "Use the name the source delivers now",
      "Read optional fields with `.get()` and decide what their absence means",
    ],
    examples: [{ text: "KeyError: 'customer_id'", captures: { key: "'customer_id'" } }],
    nearMisses: [{ text: "KeyError: \"['b'] not in index\"" }, { text: "ValueError: the key 'a' is bad" }],
  },
  {
    id: "python/name-error",
    title: "Undefined name in the code",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["NameError", "UnboundLocalError"],
      message: [
        /name '(?<name>\w+)' is not defined/,
        /(?:local variable '(?<name>\w+)' referenced before assignment)/,
        /cannot access (?:local|free) variable '(?<name>\w+)'/,
      ],
    },
    rootCause: "The code uses `{name}`, which is not defined at that point",
    explanation:
      "Python found no such name: an import is missing, it is misspelt, or it is assigned only on another path through the function.",
    checks: ["The line that raised it, and where `{name}` should come from"],
    fixes: ["Import or define `{name}` before it is used, or correct its spelling"],
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
  {
    id: "python/none-attribute",
    title: "None used as an object",
    category: "code_bug",
    alternatives: ["data_quality", "upstream_missing_data"],
    strength: "strong",
    transience: "permanent",
    match: { types: ["AttributeError"], message: [/'NoneType' object has no attribute '(?<name>\w+)'/] },
    rootCause: "A value that the code uses with `.{name}` is None",
    explanation: "A call returned nothing, or a field was empty, and the next line used it as an object.",
    checks: ["Which expression before `.{name}` is None, and when the call that made it returns nothing"],
    fixes: ["Handle the empty case where the value is made"],
    examples: [
      { text: "AttributeError: 'NoneType' object has no attribute 'split'", captures: { name: "split" } },
    ],
    nearMisses: [{ text: "AttributeError: 'list' object has no attribute 'split'" }],
  },
  {
    id: "python/attribute-error",
    title: "Attribute does not exist",
    category: "code_bug",
    alternatives: ["missing_dependency"],
    strength: "strong",
    transience: "permanent",
    match: {
      types: ["AttributeError"],
      message: [
        /(?:module|type object) '(?<owner>[\w.]+)' has no attribute '(?<name>\w+)'/,
        /'(?<owner>[\w.]+)' object has no attribute '(?<name>\w+)'/,
      ],
      not: [/'NoneType'|partially initialized/],
    },
    rootCause: "`{owner}` has no attribute `{name}`",
    explanation:
      "The code uses a method or attribute that this object does not have: another type than expected, a misspelling, or one that a newer or older version of the library does not offer.",
    checks: ["What the object really is at that line", "Whether the library's version changed"],
    fixes: [
      "Use the attribute the object has, or convert it first",
      "Pin the library to a version that offers `{name}`",
    ],
    examples: [
      {
        text: "AttributeError: 'Response' object has no attribute 'get_json'",
        captures: { owner: "Response", name: "get_json" },
      },
      { text: "AttributeError: module 'datetime' has no attribute 'now'" },
    ],
    nearMisses: [{ text: "AttributeError: 'NoneType' object has no attribute 'split'" }],
  },
  {
    id: "python/none-subscript",
    title: "None indexed or looped over",
    category: "code_bug",
    alternatives: ["data_quality", "upstream_missing_data"],
    strength: "strong",
    transience: "permanent",
    match: {
      types: ["TypeError"],
      message: [
        /'NoneType' object is not (?<use>subscriptable|iterable|callable|an iterator)/,
        /argument of type 'NoneType' is not (?<use>iterable)/,
        /cannot unpack non-iterable NoneType object/,
        /object of type 'NoneType' has no len/,
      ],
    },
    rootCause: "A value that the code reads from is None",
    explanation:
      "A call returned nothing, an API delivered null, or an upstream task pushed no value, and the code went on as if there were one.",
    checks: [
      "Which call made the value, and in which case it returns nothing",
      "Whether the upstream task pushed a value",
    ],
    fixes: [
      "Handle the missing value where it is read",
      "Make the upstream step fail when it has nothing to deliver",
    ],
    examples: [
      { text: "TypeError: 'NoneType' object is not subscriptable" },
      { text: "TypeError: cannot unpack non-iterable NoneType object" },
    ],
    nearMisses: [{ text: "TypeError: 'int' object is not iterable" }],
  },
  {
    id: "python/missing-arguments",
    title: "Call with missing arguments",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["TypeError"],
      message: [
        /\b(?<function>\w+)\(\) missing \d+ required (?:positional|keyword-only) arguments?: (?<arguments>[^\n]{1,200})/,
      ],
    },
    rootCause: "`{function}()` is called without {arguments}",
    explanation:
      "The function needs arguments that its caller does not pass. In Airflow these come from `op_kwargs`, `op_args` or the context.",
    checks: ["The call that the traceback shows, against the function's signature"],
    fixes: ["Pass the missing arguments (in Airflow through `op_kwargs`), or give them defaults"],
    examples: [
      {
        text: "TypeError: load() missing 1 required positional argument: 'table'",
        captures: { function: "load", arguments: "'table'" },
      },
    ],
    nearMisses: [{ text: "TypeError: load() got an unexpected keyword argument 'tabel'" }],
  },
  {
    id: "python/unexpected-argument",
    title: "Call with an unknown or extra argument",
    category: "code_bug",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["TypeError"],
      message: [
        /\b(?<function>\w+)\(\) got (?:an unexpected keyword argument|multiple values for (?:keyword )?argument) '(?<argument>\w+)'/,
        /\b(?<function>\w+)\(\) takes [^\n]{1,60} positional arguments? but/,
        /got an unexpected keyword argument '(?<argument>\w+)'/,
        /'(?<argument>\w+)' is an invalid keyword argument for/,
      ],
    },
    rootCause: "A function is called with an argument it does not take[[: `{argument}`]]",
    explanation:
      "The caller passes an argument the function does not know: a misspelling, a changed signature, or another version of the library than the code was written for.",
    checks: ["The function's signature in the installed version"],
    fixes: ["Correct the argument's name, or pin the library to the version that takes it"],
    examples: [
      {
        text: "TypeError: xcom_pull() got an unexpected keyword argument 'tasks_ids'",
        captures: { function: "xcom_pull", argument: "tasks_ids" },
      },
      { text: "TypeError: Client.__init__() takes 1 positional argument but 2 were given" },
    ],
    nearMisses: [{ text: "TypeError: load() missing 1 required positional argument: 'table'" }],
  },
  {
    id: "python/not-callable",
    title: "Object called or used as what it is not",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["TypeError"],
      message: [
        /'(?<owner>[\w.]+)' object is not (?<use>callable|subscriptable|iterable|an iterator|reversible|a mapping)/,
        /'(?<owner>[\w.]+)' object (?<use>does not support item assignment|cannot be interpreted as an integer)/,
        /unhashable type: '(?<owner>\w+)'/,
      ],
      not: [/'NoneType'/],
    },
    rootCause: "The code uses a `{owner}` as something it is not",
    explanation:
      "A value has another type than the code expects: a name that was assigned twice, a list where a dictionary was meant, an object instead of its result.",
    checks: ["What the value is at that line and where it was last assigned"],
    fixes: ["Correct the expression, or rename the variable that hides the function"],
    examples: [
      { text: "TypeError: 'PythonOperator' object is not callable", captures: { owner: "PythonOperator" } },
      { text: "TypeError: unhashable type: 'list'" },
    ],
    nearMisses: [{ text: "TypeError: 'NoneType' object is not iterable" }],
  },
  {
    id: "python/operand-types",
    title: "Operation between values of wrong types",
    category: "code_bug",
    alternatives: ["data_quality"],
    strength: "strong",
    transience: "permanent",
    match: {
      types: ["TypeError"],
      message: [
        /unsupported operand type\(s\) for (?<operator>[^\s:]{1,20}): '(?<left>\w+)' and '(?<right>\w+)'/,
        /'(?<operator>[<>=]{1,2})' not supported between instances of '(?<left>\w+)' and '(?<right>\w+)'/,
        /can only concatenate (?<left>\w+) \(not "(?<right>\w+)"\) to/,
        /must be str, not (?<right>\w+)/,
      ],
    },
    rootCause: "The code combines values that do not go together[[: `{left}` and `{right}`]]",
    explanation:
      "An operation got two types that Python does not combine, because a value was not converted or a record holds another type than usual.",
    checks: ["The two values at that line, and whether the input of this run differs from earlier ones"],
    fixes: ["Convert the value before the operation, or use the field that was meant"],
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
  {
    id: "python/expected-string",
    title: "None or another object where text is expected",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "hint",
    transience: "permanent",
    match: {
      types: ["TypeError"],
      message: [
        /expected (?:string|str|bytes)[^\n]{0,60}(?:got|not) ['"]?NoneType/,
        /expected str, bytes or os\.PathLike object, not NoneType/,
        /argument of type ['"]NoneType['"]/,
        /int\(\) argument must be a string, a bytes-like object or a (?:real )?number, not 'NoneType'/,
        /str expected, not NoneType/,
      ],
    },
    rootCause:
      "A value that must be text is None: most likely a setting or environment variable that is not set",
    explanation:
      "A function that needs text got None. Reading an unset environment variable with `os.getenv` gives None without an error; the failure comes later, where it is used.",
    checks: ["Which setting the value comes from, and whether it is set on the worker"],
    fixes: ["Set the missing variable, and fail early with its name when it is absent"],
    examples: [
      { text: "TypeError: expected string or bytes-like object, got 'NoneType'" },
      { text: "TypeError: expected str, bytes or os.PathLike object, not NoneType" },
    ],
    nearMisses: [{ text: "TypeError: expected str, bytes or os.PathLike object, not int" }],
  },
  {
    id: "python/wrong-argument-type",
    title: "Function got a value of the wrong type",
    category: "code_bug",
    strength: "strong",
    transience: "permanent",
    match: {
      types: ["TypeError"],
      message: [
        /a bytes-like object is required, not '(?<type>[\w.]+)'/,
        /expected str, bytes or os\.PathLike object, not (?<type>[\w.]+)/,
        /expected string or bytes-like object, got '(?<type>[\w.]+)'/,
        /the JSON object must be str, bytes or bytearray, not (?<type>\w+)/,
        /must be real number, not (?<type>\w+)/,
        /argument must be [^\n]{1,80}, not '?(?<type>\w+)/,
      ],
      not: [/NoneType/],
    },
    rootCause: "A function got a `{type}`, which it cannot work with",
    explanation: "The call is made with another type than the function takes.",
    checks: ["What is passed at that line, and which form the function wants"],
    fixes: ["Convert the value first (read the buffer, decode the bytes, dump the object)"],
    examples: [
      {
        text: "TypeError: a bytes-like object is required, not '_io.BytesIO'",
        captures: { type: "_io.BytesIO" },
      },
      { text: "TypeError: the JSON object must be str, bytes or bytearray, not dict" },
    ],
    nearMisses: [{ text: "TypeError: expected str, bytes or os.PathLike object, not NoneType" }],
  },
  {
    id: "python/not-json-serializable",
    title: "Object cannot be written as JSON",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["TypeError"],
      message: [
        /Object of type '?(?<type>[\w.]+)'? is not JSON serializable/,
        /cannot serialize object of type <class '(?<type>[\w.]+)'>/,
      ],
    },
    rootCause: "An object of type `{type}` is returned or sent where only JSON fits",
    explanation:
      "JSON knows text, numbers, lists and dictionaries. In Airflow the return value of a task goes to XCom, which must be able to serialise it.",
    checks: ["What the task returns or pushes"],
    fixes: [
      "Return plain values (a path, ids, `.to_dict()`, `.isoformat()`), and hand large data over through storage",
    ],
    examples: [
      {
        text: "TypeError: Object of type Timestamp is not JSON serializable",
        captures: { type: "Timestamp" },
      },
    ],
    nearMisses: [{ text: "TypeError: the JSON object must be str, bytes or bytearray, not dict" }],
  },
  {
    id: "python/pickle",
    title: "Object cannot be pickled",
    category: "code_bug",
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /(?:cannot|can't|Can't) pickle (?<what>[^\n]{1,120})/,
        /Could not serialize object: [\w.]{0,80}PicklingError/,
      ],
    },
    rootCause: "The code sends an object to another process that cannot be pickled[[: {what}]]",
    explanation:
      "Work that is given to another process is pickled; open connections, locks, lambdas and local classes cannot be.",
    checks: ["What the function that is sent away holds or closes over"],
    fixes: ["Create the connection or client inside the function that runs in the other process"],
    examples: [
      { text: "TypeError: cannot pickle '_thread.lock' object", captures: { what: "'_thread.lock' object" } },
      { text: "AttributeError: Can't pickle local object 'main.<locals>.<lambda>'" },
    ],
    nearMisses: [{ text: "INFO - loading pickle file model.pkl" }],
  },
  {
    id: "python/syntax-error",
    title: "Python file does not parse",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["SyntaxError", "IndentationError", "TabError"],
      message: [/^(?:builtins\.)?(?<kind>SyntaxError|IndentationError|TabError): (?<message>[^\n]{1,160})/],
    },
    rootCause: "A Python file does not parse: {message}",
    explanation: "The interpreter could not read the source file, so nothing of it ran.",
    checks: [
      "The file and line printed above the error, and the commit that changed it last",
      "Whether the code uses syntax newer than the interpreter",
    ],
    fixes: ["Correct the line; compile the files in CI (`python -m compileall`)"],
    examples: [
      { text: "SyntaxError: invalid syntax", captures: { message: "invalid syntax" } },
      { text: "IndentationError: expected an indented block after 'if' statement on line 12" },
    ],
    nearMisses: [{ text: 'psycopg2.errors.SyntaxError: syntax error at or near "FORM"' }],
  },
  {
    id: "python/index-error",
    title: "List shorter than expected",
    category: "code_bug",
    alternatives: ["data_quality", "upstream_missing_data"],
    strength: "hint",
    transience: "permanent",
    match: {
      types: ["IndexError"],
      message: [
        /(?:list|tuple|string|pop from empty list|index) ?(?:assignment )?(?:index )?(?:out of range|$)/,
        /pop from (?:an )?empty/,
        /index (?<index>-?\d+) is out of bounds for axis/,
        /single positional indexer is out-of-bounds/,
      ],
    },
    rootCause: "The code reads an element that does not exist: a list or result is shorter than expected",
    explanation:
      "An index points past the end. Often a query, split or API answer gave fewer items than usual.",
    checks: ["What filled the list in this run, and whether it was empty"],
    fixes: ["Handle the empty or short case before indexing"],
    examples: [
      { text: "IndexError: list index out of range" },
      { text: "IndexError: index 3 is out of bounds for axis 0 with size 3" },
      { text: "IndexError: single positional indexer is out-of-bounds" },
    ],
    nearMisses: [{ text: "ValueError: month must be in 1..12" }],
  },
  {
    id: "python/unicode-decode",
    title: "Bytes are not in the expected encoding",
    category: "data_quality",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/'(?<codec>[\w-]+)' codec can't decode bytes? (?:0x(?<byte>[0-9a-f]{2}) )?in position/],
    },
    rootCause: "The input is not `{codec}` text",
    explanation:
      "A file or answer holds bytes that are not valid in the encoding the code assumes: another encoding, a compressed file, or binary data.",
    checks: ["The first bytes of the file (0x1f8b is gzip, 0xff a UTF-16 mark), and who wrote it"],
    fixes: ['Open the file with its real encoding (`encoding="latin-1"`, `utf-16`), or decompress it first'],
    docs: ["https://docs.python.org/3/library/exceptions.html#UnicodeDecodeError"],
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
  {
    id: "python/unicode-encode",
    title: "Text cannot be written in the target encoding",
    category: "configuration",
    alternatives: ["code_bug", "data_quality"],
    strength: "strong",
    transience: "permanent",
    match: { message: [/'(?<codec>[\w-]+)' codec can't encode characters? /] },
    rootCause: "Text holds characters that `{codec}` cannot express",
    explanation:
      "Output goes to a file, terminal or client in an encoding that lacks these characters, often because the container's locale is `C` or `POSIX`.",
    checks: ["`LANG` and `PYTHONIOENCODING` in the container, and the encoding given to `open`"],
    fixes: ['Write UTF-8 (`encoding="utf-8"`), or set `PYTHONUTF8=1` in the image'],
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
  {
    id: "python/json-decode",
    title: "Answer or file is not JSON",
    category: "data_quality",
    alternatives: ["upstream_missing_data", "auth_permission", "rate_limit"],
    strength: "strong",
    transience: "intermittent",
    match: {
      types: ["JSONDecodeError"],
      message: [/JSONDecodeError: (?<message>Expecting value: line 1 column 1 \(char 0\)|[^\n]{1,120})/],
    },
    rootCause: "The text that was read is not JSON: {message}",
    explanation:
      "`Expecting value: line 1 column 1` means that the body was empty or an HTML page, typically an error page or a login form that came with status 200.",
    checks: ["Status code and first characters of the answer, or the file's size"],
    fixes: ["Check the status (`raise_for_status()`) and content type before parsing"],
    examples: [
      { text: "requests.exceptions.JSONDecodeError: Expecting value: line 1 column 1 (char 0)" },
      {
        text: "json.decoder.JSONDecodeError: Extra data: line 2 column 1 (char 95)",
        captures: { message: "Extra data: line 2 column 1 (char 95)" },
      },
    ],
    nearMisses: [{ text: "ValueError: Expecting value in the box" }],
  },
  {
    id: "python/json-value",
    title: "Text is not the JSON that was expected",
    category: "data_quality",
    alternatives: ["upstream_missing_data", "code_bug"],
    strength: "strong",
    transience: "intermittent",
    match: {
      types: ["ValueError"],
      message: [
        /Expected object or value/,
        /Unexpected character found when decoding (?<what>[\w' ]{3,40})/,
        /Unmatched ''"' when when decoding/,
        /ValueError: Trailing data$/m,
      ],
    },
    rootCause: "The text that was read is not valid JSON[[: at an {what}]]",
    explanation:
      "`read_json` of pandas says so where a file is empty, is no JSON, or holds one document a line and is read without `lines=True`.",
    checks: ["First and last characters of the file, and its size"],
    fixes: ["Read one document a line with `lines=True`", "Check what was downloaded before it is parsed"],
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
  {
    id: "python/conversion",
    title: "Text is not a number",
    category: "data_quality",
    alternatives: ["code_bug"],
    strength: "strong",
    transience: "permanent",
    match: {
      types: ["ValueError"],
      message: [
        /invalid literal for int\(\) with base \d+: (?<value>'[^'\n]{0,120}'|"[^"\n]{0,120}")/,
        /could not convert string to float: (?<value>'[^'\n]{0,120}'|"[^"\n]{0,120}"|[^\s]{0,60})/,
        /could not convert string to complex/,
      ],
    },
    rootCause: "A value that should be a number is {value}",
    explanation:
      "The data holds text where the code expects a number: an empty cell, a header row read as data, a thousands separator or a unit.",
    checks: ["The rows that hold {value} in this run's input"],
    fixes: ['Clean or reject such rows before converting (`pd.to_numeric(..., errors="coerce")`)'],
    examples: [
      {
        text: "ValueError: could not convert string to float: '1,204.50'",
        captures: { value: "'1,204.50'" },
      },
      { text: "ValueError: invalid literal for int() with base 10: ''", captures: { value: "''" } },
    ],
    nearMisses: [{ text: "ValueError: month must be in 1..12" }],
  },
  {
    id: "python/date-format",
    title: "Date does not have the expected format",
    category: "data_quality",
    alternatives: ["code_bug", "schema_change"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /time data (?<value>['"][^'"\n]{0,80}['"]) (?:does not|doesn't) match format (?<format>['"][^'"\n]{0,80}['"])/,
        /unconverted data remains: ?(?<value>[^\n]{1,60})/,
        /Invalid isoformat string: (?<value>'[^'\n]{0,80}')/,
        /(?:Unknown (?:datetime )?string format|Unknown string format):? ?(?<value>[^\n]{0,60})/,
        /day is out of range for month/,
      ],
    },
    rootCause: "A date is not written as the code expects[[: {value}]]",
    explanation:
      "The source wrote a date in another form than the format string, or an empty or impossible one.",
    checks: ["Dates in this run's input against the format in the code"],
    fixes: ["Accept the new format, or reject such rows with a clear message"],
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
  {
    id: "python/unpack",
    title: "Wrong number of values to unpack",
    category: "code_bug",
    alternatives: ["data_quality", "schema_change"],
    strength: "strong",
    transience: "permanent",
    match: {
      types: ["ValueError"],
      message: [/(?:not enough|too many) values to unpack \(expected (?<expected>\d+)/],
    },
    rootCause: "The code expects {expected} values and gets another number",
    explanation: "A function returns, or a row holds, another number of values than the code takes apart.",
    checks: ["What the right-hand side returns, and whether the layout of the input changed"],
    fixes: ["Take apart the values that are really there"],
    examples: [
      { text: "ValueError: not enough values to unpack (expected 3, got 2)", captures: { expected: "3" } },
      { text: "ValueError: too many values to unpack (expected 2)" },
    ],
    nearMisses: [{ text: "ValueError: month must be in 1..12" }],
  },
  {
    id: "python/division-by-zero",
    title: "Division by zero in Python",
    category: "code_bug",
    alternatives: ["data_quality", "upstream_missing_data"],
    strength: "strong",
    transience: "permanent",
    match: { types: ["ZeroDivisionError"], message: [/ZeroDivisionError: [^\n]{0,40}(?:division|modulo)/] },
    rootCause: "The code divides by zero, most likely because a count or total is empty",
    explanation: "A divisor that usually has a value was zero in this run.",
    checks: ["The divisor at that line and the rows it was computed from"],
    fixes: ["Handle the empty case before dividing"],
    examples: [
      { text: "ZeroDivisionError: division by zero" },
      { text: "ZeroDivisionError: float division by zero" },
    ],
    nearMisses: [{ text: "psycopg2.errors.DivisionByZero: division by zero" }],
  },
  {
    id: "python/recursion",
    title: "Recursion without end",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: { types: ["RecursionError"], message: [/maximum recursion depth exceeded/] },
    rootCause: "A function calls itself without end",
    explanation:
      "Python stopped a chain of calls at its recursion limit; usually two functions or properties call each other.",
    checks: ["The frames that repeat in the traceback"],
    fixes: ["End the recursion, or turn it into a loop"],
    examples: [{ text: "RecursionError: maximum recursion depth exceeded while calling a Python object" }],
    nearMisses: [{ text: "ValueError: recursion not supported" }],
  },
  {
    id: "python/memory-error",
    title: "Python ran out of memory",
    category: "resource_exhausted",
    strength: "certain",
    transience: "intermittent",
    match: { types: ["MemoryError", "_ArrayMemoryError", "ArrayMemoryError"], message: [/MemoryError/] },
    rootCause: "The task asked for more memory than it can have",
    explanation:
      "An allocation failed inside Python. The data of this run did not fit into the memory of the worker.",
    checks: ["The amount of data of this run against earlier ones, and the worker's memory limit"],
    fixes: ["Read in chunks or push the work to the database", "Give the task more memory"],
    examples: [
      { text: "MemoryError" },
      {
        text: "numpy.core._exceptions._ArrayMemoryError: Unable to allocate 7.45 GiB for an array with shape (1000000000,) and data type float64",
      },
    ],
    nearMisses: [{ text: "java.lang.OutOfMemoryError: Java heap space" }],
  },
  {
    id: "python/assertion",
    title: "Assertion failed",
    category: "data_quality",
    alternatives: ["code_bug"],
    strength: "hint",
    transience: "permanent",
    match: {
      not: [/Torch not compiled with CUDA/],
      types: ["AssertionError"],
      message: [/AssertionError(?:: (?<message>[^\n]{1,200}))?/],
    },
    rootCause: "An assertion of the pipeline failed[[: {message}]]",
    explanation:
      "The code checks a condition with `assert`, and it did not hold. In pipelines these checks mostly guard the data.",
    checks: ["What the assertion compares, and the values of this run"],
    fixes: ["Correct the input, or the expectation if the world changed"],
    examples: [
      {
        text: "AssertionError: totals differ by 12.5",
        captures: { message: "totals differ by 12.5" },
      },
      { text: "AssertionError" },
    ],
    nearMisses: [{ text: "ValueError: row count 0" }],
  },
  {
    id: "python/not-implemented",
    title: "Function not implemented",
    category: "code_bug",
    strength: "strong",
    transience: "permanent",
    match: { types: ["NotImplementedError"], message: [/NotImplementedError/] },
    rootCause: "The code calls something that is not implemented",
    explanation: "A base class or library marks this method or combination of options as not implemented.",
    checks: ["Which class the method belongs to, and which option selects it"],
    fixes: ["Implement the method in the subclass, or use a supported option"],
    examples: [{ text: "NotImplementedError: dialect 'sqlite' does not support upserts" }],
    nearMisses: [{ text: "INFO - feature not implemented yet, skipping" }],
  },
  {
    id: "python/version-requirement",
    title: "Wrong Python version",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /requires a different Python: (?<found>[\d.]+) not in/,
        /Package '?(?<module>[\w.-]+)'? requires a different Python/,
        /This version of (?<module>[\w. -]{2,40}) (?:requires|does not support) Python/,
      ],
    },
    rootCause: "A package needs another Python version than the one that ran",
    explanation: "The package's metadata excludes the interpreter's version.",
    checks: ["The interpreter of the worker against the package's supported versions"],
    fixes: ["Use an image with a supported Python, or a version of the package that supports this one"],
    examples: [
      {
        text: "ERROR: Package 'acme-etl' requires a different Python: 3.8.18 not in '>=3.9'",
        captures: { found: "3.8.18" },
      },
    ],
    nearMisses: [{ text: "INFO - Python 3.8.18 is used" }],
  },
  {
    id: "python/pip-no-match",
    title: "pip cannot install what is required",
    category: "missing_dependency",
    alternatives: ["network_timeout", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /No matching distribution found for (?<module>[^\s(]+)/,
        /Could not find a version that satisfies the requirement (?<module>[^\s(]+)/,
        /ResolutionImpossible/,
        /Cannot install [^\n]{1,200} because these package versions have conflicting dependencies/,
      ],
    },
    rootCause: "pip found no version that satisfies the requirements[[: `{module}`]]",
    explanation:
      "The package does not exist under that name, has no version for this Python, or conflicts with another pin; without access to the index the message is the same.",
    checks: ["The requirement's spelling and versions, and whether the index was reachable"],
    fixes: ["Correct or loosen the pin; build the image ahead instead of installing at run time"],
    examples: [
      {
        text: "ERROR: No matching distribution found for panads==2.2.0",
        captures: { module: "panads==2.2.0" },
      },
    ],
    nearMisses: [{ text: "Successfully installed pandas-2.2.0" }],
  },
  {
    id: "python/no-gpu",
    title: "Code wants a GPU that is not there",
    category: "missing_dependency",
    alternatives: ["infrastructure", "configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Found no NVIDIA driver on your system/,
        /Torch not compiled with CUDA enabled/,
        /CUDA driver version is insufficient for CUDA runtime version/,
        /no CUDA-capable device is detected/,
        /Attempting to deserialize object on a CUDA device but torch\.cuda\.is_available\(\) is False/,
      ],
    },
    rootCause: "The code uses CUDA, but there is no GPU, driver or CUDA build where the task ran",
    explanation: "The task landed on a machine without GPU, or the image holds a CPU build of the library.",
    checks: ["Which node ran the task, `nvidia-smi` there, and the build of the library in the image"],
    fixes: ["Ask for a GPU node", "Choose the device by `torch.cuda.is_available()`"],
    examples: [
      {
        text: "RuntimeError: Found no NVIDIA driver on your system. Please check that you have an NVIDIA GPU",
      },
      { text: "AssertionError: Torch not compiled with CUDA enabled" },
    ],
    nearMisses: [{ text: "torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB" }],
  },
  {
    id: "python/kernel-died",
    title: "Notebook's kernel died",
    category: "resource_exhausted",
    alternatives: ["infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /DeadKernelError: Kernel died/,
        /Kernel died before replying to kernel_info/,
        /The (?:Python )?kernel (?:appears to have died|is unresponsive)/,
      ],
    },
    rootCause: "The notebook's kernel died, most likely because memory ran out",
    explanation:
      "The process that ran the cells ended without an exception: killed by the system or crashed in native code.",
    checks: ["Memory of the machine at that time, and the cell that ran"],
    fixes: ["Give it more memory or read the data in pieces"],
    examples: [
      { text: "nbclient.exceptions.DeadKernelError: Kernel died" },
      { text: "The Python kernel is unresponsive." },
    ],
    nearMisses: [{ text: "Kernel started: crates" }],
  },
  {
    id: "python/fernet-token",
    title: "Encrypted value cannot be read with this key",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: { types: ["InvalidToken"], message: [/cryptography\.fernet\.InvalidToken/] },
    rootCause: "A stored secret was encrypted with another Fernet key than the one in use",
    explanation:
      "Airflow encrypts connections and variables with `fernet_key`. After the key changed, what is in the database cannot be read.",
    checks: [
      "`AIRFLOW__CORE__FERNET_KEY` on scheduler, web server and workers: it must be the same everywhere",
    ],
    fixes: ["Restore the old key (several keys may be listed, newest first), then rotate"],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/security/secrets/fernet.html"],
    examples: [{ text: "cryptography.fernet.InvalidToken" }],
    nearMisses: [{ text: "jwt.exceptions.InvalidTokenError: Not enough segments" }],
  },
];
