import type { Signature } from "@/lib/diagnosis/signatures/signature";

const FUNCTIONS = "https://learn.microsoft.com/en-us/azure/azure-functions/";

/** .NET services and the Azure Functions host; SQL Server's own errors are in `sql-server.ts`. */
export const netCodeSignatures: Signature[] = [
  {
    id: "dotnet/null-reference",
    title: ".NET null reference",
    category: "code_bug",
    alternatives: ["data_quality", "upstream_missing_data"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /NullReferenceException: Object reference not set to an instance of an object/,
        /Type=System\.NullReferenceException,Message=Object reference not set to an instance of an object\.,Source=(?<source>[\w.]{3,120})/,
        /Object reference not set to an instance of an object/,
      ],
    },
    rootCause: "A null object was used in .NET code[[ of `{source}`]] (NullReferenceException)",
    explanation:
      "The code expected an object and got null: an empty result, a missing field or setting. Inside a managed service (Data Factory, SSIS) it is a defect of the service that some input triggers, such as zero rows.",
    checks: [
      "The first frame of the stack trace that is the project's own",
      "What is special about this input: empty, null, new field",
    ],
    fixes: [
      "Check for null at that frame and decide what an absent value means (`?.`, `??`)",
      "In a managed service: keep that input away from the activity (check the row count first), and report it with the activity's id",
    ],
    docs: ["https://learn.microsoft.com/en-us/dotnet/api/system.nullreferenceexception"],
  },
  {
    id: "dotnet/assembly-missing",
    title: ".NET assembly missing",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Could not load file or assembly '(?<assembly>[\w.-]{1,160})(?:, Version=(?<version>[\d.]{1,20}))?/,
        /Unable to load (?:shared library|DLL) '(?<assembly>[^'\n]{1,160})'/,
      ],
    },
    rootCause: "The assembly or native library `{assembly}`[[ {version}]] is not where the program runs",
    explanation:
      "It was not published along, has another version than the one compiled against, or a native dependency is missing in the image.",
    checks: [
      "The publish folder (`*.deps.json`)",
      "`dotnet list package --include-transitive` for two versions of it",
    ],
    fixes: [
      "Publish again (`dotnet publish -c Release -r linux-x64`) and deploy the whole folder",
      "Reference one version of the package in all projects",
      "Install the native library in the image (`libgdiplus`, `libicu`)",
    ],
    docs: ["https://learn.microsoft.com/en-us/dotnet/core/dependency-loading/overview"],
  },
  {
    id: "dotnet/runtime-missing",
    title: ".NET runtime missing",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /You must install or update \.NET to run this application/,
        /The framework '(?<framework>Microsoft\.[\w.]{3,60})', version '(?<version>[\w.-]{1,30})'[^\n]{0,40} was not found/,
        /It was not possible to find any compatible framework version/,
      ],
    },
    rootCause: "The .NET runtime that the program needs is not installed[[: {framework} {version}]]",
    explanation: "The program was built for another version than the image or machine has.",
    checks: ["`dotnet --list-runtimes` there, and `TargetFramework` of the project"],
    fixes: [
      "Use the base image of that version (`mcr.microsoft.com/dotnet/aspnet:8.0`), or install the runtime",
      "Or publish self-contained (`--self-contained`), or set `RollForward` to `Major`",
    ],
    docs: ["https://learn.microsoft.com/en-us/dotnet/core/versions/selection"],
  },
  {
    id: "dotnet/http-timeout",
    title: ".NET HTTP call timed out",
    category: "network_timeout",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /canceled due to the configured HttpClient\.Timeout of (?<seconds>[\d.]{1,10}) seconds elapsing/,
      ],
    },
    rootCause: "The HTTP service did not answer within {seconds} s (HttpClient.Timeout)",
    explanation: "The client gave up; the service may still have done the work.",
    checks: [
      "Which address was called, and its latency at that time",
      "Thread pool exhaustion in the caller",
    ],
    fixes: [
      "Retry idempotent calls with backoff (Polly, `AddStandardResilienceHandler`)",
      "Raise `HttpClient.Timeout` if the call is legitimately slow, or ask for less at once",
      "Use one `HttpClient` (`IHttpClientFactory`), not one per call",
    ],
    docs: ["https://learn.microsoft.com/en-us/dotnet/api/system.net.http.httpclient.timeout"],
  },
  {
    id: "dotnet/connection-pool",
    title: "ADO.NET connection pool exhausted",
    category: "resource_exhausted",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /The timeout period elapsed prior to obtaining a connection from the pool/,
        /The connection pool has been exhausted, either raise '?Max(?:imum)? ?Pool ?Size/i,
      ],
    },
    rootCause: "All connections of the .NET connection pool were in use (`Max Pool Size`)",
    explanation:
      "The pool has 100 connections per connection string unless set. Connections that are not disposed, or slow statements in parallel, use them up.",
    checks: [
      "Connections of this program on the server",
      "Code paths that open a connection or reader without `using`",
    ],
    fixes: [
      "Dispose every connection and reader (`await using`)",
      "Run fewer loads in parallel, or raise `Max Pool Size` in the connection string",
    ],
    docs: ["https://learn.microsoft.com/en-us/sql/connect/ado-net/sql-server-connection-pooling"],
  },
  {
    id: "dotnet/value-format",
    title: "Value cannot be converted (.NET)",
    category: "data_quality",
    alternatives: ["schema_change", "code_bug"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Input string was not in a correct format/,
        /The input string '(?<value>[^'\n]{0,120})' was not in a correct format/,
        /String '(?<value>[^'\n]{0,120})' was not recognized as a valid (?<type>DateTime|DateOnly|TimeSpan|Boolean)/,
        /The JSON value could not be converted to (?<type>[\w.`[\]]{3,120})\. Path: (?<path>[^\s|]{1,160})/,
      ],
    },
    rootCause:
      "A value of the input[[ (`{value}`)]][[ at `{path}`]] cannot be converted[[ to {type}]] in .NET code",
    explanation:
      "The source sent an empty or differently formatted value; numbers and dates also depend on the culture of the machine.",
    checks: [
      "The row and field, and whether the source changed its format",
      "The culture of the machine (`CultureInfo`)",
    ],
    fixes: [
      "Use `TryParse` with `CultureInfo.InvariantCulture` and put bad rows aside",
      "Correct the value or the format at the source; make the property nullable if it may be absent",
    ],
    docs: ["https://learn.microsoft.com/en-us/dotnet/api/system.formatexception"],
  },
  {
    id: "dotnet/dbnull",
    title: "NULL read as a value (.NET)",
    category: "code_bug",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Object cannot be cast from DBNull to other types/,
        /Unable to cast object of type 'System\.DBNull' to type '(?<type>[\w.]{3,120})'/,
        /SqlNullValueException: Data is Null/,
      ],
    },
    rootCause: "A NULL from the database was read as a value[[ of type `{type}`]]",
    explanation: "The column holds NULL in some row, and the code reads it without asking `IsDBNull`.",
    checks: ["Which column the failing line reads, and rows where it is NULL", "Whether NULLs are new there"],
    fixes: [
      "Ask `reader.IsDBNull(i)` or use a nullable type (`int?`)",
      "If NULL is wrong, correct the rows and add a NOT NULL constraint",
    ],
    docs: ["https://learn.microsoft.com/en-us/dotnet/api/system.dbnull"],
  },
  {
    id: "dotnet/out-of-memory",
    title: ".NET process out of memory",
    category: "resource_exhausted",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Exception of type 'System\.OutOfMemoryException' was thrown/,
        /System\.OutOfMemoryException\b/,
      ],
      also: [/OutOfMemoryException/],
    },
    rootCause: "The .NET process ran out of memory (OutOfMemoryException)",
    explanation:
      "It read too much at once, or reached its limit: the container's (`DOTNET_GCHeapHardLimit` is 75 % of it), or 2 GB as a 32-bit process.",
    checks: [
      "How large the input was compared to good runs",
      "Whether the process is 32-bit (`Prefer 32-bit`, 32-bit app service)",
    ],
    fixes: ["Read and write in a stream or in batches", "Give it more memory, and run it as 64-bit"],
    docs: ["https://learn.microsoft.com/en-us/dotnet/api/system.outofmemoryexception"],
  },
  {
    id: "dotnet/file-missing",
    title: "File does not exist (.NET)",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /FileNotFoundException: Could not find file '(?<path>[^'\n]{1,300})'/,
        /DirectoryNotFoundException: Could not find a part of the path '(?<path>[^'\n]{1,300})'/,
      ],
    },
    rootCause: "The file or folder `{path}` does not exist where the program runs",
    explanation:
      "The step before did not write it, or the path is that of another machine (mount, working directory, case).",
    checks: ["Whether the file exists there, and when it was last written", "How the path is built"],
    fixes: ["Run the step that writes it, or wait for it", "Fix the path or the mount"],
    docs: ["https://learn.microsoft.com/en-us/dotnet/api/system.io.filenotfoundexception"],
  },
  {
    id: "functions/timeout",
    title: "Azure Function timed out",
    category: "network_timeout",
    alternatives: ["configuration", "resource_exhausted"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Timeout value of (?<limit>[\d:]{5,12}) (?:was )?exceeded by function:? '?(?<function>[\w.-]{1,160})/,
      ],
    },
    rootCause: "The function `{function}` ran longer than its limit of {limit} and was stopped",
    explanation:
      "The host stops a function at `functionTimeout` (5 minutes on the Consumption plan, 10 at most) and restarts its worker process.",
    checks: ["What it was waiting for, and how long good runs take"],
    fixes: [
      "Set timeouts on its calls, and process less per invocation (queue, fan-out, Durable Functions)",
      "Raise `functionTimeout` in host.json; beyond 10 minutes use a Premium or dedicated plan",
    ],
    docs: [`${FUNCTIONS}functions-host-json`],
  },
  {
    id: "functions/worker-not-started",
    title: "Azure Functions worker did not start",
    category: "configuration",
    alternatives: ["missing_dependency", "infrastructure"],
    strength: "strong",
    transience: "unknown",
    match: {
      message: [
        /Did not find any initialized language workers/,
        /Did not find functions with language \[(?<language>[\w-]{1,40})\]/,
        /Exceeded language worker restart retry count for runtime:(?<language>[\w-]{1,40})/,
        /\b(?<language>python|node|dotnet|pwsh|java) exited with code (?<code>\d{1,5}) \(0x/,
      ],
      also: [/language worker|functions with language|exited with code/],
    },
    rootCause: "The worker process of the function app did not start[[ ({language})]][[: exit code {code}]]",
    explanation:
      "The host runs the code in a worker process per language. It crashed or took too long: wrong `FUNCTIONS_WORKER_RUNTIME` or version, a failing import, or too little memory.",
    checks: [
      "The first error of the worker in the app's log stream",
      "`FUNCTIONS_WORKER_RUNTIME`, `FUNCTIONS_EXTENSION_VERSION` and the language version of the app",
    ],
    fixes: [
      "Set the runtime and version that the code was built for",
      "Deploy the dependencies along (remote build, `.python_packages`), and fix errors at import",
      "Restart the app if it happened once",
    ],
    docs: [`${FUNCTIONS}recover-python-functions`],
  },
  {
    id: "functions/listener-failed",
    title: "Trigger of an Azure Function cannot start",
    category: "configuration",
    alternatives: ["auth_permission", "network_timeout"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /The listener for function '(?<function>[^'\n]{1,160})' was unable to start/,
        /Storage account connection string '(?<setting>[\w:.-]{1,120})' does not exist/,
        /Connection string '(?<setting>[\w:.-]{1,120})' (?:is missing or empty|does not exist)/i,
      ],
      also: [/listener|[Ss]torage|WebJobs|AzureWebJobs|[Ff]unction|Microsoft\.Azure/],
    },
    rootCause:
      "The trigger of the function[[ `{function}`]] cannot start[[: the setting `{setting}` is missing]]",
    explanation:
      "The host cannot connect to the queue, hub or storage of the trigger: the setting is missing, its secret has changed, or a firewall blocks the app. The function then never runs.",
    checks: [
      "The inner exception after the message",
      "The app settings that `connection` of the trigger names",
    ],
    fixes: [
      "Set the connection setting (or `…__accountName` with a managed identity and its role)",
      "Let the app through the storage's firewall",
    ],
    docs: [`${FUNCTIONS}functions-reference`],
  },
  {
    id: "functions/invocation-failed",
    title: "Azure Function failed",
    category: "code_bug",
    alternatives: ["unknown", "network_timeout", "configuration", "data_quality"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /Exception while executing function: (?<function>[\w.-]{1,160})/,
        /Executed '(?<function>[\w.-]{1,160})' \(Failed, Id=/,
      ],
    },
    rootCause: "The function `{function}` failed; the inner exception says why",
    explanation:
      "The host reports every exception of a function this way. The cause follows after `--->` or as `Result: Failure`.",
    checks: ["The inner exception, and the invocation in Application Insights"],
    fixes: ["Fix what the inner exception reports"],
    docs: [`${FUNCTIONS}functions-bindings-error-pages`],
  },
];
