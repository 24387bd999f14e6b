import { describe, expect, it } from "vitest";
import { codeOwnersOf, parseCodeOwners } from "@/lib/code/owners/code-owners";

const of = (text: string, path: string) => codeOwnersOf(parseCodeOwners(text), path);

describe("the last matching rule", () => {
  const FILE = `# Everything
*            @acme/everyone
*.sql        @acme/analysts @dana
/dags/       @acme/data   # the data team
dags/vendor/
docs/*       docs@acme.example
apps/        @octo
/build/logs/ @builder
**/secrets   @acme/security
name\\ with\\ space.py @spacer
`;
  it.each([
    ["README.md", ["@acme/everyone"]],
    ["models/orders.sql", ["@acme/analysts", "@dana"]],
    ["dags/orders.py", ["@acme/data"]],
    ["dags/sql/orders.sql", ["@acme/data"]],
    ["dags/vendor/x.py", []],
    ["docs/index.md", ["docs@acme.example"]],
    ["docs/deep/index.md", ["@acme/everyone"]],
    ["lib/apps/x.py", ["@octo"]],
    ["lib/build/logs/x", ["@acme/everyone"]],
    ["build/logs/a/b", ["@builder"]],
    ["a/b/secrets/key.txt", ["@acme/security"]],
    ["secrets", ["@acme/security"]],
    ["x/name with space.py", ["@spacer"]],
  ])("of %s", (path, owners) => expect(of(FILE, path)).toEqual(owners));
});

it("matches names, not parts of them", () => {
  expect(of("/dags @a", "dags2/x.py")).toEqual([]);
  expect(of("orders*.py @a", "dags/orders_daily.py")).toEqual(["@a"]);
  expect(of("orders?.py @a", "orders.py")).toEqual([]);
  expect(of("/a/**/z.py @a", "a/z.py")).toEqual(["@a"]);
  expect(of("/a/**/z.py @a", "a/b/c/z.py")).toEqual(["@a"]);
  expect(of("/a/** @a", "a/b/c")).toEqual(["@a"]);
});

it("skips what GitHub does not support, and owners that are none", () => {
  expect(of("* @a\n!*.py @b\n[x].py @c", "x.py")).toEqual(["@a"]);
  expect(of("* nobody @a ", "x.py")).toEqual(["@a"]);
});

it("asks the owners of every section, and fills in a section's default owners", () => {
  const file =
    "[Data][2] @acme/data\n/dags/\n*.sql @dana\n\n^[Security]\n*.py @acme/security\n[data]\n/dags/x.py @x";
  expect(of(file, "dags/orders.py")).toEqual(["@acme/data", "@acme/security"]);
  expect(of(file, "dags/x.py")).toEqual(["@x", "@acme/security"]);
  expect(of(file, "q.sql")).toEqual(["@dana"]);
});

it("takes linear time for hostile patterns", () => {
  const file = `${"*a".repeat(500)}/${"**/".repeat(50)}b @a`;
  const started = performance.now();
  expect(of(file, `${"a".repeat(5_000)}/${"x/".repeat(200)}c`)).toEqual([]);
  expect(performance.now() - started).toBeLessThan(1_000);
});
