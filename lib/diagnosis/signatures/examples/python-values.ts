import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const pythonValueExamples: SignatureExamples = {
  "python/environment-variable": {
    examples: [
      {
        text: "KeyError: 'WAREHOUSE_URL'",
        frames: ["/opt/airflow/dags/load.py", "<frozen os>"],
        captures: { variable: "WAREHOUSE_URL" },
      },
    ],
    nearMisses: [{ text: "KeyError: 'amount'", frames: ["/opt/airflow/dags/load.py"] }],
  },
  "python/key-error-constant": {
    examples: [{ text: "KeyError: 'SMTP_PASSWORD'", captures: { variable: "SMTP_PASSWORD" } }],
    nearMisses: [{ text: "KeyError: 'customer_id'" }, { text: "KeyError: 'ID'" }],
  },
  "python/day-out-of-range": {
    examples: [
      { text: "ValueError: day is out of range for month" },
      { text: "ValueError: day 30 must be in range 1..28 for month 2 in year 2027" },
    ],
    nearMisses: [{ text: "ValueError: month must be in 1..12" }],
  },
  "python/key-error-setting": {
    examples: [
      { text: "KeyError: 'db_host'", captures: { key: "db_host" } },
      { text: "KeyError: 'host'", captures: { key: "host" } },
    ],
    nearMisses: [{ text: "KeyError: 'hosted_events'" }, { text: "KeyError: 'client_id'" }],
  },
  "python/key-error-setting-or-field": {
    examples: [
      { text: "KeyError: 'client_id'", captures: { key: "client_id" } },
      { text: "KeyError: 'region'", captures: { key: "region" } },
    ],
    nearMisses: [{ text: "KeyError: 'regions'" }],
  },
  "python/key-error": {
    examples: [{ text: "KeyError: 'customer_id'", captures: { key: "'customer_id'" } }],
    nearMisses: [{ text: "KeyError: \"['b'] not in index\"" }, { text: "ValueError: the key 'a' is bad" }],
  },
  "python/not-json-serializable": {
    examples: [
      {
        text: "TypeError: Object of type Timestamp is not JSON serializable",
        captures: { type: "Timestamp" },
      },
    ],
    nearMisses: [{ text: "TypeError: the JSON object must be str, bytes or bytearray, not dict" }],
  },
  "python/pickle": {
    examples: [
      { text: "TypeError: cannot pickle '_thread.lock' object", captures: { what: "'_thread.lock' object" } },
      { text: "AttributeError: Can't pickle local object 'main.<locals>.<lambda>'" },
    ],
    nearMisses: [{ text: "INFO - loading pickle file model.pkl" }],
  },
  "python/index-error": {
    examples: [
      { text: "IndexError: list index out of range" },
      { text: "IndexError: index 3 is out of bounds for axis 0 with size 3" },
      { text: "IndexError: single positional indexer is out-of-bounds" },
    ],
    nearMisses: [{ text: "ValueError: month must be in 1..12" }],
  },
  "python/unicode-decode": {
    examples: [
      {
        text: "UnicodeDecodeError: 'utf-8' codec can't decode byte 0x8b in position 1: invalid start byte",
        captures: { codec: "utf-8", byte: "8b" },
      },
    ],
    nearMisses: [
      {
        text: "UnicodeEncodeError: 'ascii' codec can't encode character '\\xe9' in position 3: ordinal not in range(128)",
      },
    ],
  },
  "python/unicode-encode": {
    examples: [
      {
        text: "UnicodeEncodeError: 'ascii' codec can't encode character '\\xe9' in position 3: ordinal not in range(128)",
        captures: { codec: "ascii" },
      },
    ],
    nearMisses: [
      { text: "UnicodeDecodeError: 'utf-8' codec can't decode byte 0x8b in position 1: invalid start byte" },
    ],
  },
  "python/json-decode": {
    examples: [
      { text: "requests.exceptions.JSONDecodeError: Expecting value: line 1 column 1 (char 0)" },
      {
        text: "json.decoder.JSONDecodeError: Extra data: line 2 column 1 (char 95)",
        captures: { message: "Extra data: line 2 column 1 (char 95)" },
      },
    ],
    nearMisses: [{ text: "ValueError: Expecting value in the box" }],
  },
  "python/json-value": {
    examples: [
      { text: "ValueError: Expected object or value" },
      {
        text: "ValueError: Unexpected character found when decoding array value (2)",
        captures: { what: "array value" },
      },
      { text: "ValueError: Trailing data" },
    ],
    nearMisses: [
      { text: "TypeError: Expected object or value" },
      { text: "ValueError: Trailing datas of crates" },
    ],
  },
  "python/conversion": {
    examples: [
      {
        text: "ValueError: could not convert string to float: '1,204.50'",
        captures: { value: "'1,204.50'" },
      },
      { text: "ValueError: invalid literal for int() with base 10: ''", captures: { value: "''" } },
    ],
    nearMisses: [{ text: "ValueError: month must be in 1..12" }],
  },
  "python/date-format": {
    examples: [
      {
        text: "ValueError: time data '2024/01/05' does not match format '%Y-%m-%d'",
        captures: { value: "'2024/01/05'" },
      },
      { text: "ValueError: unconverted data remains: T00:00:00" },
      {
        text: 'ValueError: time data "13/31/2024" doesn\'t match format "%d/%m/%Y", at position 4. You might want to try:',
      },
    ],
    nearMisses: [{ text: "ValueError: could not convert string to float: '2024'" }],
  },
  "python/unpack": {
    examples: [
      { text: "ValueError: not enough values to unpack (expected 3, got 2)", captures: { expected: "3" } },
      { text: "ValueError: too many values to unpack (expected 2)" },
    ],
    nearMisses: [{ text: "ValueError: month must be in 1..12" }],
  },
  "python/division-by-zero": {
    examples: [
      { text: "ZeroDivisionError: division by zero" },
      { text: "ZeroDivisionError: float division by zero" },
    ],
    nearMisses: [{ text: "psycopg2.errors.DivisionByZero: division by zero" }],
  },
  "python/fernet-token": {
    examples: [{ text: "cryptography.fernet.InvalidToken" }],
    nearMisses: [{ text: "jwt.exceptions.InvalidTokenError: Not enough segments" }],
  },
};
