import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Python packages: imports, native libraries, versions, pip. */
export const pythonImportSignatures: Signature[] = [
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
    rootCause: "Python module `{module}` is not installed where the task runs, or is not on its path",
    explanation:
      "The task's interpreter found no module `{module}` on `sys.path`. Either the package is missing from that environment (a different image, virtual environment or worker than the one it was tested on), or it is a project module whose folder is not on the path.",
    checks: [
      "Which interpreter and image ran the task, and whether `pip show` finds the package there",
      "Whether `{module}` is your own package: if so, PYTHONPATH and the folder the task starts in",
    ],
    fixes: [
      "Add the package that provides `{module}` to the requirements of the worker's image and rebuild it (for a quick test: `pip install` on the worker)",
      "For a module of the project, install the project (`pip install -e .`) or add its folder to `PYTHONPATH`",
      "Make sure that the task runs with the interpreter that has it (`which python`, virtual environment)",
    ],
    fix: {
      templateId: "python/add-requirement",
      title: "Add the package that provides `{module}` to the requirements",
      rationale: "The import of `{module}` failed because no installed package provides it.",
      params: { module: "{module}" },
    },
    docs: ["https://docs.python.org/3/library/exceptions.html#ModuleNotFoundError"],
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
      not: [/circular import|from '?airflow[.']|(?:runtime_version|builder)' from 'google\.protobuf/],
    },
    rootCause:
      "`{name}` cannot be imported from `{module}`: the installed version does not have it, or the name is wrong",
    explanation:
      "The module exists but has no such name. After an upgrade, this means that the installed version removed or moved it; in new code it is usually a misspelling.",
    checks: [
      "The installed version of `{module}` against the one the code was written for",
      "Whether the image's pins changed since the last good run",
    ],
    fixes: [
      "Pin `{module}` to a version that still has `{name}` (`pip index versions {module}`)",
      "Or import `{name}` from its new place, and raise the library that needs the old one",
    ],
    docs: ["https://docs.python.org/3/library/exceptions.html#ImportError"],
  },
  {
    id: "python/import-own-name",
    title: "Name cannot be imported from the pipeline's own module",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["ImportError"],
      message: [
        /cannot import name ['"](?<name>[\w.]+)['"] from ['"](?<module>[\w.]+)['"] \((?<file>[^()\n]{1,300}\.py)\)/,
      ],
      not: [
        /\((?:[^()\n]{0,280}[\\/])?(?:site-packages|dist-packages|python\d[\w.]{0,6}|Lib)[\\/]/,
        /circular import|from '?airflow[.']/,
      ],
    },
    rootCause: "The pipeline's own module `{module}` has no `{name}`",
    explanation:
      "`{file}` is not an installed package: the name was removed or renamed there, it is misspelled where it is imported, or the two files are not of the same deployment.",
    checks: [
      "The names that `{file}` defines, and the last commits to it",
      "Whether both files were deployed together",
    ],
    fixes: ["Import the name that `{module}` has", "Deploy the files of one commit together"],
    docs: ["https://docs.python.org/3/library/exceptions.html#ImportError"],
  },
  {
    id: "python/circular-import",
    title: "Circular import",
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
      "Two modules import each other; the second sees the first before its names are defined. A project file with the same name as a library (`json.py`) has the same effect.",
    checks: [
      "The imports at the top of `{module}` and of the modules it imports",
      "Whether a project file shadows a library of the same name",
    ],
    fixes: [
      "Move the shared code to a third module, or import inside the function that needs it",
      "Rename the file that shadows a library",
    ],
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
    explanation: "A compiled Python package needs an operating system library that the image does not have.",
    checks: ["Which distribution package provides `{library}`"],
    fixes: [
      "Install the system package that contains `{library}`: `apt-get install` (libGL.so.1: `libgl1`; libodbc.so.2: `unixodbc`; libpq.so.5: `libpq5`; `apt-file search {library}` finds others)",
      "For `libGL` alone, `opencv-python-headless` avoids it",
    ],
  },
  {
    id: "python/binary-incompatible",
    title: "Incompatible compiled packages",
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
        /numpy\.core\.multiarray failed to import/,
        /_ARRAY_API not found/,
        /numpy\.core\.umath failed to import/,
      ],
    },
    rootCause: "A compiled package was built against other versions than those installed",
    explanation:
      "A package with native code was compiled against a different version of NumPy, Python or the C library than the one at runtime.",
    checks: ["Versions of the packages in the traceback, and which one was upgraded last"],
    fixes: [
      "Pin what was upgraded (often `numpy<2`) and reinstall the compiled packages: `pip install --force-reinstall --no-cache-dir`",
      "For a GLIBC or GLIBCXX version, use a newer base image, or wheels built for this one",
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
      "A library works without this package until a call needs it; then it says which one to install.",
    checks: ["Whether `{module}` is in the requirements of the image that ran the task"],
    fixes: ["Add `{module}` to the requirements and rebuild the image"],
    fix: {
      templateId: "python/add-requirement",
      title: "Add `{module}` to the requirements",
      rationale: "The library needs the package `{module}`, which is not installed.",
      params: { module: "{module}" },
    },
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
    rootCause: "A package requires a different Python version than the one in use",
    explanation: "The package's metadata excludes the interpreter's version.",
    checks: ["The worker's Python version against the versions that the package supports"],
    fixes: ["Use an image with a supported Python, or a version of the package that supports this one"],
  },
  {
    id: "python/pip-no-match",
    title: "pip cannot resolve the requirements",
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
      "The package does not exist under that name, has no version for this Python, or conflicts with another pin; the message is the same if the index is unreachable.",
    checks: ["The requirement's spelling and versions, and whether the index was reachable"],
    fixes: ["Fix or loosen the pin; build the image ahead of time instead of installing at runtime"],
  },
  {
    id: "python/no-gpu",
    title: "No GPU available",
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
    rootCause: "The code uses CUDA, but the task had no GPU, driver or CUDA build",
    explanation: "The task landed on a machine without a GPU, or the image has a CPU build of the library.",
    checks: ["Which node ran the task, `nvidia-smi` there, and the library build in the image"],
    fixes: ["Request a GPU node", "Pick the device with `torch.cuda.is_available()`"],
  },
  {
    id: "pip/user-install",
    title: "pip is set to user installs inside a virtual environment",
    category: "configuration",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Can ?not perform a '--user' install\. User site-packages are not visible in this virtualenv/,
      ],
    },
    rootCause:
      "pip refuses to install into the virtual environment, because it is set to install for the user (`--user`)",
    explanation:
      "A virtual environment does not see the user's packages. The image or `pip.conf` sets `PIP_USER=true` (or `user = true`), which then applies inside of it too.",
    checks: ["`pip config list` and `env | grep PIP_` where the task runs"],
    fixes: [
      "Set `PIP_USER=false` for the task or worker, or remove `user = true` from `pip.conf`",
      "Upgrade the image or operator if it sets the variable itself",
    ],
  },
];
