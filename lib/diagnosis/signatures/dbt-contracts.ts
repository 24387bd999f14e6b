import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** dbt: model contracts, where dbt says which side lacks a column or has another type. */
export const dbtContractSignatures: Signature[] = [
  {
    id: "dbt/contract-renamed-column",
    title: "Contract and model name a column differently",
    category: "schema_change",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /This model has an enforced contract that failed\.?(?:\s{1,8}Please ensure the name, data_type, and number of columns)?/,
      ],
      anywhere: [
        /\|\s?(?<column>[^|\n]{1,160})\|[ \t]{0,80}\|(?<type>[^|\n]{0,100})\|\s{1,3}missing in definition/,
        /\|\s?(?<extra>[^|\n]{1,160})\|(?<given>[^|\n]{0,100})\|[ \t]{0,80}\|\s{1,3}missing in contract/,
      ],
    },
    rootCause:
      "The model's SQL returns `{extra}`, while its contract (YAML) lists `{column}`: renamed or misspelled on one side",
    explanation:
      "The contract must list exactly the columns that the SELECT returns. One name is missing on each side, which usually means that a column was renamed in one place only. The empty cell shows the side where dbt did not find the column.",
    checks: [
      "Whether `{extra}` and `{column}` are the same column, and which commit renamed it",
      "The upstream model or source, if the name comes through `select *`",
    ],
    fixes: [
      "Rename the column in the model's YAML, or alias it in the SQL: `{extra} as {column}`",
      "Keep the old name if downstream models still use it",
    ],
    docs: ["https://docs.getdbt.com/docs/collaborate/govern/model-contracts"],
  },
  {
    id: "dbt/contract-missing-in-sql",
    title: "Contract lists a column that the model does not return",
    category: "schema_change",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/This model has an enforced contract that failed\.?\s?/],
      anywhere: [
        /\|\s?(?<column>[^|\n]{1,160})\|[ \t]{0,80}\|(?<type>[^|\n]{0,100})\|\s{1,3}missing in definition/,
      ],
    },
    rootCause: "The model's SQL does not return `{column}`, which its contract (YAML) lists",
    explanation:
      "`definition_type` is empty for this column, so dbt found it in the YAML but not in the SELECT: it was removed or renamed in the SQL or upstream, or was added to the YAML only.",
    checks: [
      "The final SELECT of the model, and the upstream columns if it uses `select *`",
      "The last commits to the model's SQL and YAML",
    ],
    fixes: [
      "Return `{column}` from the SELECT",
      "Remove `{column}` from the contract if it is gone on purpose (a breaking change for its users)",
    ],
    docs: ["https://docs.getdbt.com/docs/collaborate/govern/model-contracts"],
  },
  {
    id: "dbt/contract-missing-in-yaml",
    title: "Model returns a column that its contract does not list",
    category: "schema_change",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/This model has an enforced contract that failed\.?\s?/],
      anywhere: [
        /\|\s?(?<extra>[^|\n]{1,160})\|(?<given>[^|\n]{0,100})\|[ \t]{0,80}\|\s{1,3}missing in contract/,
      ],
    },
    rootCause: "The model's SQL returns `{extra}`, which its contract (YAML) does not list",
    explanation:
      "`contract_type` is empty for this column, so dbt found it in the SELECT but not in the YAML: somebody added it to the SQL, or it came from upstream through `select *`.",
    checks: [
      "Where `{extra}` comes from: the model's SELECT, or a new upstream column",
      "The last commits to the model's SQL and YAML",
    ],
    fixes: [
      "Add `{extra}` with its `data_type` ({given}) to the model's YAML",
      "Leave `{extra}` out of the final SELECT (list the columns instead of `select *`)",
    ],
    docs: ["https://docs.getdbt.com/docs/collaborate/govern/model-contracts"],
  },
  {
    id: "dbt/contract-data-type",
    title: "Column has another type than its contract",
    category: "schema_change",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/This model has an enforced contract that failed/],
      anywhere: [
        /\|\s?(?<column>[^|\n]{1,160})\|\s?(?<given>[^|\n]{1,100})\|\s?(?<type>[^|\n]{1,100})\|\s{1,3}data type mismatch/,
      ],
    },
    rootCause: "`{column}` is {given} in the model's SQL, while its contract (YAML) says {type}",
    explanation:
      "dbt compares the types that the database reports for the SELECT with the `data_type` in the YAML. A cast was removed, a source changed its type, or the YAML names an alias that this database reports differently.",
    checks: ["The expression of `{column}` in the SELECT and the type of its source column"],
    fixes: [
      "Cast it in the SELECT: `cast({column} as {type})`",
      "Change `data_type` of `{column}` to {given} if the new type is intended",
    ],
    docs: ["https://docs.getdbt.com/docs/collaborate/govern/model-contracts"],
  },
  {
    id: "dbt/contract-without-types",
    title: "Contract without data types",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Contracted models require data_type to be defined for each column[^\n]{0,160}for the \['(?<columns>[^\]\n]{1,200})'\] column/,
        /Columns with `data_type` Blank\/Null not allowed on contracted models\. Columns Blank\/Null: \['(?<columns>[^\]\n]{1,200})'\]/,
      ],
    },
    rootCause: "The model's contract gives no `data_type` for `{columns}`",
    explanation: "With `contract: {enforced: true}` every listed column needs a `data_type` in the YAML.",
    checks: ["The model's `columns:` in its YAML"],
    fixes: ["Add `data_type` to `{columns}`", "Turn the contract off for this model (`enforced: false`)"],
    docs: ["https://docs.getdbt.com/docs/collaborate/govern/model-contracts"],
  },
  {
    id: "dbt/contract-breaking-change",
    title: "Breaking change to a model contract",
    category: "schema_change",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /dbt detected a breaking change to an enforced contract/,
        /Breaking [Cc]hange to (?:[Cc]ontract|an enforced contract)/,
      ],
      names: [
        /Columns were removed:\s{1,16}-? ?(?<column>[\w.]{1,160})/,
        /in model (?<model>[\w.-]{1,160})/,
        /(?<what>The contract's enforcement has been disabled)/,
      ],
    },
    rootCause:
      "A commit breaks the contract of a model that others rely on[[ (`{model}`)]][[: the column `{column}` was removed]][[: {what}]]",
    explanation:
      "dbt compared the project with the `--state` manifest: columns were removed, their types changed, or the contract was turned off for a model that others may rely on.",
    checks: ["The list of removed or changed columns in the message"],
    fixes: [
      "Undo the removal, or add the change as a new model version (`versions:`)",
      "Coordinate with the users, then deploy a new state manifest",
    ],
    docs: ["https://docs.getdbt.com/docs/collaborate/govern/model-versions"],
  },
];
