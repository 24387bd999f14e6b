import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** More of .NET, and builds and packages of .NET, Node.js, Python and TypeScript. */
export const dotnetBuildSignatures: Signature[] = [
  {
    id: "dotnet/access-denied",
    title: ".NET: no permission for a file or folder",
    category: "auth_permission",
    alternatives: ["infrastructure"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [/UnauthorizedAccessException: Access to the path '(?<path>[^'\n]{1,300})' is denied/],
    },
    rootCause: "The process may not read or write `{path}`",
    explanation:
      "The account of the service or task lacks rights on the file, it is read-only, or the path is a folder. Services have no mapped drives and often another account.",
    checks: [
      "The account under which it runs, and its rights on the share and the folder",
      "Whether the path is a folder or a read-only file",
    ],
    fixes: [
      "Grant that account the rights on share and folder",
      "Use the UNC path instead of a drive letter",
      "In containers (user `app` since .NET 8) write to a folder that this user owns",
    ],
  },
  {
    id: "dotnet/concurrency",
    title: ".NET: row changed by someone else",
    category: "warehouse_sql",
    alternatives: ["code_bug"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /Concurrency violation: the (?:Update|Delete)Command affected 0/,
        /expected to affect (?<expected>\d{1,7}) row\(s\),? but actually affected 0 row\(s\)/,
      ],
    },
    rootCause: "The row was changed or deleted by another process before it was saved",
    explanation:
      "ADO.NET and Entity Framework compare the original values or row version in the `WHERE`; no row was left that fits.",
    checks: [
      "Which other process writes these rows",
      "Whether a trigger changes the row or the key was generated twice",
    ],
    fixes: [
      "Reload the entity and retry (`DbUpdateConcurrencyException.Entries`)",
      "Let only one process write these rows",
    ],
  },
  {
    id: "dotnet/settings-file",
    title: ".NET: settings file cannot be parsed",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Could not parse the JSON file(?: (?<file>[\w./\\-]{1,160}\.json))?/,
        /Failed to load configuration (?:from )?file '(?<file>[^'\n]{1,300})'/,
        /The configuration file '(?<file>[^'\n]{1,300})' was not found and is not optional/,
      ],
      names: [/(?<line>LineNumber: \d{1,7} \| BytePositionInLine: \d{1,7})/],
    },
    rootCause: "The settings file[[ `{file}`]] is missing or is not valid JSON[[ ({line})]]",
    explanation:
      "A comma or quote is missing, a deployment's placeholder was not replaced, or the file was not copied to the output folder.",
    checks: ["The file on the server, after the deployment replaced its variables"],
    fixes: [
      "Correct the file (backslashes in paths are doubled in JSON)",
      "Copy it with the build: `CopyToOutputDirectory`",
    ],
  },
  {
    id: "nuget/package-missing",
    title: "NuGet package not found",
    category: "missing_dependency",
    alternatives: ["configuration", "auth_permission", "network_timeout"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /error NU110[0-3]: Unable to (?:find|resolve) (?:a stable )?(?:package )?'?(?<package>[\w.-]{1,120})/,
        /error (?:NU1301|NU1101): (?<message>[^\n]{1,160})/,
      ],
    },
    rootCause: "NuGet cannot restore the package[[ `{package}`]][[: {message}]]",
    explanation:
      "None of the configured sources has it in that version, or the private source is missing or refuses the login.",
    checks: ["`dotnet nuget list source` on that machine", "Whether the version exists in the source"],
    fixes: [
      "Add the source and its credentials in `nuget.config` (`dotnet nuget add source …`)",
      "Correct name or version, or publish the package",
    ],
  },
  {
    id: "compiler/type-error",
    title: "Code does not compile",
    category: "code_bug",
    alternatives: ["missing_dependency", "schema_change"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /error (?<code>TS(?:2\d{3}|1\d{3}|7\d{3})): (?<message>[^\n]{1,200})/,
        /error (?<code>CS\d{4}): (?<message>[^\n[]{1,200})/,
        /error\[(?<code>E\d{4})\]: (?<message>[^\n]{1,200})/,
      ],
      names: [/(?<file>[\w./\\-]{1,200}\.(?:tsx?|cs|rs))[:(](?<line>\d{1,7})/],
    },
    rootCause: "The code does not compile[[ (`{file}` line {line})]]: {message}",
    explanation:
      "The compiler found a wrong type, name or signature; nothing was built, so the step after it has no program to run.",
    checks: [
      "The first error of the build; later ones often follow from it",
      "Whether a package's types changed with an upgrade (lock file's diff)",
    ],
    fixes: [
      "Correct the code[[ at `{file}` line {line}]]",
      "Install from the lock file, or adapt the code to the new version",
      "If a package or generated file is missing, run that step before the build",
    ],
  },
  {
    id: "conda/unsolvable",
    title: "conda, Poetry or uv cannot solve the environment",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /PackagesNotFoundError: The following packages are (?:not available|missing)/,
        /(?:UnsatisfiableError|LibMambaUnsatisfiableError): (?<reason>[^\n]{1,160})/,
        /(?<reason>Because [^\n]{1,200}), version solving failed/,
        /No solution found when resolving dependencies/,
        /ResolutionImpossible/,
      ],
      names: [
        /current channels:?\s{1,4}-? ?(?<package>[\w.-]{1,80}(?:[=<>]{1,2}[\w.*]{1,20})?)/,
        /(?<reason>Because [^\n]{1,200})/,
      ],
    },
    rootCause:
      "The requested packages cannot be installed together or do not exist[[: `{package}`]][[: {reason}]]",
    explanation:
      "The solver finds no set of versions that meets all requirements for this Python version, platform and these channels.",
    checks: [
      "Which requirement is new or unpinned since the last build that worked",
      "Whether the package exists for this platform and Python version",
    ],
    fixes: [
      "Loosen or change the conflicting requirement",
      "Add the channel (`-c conda-forge`) and use one channel throughout",
      "Install from a lock file (`conda-lock`, `poetry.lock`, `uv.lock`)",
    ],
  },
];
