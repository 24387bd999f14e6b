import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const pythonLibraryExamples: SignatureExamples = {
  "asyncio/loop-running": {
    examples: [
      { text: "RuntimeError: asyncio.run() cannot be called from a running event loop" },
      { text: "RuntimeError: Event loop is closed", captures: { message: "Event loop is closed" } },
    ],
    nearMisses: [{ text: "RuntimeError: cannot schedule new futures after shutdown" }],
  },
  "asyncio/never-awaited": {
    examples: [
      {
        text: "RuntimeWarning: coroutine 'load_crates' was never awaited",
        captures: { coroutine: "load_crates" },
      },
    ],
    nearMisses: [{ text: "RuntimeError: asyncio.run() cannot be called from a running event loop" }],
  },
  "argparse/invalid-argument": {
    examples: [
      {
        text: "argparse.ArgumentError: argument --mode: invalid choice: 'upsrt' (choose from 'append', 'upsert', 'replace')",
        captures: { argument: "--mode" },
      },
      {
        text: "load.py: error: the following arguments are required: --date",
        captures: { message: "the following arguments are required: --date" },
      },
    ],
    nearMisses: [{ text: "TypeError: load() missing 1 required positional argument: 'date'" }],
  },
  "jsonschema/invalid": {
    examples: [
      {
        text: "jsonschema.exceptions.ValidationError: Additional properties are not allowed ('promo' was unexpected)",
        captures: { message: "Additional properties are not allowed ('promo' was unexpected)" },
      },
      {
        text: "marshmallow.exceptions.ValidationError: {'crate_code': ['Unknown field.'], 'dock': ['Missing data for required field.']}",
      },
    ],
    nearMisses: [{ text: "django.core.exceptions.ValidationError: ['crate_code is required']" }],
  },
  "django/settings-missing": {
    examples: [
      {
        text: "django.core.exceptions.ImproperlyConfigured: Requested setting DATABASES, but settings are not configured. You must either define the environment variable DJANGO_SETTINGS_MODULE or call settings.configure() before accessing settings.",
        captures: { setting: "DATABASES" },
      },
      { text: "django.core.exceptions.AppRegistryNotReady: Apps aren't loaded yet." },
    ],
    nearMisses: [{ text: "celery.exceptions.ImproperlyConfigured: Cannot mix new and old setting keys" }],
  },
  "nltk/resource-missing": {
    examples: [
      {
        text: "LookupError: Resource punkt not found. Please use the NLTK Downloader to obtain the resource",
        captures: { resource: "punkt" },
      },
      {
        text: "OSError: [E050] Can't find model 'en_core_web_sm'. It doesn't seem to be a Python package or a valid path to a data directory.",
        captures: { resource: "en_core_web_sm" },
      },
    ],
    nearMisses: [
      { text: "mlflow.exceptions.RestException: RESOURCE_DOES_NOT_EXIST: Resource crates not found" },
    ],
  },
  "gpu/out-of-memory": {
    examples: [
      {
        text: "torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.25 GiB (GPU 0; 15.78 GiB total capacity)",
        captures: { wanted: "2.25 GiB", total: "15.78 GiB" },
      },
      {
        text: "tensorflow.python.framework.errors_impl.ResourceExhaustedError: OOM when allocating tensor with shape[64,1024,1024] and type float on /job:localhost/device:GPU:0",
        captures: { shape: "[64,1024,1024]" },
      },
    ],
    nearMisses: [
      { text: "MemoryError: Unable to allocate 2.25 GiB for an array with shape (64, 1024, 1024)" },
    ],
  },
  "tensor/shape": {
    examples: [
      { text: "RuntimeError: mat1 and mat2 shapes cannot be multiplied (64x512 and 768x256)" },
      {
        text: 'ValueError: Input 0 of layer "dense_3" is incompatible with the layer: expected axis -1 of input shape to have value 128, but received input with shape (None, 96)',
        captures: { layer: "dense_3" },
      },
    ],
    nearMisses: [{ text: "ValueError: operands could not be broadcast together with shapes (3,) (4,)" }],
  },
  "torch/collective-timeout": {
    examples: [
      {
        text: "[Rank 3] Watchdog caught collective operation timeout: WorkNCCL(OpType=ALLREDUCE, Timeout(ms)=1800000) ran for 1800211 milliseconds before timing out.",
        captures: { rank: "3", operation: "ALLREDUCE", ms: "1800000" },
      },
    ],
    nearMisses: [{ text: "systemd[1]: crates.service: Watchdog timeout (limit 3min)!" }],
  },
  "model/feature-mismatch": {
    examples: [
      {
        text: "ValueError: feature_names mismatch: ['age', 'income', 'dock'] ['age', 'income']\nexpected dock in input data",
        captures: { missing: "dock" },
      },
    ],
    nearMisses: [
      { text: "ValueError: Found input variables with inconsistent numbers of samples: [12, 13]" },
    ],
  },
  "files/pattern-empty": {
    examples: [
      {
        text: "OSError: /lake/crates/2024-03-12/*.csv resolved to no files",
        captures: { path: "/lake/crates/2024-03-12/*.csv" },
      },
      {
        text: "polars.exceptions.ComputeError: expanded paths were empty (path expansion input: 'paths: [/lake/crates/*.parquet]')",
        captures: { path: "/lake/crates/*.parquet" },
      },
    ],
    nearMisses: [{ text: "FileNotFoundError: [Errno 2] No such file or directory: '/lake/crates/1.csv'" }],
  },
};
