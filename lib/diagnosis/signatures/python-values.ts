import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Python: values that are missing or cannot be converted, encoded or parsed. */
export const pythonValueSignatures: Signature[] = [
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
      "Set `{variable}` where the task runs: the container's `env`, the Airflow worker's environment, the service's secret",
      "If it comes from a `.env` file, make sure that the file is there and loaded",
      "Read it with a default (`os.environ.get`) if it is optional",
    ],
    docs: ["https://docs.python.org/3/library/os.html#os.environ"],
  },
  {
    id: "python/key-error-constant",
    title: "Upper-case setting missing",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "strong",
    transience: "permanent",
    match: {
      types: ["KeyError"],
      message: [/^(?:builtins\.)?KeyError: ['"](?<variable>[A-Z][A-Z0-9]{1,30}_[A-Z0-9_]{2,60})['"]/],
    },
    rootCause: "The setting `{variable}` is missing: most likely an environment variable that is not set",
    explanation:
      "Upper-case names with underscores are by convention environment variables or settings; the code looked up one that does not exist.",
    checks: ["Whether `{variable}` is set in the worker's environment and in the task's settings file"],
    fixes: ["Set `{variable}` where the task runs (container `env`, secret, `.env`), then rerun"],
  },
  {
    id: "python/day-out-of-range",
    title: "Month without that day",
    category: "code_bug",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["ValueError"],
      message: [
        /^(?:builtins\.)?ValueError: day (?:\d{1,2} )?(?:is out of range for month|must be in range)/,
      ],
    },
    rootCause:
      "The code makes a date of a day that its month does not have: the day is out of range, such as 30 February",
    explanation:
      "Changing the month or year of a date keeps its day. On the last days of a month that fails where the other month is shorter, so it works on most days. Parsed text raises the same error only if it names such a day itself.",
    checks: ["Which date and which month: the run's date, and the date that was to be made"],
    fixes: [
      "Count months with `dateutil.relativedelta`, `pandas.DateOffset` or from the first of the month",
      "Take the last day of the month where the day does not exist",
    ],
  },
  {
    id: "python/key-error-setting",
    title: "Connection setting missing",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "strong",
    transience: "permanent",
    match: {
      types: ["KeyError"],
      message: [
        /^(?:builtins\.)?KeyError: ['"](?<key>(?:db_?)?(?:host(?:name)?|user|port|database|password|passwd|dbname|api_?key|access_key|secret_key|secret|client_secret|base_?url|endpoint_url)|db_?name)['"]/,
      ],
    },
    rootCause: "The setting `{key}` is missing from the connection or settings the code reads",
    explanation:
      "By its name `{key}` is a setting of a connection; the dictionary in which the code looked it up does not have it.",
    checks: [
      "Where the dictionary comes from: a connection's extra field, a settings file or a secret",
      "The spelling of the key on both sides",
    ],
    fixes: ["Add `{key}` to the connection, settings file or secret that the task reads"],
  },
  {
    id: "python/key-error-setting-or-field",
    title: "Setting or field missing",
    category: "configuration",
    alternatives: ["code_bug", "schema_change"],
    strength: "hint",
    transience: "permanent",
    match: {
      types: ["KeyError"],
      message: [
        /^(?:builtins\.)?KeyError: ['"](?<key>token|client_id|endpoint|bucket|account|warehouse|region)['"]/,
      ],
    },
    rootCause: "The code reads the key `{key}`, which its settings or data do not have",
    explanation:
      "`{key}` may be a setting of a connection or a field of the data; the dictionary or record in which the code looked it up does not have it.",
    checks: [
      "Where the dictionary comes from: a connection's extra field, a settings file, or a record of the source",
      "The spelling of the key on both sides, and whether the source renamed the field",
    ],
    fixes: ["Add `{key}` to the settings that the task reads, or follow the renamed field"],
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
      "The code looked up a key that the dictionary or record does not have: misspelled in the code, renamed at the source, or missing from this record.",
    checks: [
      "What the record contains on that line, and whether the source renamed fields",
      "Whether the field is optional at the source",
    ],
    fixes: [
      "Print the keys that the data has now, and use the current name instead of {key}",
      "Read an optional field with `.get()`, and decide what a missing one means",
      "If the API answered with an error body, check the status before reading",
    ],
  },
  {
    id: "python/not-json-serializable",
    title: "Object is not JSON serializable",
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
    rootCause: "An object of type `{type}` was returned or sent where JSON is required",
    explanation:
      "JSON supports text, numbers, lists and dictionaries. In Airflow, a task's return value goes to XCom, which must be able to serialize it.",
    checks: ["What the task returns or pushes"],
    fixes: [
      "Return plain values (a path, ids, `.to_dict()`, `.isoformat()`), and pass large data through storage",
    ],
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
      not: [/Unable to create hash/],
    },
    rootCause: "The code sends another process an object that cannot be pickled[[: {what}]]",
    explanation:
      "Work sent to another process is pickled; open connections, locks, lambdas and local classes cannot be.",
    checks: ["What the function sent to the other process holds or closes over"],
    fixes: ["Create the connection or client inside the function that runs in the other process"],
  },
  {
    id: "python/index-error",
    title: "Index out of range",
    category: "code_bug",
    alternatives: ["data_quality", "upstream_missing_data"],
    strength: "hint",
    transience: "permanent",
    match: {
      types: ["IndexError"],
      message: [
        /IndexError: (?<what>(?:list|tuple|string|bytes)) (?:assignment )?index out of range/,
        /(?:list|tuple|string|pop from empty list|index) ?(?:assignment )?(?:index )?(?:out of range|$)/,
        /(?<what>pop) from (?:an )?empty/,
        /index (?<index>-?\d+) is out of bounds for axis (?<axis>\d+) with size (?<size>\d+)/,
        /index (?<index>-?\d+) is out of bounds for axis/,
        /single positional indexer is out-of-bounds/,
      ],
    },
    rootCause:
      "The code reads an element that does not exist[[: index {index}]][[ of {size}]]: a list or result is shorter than expected",
    explanation:
      "An index points past the end. Often a query, split or API response returned fewer items than usual.",
    checks: ["What filled the list in this run, and whether it was empty"],
    fixes: [
      "Check the length before indexing (`if not rows: …`), and treat an empty result on purpose",
      "If the input should not be empty, find out why the query, split or API response before it returned fewer items",
    ],
  },
  {
    id: "python/unicode-decode",
    title: "Input is not in the expected encoding",
    category: "data_quality",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /'(?<codec>[\w-]+)' codec can't decode bytes? (?:0x(?<byte>[0-9a-f]{2}) )?in position (?<position>\d{1,12})/,
        /'(?<codec>[\w-]+)' codec can't decode bytes? (?:0x(?<byte>[0-9a-f]{2}) )?in position/,
      ],
    },
    rootCause: "The input is not valid `{codec}` text[[: byte 0x{byte}]][[ at position {position}]]",
    explanation:
      "A file or response contains bytes that are invalid in the assumed encoding: a different encoding, a compressed file, or binary data.",
    checks: ["The file's first bytes (0x1f8b is gzip, 0xff a UTF-16 mark), and what wrote it"],
    fixes: [
      'If it is Latin-1 or Windows text (0xe4, 0xf6, 0xfc, 0x96 …), read it with `encoding="cp1252"`',
      '0x8b at position 1 is gzip: decompress first (`compression="gzip"`); 0xff or 0xfe at position 0 is `utf-16`',
      "Have the source write UTF-8",
    ],
    docs: ["https://docs.python.org/3/library/exceptions.html#UnicodeDecodeError"],
  },
  {
    id: "python/unicode-encode",
    title: "Text cannot be encoded",
    category: "configuration",
    alternatives: ["code_bug", "data_quality"],
    strength: "strong",
    transience: "permanent",
    match: { message: [/'(?<codec>[\w-]+)' codec can't encode characters? /] },
    rootCause: "The text contains characters that `{codec}` cannot encode",
    explanation:
      "Output goes to a file, terminal or client whose encoding lacks these characters, often because the container's locale is `C` or `POSIX`.",
    checks: ["`LANG` and `PYTHONIOENCODING` in the container, and the encoding passed to `open`"],
    fixes: ['Write UTF-8 (`encoding="utf-8"`), or set `PYTHONUTF8=1` in the image'],
  },
  {
    id: "python/json-decode",
    title: "Response or file is not JSON",
    category: "data_quality",
    alternatives: ["upstream_missing_data", "auth_permission", "rate_limit"],
    strength: "strong",
    transience: "intermittent",
    match: {
      types: ["JSONDecodeError"],
      message: [/JSONDecodeError: (?<message>Expecting value: line 1 column 1 \(char 0\)|[^\n]{1,120})/],
    },
    rootCause: "The text is not valid JSON: {message}",
    explanation:
      "`Expecting value: line 1 column 1` means that the body was empty or an HTML page, typically an error page or a login form with status 200.",
    checks: ["Status code and first characters of the response, or the file's size"],
    fixes: [
      "Print the first 200 characters of what was parsed: an HTML error page, an empty body and JSON lines all end here",
      "Check `response.raise_for_status()` and the content type before `.json()`",
      "For one document per line (`Extra data`), parse line by line (`lines=True` in pandas)",
    ],
  },
  {
    id: "python/json-value",
    title: "Input is not the expected JSON",
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
    rootCause: "The text is not valid JSON[[: at an {what}]]",
    explanation:
      "pandas `read_json` says this if a file is empty, is not JSON, or has one document per line and is read without `lines=True`.",
    checks: ["The file's first and last characters, and its size"],
    fixes: ["Read one document per line with `lines=True`", "Check what was downloaded before parsing it"],
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
        /could not convert string to complex: ?(?<value>[^\n]{1,60})/,
      ],
    },
    rootCause: "A value that should be a number is {value}",
    explanation:
      "The data has text where the code expects a number: an empty cell, a header row read as data, a thousands separator or a unit.",
    checks: ["The rows with {value} in this run's input"],
    fixes: [
      "Clean the value before converting: strip units and thousands separators, treat '' and 'N/A' as missing: {value}",
      '`pd.to_numeric(…, errors="coerce")` and set the rows aside that become null',
    ],
  },
  {
    id: "python/date-format",
    title: "Unexpected date format",
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
    rootCause: "A date is not in the format that the code expects[[: {value}]][[, expected {format}]]",
    explanation:
      "The source wrote a date in a different format than the format string, or an empty or impossible one.",
    checks: ["Dates in this run's input against the format in the code"],
    fixes: [
      'Correct the format string, or accept both formats for a while (`dateutil.parser`, `pd.to_datetime(…, format="mixed")`)',
      "Set rows with an empty or impossible date aside",
    ],
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
      message: [
        /(?<direction>not enough|too many) values to unpack \(expected (?:at least )?(?<expected>\d+)(?:, got (?<got>\d+))?/,
      ],
    },
    rootCause: "The code unpacks {expected} values but got a different number[[ ({got})]]",
    explanation: "A function returned, or a row has, a different number of values than the code unpacks.",
    checks: ["What the right-hand side returns, and whether the layout of the input changed"],
    fixes: [
      "Compare the right-hand side of that line with what the function, row or split returns now",
      "Unpack the values that are there (`a, b, *rest = …`), or split with a limit (`maxsplit=`)",
    ],
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
    checks: ["The divisor on that line, and the rows it was computed from"],
    fixes: ["Handle the empty case before dividing"],
  },
  {
    id: "python/fernet-token",
    title: "Encrypted value cannot be decrypted with this key",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: { types: ["InvalidToken"], message: [/cryptography\.fernet\.InvalidToken/] },
    rootCause: "A stored secret was encrypted with a different Fernet key than the one in use",
    explanation:
      "Airflow encrypts connections and variables with `fernet_key`. After the key changes, existing values in the database cannot be decrypted.",
    checks: [
      "`AIRFLOW__CORE__FERNET_KEY` on the scheduler, web server and workers, which must be the same everywhere",
    ],
    fixes: ["Restore the old key (several keys may be listed, newest first), then rotate"],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/security/secrets/fernet.html"],
  },
];
