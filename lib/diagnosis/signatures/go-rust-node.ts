import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Programs in Go, Rust, JavaScript and TypeScript. */
export const goRustNodeSignatures: Signature[] = [
  {
    id: "go/panic",
    title: "Go program panicked",
    category: "code_bug",
    alternatives: ["data_quality"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /panic: runtime error: (?<message>invalid memory address or nil pointer dereference|index out of range[^\n]{0,60}|slice bounds out of range[^\n]{0,60}|integer divide by zero|[^\n]{1,80})/,
        /panic: (?<message>assignment to entry in nil map|send on closed channel|close of closed channel|interface conversion: [^\n]{1,160})/,
        /fatal error: (?<message>all goroutines are asleep - deadlock!|concurrent map (?:writes|read and map write|iteration and map write))/,
      ],
      names: [/\n\s{1,8}(?<frame>(?!\/usr\/local\/go\/)\/[^\s:]{1,200}\.go:\d{1,6})/],
    },
    rootCause: "The Go program panicked: {message}[[ ({frame})]]",
    explanation:
      "A panic that nothing recovers ends the process with exit code 2 and prints the goroutine's stack.",
    checks: [
      "The first frame of your own code below `goroutine … [running]`",
      "Which record or answer the code was handling",
    ],
    fixes: [
      "Handle the case[[ at {frame}]]: check the error before using its result, check nil and length",
      "For maps and channels used by several goroutines, guard them with a mutex and test with `go test -race`",
    ],
  },
  {
    id: "go/json-type",
    title: "Go: JSON does not fit the struct",
    category: "schema_change",
    alternatives: ["data_quality", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /json: cannot unmarshal (?<actual>[\w ]{1,40}?) into Go (?:struct field (?<field>[\w.]{1,160}) of type|value of type) (?<expected>[\w.*[\]{}]{1,80})/,
        /json: unknown field "(?<field>[^"\n]{1,160})"/,
      ],
    },
    rootCause:
      "The JSON does not fit the Go struct[[: {actual} where {expected} is expected]][[ in `{field}`]]",
    explanation:
      "`encoding/json` converts no types: a quoted number is a string. Unknown fields fail only with `DisallowUnknownFields`.",
    checks: ["The field in the document, and since when it has that form"],
    fixes: [
      'Change the struct: another type, `json:",string"` for quoted numbers, `json.Number`, or a pointer for null',
      "Add the new field, or drop `DisallowUnknownFields`",
    ],
  },
  {
    id: "go/sql-driver-missing",
    title: "Go: database driver not in the binary",
    category: "missing_dependency",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /sql: unknown driver "(?<driver>[^"\n]{1,60})" \(forgotten import\?\)/,
        /compiled with 'CGO_ENABLED=0', (?<driver>go-sqlite3) requires cgo to work/,
        /database driver: unknown driver (?<driver>[\w-]{1,60}) \(forgotten import\?\)/,
      ],
    },
    rootCause: "The Go program was built without the database driver `{driver}`",
    explanation:
      "Drivers register themselves when their package is imported; go-sqlite3 also needs a C compiler at build time.",
    checks: [
      "The blank imports of the program, and the name under which the driver registers (`pgx`, not `postgres`)",
    ],
    fixes: [
      'Import it: `_ "github.com/lib/pq"` (or the driver in use)',
      "Build go-sqlite3 with `CGO_ENABLED=1` and gcc, or use `modernc.org/sqlite`",
    ],
  },
  {
    id: "go/sql-scan",
    title: "Go: column does not fit its variable",
    category: "code_bug",
    alternatives: ["schema_change", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /sql: Scan error on column index \d{1,4}, name "(?<column>[^"\n]{1,120})": (?<message>[^\n]{1,160})/,
        /sql: (?<message>expected \d{1,4} destination arguments in Scan, not \d{1,4})/,
        /can't scan into dest\[\d{1,4}\](?: \(col: (?<column>[^)\n]{1,120})\))?: (?<message>[^\n]{1,160})/,
      ],
    },
    rootCause: "A result row does not fit the variables it is read into[[ (column `{column}`)]]: {message}",
    explanation:
      "`Scan` needs one variable per column, in order and of a type that holds the value; NULL fits only pointers and `sql.Null…` types.",
    checks: [
      "The query's columns: `SELECT *` changes with the table",
      "Whether the column has NULLs, and since when",
    ],
    fixes: [
      "Name the columns in the query instead of `*`",
      "Use `sql.NullString` or a pointer where NULL is possible, or `COALESCE` in the query",
    ],
  },
  {
    id: "go/out-of-memory",
    title: "Go program out of memory",
    category: "resource_exhausted",
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /runtime: out of memory: cannot allocate (?<bytes>\d{1,15})-byte block(?: \((?<used>\d{1,15}) in use\))?/,
        /fatal error: runtime: (?:cannot allocate memory|out of memory)/,
      ],
    },
    rootCause: "The Go program could not allocate memory[[ ({bytes} bytes, {used} in use)]]",
    explanation:
      "The operating system refused the memory: limit of the container or `ulimit -v`. A cgroup's limit usually ends in a kill (137) instead.",
    checks: ["The limit of the container or service, and how much data this run handled"],
    fixes: [
      "Stream instead of collecting: `json.Decoder`, `rows.Next()`, `io.Copy`",
      "Raise the limit, and set `GOMEMLIMIT` somewhat below it",
    ],
  },
  {
    id: "go/unknown-flag",
    title: "Program does not know a flag",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /flag provided but not defined: -{1,2}(?<flag>[\w.-]{1,80})/,
        /\bunknown (?:long )?flag: --(?<flag>[\w.-]{1,80})/,
        /unknown shorthand flag: '(?<flag>\w)' in/,
      ],
    },
    rootCause: "The program does not know the flag `{flag}`",
    explanation:
      "The flag is misspelled, was renamed or removed in this version, or belongs after the subcommand.",
    checks: [
      "The program's `--help` in the installed version",
      "Whether the image or binary was upgraded since the last success",
    ],
    fixes: [
      "Use the flag's current name, or remove it",
      "Pin the version of the program to the one that the command was written for",
    ],
  },
  {
    id: "rust/panic",
    title: "Rust program panicked",
    category: "code_bug",
    alternatives: ["data_quality", "configuration"],
    strength: "hint",
    transience: "permanent",
    match: {
      message: [
        /thread '[^'\n]{1,80}' (?:\(\d{1,10}\) )?panicked at (?<frame>[^\s:'"]{1,200}\.rs:\d{1,6})(?::\d{1,5})?:\n(?<message>[^\n]{1,200})/,
        /thread '[^'\n]{1,80}' panicked at '(?<message>[^\n]{1,200}?)', (?<frame>[^\s:'"]{1,200}\.rs:\d{1,6})/,
      ],
    },
    rootCause: "The Rust program panicked[[ at {frame}]]: {message}",
    explanation:
      "`unwrap`, `expect`, an index or an assertion met a value that the code did not expect; the thread ends, in `main` with exit code 101.",
    checks: ["The value in the message: `Err(…)` names the real error", "The stack with `RUST_BACKTRACE=1`"],
    fixes: [
      "If it wraps an error (file, network, parse), remove that cause",
      "Return the error with `?` and context instead of `unwrap` at that line",
    ],
  },
  {
    id: "node/undefined-value",
    title: "JavaScript: property of undefined or null",
    category: "code_bug",
    alternatives: ["data_quality", "schema_change"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /TypeError: Cannot (?:read|set) properties of (?<value>undefined|null) \((?:reading|setting) '(?<property>[^'\n]{1,80})'/,
        /TypeError: Cannot (?:read|set) property '(?<property>[^'\n]{1,80})' of (?<value>undefined|null)/,
        /TypeError: Cannot destructure property '(?<property>[^'\n]{1,80})' of '[^'\n]{1,120}' as it is (?<value>undefined|null)/,
      ],
      names: [
        /\n\s{1,8}at (?:[^\n(]{1,120} \()?(?:file:\/\/)?(?<frame>(?!node:)\/(?![^\n)]{0,200}node_modules)[^\s():]{1,200}:\d{1,6}):\d{1,5}/,
      ],
    },
    rootCause: "JavaScript code reads `{property}` of a value that is {value}[[ ({frame})]]",
    explanation:
      "Something before it returned nothing: a response without the field, a lookup without a hit, a missing `await` or import.",
    checks: [
      "The value one step before `{property}`: print it",
      "Whether the response or the record changed",
    ],
    fixes: [
      "Handle the missing value[[ at {frame}]] (`?.`, a default, or an error that names it)",
      "Add a missing `await` or initialisation",
    ],
  },
  {
    id: "node/not-a-function",
    title: "JavaScript: wrong name or type",
    category: "code_bug",
    alternatives: ["missing_dependency"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /^(?:Uncaught )?TypeError: (?<name>[\w$.[\]()]{1,120}) is not (?<kind>a function|a constructor|iterable)/m,
        /ReferenceError: (?<name>[\w$]{1,80}) is not (?<kind>defined)/,
      ],
    },
    rootCause: "JavaScript code uses `{name}`, which is not {kind} at that point",
    explanation:
      "The import gives another thing than expected (default or named export, CommonJS or ESM), the library changed its API, or a name is misspelled or used too early.",
    checks: [
      "What the import returns (`console.log`)",
      "Whether the package was upgraded (`npm ls`, the lock file's diff)",
    ],
    fixes: [
      "Correct the name or the import",
      "Install from the lock file (`npm ci`), or adapt the call to the new version",
    ],
  },
  {
    id: "node/heap",
    title: "Node.js out of memory",
    category: "resource_exhausted",
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /FATAL ERROR: [^\n]{1,120}JavaScript heap out of memory/,
        /FATAL ERROR: [^\n]{1,100}Allocation failed/,
        /ERR_WORKER_OUT_OF_MEMORY/,
      ],
      names: [/Mark-(?:sweep|Compact)[^\n]{0,40}? (?<mb>\d{1,6})\.\d \(/],
    },
    rootCause: "Node.js ran out of heap[[ at about {mb} MB]]",
    explanation:
      "V8's heap has a limit of its own, which is often far below the machine's memory. The process aborts (exit code 134).",
    checks: ["How much the process holds at once: whole files, result sets, promises in a list"],
    fixes: [
      "Raise the limit: `NODE_OPTIONS=--max-old-space-size=4096`, below the container's memory",
      "Stream the data (`stream.pipeline`, cursors) and process it in batches",
    ],
  },
  {
    id: "node/module-system",
    title: "CommonJS and ES modules mixed",
    category: "configuration",
    alternatives: ["missing_dependency", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ERR_REQUIRE_ESM\]?: require\(\) of ES Module (?<file>\S{1,200})/,
        /SyntaxError: (?:Cannot use import statement outside a module|Unexpected token 'export')/,
        /ReferenceError: (?:require|module|exports|__dirname) is not defined in ES module scope/,
        /does not provide an export named '(?<file>[\w$]{1,80})'/,
      ],
    },
    rootCause: "A JavaScript file is loaded with the wrong module system[[ (`{file}`)]]",
    explanation:
      'Node decides by the extension and by `"type"` in the nearest `package.json`. Some packages went ESM-only with a major version.',
    checks: [
      '`"type"` in `package.json`, and the compiler\'s `module` setting',
      "Whether the package's major version changed",
    ],
    fixes: [
      'Set `"type": "module"` or use `.mjs` (the reverse: `.cjs`)',
      "Load an ESM-only package with `await import(…)`, or pin the last CommonJS version",
    ],
  },
  {
    id: "node/native-module",
    title: "Native Node.js module built for another version",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /compiled against a different Node\.js version using\s{1,3}NODE_MODULE_VERSION (?<built>\d{1,4})\. This version of Node\.js requires\s{1,3}NODE_MODULE_VERSION (?<needed>\d{1,4})/,
        /Cannot find module '(?<module>@(?:esbuild|rollup|next|swc|img|parcel)\/[\w-]{1,60}-(?:linux|darwin|win32)[\w-]{0,40})'/,
      ],
      names: [/[Mm]odule '(?<module>[^'\n]{1,200})'/],
    },
    rootCause:
      "The native module[[ `{module}`]] was installed for another Node.js version or platform[[ ({built}, needed {needed})]]",
    explanation:
      "`node_modules` holds compiled code for the Node version and system on which it was installed; copying it into another image breaks it.",
    checks: [
      "Node's version at build and run time",
      "Whether `node_modules` is copied from the host (`.dockerignore`)",
    ],
    fixes: [
      "Install in the image that runs it: `npm ci`, or `npm rebuild`",
      "Use the same Node version and libc in the build and run stage",
    ],
  },
  {
    id: "node/json",
    title: "JavaScript: response is not JSON",
    category: "data_quality",
    alternatives: ["upstream_missing_data", "auth_permission", "configuration"],
    strength: "strong",
    transience: "unknown",
    match: {
      types: ["SyntaxError"],
      message: [
        /SyntaxError: Unexpected (?:token [^\n]{1,80} (?:in JSON at position (?<position>\d{1,12})|is not valid JSON)|end of JSON input|non-whitespace character after JSON[^\n]{0,30})/,
        /SyntaxError: (?:Expected|Bad|Unterminated) [^\n]{1,80} in JSON at position (?<position>\d{1,12})/,
      ],
      names: [/(?<start><!DOCTYPE|<html|<\?xml)/i],
    },
    rootCause:
      "The text that was to be parsed is not JSON[[ (position {position})]][[: it begins with {start}]]",
    explanation:
      "`<` means an HTML page (error, login, proxy), an unexpected end means an empty or cut-off body.",
    checks: ["Status, content type and first 200 characters of the response"],
    fixes: [
      "Check `response.ok` and the content type before `response.json()`",
      "Correct the URL or login that led to the page",
    ],
  },
];
