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
};
