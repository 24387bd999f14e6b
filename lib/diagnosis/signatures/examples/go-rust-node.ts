import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const goRustNodeExamples: SignatureExamples = {
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
};
