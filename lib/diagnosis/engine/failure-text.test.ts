import { describe, expect, it } from "vitest";
import {
  boundText,
  errorTypesIn,
  fillStep,
  fillTemplate,
  splitHead,
} from "@/lib/diagnosis/engine/failure-text";

describe("fillTemplate", () => {
  it.each([
    ["column `{column}` of `{table}`", { column: "id", table: "raw.orders" }, "column `id` of `raw.orders`"],
    ["column `{column}`[[ of `{table}`]] is gone", { column: "id" }, "column `id` is gone"],
    [
      "column `{column}`[[ of `{table}`]] is gone",
      { column: "id", table: "t" },
      "column `id` of `t` is gone",
    ],
    ["a {missing} b", {}, "a … b"],
    [
      "invalid[[: {reason}]]",
      { reason: "'${PORT}' [[x]] {table}", table: "no" },
      "invalid: '${PORT}' [[x]] {table}",
    ],
    ["{count row|rows} failed the test", { count: "1" }, "1 row failed the test"],
    ["[[{count row|rows} of {table}: ]]failed", { count: "20", table: "t" }, "20 rows of t: failed"],
    ["[[{count row|rows}: ]]failed", {}, "failed"],
    ["use `{{ this }}`", {}, "use `{{ this }}`"],
    ["rejected: {reason}", { reason: "Login was refused.'" }, "rejected: Login was refused"],
    [
      "rejected: {reason}",
      { reason: "User does not have 'X' on 'y'" },
      "rejected: User does not have 'X' on 'y'",
    ],
    ["rejected: {reason}", { reason: "the driver's 'x'" }, "rejected: the driver's 'x'"],
    ["rejected: {reason}", { reason: "(550, b'gone')}" }, "rejected: (550, b'gone')"],
    ["broke: {reason}", { reason: "crane broke\\n\\tat quay 3" }, "broke: crane broke at quay 3"],
    ["missing: {path}", { path: "C:\\new\\table.csv" }, "missing: C:\\new\\table.csv"],
    ["two\nlines: {text}", { text: "a\n  b" }, "two\nlines: a b"],
  ])("%s", (template, values, expected) => {
    expect(fillTemplate(template, values as Record<string, string>)).toBe(expected);
  });

  it("shortens captures", () => {
    expect(fillTemplate("{x}", { x: "y".repeat(500) })).toHaveLength(158);
  });
});

describe("splitHead", () => {
  it.each([
    ["KeyError: 'x'", "KeyError", "'x'"],
    ["psycopg2.errors.UndefinedTable: relation", "psycopg2.errors.UndefinedTable", "relation"],
    ["MemoryError", "MemoryError", ""],
    ["Note: nothing", null, "Note: nothing"],
    ["the task failed", null, "the task failed"],
  ])("%s", (text, type, message) => {
    expect(splitHead(text)).toEqual({ type, message });
  });
});

describe("errorTypesIn", () => {
  it("includes the driver's type inside SQLAlchemy's", () => {
    expect(
      errorTypesIn(null, "sqlalchemy.exc.ProgrammingError: (psycopg2.errors.UndefinedTable) relation"),
    ).toEqual(["sqlalchemy.exc.programmingerror", "psycopg2.errors.undefinedtable"]);
  });
});

describe("boundText", () => {
  it("keeps both ends", () => {
    const bounded = boundText(`start${"x".repeat(10_000)}end`, 1_000);
    expect(bounded).toHaveLength(1_000);
    expect(bounded.startsWith("start")).toBe(true);
    expect(bounded.endsWith("end")).toBe(true);
  });
});

describe("fillStep", () => {
  const step = "Run `chmod +x {path}` on the worker; now `{path}` cannot be executed[[ by `{user}`]]";

  it("puts a plain value into a command", () => {
    expect(fillStep(step, { path: "/data/in/run.sh" })).toBe(
      "Run `chmod +x /data/in/run.sh` on the worker; now `/data/in/run.sh` cannot be executed",
    );
  });

  it.each(["/x; rm -rf ~", "/data/$(curl evil)", "a'; DROP ROLE admin; --", "x && y", "-R /", "/data/x y"])(
    "names the value instead if a shell or SQL would interpret it: %s",
    (path) => {
      const filled = fillStep(step, { path });
      expect(filled).toContain("`chmod +x PATH`");
      expect(filled).toContain(`now \`${path}\``);
    },
  );

  it("keeps a value's backticks from ending the code", () => {
    expect(fillTemplate("`{name}` is missing", { name: "x`whoami`" })).toBe("`x'whoami'` is missing");
  });
});
