import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Programs in Go, Rust, JavaScript and TypeScript. */
export const goRustNodeSignatures: Signature[] = [
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
];
