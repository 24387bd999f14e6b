import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Programs in JavaScript and Ruby: values, modules, packages, memory. */
export const appRuntimeSignatures: Signature[] = [
  {
    id: "node/undefined-property",
    title: "Node.js: property of undefined or null read",
    category: "code_bug",
    alternatives: ["data_quality", "schema_change"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Cannot (?:read|set) propert(?:y|ies) (?:'(?<property>[^'\n]{1,80})' )?of (?<value>undefined|null)/,
        /Cannot destructure property '(?<property>[^'\n]{1,80})' of '[^'\n]{1,120}' as it is (?<value>undefined|null)/,
      ],
      names: [
        /\((?:reading|setting) '(?<property>[^'\n]{1,80})'\)/,
        /\n\s{1,8}at [^\n]{0,120}?\(?(?<place>\/(?![^\s]{0,200}node_modules)[^\s():]{1,200}:\d{1,6}):\d{1,6}\)?/,
      ],
    },
    rootCause: "The code uses[[ `{property}` of]] a value that is {value}[[ (at {place})]]",
    explanation:
      "A field, array element or function result that the code relies on was not there, often because an answer or record had another shape.",
    checks: ["The value on that line, and the answer or record it came from"],
    fixes: [
      "Check the value before use (`?.`, `??`), or validate the input first",
      "If an `await` is missing, the value is still a promise",
    ],
  },
  {
    id: "node/not-a-function",
    title: "Node.js: value is not a function or not defined",
    category: "code_bug",
    alternatives: ["missing_dependency"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /TypeError: (?<name>[\w.$()[\]]{1,120}) is not a (?:function|constructor)/,
        /TypeError: (?<name>undefined|null|[a-z][\w$]{0,60}\.[\w.$]{1,100}) is not iterable/,
        /ReferenceError: (?<name>[\w$]{1,120}) is not defined/,
      ],
    },
    rootCause: "The JavaScript code uses `{name}`, which does not exist or has another type",
    explanation:
      "The name is misspelled or not imported, the library's version has no such function, or the value is not the array or function that the code expects.",
    checks: ["The import of that name, and the library's version in the lock file"],
    fixes: [
      "Correct the name or import (default or named)",
      "Use the function of the installed version, or install the version the code was written for",
    ],
  },
  {
    id: "node/heap",
    title: "Node.js heap exhausted",
    category: "resource_exhausted",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /JavaScript heap out of memory/,
        /Worker terminated due to reaching memory limit: JS heap out of memory/,
      ],
      names: [
        /FATAL ERROR: (?<reason>[^\n]{3,60}?) Allocation failed/,
        /max-old-space-size=(?<limit>\d{2,7})/,
      ],
    },
    rootCause: "The Node.js process used up its heap[[ (limit {limit} MB)]]",
    explanation:
      "V8 ends the process when objects no longer fit its heap limit, which depends on the machine and is often 2 to 4 GB.",
    checks: ["What the process holds in memory: whole files, result sets, growing arrays or caches"],
    fixes: [
      "Stream instead of reading everything (`pipeline`, cursors, pages)",
      "Raise the limit: `NODE_OPTIONS=--max-old-space-size=4096`, below the container's memory",
    ],
  },
  {
    id: "node/module-format",
    title: "Node.js: ES module and CommonJS mixed up",
    category: "configuration",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ERR_REQUIRE_ESM/,
        /require\(\) of ES Module (?<file>[^\s]{1,200})/,
        /Cannot use import statement outside a module/,
        /(?:require|module|exports|__dirname) is not defined in ES module scope/,
        /ERR_PACKAGE_PATH_NOT_EXPORTED/,
      ],
      names: [/require\(\) of ES Module (?<file>[^\s]{1,200})/],
    },
    rootCause: "A file[[ (`{file}`)]] is loaded as the wrong kind of JavaScript module",
    explanation:
      "`require` belongs to CommonJS and `import` to ES modules. Which one a file is depends on its ending and on `type` in `package.json`; newer versions of libraries are often ES modules only.",
    checks: ["`type` in `package.json`, the ending `.cjs` or `.mjs`, and the library's last major version"],
    fixes: [
      'Load it with `import()`, or make the program an ES module (`"type": "module"`)',
      "Or pin the library's last version that supports CommonJS",
    ],
  },
  {
    id: "node/peer-dependency",
    title: "npm cannot resolve the dependency tree",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /npm (?:ERR!|error) (?:code )?ERESOLVE/,
        /ERESOLVE (?:unable to resolve dependency tree|could not resolve)/,
        /npm (?:ERR!|error) (?:code )?ETARGET/,
        /`npm ci` can only install packages when your package\.json and package-lock\.json[^\n]{0,40} are in sync/,
      ],
      names: [
        /Could not resolve dependency:\s{1,4}npm (?:ERR!|error) peer (?<package>[@\w/.-]{1,120})/,
        /No matching version found for (?<package>[@\w/.-]{1,160})/,
      ],
    },
    rootCause: "npm cannot install the packages: their versions do not fit together[[ (`{package}`)]]",
    explanation:
      "A package demands a peer version that another excludes, a version does not exist in the registry, or lock file and manifest differ.",
    checks: [
      "The lines below the code: what was found and what is wanted",
      "Whether the lock file was committed with the last change",
    ],
    fixes: [
      "Bring the packages to versions that accept each other, run `npm install`, commit `package-lock.json`",
      "As a stopgap `npm install --legacy-peer-deps`",
    ],
  },
  {
    id: "node/connection-pool",
    title: "Node.js: no free connection in the database pool",
    category: "resource_exhausted",
    alternatives: ["code_bug", "network_timeout"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Timed out fetching a new connection from the connection pool/,
        /SequelizeConnectionAcquireTimeoutError/,
        /ConnectionAcquireTimeoutError \[/,
        /timeout exceeded when trying to connect/,
      ],
      names: [/connection pool timeout: (?<seconds>\d{1,6}), connection limit: (?<size>\d{1,5})/],
    },
    rootCause: "No database connection came free in the pool[[ of {size}]][[ within {seconds} seconds]]",
    explanation:
      "All connections are held by slow queries, long transactions or code that never returns them, or the database accepts no new ones.",
    checks: [
      "What the database's sessions of this program were doing",
      "Whether each instance or function call creates its own client",
    ],
    fixes: [
      "Create one client per process and share it; end transactions on errors as well",
      "Shorten slow queries and work inside transactions",
      "Raise the pool (`connection_limit` in Prisma's URL, `pool.max` in Knex and Sequelize, `max` in pg), or put PgBouncer in front",
    ],
  },
  {
    id: "ruby/no-method",
    title: "Ruby: method or name does not exist",
    category: "code_bug",
    alternatives: ["data_quality"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /undefined method [`'](?<method>[\w?!=[\]+<>-]{1,80})' for (?<object>nil(?::NilClass)?|an instance of [\w:]{1,80}|[^\n(]{1,80})/,
        /undefined local variable or method [`'](?<method>\w{1,80}[?!]?)' for/,
        /uninitialized constant (?<method>[A-Z][\w:]{1,120})/,
      ],
      names: [/\((?<place>[\w./-]{1,160}\.rb:\d{1,6})/, /(?:^|\s)(?<place>[\w./-]{1,160}\.rb:\d{1,6}):in /m],
    },
    rootCause: "The Ruby code uses `{method}`, which does not exist[[ for {object}]][[ (at {place})]]",
    explanation:
      "The value is nil or of another class than expected, or the name is misspelled or not loaded.",
    checks: ["The value on that line, and the record it came from"],
    fixes: [
      "Handle nil (`&.`, `presence`, a default), or find why the record lacks the value",
      "For a constant, require the file or add the gem",
    ],
  },
  {
    id: "ruby/argument",
    title: "Ruby: wrong arguments or types",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<reason>wrong number of arguments \(given \d{1,3}, expected [\d.+]{1,8})/,
        /(?<reason>no implicit conversion of (?:nil|[A-Z]\w{1,60}) into [A-Z]\w{1,60})/,
        /(?:FrozenError: |RuntimeError: )(?<reason>can't modify frozen [^\n]{1,60})/,
        /(?<reason>[A-Z]\w{1,40} can't be coerced into [A-Z]\w{1,40})/,
      ],
      names: [/(?:^|\s)(?<place>[\w./-]{1,160}\.rb:\d{1,6})/m],
    },
    rootCause: "The Ruby code calls something with what it does not accept: {reason}[[ (at {place})]]",
    explanation:
      "Number or types of the arguments do not fit, or a frozen object is changed. After an upgrade the signature or the default of frozen strings may have changed.",
    checks: ["The call on that line, and the version of the gem it calls"],
    fixes: [
      'Correct the call, convert the value (`to_s`, `Integer()`), or copy the frozen object (`dup`, `+""`)',
    ],
  },
  {
    id: "ruby/bundle",
    title: "Ruby: gems or Ruby version do not fit",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Your Ruby version is (?<found>[\d.p]{3,12}), but your Gemfile specified (?<wanted>[~>=\d., ]{3,20})/,
        /Unable to activate (?<gem>[\w-]{1,60}-[\d.]{1,20}), because (?<other>[\w-]{1,60}-[\d.]{1,20}) conflicts with/,
        /You have already activated (?<other>[\w.-]{1,60} [\d.]{1,20}), but your Gemfile requires (?<gem>[\w.-]{1,60} [\d.]{1,20})/,
        /Bundler could not find compatible versions for gem "(?<gem>[\w-]{1,60})"/,
      ],
    },
    rootCause:
      "Installed Ruby or gems do not fit the Gemfile[[: Ruby {found} instead of {wanted}]][[: `{gem}`]][[ against `{other}`]]",
    explanation: "Bundler only starts a program with the versions in its Gemfile and lock file.",
    checks: ["`ruby -v` and `bundle list` where it runs, and the last change of `Gemfile.lock`"],
    fixes: [
      "Use the Ruby version of the Gemfile (image, `.ruby-version`)",
      "Run `bundle install` from the committed lock file and start with `bundle exec`",
    ],
  },
  {
    id: "node/json",
    title: "Node.js: text is not valid JSON",
    category: "data_quality",
    alternatives: ["network_timeout", "upstream_missing_data"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /SyntaxError: Unexpected token '?(?<found>[^\s',]{1,12})'?,? (?:in JSON at position (?<position>\d{1,12})|(?:\.{3})?"[^\n]{1,120} is not valid JSON)/,
        /SyntaxError: Unexpected (?:end of JSON input|non-whitespace character after JSON at position (?<position>\d{1,12}))/,
        /SyntaxError: Expected [^\n]{3,80} in JSON at position (?<position>\d{1,12})/,
      ],
    },
    rootCause: "The text is not valid JSON[[: unexpected `{found}`]][[ at position {position}]]",
    explanation:
      "`<` at the beginning is an HTML page instead of an answer of the API; an unexpected end is an empty or cut document.",
    checks: ["Status, content type and first characters of the answer, or the file that was read"],
    fixes: [
      "Check `response.ok` and the content type before `response.json()`",
      "Correct the URL or login if an error page came back; fetch a cut document again",
    ],
  },
];
