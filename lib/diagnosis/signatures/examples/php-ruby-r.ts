import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const phpRubyRExamples: SignatureExamples = {
  "php/uncaught": {
    examples: [
      {
        text: "PHP Fatal error:  Uncaught Error: Call to a member function fetch() on bool in /app/load.php:14\nStack trace:\n#0 {main}",
        captures: { message: "Call to a member function fetch() on bool", file: "/app/load.php", line: "14" },
      },
      {
        text: "PHP Fatal error:  Uncaught TypeError: array_map(): Argument #2 ($array) must be of type array, null given in /app/load.php:3",
        captures: { line: "3" },
      },
    ],
    nearMisses: [
      {
        text: "PHP Fatal error:  Uncaught Error: Call to undefined function mysqli_connect() in /app/load.php:3",
      },
    ],
  },
  "php/extension-missing": {
    examples: [
      {
        text: "PHP Fatal error:  Uncaught Error: Call to undefined function mysqli_connect() in /app/load.php:3",
        captures: { name: "mysqli_connect" },
      },
      { text: "PDOException: could not find driver" },
    ],
    nearMisses: [
      {
        text: "PHP Fatal error:  Uncaught Error: Call to undefined function harbour_load() in /app/load.php:3",
      },
    ],
  },
  "php/class-missing": {
    examples: [
      {
        text: 'PHP Fatal error:  Uncaught Error: Class "Harbour\\Loader" not found in /app/load.php:3',
        captures: { class: "Harbour\\Loader" },
      },
      {
        text: "PHP Warning:  require(vendor/autoload.php): Failed to open stream: No such file or directory in /app/load.php on line 2",
        captures: { class: "vendor/autoload.php" },
      },
    ],
    nearMisses: [
      { text: 'PHP Fatal error:  Uncaught Error: Class "ZipArchive" not found in /app/load.php:3' },
    ],
  },
  "php/time-limit": {
    examples: [
      {
        text: "PHP Fatal error:  Maximum execution time of 300 seconds exceeded in /app/load.php on line 10",
        captures: { seconds: "300", file: "/app/load.php", line: "10" },
      },
    ],
    nearMisses: [{ text: "Job exceeded its maximum execution time" }],
  },
  "php/syntax": {
    examples: [
      {
        text: 'PHP Parse error:  syntax error, unexpected token "}" in /app/load.php on line 8',
        captures: { file: "/app/load.php", line: "8" },
      },
    ],
    nearMisses: [{ text: "jq: parse error: Invalid numeric literal at line 1, column 10" }],
  },
  "rails/pending-migration": {
    examples: [
      {
        text: "ActiveRecord::PendingMigrationError: Migrations are pending. To resolve this issue, run:\n\n        bin/rails db:migrate",
      },
    ],
    nearMisses: [{ text: "2 migrations are pending; applying them" }],
  },
  "rails/unknown-attribute": {
    examples: [
      {
        text: "ActiveModel::UnknownAttributeError: unknown attribute 'weigth' for Crate.",
        captures: { attribute: "weigth", model: "Crate" },
      },
    ],
    nearMisses: [{ text: "terraform: An argument named 'weigth' is not expected here" }],
  },
  "rails/record-not-found": {
    examples: [
      {
        text: "ActiveRecord::RecordNotFound: Couldn't find Crate with 'id'=7",
        captures: { model: "Crate", key: "'id'=7" },
      },
    ],
    nearMisses: [{ text: "Couldn't find a tree builder with the features you requested: lxml" }],
  },
  "r/empty-condition": {
    examples: [
      {
        text: "Error in if (n_crates > 0) { : missing value where TRUE/FALSE needed",
        captures: { condition: "n_crates > 0", message: "missing value where TRUE/FALSE needed" },
      },
      { text: "Error in if (n > 0) { : argument is of length zero", captures: { condition: "n > 0" } },
    ],
    nearMisses: [{ text: "Error in eval(expr) : object 'n_crates' not found" }],
  },
  "r/subscript": {
    examples: [
      { text: "Error in crates[[i]] : subscript out of bounds" },
      {
        text: 'Error in UseMethod("filter") : no applicable method for \'filter\' applied to an object of class "NULL"',
        captures: { expression: "filter", class: "NULL" },
      },
    ],
    nearMisses: [{ text: "IndexError: list index out of range" }],
  },
  "r/memory": {
    examples: [{ text: "Error: cannot allocate vector of size 7.4 Gb", captures: { size: "7.4 Gb" } }],
    nearMisses: [{ text: "MemoryError: Unable to allocate 7.4 GiB for an array with shape (1000000, 1000)" }],
  },
  "r/column-types": {
    examples: [
      {
        text: "Error: Can't combine `..1$amount` <double> and `..2$amount` <character>.",
        captures: { left: "..1$amount", from: "double", to: "character" },
      },
    ],
    nearMisses: [{ text: "Can't combine partitions of different topics" }],
  },
};
