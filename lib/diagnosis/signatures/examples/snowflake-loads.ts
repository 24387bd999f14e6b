import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const snowflakeLoadExamples: SignatureExamples = {
  "snowflake/value-not-recognized": {
    examples: [
      {
        text: "snowflake.connector.errors.ProgrammingError: 100038 (22018): 01b2f6a4-0303-a1b2-0000-0001234500aa: Numeric value 'n/a' is not recognized",
        captures: { type: "Numeric value", value: "n/a" },
      },
      {
        text: "snowflake.connector.errors.ProgrammingError: 100040 (22007): Date '2024-13-01' is not recognized",
        captures: { type: "Date", value: "2024-13-01" },
      },
    ],
    nearMisses: [
      { text: "ValueError: time data '2024-13-01' does not match format '%Y-%m-%d'" },
      { text: "'pyhton' is not recognized as an internal or external command" },
    ],
  },
  "snowflake/value-too-large": {
    examples: [
      {
        text: "snowflake.connector.errors.ProgrammingError: 100078 (22000): 01b2f6a4-0303-a1b2-0000-0001234500aa: String 'Kirchstrasse 12, Hinterhaus links' is too long and would be truncated",
      },
      {
        text: "User character length limit (16) exceeded by string 'north-north-west-1'\n  File 'orders/2024.csv', line 3, character 4",
        captures: { limit: "16" },
      },
    ],
    nearMisses: [{ text: "WARNING - log line is too long and was truncated" }],
  },
  "snowflake/null-in-required": {
    examples: [
      {
        text: "snowflake.connector.errors.IntegrityError: 100072 (22000): 01b2f6a4-0303-a1b2-0000-0001234500aa: NULL result in a non-nullable column",
      },
    ],
    nearMisses: [{ text: "ZeroDivisionError: division by zero" }],
  },
  "snowflake/merge-duplicate": {
    examples: [
      {
        text: 'snowflake.connector.errors.ProgrammingError: 100090 (42P18): 01b2f6a4-0303-a1b2-0000-0001234500aa: Duplicate row detected during DML action\nRow Values: [42, "open"]',
      },
    ],
    nearMisses: [
      {
        text: "snowflake.connector.errors.IntegrityError: 100072 (22000): NULL result in a non-nullable column",
      },
    ],
  },
  "snowflake/division-by-zero": {
    examples: [
      {
        text: "snowflake.connector.errors.ProgrammingError: 100051 (22012): 01b2f6a4-0303-a1b2-0000-0001234500aa: Division by zero",
      },
    ],
    nearMisses: [{ text: "ZeroDivisionError: division by zero" }],
  },
  "snowflake/copy-columns": {
    examples: [
      {
        text: "snowflake.connector.errors.ProgrammingError: 100080 (22000): 01b2f6a4-0303-a1b2-0000-0001234500aa: Number of columns in file (12) does not match that of the corresponding table (11), use file format option error_on_column_count_mismatch=false to ignore this error\n  File 'orders/2024-05-01.csv', line 2, character 1",
        captures: { found: "12", expected: "11" },
      },
      {
        text: "002020 (21S01): SQL compilation error:\nInsert value list does not match column list expecting 3 but got 2",
        captures: { found: "2", expected: "3" },
      },
    ],
    nearMisses: [{ text: "ValueError: 3 columns passed, passed data had 2 columns" }],
  },
  "snowflake/copy-parse": {
    examples: [
      {
        text: "snowflake.connector.errors.ProgrammingError: 100016 (22000): 01b2f6a4-0303-a1b2-0000-0001234500aa: Field delimiter ',' found while expecting record delimiter '\\n'\n  File 'orders/2024-05-01.csv', line 7, character 112",
        captures: { found: "," },
      },
      {
        text: 'snowflake.connector.errors.ProgrammingError: 100069 (22P02): Error parsing JSON: unknown keyword "nan", pos 12',
      },
    ],
    nearMisses: [
      {
        text: "pandas.errors.ParserError: Error tokenizing data. C error: Expected 5 fields in line 7, saw 6",
      },
    ],
  },
  "snowflake/stage-access": {
    examples: [
      {
        text: "snowflake.connector.errors.ProgrammingError: 091003 (55000): 01b2f6a4-0303-a1b2-0000-0001234500aa: Failure using stage area. Cause: [Access Denied (Status Code: 403; Error Code: AccessDenied)]",
        captures: { reason: "Access Denied (Status Code: 403; Error Code: AccessDenied)" },
      },
    ],
    nearMisses: [{ text: "INFO - using stage area @RAW/orders" }],
  },
};
