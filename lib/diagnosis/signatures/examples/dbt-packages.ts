import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const dbtPackageExamples: SignatureExamples = {
  "dbt/package-version": {
    examples: [
      {
        text: "dbt.exceptions.PackageVersionNotFoundError: Could not find a matching compatible version for package dbt-labs/dbt_project_evaluator\n  Requested range: =1.1.2, =1.1.2\n  Compatible versions: ['0.1.0', '0.1.1']",
        captures: { package: "dbt-labs/dbt_project_evaluator", range: "=1.1.2, =1.1.2" },
      },
      {
        text: "Encountered an error:\nVersion error for package dbt-labs/dbt_utils: Could not find a satisfactory version from options: ['=1.0.0', '>=0.8.0', '<0.9.0']",
        captures: { package: "dbt-labs/dbt_utils" },
      },
    ],
    nearMisses: [
      {
        text: 'dbt found 3 package(s) specified in packages.yml, but only 2 package(s) installed in dbt_packages. Run "dbt deps" to install package dependencies.',
      },
    ],
  },
  "dbt/package-not-found": {
    examples: [
      {
        text: "Encountered an error:\nPackage fishtown-analytics/snowflake was not found in the package index",
        captures: { package: "fishtown-analytics/snowflake" },
      },
      {
        text: "Internal Error\n  Error checking out spec='v1.1500.3' for repo https://gitlab.example.com/private_package.git\n  fatal: couldn't find remote ref v1.1500.3",
        captures: { spec: "v1.1500.3" },
      },
    ],
    nearMisses: [{ text: "Installing dbt-labs/dbt_utils\n  Installed from version 1.1.1" }],
  },
  "dbt/hub-unreachable": {
    examples: [
      {
        text: "Runtime Error\n  External connection exception occurred: HTTPSConnectionPool(host='hub.getdbt.com', port=443): Read timed out. (read timeout=None)",
      },
      {
        text: "External connection exception occurred: ('Connection aborted.', RemoteDisconnected('Remote end closed connection')) while reading https://hub.getdbt.com/api/v1/index.json",
      },
    ],
    nearMisses: [{ text: "dbt deps finished" }],
  },
  "dbt/state-manifest": {
    examples: [
      {
        text: 'Runtime Error\n  Could not find manifest in --state path: "/tmp/snowflake"',
        captures: { path: "/tmp/snowflake" },
      },
      {
        text: 'Expected a schema version of "https://schemas.getdbt.com/dbt/manifest/v5.json" in /root/dbt_repo/manifest.json, but found "https://schemas.getdbt.com/dbt/manifest/v4.json". Are you running with a different version of dbt?',
        captures: { path: "/root/dbt_repo/manifest.json" },
      },
    ],
    nearMisses: [{ text: "Found 3 models, 4 tests" }],
  },
  "dbt/reference-not-allowed": {
    examples: [
      {
        text: "Parsing Error\n  Node model.shop.report attempted to reference node model.shop.ledger, which is not allowed because the referenced node is private to the finance group.",
        captures: { node: "model.shop.report", target: "model.shop.ledger" },
      },
      {
        text: "Node model.shop.report attempted to reference node model.finance.ledger, which is not allowed because the referenced node is protected to the finance project.",
        captures: { target: "model.finance.ledger" },
      },
    ],
    nearMisses: [
      {
        text: "'model.shop.report' (models/report.sql) depends on a node named 'ledger' which was not found",
      },
    ],
  },
};
