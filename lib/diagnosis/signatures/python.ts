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
];
