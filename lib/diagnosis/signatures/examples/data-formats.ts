import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const dataFormatExamples: SignatureExamples = {
  "protobuf/generated-code-old": {
    examples: [
      {
        text: "TypeError: Descriptors cannot be created directly.\nIf this call came from a _pb2.py file, your generated code is out of date and must be regenerated with protoc >= 3.19.0.",
        captures: { protoc: "3.19.0" },
      },
      { text: "TypeError: Descriptors cannot not be created directly." },
    ],
    nearMisses: [{ text: "TypeError: Protocols cannot be instantiated" }],
  },
  "protobuf/version-mismatch": {
    examples: [
      {
        text: "google.protobuf.runtime_version.VersionError: Detected incompatible Protobuf Gencode/Runtime versions when loading orders.proto: gencode 5.27.2 runtime 4.25.3. Runtime version cannot be older than the linked gencode version.",
        captures: { file: "orders.proto", gencode: "5.27.2", runtime: "4.25.3" },
      },
      {
        text: "ImportError: cannot import name 'runtime_version' from 'google.protobuf' (/usr/lib/python3/google/protobuf/__init__.py)",
      },
    ],
    nearMisses: [{ text: "ImportError: cannot import name 'Crate' from 'harbour.models'" }],
  },
  "protobuf/file-registered-twice": {
    examples: [
      {
        text: "TypeError: Couldn't build proto file into descriptor pool: duplicate file name crates/orders.proto",
        captures: { name: "crates/orders.proto" },
      },
      {
        text: 'panic: proto: file "orders.proto" is already registered\n\tpreviously from: "harbour/orders"',
        captures: { name: "orders.proto" },
      },
    ],
    nearMisses: [{ text: 'prometheus: metric "orders_total" is already registered' }],
  },
  "yaml/syntax": {
    examples: [
      {
        text: 'yaml.scanner.ScannerError: mapping values are not allowed here\n  in "crates.yaml", line 14, column 18',
        captures: { file: "crates.yaml", line: "14" },
      },
      {
        text: "error: error converting YAML to JSON: yaml: line 8: did not find expected key",
        captures: { line: "8" },
      },
      { text: "yaml.parser.ParserError: while parsing a block mapping" },
    ],
    nearMisses: [
      { text: "yaml.constructor.ConstructorError: could not determine a constructor for the tag '!Ref'" },
      { text: "FileNotFoundError: [Errno 2] No such file or directory: 'crates.yaml'" },
    ],
  },
  "yaml/unknown-tag": {
    examples: [
      {
        text: "yaml.constructor.ConstructorError: could not determine a constructor for the tag '!Ref'\n  in \"harbour.yaml\", line 12, column 7",
        captures: { tag: "!Ref", file: "harbour.yaml", line: "12" },
      },
    ],
    nearMisses: [{ text: "yaml.parser.ParserError: while parsing a block mapping" }],
  },
  "toml/syntax": {
    examples: [
      {
        text: "tomllib.TOMLDecodeError: Expected '=' after a key in a key/value pair (at line 3, column 5)",
        captures: { message: "Expected '=' after a key in a key/value pair", line: "3" },
      },
      {
        text: "TOML parse error at line 7, column 8\n  |\n7 | path = crates\n  |        ^\ninvalid string\nexpected `\"`, `'`",
        captures: { line: "7, column 8" },
      },
    ],
    nearMisses: [{ text: "json.decoder.JSONDecodeError: Expecting value: line 3 column 5 (char 40)" }],
  },
  "ini/missing-key": {
    examples: [
      {
        text: "configparser.NoOptionError: No option 'port' in section: 'harbour'",
        captures: { option: "port", section: "harbour" },
      },
      { text: "configparser.NoSectionError: No section: 'crates'", captures: { section: "crates" } },
      {
        text: "configparser.MissingSectionHeaderError: File contains no section headers.\nfile: 'harbour.ini', line: 1",
      },
    ],
    nearMisses: [{ text: "harbour: Error: No such option: --port" }],
  },
  "csv/reader": {
    examples: [
      { text: "_csv.Error: line contains NUL", captures: { message: "line contains NUL" } },
      { text: "_csv.Error: field larger than field limit (131072)" },
      {
        text: 'parse error on line 3, column 28: bare " in non-quoted field',
        captures: { line: "3" },
      },
      { text: "record on line 902: wrong number of fields", captures: { line: "902" } },
      { text: "CSV::MalformedCSVError: Illegal quoting in line 17.", captures: { line: "17" } },
    ],
    nearMisses: [
      {
        text: "pandas.errors.ParserError: Error tokenizing data. C error: Expected 5 fields in line 9, saw 6",
      },
    ],
  },
  "csv/header-missing": {
    examples: [
      {
        text: "CsvHelper.HeaderValidationException: Header with name 'DockDate'[0] was not found.",
        captures: { column: "DockDate" },
      },
    ],
    nearMisses: [{ text: "KeyError: 'DockDate'" }],
  },
};
