import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const dotnetBuildExamples: SignatureExamples = {
  "dotnet/access-denied": {
    examples: [
      {
        text: "System.UnauthorizedAccessException: Access to the path '\\\\fs02\\harbour\\crates.xlsx' is denied.",
        captures: { path: "\\\\fs02\\harbour\\crates.xlsx" },
      },
    ],
    nearMisses: [{ text: "PermissionError: [Errno 13] Permission denied: '/data/crates.xlsx'" }],
  },
  "dotnet/concurrency": {
    examples: [
      {
        text: "System.Data.DBConcurrencyException: Concurrency violation: the UpdateCommand affected 0 of the expected 1 records.",
      },
      {
        text: "Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException: The database operation was expected to affect 1 row(s), but actually affected 0 row(s); data may have been modified or deleted since entities were loaded.",
      },
    ],
    nearMisses: [{ text: "Query OK, 0 rows affected" }],
  },
  "dotnet/settings-file": {
    examples: [
      {
        text: "System.FormatException: Could not parse the JSON file appsettings.Production.json. at Microsoft.Extensions.Configuration.Json.JsonConfigurationProvider",
        captures: { file: "appsettings.Production.json" },
      },
      {
        text: "System.IO.FileNotFoundException: The configuration file 'appsettings.json' was not found and is not optional.",
        captures: { file: "appsettings.json" },
      },
    ],
    nearMisses: [{ text: "json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)" }],
  },
  "nuget/package-missing": {
    examples: [
      {
        text: "error NU1101: Unable to find package Harbour.Contracts. No packages exist with this id in source(s): nuget.org",
        captures: { package: "Harbour.Contracts" },
      },
    ],
    nearMisses: [{ text: "E: Unable to locate package harbour-contracts" }],
  },
  "compiler/type-error": {
    examples: [
      {
        text: "src/crates.ts(12,5): error TS2345: Argument of type 'string | undefined' is not assignable to parameter of type 'string'.",
        captures: { code: "TS2345", file: "src/crates.ts", line: "12" },
      },
      {
        text: "Loader.cs(8,7): error CS0246: The type or namespace name 'Harbour' could not be found [/src/Harbour.csproj]",
        captures: { code: "CS0246", file: "Loader.cs" },
      },
      {
        text: "error[E0382]: borrow of moved value: `orders`\n  --> src/load.rs:12:5",
        captures: { code: "E0382" },
      },
    ],
    nearMisses: [{ text: "error TS18003: No inputs were found in config file 'tsconfig.json'." }],
  },
  "conda/unsolvable": {
    examples: [
      {
        text: "PackagesNotFoundError: The following packages are not available from current channels:\n\n  - libcrates=3.9",
        captures: { package: "libcrates=3.9" },
      },
      {
        text: "Because harbour depends on numpy (^2.0) and crates (1.9) requires numpy (<1.26), version solving failed.",
      },
    ],
    nearMisses: [{ text: "CondaHTTPError: HTTP 000 CONNECTION FAILED for url <https://conda.anaconda.org>" }],
  },
};
