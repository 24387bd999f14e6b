import { describe, expect, it } from "vitest";
import { findMissingName } from "@/lib/fixes/templates/missing-name";

describe("findMissingName", () => {
  it.each([
    ["KeyError: 'customer_id'", "customer_id", "key", null],
    ["KeyError: \"['amount'] not in index\"", "amount", "key", null],
    [
      'psycopg2.errors.UndefinedColumn: column "customer_id" does not exist\nLINE 1: select customer_id\nHINT:  Perhaps you meant to reference the column "orders.client_id".\n',
      "customer_id",
      "column",
      "client_id",
    ],
    ["(1054, \"Unknown column 'o.customer_id' in 'field list'\")", "customer_id", "column", null],
    [
      "SQL compilation error: error line 1 at position 7\ninvalid identifier 'CUSTOMER_ID'",
      "CUSTOMER_ID",
      "column",
      null,
    ],
    ["sqlite3.OperationalError: no such column: customer_id", "customer_id", "column", null],
    [
      "Unrecognized name: customer_id; Did you mean client_id? at [1:8]",
      "customer_id",
      "column",
      "client_id",
    ],
    [
      "[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `customer_id` cannot be resolved. Did you mean one of the following? [`o`.`client_id`].",
      "customer_id",
      "column",
      "client_id",
    ],
    [
      "A column, variable, or function parameter with name `customer_id` cannot be resolved. Did you mean one of the following? [`a`, `b`].",
      "customer_id",
      "column",
      null,
    ],
    [
      "AttributeError: module 'pandas' has no attribute 'Panel'. Did you mean: 'pane'?",
      "Panel",
      "attribute",
      "pane",
    ],
    ["NameError: name 'jsn' is not defined. Did you mean: 'json'?", "jsn", "name", "json"],
    ["ImportError: cannot import name 'soft' from 'markupsafe' (/x.py)", "soft", "name", null],
  ])("reads %j", (error, name, use, suggestion) => {
    expect(findMissingName(error)).toEqual({ name, use, suggestion });
  });

  it.each(["ValueError: x", "KeyError: 7", "", "KeyError: 'two words'"])("finds none in %j", (error) => {
    expect(findMissingName(error)).toBeNull();
  });
});
