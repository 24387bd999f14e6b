import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const dbtContractExamples: SignatureExamples = {
  "dbt/contract-renamed-column": {
    examples: [
      {
        text: "Compilation Error in model orders (models/marts/orders.sql)\n  This model has an enforced contract that failed.\n  Please ensure the name, data_type, and number of columns in your contract match the columns in your model's definition.\n  \n  | column_name | definition_type | contract_type | mismatch_reason       |\n  | ----------- | --------------- | ------------- | --------------------- |\n  | discount    |                 | NUMERIC       | missing in definition |\n  | rebate      | NUMERIC         |               | missing in contract   |\n",
        captures: { column: "discount", extra: "rebate" },
      },
      {
        text: "Compilation Error in model orders (models/marts/orders.sql)\n  This model has an enforced contract that failed.\n  Please ensure the name, data_type, and number of columns in your contract match the columns in your model's definition.\n  \n  | column_name | definition_type | contract_type | mismatch_reason       |\n  | ----------- | --------------- | ------------- | --------------------- |\n  | rebate      | NUMERIC         |               | missing in contract   |\n  | discount    |                 | NUMERIC       | missing in definition |\n",
        captures: { column: "discount", extra: "rebate" },
      },
    ],
    nearMisses: [
      {
        text: "Compilation Error in model orders (models/marts/orders.sql)\n  This model has an enforced contract that failed.\n  Please ensure the name, data_type, and number of columns in your contract match the columns in your model's definition.\n  \n  | column_name | definition_type | contract_type | mismatch_reason       |\n  | ----------- | --------------- | ------------- | --------------------- |\n  | discount    |                 | NUMERIC       | missing in definition |\n",
      },
      {
        text: "Compilation Error in model orders (models/marts/orders.sql)\n  This model has an enforced contract that failed.\n  Please ensure the name, data_type, and number of columns in your contract match the columns in your model's definition.\n  \n  | column_name | definition_type | contract_type | mismatch_reason       |\n  | ----------- | --------------- | ------------- | --------------------- |\n  | total       | TEXT            | NUMERIC       | data type mismatch    |\n",
      },
    ],
  },
  "dbt/contract-missing-in-sql": {
    examples: [
      {
        text: "Compilation Error in model orders (models/marts/orders.sql)\n  This model has an enforced contract that failed.\n  Please ensure the name, data_type, and number of columns in your contract match the columns in your model's definition.\n  \n  | column_name | definition_type | contract_type | mismatch_reason       |\n  | ----------- | --------------- | ------------- | --------------------- |\n  | discount    |                 | NUMERIC       | missing in definition |\n",
        captures: { column: "discount", type: "NUMERIC" },
      },
      {
        text: "Compilation Error in model orders (models/marts/orders.sql)\n  This model has an enforced contract that failed.\n  Please ensure the name, data_type, and number of columns in your contract match the columns in your model's definition.\n  \n  | column_name | definition_type | contract_type | mismatch_reason       |\n  | ----------- | --------------- | ------------- | --------------------- |\n  | total       | TEXT            | NUMERIC       | data type mismatch    |\n  | discount    |                 | NUMERIC       | missing in definition |\n",
        captures: { column: "discount" },
      },
    ],
    nearMisses: [
      {
        text: "Compilation Error in model orders (models/marts/orders.sql)\n  This model has an enforced contract that failed.\n  Please ensure the name, data_type, and number of columns in your contract match the columns in your model's definition.\n  \n  | column_name | definition_type | contract_type | mismatch_reason       |\n  | ----------- | --------------- | ------------- | --------------------- |\n  | rebate      | NUMERIC         |               | missing in contract   |\n",
      },
      {
        text: "Compilation Error in model orders (models/marts/orders.sql)\n  This model has an enforced contract that failed.\n  Please ensure the name, data_type, and number of columns in your contract match the columns in your model's definition.\n  \n  | column_name | definition_type | contract_type | mismatch_reason       |\n  | ----------- | --------------- | ------------- | --------------------- |\n  | total       | TEXT            | NUMERIC       | data type mismatch    |\n",
      },
    ],
  },
  "dbt/contract-missing-in-yaml": {
    examples: [
      {
        text: "Compilation Error in model orders (models/marts/orders.sql)\n  This model has an enforced contract that failed.\n  Please ensure the name, data_type, and number of columns in your contract match the columns in your model's definition.\n  \n  | column_name | definition_type | contract_type | mismatch_reason       |\n  | ----------- | --------------- | ------------- | --------------------- |\n  | rebate      | NUMERIC         |               | missing in contract   |\n",
        captures: { extra: "rebate", given: "NUMERIC" },
      },
      {
        text: "Compilation Error in model orders (models/marts/orders.sql)\n  This model has an enforced contract that failed.\n  Please ensure the name, data_type, and number of columns in your contract match the columns in your model's definition.\n  \n  | column_name | definition_type | contract_type | mismatch_reason       |\n  | ----------- | --------------- | ------------- | --------------------- |\n  | total       | TEXT            | NUMERIC       | data type mismatch    |\n  | rebate      | NUMERIC         |               | missing in contract   |\n",
        captures: { extra: "rebate" },
      },
    ],
    nearMisses: [
      {
        text: "Compilation Error in model orders (models/marts/orders.sql)\n  This model has an enforced contract that failed.\n  Please ensure the name, data_type, and number of columns in your contract match the columns in your model's definition.\n  \n  | column_name | definition_type | contract_type | mismatch_reason       |\n  | ----------- | --------------- | ------------- | --------------------- |\n  | discount    |                 | NUMERIC       | missing in definition |\n",
      },
      {
        text: "Compilation Error in model orders (models/marts/orders.sql)\n  This model has an enforced contract that failed.\n  Please ensure the name, data_type, and number of columns in your contract match the columns in your model's definition.\n  \n  | column_name | definition_type | contract_type | mismatch_reason       |\n  | ----------- | --------------- | ------------- | --------------------- |\n  | total       | TEXT            | NUMERIC       | data type mismatch    |\n",
      },
    ],
  },
  "dbt/contract-data-type": {
    examples: [
      {
        text: "Compilation Error in model orders (models/marts/orders.sql)\n  This model has an enforced contract that failed.\n  Please ensure the name, data_type, and number of columns in your contract match the columns in your model's definition.\n  \n  | column_name | definition_type | contract_type | mismatch_reason       |\n  | ----------- | --------------- | ------------- | --------------------- |\n  | total       | TEXT            | NUMERIC       | data type mismatch    |\n",
        captures: { column: "total", given: "TEXT", type: "NUMERIC" },
      },
      {
        text: "Compilation Error in model customers (models/marts/customers.sql)\n  This model has an enforced contract that failed.\n  Please ensure the name, data_type, and number of columns in your contract match the columns in your model's definition.\n  \n  | column_name | definition_type | contract_type | mismatch_reason    |\n  | ----------- | --------------- | ------------- | ------------------ |\n  | ADDRESS_ZIP | TEXT            | FIXED         | data type mismatch |\n  | HAS_DOCS    | FIXED           | BOOLEAN       | data type mismatch |\n",
        captures: { column: "ADDRESS_ZIP", given: "TEXT", type: "FIXED" },
      },
    ],
    nearMisses: [
      {
        text: "Compilation Error in model orders (models/marts/orders.sql)\n  This model has an enforced contract that failed.\n  Please ensure the name, data_type, and number of columns in your contract match the columns in your model's definition.\n  \n  | column_name | definition_type | contract_type | mismatch_reason       |\n  | ----------- | --------------- | ------------- | --------------------- |\n  | discount    |                 | NUMERIC       | missing in definition |\n",
      },
    ],
  },
  "dbt/contract-without-types": {
    examples: [
      {
        text: "Compilation Error in model my_model (models/my_model.sql)\n  Contracted models require data_type to be defined for each column. Please ensure that the column name and data_type are defined within the YAML configuration for the ['tool'] column(s).",
        captures: { columns: "tool" },
      },
      {
        text: "Compilation Error in model my_model (models/contracted_models/my_model.sql)\n    Columns with `data_type` Blank/Null not allowed on contracted models. Columns Blank/Null: ['color']",
        captures: { columns: "color" },
      },
    ],
    nearMisses: [
      {
        text: "Compilation Error in model orders (models/marts/orders.sql)\n  This model has an enforced contract that failed.\n  Please ensure the name, data_type, and number of columns in your contract match the columns in your model's definition.\n  \n  | column_name | definition_type | contract_type | mismatch_reason       |\n  | ----------- | --------------- | ------------- | --------------------- |\n  | total       | TEXT            | NUMERIC       | data type mismatch    |\n",
      },
    ],
  },
  "dbt/contract-breaking-change": {
    examples: [
      {
        text: "Breaking Change to Contract Error in model shop.orders (models/orders.sql)\n  While comparing to previous project state, dbt detected a breaking change to an enforced contract.\n\n  The contract's enforcement has been disabled.",
        captures: { what: "The contract's enforcement has been disabled" },
      },
      {
        text: "While comparing to previous project state, dbt detected a breaking change to an enforced contract.\n  \n  Columns were removed: \n  - order_name",
        captures: { column: "order_name" },
      },
    ],
    nearMisses: [
      {
        text: "Compilation Error in model orders (models/marts/orders.sql)\n  This model has an enforced contract that failed.\n  Please ensure the name, data_type, and number of columns in your contract match the columns in your model's definition.\n  \n  | column_name | definition_type | contract_type | mismatch_reason       |\n  | ----------- | --------------- | ------------- | --------------------- |\n  | total       | TEXT            | NUMERIC       | data type mismatch    |\n",
      },
    ],
  },
};
