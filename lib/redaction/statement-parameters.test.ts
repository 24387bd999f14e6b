import { describe, test } from "vitest";
import { expectHidden, expectReadable } from "@/lib/redaction/testing/marked";

describe("parameters of statements", () => {
  test.each([
    "[SQL: CREATE USER %s WITH PASSWORD %s]\n[parameters: ('etl', '«Hq7wz9Lm2pXv»')]",
    "[SQL: ALTER ROLE etl WITH LOGIN PASSWORD %s]\n[parameters: ('«sesame»',)]",
    "[SQL: ALTER ROLE etl PASSWORD :p]\n[parameters: {'p': '«sesame»'}]",
    "[SQL: INSERT INTO users (name, password, team) VALUES (%s, %s, %s)]\n[parameters: ('etl', '«sesame»', 'data')]",
    "[SQL: INSERT INTO users (name, password) VALUES (?, ?)]\n[parameters: [('etl', '«sesame»'), ('ops', '«Hq7wz9Lm2pXv»')]]",
    "[SQL: INSERT INTO users (name, password) VALUES (%(n)s, %(v)s)]\n[parameters: [{'n': 'etl', 'v': '«sesame»'}, {'n': 'ops', 'v': '«sesame2»'}]]",
    "[SQL: UPDATE users SET password = crypt(%s, gen_salt('bf')), team = %s WHERE id = %s]\n[parameters: ('«sesame»', 'data', 42)]",
    "[SQL: CREATE USER etl IDENTIFIED BY :1] [parameters: ['«sesame»']]",
    "sqlalchemy.exc.ProgrammingError: CREATE USER etl [parameters: ('«etl»', '«Hq7wz9Lm2pXv»')]",
    "INFO sqlalchemy.engine.Engine UPDATE accounts SET api_token=%s WHERE name=%s\nINFO sqlalchemy.engine.Engine [generated in 0.00011s] ('«Hq7wz9Lm2pXv»', 'etl')",
    "ERROR:  duplicate\nSTATEMENT:  INSERT INTO users (name, password) VALUES ($1, $2)\nDETAIL:  parameters: $1 = 'etl', $2 = '«sesame»'",
    "CREATE ROLE etl PASSWORD %s\nfailed to execute [parameters: ('«sesame»',)]",
    "INSERT INTO users (name, password) VALUES (%s, %s) ON CONFLICT (name) DO UPDATE SET team = %s [parameters: ('etl', '«sesame»', 'data')]",
    "MERGE INTO users u USING (SELECT %s AS name, %s AS password) s [parameters: ('etl', '«sesame»')]",
    "(0.001) UPDATE users SET password = %s WHERE id = %s; args=('«sesame»', 42); alias=default",
    "UPDATE users SET password = ? params: ['«sesame»']",
    String.raw`{"error": "[SQL: ALTER USER etl PASSWORD %s]\n[parameters: ('«sesame»',)]"}`,
    String.raw`(x) [SQL: INSERT INTO users (name, "password") VALUES (%s, %s)] [parameters: ('O\'Neil', "«it's 1»")]`,
  ])("%s", expectHidden);

  test.each([
    "[SQL: INSERT INTO orders (id, region) VALUES (%s, %s)]\n[parameters: (42, 'emea-2026')]",
    "[SQL: SELECT id FROM users WHERE name = %s]\n[parameters: ('etl2026abc',)]",
    "[SQL: SELECT password FROM users WHERE name = %s]\n[parameters: ('etl2026abc',)]",
    "[SQL: UPDATE orders SET region = %s]\n[parameters: ('emea2026',)]",
    "[SQL: INSERT INTO users (name, password) VALUES (%s, %s)]\n[parameters: ('etl', None)]",
    "[SQL: ALTER ROLE etl PASSWORD %s]\nretry\n[SQL: SELECT %s]\n[parameters: ('emea2026',)]",
    "[SQL: ALTER ROLE etl PASSWORD %s]\n[parameters: ('***',)]\n[parameters: ('emea2026',)]",
    "[parameters: ('etl', 'emea2026')]",
    "UPDATE users SET password = NULL\nINFO sqlalchemy.engine.Engine SELECT id FROM t WHERE name = %s\nINFO sqlalchemy.engine.Engine [cached since 0.1s ago] ('emea2026',)",
    "params: ['emea2026']",
    "the password was set\n[parameters: ('etl', 'emea2026')]",
  ])("stays readable: %s", expectReadable);
});
