import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const pythonImportExamples: SignatureExamples = {
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
  "python/import-own-name": {
    examples: [
      {
        text: "ImportError: cannot import name 'sumarize' from 'lib.transform' (/opt/airflow/dags/lib/transform.py)",
        captures: { name: "sumarize", module: "lib.transform", file: "/opt/airflow/dags/lib/transform.py" },
      },
    ],
    nearMisses: [
      {
        text: "ImportError: cannot import name 'TypeIs' from 'typing_extensions' (/databricks/python3/lib/python3.11/site-packages/typing_extensions.py)",
      },
      {
        text: "ImportError: cannot import name 'abc' from 'collections' (/usr/lib/python3.10/collections/__init__.py)",
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
      { text: "ImportError: numpy.core.multiarray failed to import" },
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
  "pip/user-install": {
    examples: [
      {
        text: "ERROR: Can not perform a '--user' install. User site-packages are not visible in this virtualenv.",
      },
    ],
    nearMisses: [{ text: "Defaulting to user installation because normal site-packages is not writeable" }],
  },
};
