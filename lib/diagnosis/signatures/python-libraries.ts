import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Python libraries: asyncio, argparse, jsonschema, marshmallow, Django, NLTK, PyTorch and TensorFlow. */
export const pythonLibrarySignatures: Signature[] = [
  {
    id: "asyncio/loop-running",
    title: "asyncio: event loop already running or closed",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /RuntimeError: (?<message>asyncio\.run\(\) cannot be called from a running event loop|This event loop is already running|Event loop is closed|There is no current event loop in thread '[^'\n]{1,80}'\.?|no running event loop)/,
        /RuntimeError: (?<message>(?:Task|Future) [^\n]{0,300}attached to a different loop)/,
      ],
    },
    rootCause: "The code uses asyncio's event loop in the wrong place: {message}",
    explanation:
      "A thread runs one event loop at a time. Notebooks and asynchronous frameworks already run one, other threads have none, and objects belong to the loop in which they were created.",
    checks: ["Where the loop and the client or lock in question are created"],
    fixes: [
      "Inside a running loop use `await` instead of `asyncio.run(…)`",
      "From another thread: `asyncio.run_coroutine_threadsafe(…, loop)`",
      "Create clients, sessions and locks inside the coroutine that uses them",
    ],
  },
  {
    id: "asyncio/never-awaited",
    title: "asyncio: coroutine never awaited",
    category: "code_bug",
    strength: "strong",
    transience: "permanent",
    match: { message: [/RuntimeWarning: coroutine '(?<coroutine>[^'\n]{1,160})' was never awaited/] },
    rootCause: "The coroutine `{coroutine}` was called without `await`, so it never ran",
    explanation:
      "Calling an `async def` function only creates a coroutine; its body runs when it is awaited or scheduled.",
    checks: ["The line that calls `{coroutine}`"],
    fixes: [
      "Write `await {coroutine}(…)`, or `asyncio.create_task(…)` and await that later",
      "From ordinary code: `asyncio.run({coroutine}(…))`",
    ],
  },
  {
    id: "argparse/invalid-argument",
    title: "Command called with invalid arguments",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /argument (?<argument>[\w<>/,. -]{1,80}): (?<message>invalid choice: [^\n]{1,160}|invalid \w{1,40} value: [^\n]{1,120}|expected (?:one|at least one|\d{1,3}) arguments?)/,
        /: error: (?<message>the following arguments are required: [^\n]{1,160}|unrecognized arguments: [^\n]{1,160})/,
      ],
    },
    rootCause: "The command was called with invalid arguments[[ (`{argument}`)]]: {message}",
    explanation: "argparse ends the program with exit code 2 before any of its work starts.",
    checks: [
      "The command line after the scheduler filled in its templates",
      "The program's `--help` in the deployed version",
    ],
    fixes: [
      "Correct the arguments of the call",
      "If a value is empty, find out why its variable or template is",
      "Deploy the version of the script that knows the argument",
    ],
  },
  {
    id: "jsonschema/invalid",
    title: "JSON violates its schema",
    category: "schema_change",
    alternatives: ["data_quality", "configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /jsonschema\.exceptions\.ValidationError: (?<message>[^\n]{1,200})/,
        /(?<message>Additional properties are not allowed \([^)\n]{1,160}\))/,
        /marshmallow\.exceptions\.ValidationError: (?<message>[^\n]{1,200})/,
      ],
      names: [/\nOn instance(?<path>\[[^\n]{1,120}\]):/],
      not: [/\bdbt\b|airflow|helm/i],
    },
    rootCause: "The document violates its schema: {message}",
    explanation: "A field is missing, new or of another type than the schema allows.",
    checks: [
      "The document at the path that the message names",
      "Whether the producer changed its format, or the schema was changed",
    ],
    fixes: [
      "Adapt the schema if the new field is legitimate (`additionalProperties`, `unknown=EXCLUDE` in marshmallow)",
      "Have the producer correct the document",
      "Set aside documents that do not fit and go on",
    ],
  },
  {
    id: "django/settings-missing",
    title: "Django settings not configured",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Requested settings?,? ?(?<setting>\w{0,80}),? but settings are not configured/,
        /AppRegistryNotReady: (?:Apps|Models) aren't loaded yet/,
        /ImproperlyConfigured: The (?<setting>SECRET_KEY) setting must not be empty/,
      ],
    },
    rootCause: "Django is used before its settings are loaded[[ (`{setting}`)]]",
    explanation:
      "Scripts outside `manage.py` have to name the settings module and call `django.setup()` before they import models.",
    checks: ["`DJANGO_SETTINGS_MODULE` in the job's environment, and the order of imports"],
    fixes: [
      "Set `DJANGO_SETTINGS_MODULE`, and call `django.setup()` before importing models",
      "Or make it a management command: `python manage.py …`",
      "Set the variable from which the settings read their secret",
    ],
  },
  {
    id: "nltk/resource-missing",
    title: "Language data not installed",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Resource \S{0,12}?(?<resource>[a-z]\w{1,60})\S{0,12} not found\.\s{0,8}Please use the NLTK Downloader/,
        /\[E050\] Can't find model '(?<resource>[^'\n]{1,120})'/,
      ],
    },
    rootCause: "The language data `{resource}` is not installed",
    explanation: "NLTK's and spaCy's models are separate downloads, which the image does not contain.",
    checks: [
      "`NLTK_DATA` and the folders that the message lists",
      "Newer NLTK versions want other resources (`punkt_tab` in place of `punkt`)",
    ],
    fixes: [
      "Download it in the image's build: `python -m nltk.downloader {resource}`, or `python -m spacy download {resource}`",
      "Set `NLTK_DATA` to the folder that holds it",
    ],
  },
];
