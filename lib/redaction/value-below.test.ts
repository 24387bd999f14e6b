import { describe, test } from "vitest";
import { expectHidden, expectReadable } from "@/lib/redaction/testing/marked";

describe("values on the next line", () => {
  test.each([
    "password:\n  «Hq7wz9Lm2pXv»",
    "db:\n  password:\n    «sesame22»\n  port: 5432",
    "INFO password:\r\n  «Hq7wz9Lm2pXv»\r\nnext",
    "password:\n«Hq7wz9Lm2pXv»\nnext",
    "token:\n  «Hq7wz9Lm2pXv»",
    "passwords:\n  - «Hq7wz9Lm2pXv»",
    "password=\\\n«Hq7wz9Lm2pXv»",
    "export DB_PASSWORD=\\\n  «sesame»\nnext",
    'password: \\\n  "«sesame»"',
    "token=\\\r\n«Hq7wz9Lm2pXv»",
    "password: >-\n  «Hq7wz9Lm2pXv»",
    "token: >-\n  «Hq7wz9Lm2pXv»\nport: 1",
    "password: |2-\n  «sesame»",
    String.raw`{"message": "password:\n  «Hq7wz9Lm2pXv»\nport: 1"}`,
    String.raw`{"message": "password:\r\n  «Hq7wz9Lm2pXv»"}`,
    String.raw`{"message": "password=\\\n«Hq7wz9Lm2pXv»"}`,
  ])("%s", expectHidden);

  test.each([
    "password:\n  required",
    "password:\n  type: string",
    "password:\n  - is too short",
    "Enter password:\nbuild-20260301",
    "password:\n2026-03-01T04:05:06Z",
    "password:\n  min_length: 8",
    "password:\n  $ref: '#/x1'",
    "Enter password:\norders2026",
    "token:\n  description2\n",
    "PASSWORD=\nhunter22abc",
    "token: |\n  a value from the vault",
    "password:\n  /run/secrets/db1",
    "credentials:\n  vault-orders-2026",
    "password=\\\n  --host db",
    String.raw`{"message": "password:\n  min_length: 8"}`,
  ])("stays readable: %s", expectReadable);
});
