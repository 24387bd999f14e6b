import { describe, expect, test } from "vitest";
import { redact } from "@/lib/redaction/redact";
import { redactJson } from "@/lib/redaction/redact-json";
import { expectHidden, expectReadable } from "@/lib/redaction/testing/marked";

const HEAD = "[2026-03-01, 04:05:06 UTC] {logging_mixin.py:150} INFO - ";

describe("name-value rows", () => {
  test.each([
    "| db_password | «hunter22» |",
    "| db_password | «hunter» |",
    "| **password** | `«hunter»` |",
    "│ password │ «hunter22» │",
    " password | «hunter22»",
  ])("%s", expectHidden);

  test.each([
    "| id | password | email |",
    "| password | string | required |",
    "| password | The password of the user |",
    "| password | varchar(255) | NO |",
    " password | character varying(255) |           | not null |",
    " password | text |           |          |",
    "| max_tokens | 4096 |",
    "| password | *** |",
  ])("stays readable: %s", expectReadable);
});

describe("tables with a secret column", () => {
  test.each([
    ["CSV", "user,password,host\netl,«hunter22»,db\nbob,«hunter»,db"],
    ["CSV with quotes", '"user";"password"\n"etl";"«hunter;22»"'],
    ["CSV with a comma in quotes", 'user,password,note\n"a, b","«hunter22»","x, y"'],
    ["TSV", "user\tdb_password\netl\t«hunter22»"],
    ["psql", " id | password | email\n----+----------+-------\n  1 | «hunter» | a@b"],
    [
      "mysql",
      "+----+----------+\n| id | password |\n+----+----------+\n|  1 | «hunter» |\n+----+----------+",
    ],
    [
      "Markdown with multi-word names",
      "| User | Conn Password |\n|------|---------------|\n| etl | «hun ter» |",
    ],
    ["pandas", "   user  password  port\n0   etl  «hunter22»  5432\n1   bob  «hunter23»  5432"],
    ["after a prefix on each record", `${HEAD}user,password,host\n${HEAD}etl,«hunter22»,db`],
    ["after a prefix on one record", `${HEAD}user,password,host\netl,«hunter22»,db`],
    ["the first column after a prefix", `${HEAD}password,user\n${HEAD}«hunter22»,etl`],
    ["in JSON", String.raw`{"message":"user,password\netl,«hunter22»\nbob,«hunter23»"}`],
    ["another line between rows", "user,password\netl,«hunter22»\nretrying\nbob,«hunter23»"],
    ["INSERT", "INSERT INTO users (name, password) VALUES ('etl', '«hunter22»'), ('bob', '«hunter»')"],
  ])("%s", (_title, marked) => expectHidden(marked));

  test.each([
    "Expected columns user,password,host\nTraceback (most recent call last):",
    '    return user, password\n  File "x.py", line 3, in f',
    "print(user, password)\nprint(a, b)",
    "SELECT id,\n  password,\n  email\nFROM users",
    "name,token_count,cost\norders,1200345,0.5",
    "step,key,value\nload,orders_2026,12345abcd",
    "user\tpassword\netl\t***",
    "id,password_hash_rounds\n1,12ab34cd56",
    "name,secret_name\nx,db-credentials",
    "   user  password  port\nTraceback  most  recent",
    "NAME         TYPE     DATA   AGE\nmy-token-x   Opaque   3      4d",
    "INSERT INTO users (name, password, email) VALUES (%s, %s, %s)",
    "INSERT INTO users (name, email) VALUES ('etl1234567', 'hunter22')",
    "INSERT INTO t (id, token_count) VALUES (1, '12345678ab')",
    "insert into the table failed",
  ])("stays readable: %j", expectReadable);

  test("JSON with separate column names and rows", () => {
    const table = { columns: ["user", "password"], data: [["etl", "hunter"]] };
    const redacted = redactJson(table);
    expect(redacted).toEqual({ columns: ["user", "password"], data: [["etl", "[redacted:password]"]] });
    expect(redactJson(redacted)).toEqual(redacted);
    const plain = { columns: [{ name: "id" }, { name: "token_count" }], rows: [[1, "12ab34cd56"]] };
    expect(redactJson(plain)).toEqual(plain);
  });

  test("reads all rows of a long table", () => {
    const rows = Array.from({ length: 3_000 }, (_, n) => `etl${n},hunter${n}x`);
    const { text } = redact(["user,password", ...rows].join("\n"));
    expect(text.match(/\[redacted:password\]/g)).toHaveLength(rows.length);
    expect(text).not.toContain("hunter");
  });
});
