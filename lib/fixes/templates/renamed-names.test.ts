import { expect, it } from "vitest";
import type { Evidence } from "@/lib/evidence/schemas";
import { isTakenAway, renamedNames } from "@/lib/fixes/templates/renamed-names";

const commit = (text: string) => ({ kind: "commit", status: "ok", title: "Rename", text }) as Evidence;
const change = (formerColumn: string, column: string) =>
  ({
    kind: "schema_change",
    status: "ok",
    text: "",
    facts: { changes: [{ kind: "renamed", column, formerColumn }] },
  }) as unknown as Evidence;
const diff = (from: string, to: string) =>
  `--- a/sql/o.sql\n+++ b/sql/o.sql\n@@ -1,2 +1,2 @@\n-select ${from} as x,\n-  ${from}\n+select ${to} as x,\n+  ${to}\n from orders\n`;

it.each([
  ["a commit that renamed it", [commit(diff("customer_id", "client_id"))], { customer_id: "client_id" }],
  [
    "a commit that made the code read it",
    [commit(diff("client_id", "customer_id"))],
    { customer_id: "client_id" },
  ],
  ["a warehouse", [change("customer_id", "client_id")], { customer_id: "client_id" }],
  ["a rename of something else", [commit(diff("a", "b")), change("a", "b")], {}],
  ["nothing", [], {}],
])("finds the new name of a missing key from %s", (_, evidence, expected) => {
  expect(renamedNames("KeyError: 'customer_id'", evidence)).toEqual(expected);
});

it("knows no new name for a failure that misses none", () => {
  expect(renamedNames("ZeroDivisionError: division by zero", [commit(diff("a", "b"))])).toEqual({});
});

it("sees that a commit took a key away, also among other changes", () => {
  const patch = (removed: string, added: string) => [commit(`@@ -1 +1 @@\n-${removed}\n+${added}\n`)];
  expect(isTakenAway("client_id", patch('rows = [{"client_id": 7}]', 'rows = load("customer_id", 9)'))).toBe(
    true,
  );
  expect(isTakenAway("client_id", patch('{"client_id": 7}', '{"client_id": 8}'))).toBe(false);
  expect(isTakenAway("client_id", patch("client_id = 7", "x = 8"))).toBe(false);
});
