import { describe, expect, it } from "vitest";
import {
  fillSlots,
  isTelling,
  matchTemplate,
  textWithValues,
  readTemplate,
  SlotNames,
  slotsIn,
  templateKey,
  templateText,
  toTemplate,
} from "@/lib/knowledge/patterns/template";

const template = (text: string) => toTemplate(text, new SlotNames());

describe("toTemplate", () => {
  it.each([
    ["KeyError 'customer_id'", "KeyError '<key>'"],
    ["No module named 'boto3'", "No module named '<module>'"],
    [
      'column "customer_id" of relation "orders" does not exist',
      'column "<column>" of relation "<table>" does not exist',
    ],
    [
      "could not connect to host db-7.prod.internal port 5432: Connection refused",
      "could not connect to host <host> port <port>: Connection refused",
    ],
    [
      'psycopg2.errors.UndefinedTable: relation "raw.orders"',
      'psycopg2.errors.UndefinedTable: relation "<table>"',
    ],
    ["Command exited with return code 137", "Command exited with return code 137"],
    [
      "2026-11-20 02:00:07 loaded 1317 rows from /data/raw/orders.csv",
      "<time> loaded <number> rows from <path>",
    ],
    ["Commit 6d060665 renamed it", "Commit <commit> renamed it".replace("<commit>", "<id>")],
    [
      'login of "svc" with [redacted:aws-access-key:5965] was refused',
      'login of "<name>" with <secret> was refused',
    ],
    ["AWS='[redacted:aws-access-key:5965]' is expired", "AWS='<secret>' is expired"],
    [
      "could not read https://svc:[redacted:password:7a74]@lake.internal/orders",
      "could not read <url><secret>@<host>/orders",
    ],
    [
      "image data-jobs changed from r103 to v2.5.1, the bucket stayed on s3",
      "image data-jobs changed from <version> to <version_2>, the bucket stayed on s3",
    ],
    ["the worker image lost the extras", "the worker image lost the extras"],
  ])("%s", (text, expected) => {
    expect(templateText(template(text))).toBe(expected);
  });

  it("gives a value the same slot in every text, also inside a dotted name", () => {
    const names = new SlotNames();
    toTemplate("KeyError 'customer_id'", names);
    const cause = toTemplate("Upstream renamed `raw.orders.customer_id` to `client_id`", names);
    expect(templateText(cause)).toBe("Upstream renamed `<table>.<key>` to `<name>`");
    expect(names.slots()).toEqual({ key: "customer_id", table: "raw.orders", name: "client_id" });
  });

  it("stays fast on hostile text", () => {
    const startedAt = performance.now();
    for (const text of ["a_".repeat(50_000), "a.".repeat(50_000), "'".repeat(50_000), "/".repeat(50_000)])
      template(text);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

describe("matchTemplate", () => {
  const known = template('column "customer_id" of "orders" was renamed to "client_id"');

  it("reads the names of now", () => {
    expect(matchTemplate(known, 'NOTE: column "email" of "customers" was renamed to "mail" today')).toEqual({
      column: "email",
      name: "customers",
      name_2: "mail",
    });
  });

  it("requires known names", () => {
    const line = 'column "email" of "customers" was renamed to "mail"';
    expect(matchTemplate(known, line, { column: "email" })).toEqual({ name: "customers", name_2: "mail" });
    expect(matchTemplate(known, line, { column: "customer_id" })).toBeNull();
  });

  it("needs all constant parts in order", () => {
    expect(matchTemplate(known, 'column "email" of "customers" was removed')).toBeNull();
  });

  it("takes a word before the first constant part and one at the end", () => {
    const line = template("boto3_helper is not installed on worker_7");
    expect(matchTemplate(line, "pandas is not installed on node-9, sorry")).toEqual({
      name: "pandas",
      name_2: "node-9",
    });
  });
});

it("fills in names, or nothing if one is not known", () => {
  const cause = template("`customer_id` of `orders` is gone");
  expect(fillSlots(cause, { name: "email", name_2: "customers" })).toBe("`email` of `customers` is gone");
  expect(fillSlots(cause, { name: "email" })).toBeNull();
});

it("says what it knows of a text", () => {
  const cause = template("`customer_id` of `orders` is gone");
  expect(textWithValues(cause, { name: "email" })).toBe("`email` of `…` is gone");
});

it("keeps the slots of an edited cause that the pattern has", () => {
  const cause = readTemplate("The vendor dropped <column> again, see <b>", ["column"]);
  expect(slotsIn(cause)).toEqual(["column"]);
  expect(templateText(cause)).toBe("The vendor dropped <column> again, see <b>");
});

it("has a key that differs only by constant text", () => {
  expect(templateKey(template("KeyError 'a_b'"))).toBe(templateKey(template("KeyError 'c_d'")));
  expect(templateKey(template("KeyError 'a_b'"))).not.toBe(templateKey(template("ValueError 'a_b'")));
  expect(isTelling(template("'a_b' 17"))).toBe(false);
});
