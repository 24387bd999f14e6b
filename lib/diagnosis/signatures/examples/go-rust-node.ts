import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const goRustNodeExamples: SignatureExamples = {
  "go/panic": {
    examples: [
      {
        text: "panic: runtime error: index out of range [5] with length 5\n\ngoroutine 1 [running]:\nmain.load()\n\t/src/harbour/main.go:41 +0x1d",
        captures: { message: "index out of range [5] with length 5", frame: "/src/harbour/main.go:41" },
      },
      { text: "panic: assignment to entry in nil map" },
      { text: "fatal error: all goroutines are asleep - deadlock!" },
    ],
    nearMisses: [{ text: "Kernel panic - not syncing: Fatal exception" }],
  },
  "go/json-type": {
    examples: [
      {
        text: "json: cannot unmarshal string into Go struct field Order.total of type float64",
        captures: { actual: "string", field: "Order.total", expected: "float64" },
      },
      { text: 'json: unknown field "discountCode"', captures: { field: "discountCode" } },
    ],
    nearMisses: [{ text: "json: invalid character '<' looking for beginning of value" }],
  },
  "go/sql-driver-missing": {
    examples: [
      { text: 'sql: unknown driver "postgres" (forgotten import?)', captures: { driver: "postgres" } },
      { text: "Binary was compiled with 'CGO_ENABLED=0', go-sqlite3 requires cgo to work. This is a stub" },
    ],
    nearMisses: [{ text: "java.sql.SQLException: No suitable driver" }],
  },
  "go/sql-scan": {
    examples: [
      {
        text: 'sql: Scan error on column index 2, name "shipped_at": converting NULL to string is unsupported',
        captures: { column: "shipped_at", message: "converting NULL to string is unsupported" },
      },
      { text: "sql: expected 7 destination arguments in Scan, not 6" },
    ],
    nearMisses: [{ text: "sql: no rows in result set" }],
  },
  "go/out-of-memory": {
    examples: [
      {
        text: "runtime: out of memory: cannot allocate 4194304-byte block (2013265920 in use)\nfatal error: out of memory",
        captures: { bytes: "4194304", used: "2013265920" },
      },
      { text: "fatal error: runtime: out of memory" },
    ],
    nearMisses: [{ text: "fatal error: all goroutines are asleep - deadlock!" }],
  },
  "go/unknown-flag": {
    examples: [
      { text: "flag provided but not defined: -batchsize", captures: { flag: "batchsize" } },
      { text: "Error: unknown flag: --crate-size", captures: { flag: "crate-size" } },
    ],
    nearMisses: [{ text: "harbour: error: unrecognized arguments: --crate-size" }],
  },
  "rust/panic": {
    examples: [
      {
        text: "thread 'main' panicked at src/load.rs:41:5:\ncalled `Result::unwrap()` on an `Err` value: ParseIntError { kind: InvalidDigit }",
        captures: { frame: "src/load.rs:41" },
      },
      {
        text: "thread 'main' panicked at 'index out of bounds: the len is 3 but the index is 7', src/load.rs:4:5",
        captures: { message: "index out of bounds: the len is 3 but the index is 7", frame: "src/load.rs:4" },
      },
    ],
    nearMisses: [{ text: "panic: runtime error: integer divide by zero" }],
  },
  "node/undefined-value": {
    examples: [
      {
        text: "TypeError: Cannot read properties of undefined (reading 'crates')\n    at load (/app/src/load.js:12:18)",
        captures: { property: "crates", value: "undefined", frame: "/app/src/load.js:12" },
      },
      {
        text: "TypeError: Cannot read property 'crates' of null",
        captures: { property: "crates", value: "null" },
      },
    ],
    nearMisses: [{ text: "AttributeError: 'NoneType' object has no attribute 'crates'" }],
  },
  "node/not-a-function": {
    examples: [
      {
        text: "TypeError: crates.map is not a function",
        captures: { name: "crates.map", kind: "a function" },
      },
      { text: "ReferenceError: orders is not defined", captures: { name: "orders" } },
    ],
    nearMisses: [
      { text: "TypeError: 'str' object is not callable" },
      { text: "NameError: name 'orders' is not defined" },
    ],
  },
  "node/heap": {
    examples: [
      {
        text: "<--- Last few GCs --->\n[41:0x5]    61000 ms: Mark-sweep 2046.1 (2051.2) -> 2045.9 (2051.9) MB\nFATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory",
        captures: { mb: "2046" },
      },
    ],
    nearMisses: [{ text: "java.lang.OutOfMemoryError: Java heap space" }],
  },
  "node/module-system": {
    examples: [
      {
        text: "Error [ERR_REQUIRE_ESM]: require() of ES Module /app/node_modules/crates/index.js from /app/load.js not supported.",
        captures: { file: "/app/node_modules/crates/index.js" },
      },
      { text: "SyntaxError: Cannot use import statement outside a module" },
      { text: "ReferenceError: require is not defined in ES module scope, you can use import instead" },
    ],
    nearMisses: [{ text: "Error: Cannot find module 'crates'" }],
  },
  "node/native-module": {
    examples: [
      {
        text: "Error: The module '/app/node_modules/better-sqlite3/build/Release/better_sqlite3.node'\nwas compiled against a different Node.js version using\nNODE_MODULE_VERSION 93. This version of Node.js requires\nNODE_MODULE_VERSION 108.",
        captures: { built: "93", needed: "108" },
      },
      {
        text: "Error: Cannot find module '@rollup/rollup-linux-x64-musl'",
        captures: { module: "@rollup/rollup-linux-x64-musl" },
      },
    ],
    nearMisses: [{ text: "Error: Cannot find module 'crates'" }],
  },
  "node/json": {
    examples: [
      {
        text: "SyntaxError: Unexpected token '<', \"<!DOCTYPE \"... is not valid JSON",
        captures: { start: "<!DOCTYPE" },
      },
      { text: "SyntaxError: Unexpected token < in JSON at position 0", captures: { position: "0" } },
      { text: "SyntaxError: Unexpected end of JSON input" },
    ],
    nearMisses: [{ text: "json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)" }],
  },
};
