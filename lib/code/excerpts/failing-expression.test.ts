import { describe, expect, it } from "vitest";
import { failingExpression } from "@/lib/code/excerpts/failing-expression";

/** The marked part of a line. */
function marked(text: string, type: string, message: string): string | null {
  const columns = failingExpression(text, { type, message }, null);
  return columns && text.slice(columns.start, columns.end);
}

describe("failingExpression", () => {
  it.each([
    ['    total += row["member_no"]', "KeyError", "'member_no'", 'row["member_no"]'],
    ["  x = rows[0]['id'] + 1", "builtins.KeyError", "'id'", "rows[0]['id']"],
    ['  x = load(a, b).pop("id")', "KeyError", "'id'", 'load(a, b).pop("id")'],
    ['  return {"id": 1}', "KeyError", "'id'", '"id"'],
    ['  x = row["id"] or other["id"]', "KeyError", "'id'", null],
    ["  x = row[key]", "KeyError", "'id'", null],
    ["  x = row[5]", "KeyError", "5", null],
    [
      "  name = user.address.strip().lower()",
      "AttributeError",
      "'NoneType' object has no attribute 'strip'",
      "user.address.strip",
    ],
    ["  a.strip(); b.strip()", "AttributeError", "'NoneType' object has no attribute 'strip'", null],
    ["  total = totl + 1", "NameError", "name 'totl' is not defined. Did you mean: 'total'?", "totl"],
    [
      "  return total",
      "UnboundLocalError",
      "cannot access local variable 'total' where it is not associated with a value",
      "total",
    ],
    ["  load(path, sep=';')", "TypeError", "load() got an unexpected keyword argument 'sep'", "sep"],
    [
      "  x = Loader().load(path)",
      "TypeError",
      "Loader.load() missing 1 required positional argument: 'sep'",
      "load",
    ],
    [
      '  with open("/data/in.csv") as f:',
      "FileNotFoundError",
      "[Errno 2] No such file or directory: '/data/in.csv'",
      '"/data/in.csv"',
    ],
    ["import pandsa as pd", "ModuleNotFoundError", "No module named 'pandsa'", "pandsa"],
    ["  x = a / b", "ZeroDivisionError", "division by zero", null],
    ["", "KeyError", "'id'", null],
  ])("marks %s for %s: %s", (text, type, message, expected) => {
    expect(marked(text, type, message)).toBe(expected);
  });

  it("prefers what the traceback underlines, if the line is long enough", () => {
    const text = '    total += row["a"]';
    expect(failingExpression(text, null, { start: 9, end: 17 })).toEqual({ start: 13, end: 21 });
    expect(failingExpression(text, null, { start: 9, end: 40 })).toBeNull();
    expect(failingExpression(text, null, null)).toBeNull();
  });

  it("follows deep nesting and skips very long lines", () => {
    const text = `x${"(".repeat(900)}${")".repeat(900)}["a"]`;
    expect(failingExpression(text, { type: "KeyError", message: "'a'" }, null)?.start).toBe(0);
    expect(failingExpression("x".repeat(5_000), { type: "KeyError", message: "'a'" }, null)).toBeNull();
  });
});
