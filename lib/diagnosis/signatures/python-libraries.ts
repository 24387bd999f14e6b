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
  {
    id: "gpu/out-of-memory",
    title: "GPU out of memory",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /CUDA out of memory\.(?: Tried to allocate (?<wanted>[\d.]{1,10} \w{1,5}))?/,
        /OOM when allocating tensor with shape(?<shape>\[[\d,]{1,80}\])/,
        /CUDA error: out of memory|CUDNN_STATUS_ALLOC_FAILED|CUBLAS_STATUS_ALLOC_FAILED/,
        /RESOURCE_EXHAUSTED: Out of memory while trying to allocate (?<wanted>\d{1,15} bytes)/,
      ],
      names: [/(?<total>[\d.]{1,10} Gi?B) total capacity/, /total capacity of (?<total>[\d.]{1,10} Gi?B)/],
    },
    rootCause: "The GPU[[ with {total}]] has no memory left[[ for {wanted}]][[ (tensor {shape})]]",
    explanation:
      "Model, activations and optimiser do not fit, or another process uses the same GPU; fragmentation can make it fail with memory free.",
    checks: ["`nvidia-smi`: other processes on the GPU", "Batch size and the longest input of this run"],
    fixes: [
      "Reduce the batch size and use gradient accumulation or mixed precision",
      "Run evaluation under `torch.no_grad()`, and keep no tensors of old steps",
      "End leftover processes, or set `PYTORCH_CUDA_ALLOC_CONF=expandable_segments:True` against fragmentation",
    ],
  },
  {
    id: "tensor/shape",
    title: "Tensor shapes do not fit",
    category: "code_bug",
    alternatives: ["schema_change", "configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /(?<message>mat1 and mat2 shapes cannot be multiplied \([^)\n]{1,60}\))/,
        /Input \d{1,4} of layer "?(?<layer>[\w/.-]{1,80})"? is incompatible with the layer: (?<message>[^\n]{1,200})/,
        /(?<message>The size of tensor a \(\d{1,12}\) must match the size of tensor b \(\d{1,12}\)[^\n]{0,60})/,
        /(?<message>size mismatch for [\w.]{1,120}: copying a param with shape [^\n]{1,120})/,
      ],
    },
    rootCause: "Tensor shapes do not fit[[ in layer `{layer}`]]: {message}",
    explanation: "The model expects another number of features than the data or the checkpoint has.",
    checks: [
      "Number and order of the features against those at training time",
      "Whether the checkpoint belongs to this model configuration",
    ],
    fixes: [
      "Build the features as in training; store their list with the model",
      "Adapt the layer, or load the checkpoint that fits",
    ],
  },
  {
    id: "torch/collective-timeout",
    title: "Distributed training timed out",
    category: "infrastructure",
    alternatives: ["network_timeout", "code_bug"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Watchdog caught collective operation timeout: \w{1,40}\([^\n]{0,200}?OpType=(?<operation>\w{1,40})[^\n]{0,200}?Timeout\(ms\)=(?<ms>\d{1,10})/,
        /Watchdog caught collective operation timeout/,
        /NCCL (?:error|WARN)[^\n]{0,160}(?:unhandled system error|remote process exited|timed out)/,
      ],
      names: [/\[Rank (?<rank>\d{1,6})\]/i],
    },
    rootCause: "A rank[[ ({rank})]] waited in vain for the others[[ in {operation}]][[ ({ms} ms)]]",
    explanation:
      "All ranks take part in each collective operation. One died, is far slower, or took another branch and never got there.",
    checks: [
      "The first rank that printed an error: the others only follow",
      "Whether the ranks have unequal numbers of batches",
    ],
    fixes: [
      "Remove the error of the first rank: out of memory, bad input, lost node",
      "Give all ranks the same number of batches (`drop_last=True`, `join`)",
      "Raise the timeout in `init_process_group(timeout=…)` if one step is legitimately slow",
    ],
  },
  {
    id: "model/feature-mismatch",
    title: "Features differ from those of the model",
    category: "schema_change",
    alternatives: ["code_bug", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /feature_names mismatch: (?<features>[^\n]{1,200})/,
        /The feature names should match those that were passed during fit/,
        /The number of features in data \((?<given>\d{1,7})\) is not the same as it was in training data \((?<wanted>\d{1,7})\)/,
      ],
      names: [
        /(?:expected|Feature names seen at fit time, yet now missing:)\s{1,4}(?:- )?(?<missing>[\w, ]{1,120}?)(?: in input data|\n|$)/,
      ],
    },
    rootCause:
      "The input does not have the features of the model[[: {given} instead of {wanted}]][[; missing: {missing}]]",
    explanation:
      "A column was added, dropped, renamed or reordered since training; one-hot encoding also changes with the categories in the data.",
    checks: [
      "The columns of the input against the model's list (`feature_names_in_`, `booster.feature_names`)",
    ],
    fixes: [
      "Select and order the columns by the model's list before predicting",
      "Encode categories with the encoder fitted in training",
      "Train the model again with the new columns",
    ],
  },
  {
    id: "files/pattern-empty",
    title: "File pattern matches no files",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /OSError: (?<path>\S{1,300}) resolved to no files/,
        /expanded paths were empty \(path expansion input: '(?:paths: )?\[?(?<path>[^\]'\n]{1,300})/,
        /No files matched pattern: (?<path>\S{1,300})/,
      ],
    },
    rootCause: "No file matches `{path}`",
    explanation: "The pattern was expanded when the job started, and nothing was there.",
    checks: ["Whether the producer has delivered that date", "The date and the folder in the pattern"],
    fixes: [
      "Wait for the files before the job starts, or run the producer",
      "Correct the pattern",
      "Handle an empty day explicitly if that is normal",
    ],
  },
];
