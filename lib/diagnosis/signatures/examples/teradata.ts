import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

const sql = (message: string): string =>
  `teradatasql.OperationalError: [Version 20.0.0.12] [Session 1234] [Teradata Database] ${message}`;

export const teradataExamples: SignatureExamples = {
  "teradata/no-such-object": {
    examples: [
      { text: sql("[Error 3807] Object 'shop.orders' does not exist."), captures: { object: "shop.orders" } },
      { text: " *** Failure 3807 Object 'shop.orders' does not exist.", captures: { object: "shop.orders" } },
    ],
    nearMisses: [{ text: sql("[Error 5628] Column discount not found in shop.orders.") }],
  },
  "teradata/no-such-column": {
    examples: [
      { text: sql("[Error 5628] Column discount not found in shop.orders."), captures: { name: "discount" } },
      {
        text: sql("[Error 3810] Column/Parameter 'shop.orders.discount' does not exist."),
        captures: { column: "shop.orders.discount" },
      },
    ],
    nearMisses: [{ text: sql("[Error 3807] Object 'shop.orders' does not exist.") }],
  },
  "teradata/duplicate-row": {
    examples: [
      {
        text: sql("[Error 2801] Duplicate unique prime key error in shop.orders."),
        captures: { table: "shop.orders" },
      },
      { text: " *** Failure 2802: Duplicate row error in shop.orders." },
    ],
    nearMisses: [{ text: sql("[Error 2631] Transaction ABORTed due to deadlock.") }],
  },
  "teradata/invalid-value": {
    examples: [
      { text: sql("[Error 2666] Invalid date supplied for orders.order_date.") },
      { text: sql("[Error 6706] The string contains an untranslatable character.") },
    ],
    nearMisses: [{ text: sql("[Error 2646] No more spool space in etl.") }],
  },
  "teradata/spool-space": {
    examples: [
      { text: sql("[Error 2646] No more spool space in etl."), captures: { user: "etl" } },
      { text: " *** Failure 2646 No more spool space in etl." },
    ],
    nearMisses: [{ text: sql("[Error 2666] Invalid date supplied for orders.order_date.") }],
  },
  "teradata/permission-denied": {
    examples: [
      {
        text: sql("[Error 3523] The user does not have SELECT access to shop.orders."),
        captures: { privilege: "SELECT", object: "shop.orders" },
      },
      {
        text: sql(
          "[Error 5315] An owner referenced by user does not have SELECT WITH GRANT OPTION access to shop.orders.",
        ),
      },
    ],
    nearMisses: [{ text: sql("[Error 8017] The UserId, Password or Account is invalid.") }],
  },
  "teradata/login": {
    examples: [
      { text: sql("[Error 8017] The UserId, Password or Account is invalid.") },
      { text: " *** Failure 8017: The UserId, Password or Account is invalid." },
    ],
    nearMisses: [{ text: sql("[Error 3523] The user does not have SELECT access to shop.orders.") }],
  },
  "teradata/locks": {
    examples: [
      { text: sql("[Error 2631] Transaction ABORTed due to deadlock.") },
      { text: sql("[Error 2652] Operation not allowed: shop.orders is being Loaded.") },
    ],
    nearMisses: [{ text: sql("[Error 2646] No more spool space in etl.") }],
  },
  "teradata/syntax-error": {
    examples: [
      { text: sql("[Error 3706] Syntax error: expected something between 'orders' and ';'.") },
      { text: sql("[Error 3707] Syntax error, expected something like a name between 'FROM' and ';'.") },
    ],
    nearMisses: [{ text: sql("[Error 3807] Object 'shop.orders' does not exist.") }],
  },
  "teradata/no-room": {
    examples: [
      {
        text: "[ODBC Teradata Driver][Teradata Database] The table 'DW.CRATES' is full: No more room in database DW.",
        captures: { database: "DW", table: "DW.CRATES" },
      },
    ],
    nearMisses: [{ text: "[Teradata Database] [Error 2646] No more spool space in etl" }],
  },
  "teradata/workload-aborted": {
    examples: [
      {
        text: "[Teradata Database] [Error 3156] Request aborted by TDWM. Exception criteria exceeded: CPU Time.",
        captures: { message: "Exception criteria exceeded: CPU Time" },
      },
    ],
    nearMisses: [{ text: "[Teradata Database] [Error 2646] No more spool space in HARBOUR_ETL." }],
  },
  "teradata/restructured": {
    examples: [
      {
        text: "[Teradata Database] [Error 2641] HARBOUR.CRATES was restructured. Resubmit.",
        captures: { object: "HARBOUR.CRATES" },
      },
    ],
    nearMisses: [{ text: "[Teradata Database] [Error 3807] Object 'HARBOUR.CRATES' does not exist." }],
  },
};
