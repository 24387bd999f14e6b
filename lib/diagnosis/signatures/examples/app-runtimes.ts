import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const appRuntimeExamples: SignatureExamples = {
  "node/undefined-property": {
    examples: [
      {
        text: "TypeError: Cannot read properties of undefined (reading 'crates')\n    at loadDay (/app/src/load.js:41:18)",
        captures: { property: "crates", value: "undefined", place: "/app/src/load.js:41" },
      },
      { text: "TypeError: Cannot read property 'id' of null", captures: { property: "id", value: "null" } },
    ],
    nearMisses: [{ text: "AttributeError: 'NoneType' object has no attribute 'crates'" }],
  },
  "node/not-a-function": {
    examples: [
      { text: "TypeError: crates.map is not a function", captures: { name: "crates.map" } },
      { text: "ReferenceError: harbour is not defined", captures: { name: "harbour" } },
    ],
    nearMisses: [{ text: "NameError: name 'harbour' is not defined" }],
  },
  "node/heap": {
    examples: [
      { text: "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory" },
      {
        text: "Error [ERR_WORKER_OUT_OF_MEMORY]: Worker terminated due to reaching memory limit: JS heap out of memory",
      },
    ],
    nearMisses: [{ text: "java.lang.OutOfMemoryError: Java heap space" }],
  },
  "node/module-format": {
    examples: [
      {
        text: "Error [ERR_REQUIRE_ESM]: require() of ES Module /app/node_modules/got/index.js from /app/load.js not supported.",
        captures: { file: "/app/node_modules/got/index.js" },
      },
      { text: "SyntaxError: Cannot use import statement outside a module" },
    ],
    nearMisses: [{ text: "Error: Cannot find module 'got'" }],
  },
  "node/peer-dependency": {
    examples: [
      {
        text: 'npm ERR! code ERESOLVE\nnpm ERR! ERESOLVE unable to resolve dependency tree\nnpm ERR! Could not resolve dependency:\nnpm ERR! peer react@"^17.0.0" from crates-ui@1.2.0',
      },
      {
        text: "npm error code ETARGET\nnpm error notarget No matching version found for crates@9.9.9.",
        captures: { package: "crates@9.9.9" },
      },
    ],
    nearMisses: [{ text: "npm ERR! code E401" }],
  },
  "node/connection-pool": {
    examples: [
      {
        text: "Timed out fetching a new connection from the connection pool. More info: http://pris.ly/d/connection-pool (Current connection pool timeout: 10, connection limit: 5)",
        captures: { seconds: "10", size: "5" },
      },
      { text: "SequelizeConnectionAcquireTimeoutError: Operation timeout" },
    ],
    nearMisses: [{ text: "sqlalchemy.exc.TimeoutError: QueuePool limit of size 5 overflow 10 reached" }],
  },
  "ruby/no-method": {
    examples: [
      {
        text: "NoMethodError: undefined method `each' for nil:NilClass (app/jobs/sync_crates_job.rb:27)",
        captures: { method: "each", object: "nil:NilClass", place: "app/jobs/sync_crates_job.rb:27" },
      },
      { text: "NameError: uninitialized constant Harbour::Crate", captures: { method: "Harbour::Crate" } },
    ],
    nearMisses: [{ text: "TypeError: crates.each is not a function" }],
  },
  "ruby/argument": {
    examples: [
      {
        text: "ArgumentError: wrong number of arguments (given 3, expected 2)\n/srv/app/lib/exporter.rb:12:in `write_row'",
        captures: {
          reason: "wrong number of arguments (given 3, expected 2",
          place: "/srv/app/lib/exporter.rb:12",
        },
      },
      { text: 'FrozenError: can\'t modify frozen String: "daily_"' },
      { text: "TypeError (no implicit conversion of Integer into String)" },
    ],
    nearMisses: [{ text: "TypeError: load() takes 2 positional arguments but 3 were given" }],
  },
  "ruby/bundle": {
    examples: [
      {
        text: "Your Ruby version is 2.7.8, but your Gemfile specified 3.1.4",
        captures: { found: "2.7.8", wanted: "3.1.4" },
      },
      {
        text: "Gem::ConflictError: Unable to activate faraday_middleware-1.2.0, because faraday-2.7.4 conflicts with faraday (~> 1.0)",
        captures: { gem: "faraday_middleware-1.2.0", other: "faraday-2.7.4" },
      },
    ],
    nearMisses: [{ text: "Your Python version is 3.8, but 3.10 is required" }],
  },
  "node/json": {
    examples: [
      {
        text: `SyntaxError: Unexpected token '<', "<!DOCTYPE "... is not valid JSON`,
        captures: { found: "<" },
      },
      {
        text: "SyntaxError: Unexpected token < in JSON at position 0",
        captures: { found: "<", position: "0" },
      },
    ],
    nearMisses: [{ text: "SyntaxError: Unexpected token 'export'" }],
  },
};
