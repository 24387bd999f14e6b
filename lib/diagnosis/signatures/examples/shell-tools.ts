import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const shellToolExamples: SignatureExamples = {
  "bash/syntax": {
    examples: [
      {
        text: "./crates.sh: line 41: syntax error near unexpected token `done'",
        captures: { file: "./crates.sh", line: "41", token: "done" },
      },
      {
        text: "/opt/harbour/load.sh: line 7: unexpected EOF while looking for matching `\"'",
        captures: { line: "7" },
      },
      { text: 'load.sh: 12: Syntax error: "(" unexpected', captures: { line: "12" } },
      { text: "load.sh: line 90: syntax error: unexpected end of file" },
    ],
    nearMisses: [
      { text: 'ERROR:  syntax error at or near "FORM"' },
      { text: "./crates.sh: line 41: harbour: command not found" },
    ],
  },
  "bash/unbound-variable": {
    examples: [
      {
        text: "./crates.sh: line 12: HARBOUR_DB: unbound variable",
        captures: { file: "./crates.sh", line: "12", variable: "HARBOUR_DB" },
      },
      { text: "load.sh: 3: HARBOUR_DB: parameter not set", captures: { variable: "HARBOUR_DB" } },
    ],
    nearMisses: [{ text: "UnboundLocalError: cannot access local variable 'orders'" }],
  },
  "bash/test-expression": {
    examples: [
      {
        text: "./crates.sh: line 3: [: -gt: unary operator expected",
        captures: { line: "3", message: "-gt: unary operator expected" },
      },
      { text: "./crates.sh: line 8: [: n/a: integer expression expected" },
      { text: "load.sh: 5: [: Illegal number: n/a" },
    ],
    nearMisses: [{ text: "TypeError: load() got too many arguments" }],
  },
  "bash/bad-substitution": {
    examples: [
      {
        text: "/opt/harbour/load.sh: 5: Bad substitution",
        captures: { file: "/opt/harbour/load.sh", line: "5" },
      },
      { text: "load.sh: 2: [[: not found" },
      { text: "load.sh: 2: source: not found", captures: { word: "source" } },
      { text: "load.sh: 1: set: Illegal option -o pipefail" },
    ],
    nearMisses: [{ text: "load.sh: 2: psql: not found" }],
  },
  "awk/program": {
    examples: [
      {
        text: "awk: cmd. line:1: (FILENAME=orders.csv FNR=12) fatal: division by zero attempted",
        captures: { file: "orders.csv", record: "12", message: "division by zero attempted" },
      },
      { text: "awk: line 1: syntax error at or near }" },
      {
        text: "awk: cmd. line:1: { print $1 \nawk: cmd. line:1:           ^ unexpected newline or end of string",
      },
    ],
    nearMisses: [
      { text: "awk: cmd. line:1: warning: regexp escape sequence `\\/' is not a known regexp operator" },
      { text: "awk: fatal: cannot open file `orders.csv' for reading: No such file or directory" },
    ],
  },
  "sed/expression": {
    examples: [
      {
        text: "sed: -e expression #1, char 12: unterminated `s' command",
        captures: { position: "12", message: "unterminated", command: "s" },
      },
      { text: 'sed: 1: "crates.conf": invalid command code c' },
    ],
    nearMisses: [{ text: "sed: can't read crates.conf: No such file or directory" }],
  },
  "jq/wrong-type": {
    examples: [
      {
        text: "jq: error (at <stdin>:0): Cannot iterate over null (null)",
        captures: { message: "Cannot iterate over null (null)" },
      },
      { text: 'jq: error (at orders.json:3): Cannot index string with string "id"' },
      { text: "jq: error (at <stdin>:1): null (null) has no keys" },
    ],
    nearMisses: [{ text: "jq: error: Could not open file orders.json: No such file or directory" }],
  },
  "jq/input-not-json": {
    examples: [
      {
        text: "parse error: Invalid numeric literal at line 1, column 10",
        captures: { message: "Invalid numeric literal", line: "1, column 10" },
      },
      {
        text: "jq: parse error: Unfinished JSON term at EOF at line 2, column 0",
        captures: { line: "2, column 0" },
      },
    ],
    nearMisses: [{ text: 'parse error on line 3, column 28: bare " in non-quoted field' }],
  },
  "jq/filter": {
    examples: [
      {
        text: "jq: error: syntax error, unexpected INVALID_CHARACTER (Unix shell quoting issues?) at <top-level>, line 1:\n.orders[?]\njq: 1 compile error",
      },
      {
        text: "jq: error: ltrimstrs/1 is not defined at <top-level>, line 1:",
        captures: { message: "ltrimstrs/1 is not defined" },
      },
    ],
    nearMisses: [{ text: "jq: error (at <stdin>:0): Cannot iterate over null (null)" }],
  },
  "shell/unknown-option": {
    examples: [
      {
        text: "tar: unrecognized option '--zstd-level=9'\nTry 'tar --help' or 'tar --usage' for more information.",
        captures: { command: "tar", option: "--zstd-level=9" },
      },
      {
        text: "date: invalid option -- 'v'\nTry 'date --help' for more information.",
        captures: { option: "v" },
      },
      { text: "curl: option --fail-with-body: is unknown", captures: { option: "--fail-with-body" } },
    ],
    nearMisses: [{ text: "harbour: Error: No such option: --crate" }],
  },
  "iconv/illegal-input": {
    examples: [
      { text: "iconv: illegal input sequence at position 40960", captures: { position: "40960" } },
      { text: "iconv: orders.csv:14:8: cannot convert", captures: { file: "orders.csv" } },
    ],
    nearMisses: [{ text: "iconv: conversion from `UTF-99' is not supported" }],
  },
  "shell/timeout-command": {
    examples: [
      {
        text: "timeout: sending signal TERM to command './crates.sh'",
        captures: { signal: "TERM", command: "./crates.sh" },
      },
    ],
    nearMisses: [{ text: "timeout: failed to run command 'crates.sh': No such file or directory" }],
  },
};
