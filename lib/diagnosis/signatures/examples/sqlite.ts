import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const sqliteExamples: SignatureExamples = {
  "sqlite/no-such-column": {
    examples: [
      {
        text: "sqlite3.OperationalError: no such column: customer_id",
        captures: { column: "customer_id" },
      },
      {
        text: "sqlalchemy.exc.OperationalError: (sqlite3.OperationalError) no such column: o.customer_id\n[SQL: select o.customer_id from orders o]",
        captures: { column: "o.customer_id" },
      },
      {
        text: "sqlite3.OperationalError: table orders has no column named client_id",
        captures: { table: "orders", column: "client_id" },
      },
    ],
    nearMisses: [
      { text: "sqlite3.OperationalError: no such table: raw_orders" },
      { text: "KeyError: 'no such column: customer_id'" },
    ],
  },
  "sqlite/no-such-table": {
    examples: [
      { text: "sqlite3.OperationalError: no such table: raw_orders", captures: { table: "raw_orders" } },
    ],
    nearMisses: [{ text: "sqlite3.OperationalError: no such column: customer_id" }],
  },
  "sqlite/syntax-error": {
    examples: [{ text: 'sqlite3.OperationalError: near "form": syntax error', captures: { token: "form" } }],
    nearMisses: [{ text: "SyntaxError: invalid syntax" }],
  },
  "sqlite/constraint-failed": {
    examples: [
      {
        text: "sqlite3.IntegrityError: UNIQUE constraint failed: orders.order_id",
        captures: { kind: "UNIQUE", columns: "orders.order_id" },
      },
      { text: "sqlite3.IntegrityError: FOREIGN KEY constraint failed", captures: { kind: "FOREIGN KEY" } },
    ],
    nearMisses: [{ text: "sqlite3.OperationalError: database is locked" }],
  },
  "sqlite/locked": {
    examples: [{ text: "sqlite3.OperationalError: database is locked" }],
    nearMisses: [{ text: "sqlite3.OperationalError: unable to open database file" }],
  },
};
