import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** .NET: collections, casts, services, packages, StackExchange.Redis. */
export const dotnetProgramSignatures: Signature[] = [
  {
    id: "dotnet/collection-empty",
    title: ".NET: element does not exist or is not unique",
    category: "code_bug",
    alternatives: ["data_quality", "upstream_missing_data"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /InvalidOperationException: (?<reason>Sequence contains (?:no|more than one)(?: matching)? elements?)/,
        /(?<reason>Index was out of range\. Must be non-negative and less (?:than the size of the collection|than or equal to the size)|Index was outside the bounds of the array)/,
        /KeyNotFoundException: The given key '(?<key>[^'\n]{1,120})' was not present in the dictionary/,
      ],
    },
    rootCause: "The .NET code reads an element that is not there[[: {reason}]][[: key `{key}`]]",
    explanation:
      "`First`, `Single`, an index or a key assumes that the element exists. This run's input has fewer, none or several.",
    checks: ["What the query or collection returned on that line"],
    fixes: [
      "Handle the case: `FirstOrDefault`, `TryGetValue`, a check of `Count`",
      "If it must exist, find why the input lacks it or has it twice",
    ],
  },
  {
    id: "dotnet/invalid-use",
    title: ".NET: object used in a way it does not allow",
    category: "code_bug",
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /(?<reason>A second operation was started on this context instance before a previous operation completed)/,
        /(?<reason>Collection was modified; enumeration operation may not execute)/,
        /ObjectDisposedException: (?<reason>Cannot access a disposed (?:object|context instance))/,
        /(?<reason>There is already an open DataReader associated with this (?:Command|Connection))/,
      ],
    },
    rootCause: "The .NET code uses an object in a way it does not allow: {reason}",
    explanation:
      "A `DbContext`, connection or collection may be used by one task at a time and not after it was disposed. Usually an `await` is missing or the object is shared between threads.",
    checks: ["Which tasks share the object, and whether every asynchronous call is awaited"],
    fixes: [
      "Await each call; give each task its own `DbContext` (`IDbContextFactory`, a scope)",
      "Iterate over a copy (`ToList()`) when the loop changes the collection",
    ],
  },
  {
    id: "dotnet/invalid-cast",
    title: ".NET: value has another type",
    category: "code_bug",
    alternatives: ["schema_change", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Unable to cast object of type '(?<from>[\w.`[\], +]{1,160})' to type '(?<to>[\w.`[\], +]{1,160})'/,
      ],
      not: [/System\.DBNull/],
    },
    rootCause: "A value of type {from} was cast to {to}",
    explanation:
      "A cast does not convert. With data readers it means that the column has another type than the code reads it as.",
    checks: ["The column's type in the database, and whether a migration changed it"],
    fixes: [
      "Read it with the getter for its type (`GetInt64` for a bigint), or convert it (`Convert.ToInt32`)",
    ],
  },
  {
    id: "dotnet/service-missing",
    title: ".NET: service not registered",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Unable to resolve service for type '(?<service>[\w.`[\], +]{1,200})' while attempting to activate '(?<target>[\w.`[\], +]{1,200})'/,
        /No service for type '(?<service>[\w.`[\], +]{1,200})' has been registered/,
      ],
    },
    rootCause: "The service `{service}` is not registered[[, so `{target}` cannot be created]]",
    explanation:
      "The container creates objects only from what was registered at start. The registration is missing, or made only for another environment.",
    checks: ["The registrations in `Program.cs`, and conditions around them"],
    fixes: ["Register it (`AddScoped`, `AddSingleton`, or the library's `AddX`)"],
  },
  {
    id: "dotnet/connection-string",
    title: ".NET: connection string missing or malformed",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Format of the initialization string does not conform to specification starting at index (?<index>\d{1,6})/,
        /The ConnectionString property has not been initialized/,
        /(?:ConnectionString|connection string) '(?<name>[^'\n]{1,120})' not found/,
      ],
    },
    rootCause: "The connection string is missing or malformed[[: no `{name}`]][[ at character {index}]]",
    explanation:
      "A connection string consists of `key=value` parts with semicolons. Malformed at index 0 often means that the name of the setting was passed instead of its value, or an unfilled placeholder.",
    checks: [
      "The value that the process gets, without the password: `ConnectionStrings__NAME` or `appsettings.json`",
    ],
    fixes: [
      "Set the connection string for this environment",
      "Put values with `;` or quotes into quotation marks",
    ],
  },
  {
    id: "dotnet/version-conflict",
    title: ".NET: versions of libraries conflict",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /MissingMethodException: Method not found: '(?<member>[^'\n]{1,200})'/,
        /NU1605: Detected package downgrade: (?<package>[\w.]{1,120}) from (?<wanted>[\w.-]{1,30}) to (?<found>[\w.-]{1,30})/,
        /NU110[1-7]: (?<reason>[^\n]{3,140})/,
        /Could not load type '(?<member>[^'\n]{1,200})' from assembly/,
      ],
    },
    rootCause:
      "The .NET packages do not fit together[[: {package} {found} where {wanted} is needed]][[: {reason}]][[: no {member}]]",
    explanation:
      "A library was built against another version of a package than the one that is installed or loaded.",
    checks: ["`dotnet list package --include-transitive`, and package versions pinned centrally"],
    fixes: [
      "Reference the higher version directly in the project",
      "Delete `bin` and `obj`, restore and deploy all files of one build",
    ],
  },
  {
    id: "redis/stackexchange-timeout",
    title: "StackExchange.Redis: timeout",
    category: "network_timeout",
    alternatives: ["resource_exhausted"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /RedisTimeoutException: Timeout (?:awaiting response|performing)/,
        /RedisConnectionException: No connection (?:is active\/)?(?:is )?available to service this operation/,
      ],
      names: [
        /(?<milliseconds>\d{1,7})ms elapsed/,
        /command=(?<command>\w{2,20})/,
        /timeout is (?<limit>\d{1,7})ms/,
      ],
    },
    rootCause: "Redis did not answer[[ {command}]] in time[[: {milliseconds} ms]][[ (limit {limit} ms)]]",
    explanation:
      "All commands share one connection, so a slow or large one delays the others; a busy thread pool of the client has the same effect.",
    checks: ["`busy` workers and `qs` in the message, and `SLOWLOG GET` on the server"],
    fixes: [
      "Avoid slow or large commands (`KEYS`, huge hashes), and blocking calls (`.Result`) in the client",
      "Raise the minimum of worker threads (`ThreadPool.SetMinThreads`) or `syncTimeout`",
    ],
  },
];
