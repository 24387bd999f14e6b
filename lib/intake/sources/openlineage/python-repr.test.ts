import { describe, expect, it } from "vitest";
import { parsePythonRepr, textsOf } from "@/lib/intake/sources/openlineage/python-repr";

describe("parsePythonRepr", () => {
  it.each([
    ["['load_orders']", ["load_orders"]],
    ["[]", []],
    ["{}", {}],
    ["()", []],
    ["('a',)", ["a"]],
    ["{'a', 'b'}", ["a", "b"]],
    [`["it's", 'say "hi"', 'both \\' and "']`, ["it's", 'say "hi"', `both ' and "`]],
    ["['a\\nb', '\\x41\\u00e9\\U0001F600', 'c:\\\\temp']", ["a\nb", "Aé😀", "c:\\temp"]],
    ["[1, -2.5, 1e3, None, True, False]", [1, -2.5, 1000, null, true, false]],
    ["[b'raw', u'text', r'x']", ["raw", "text", "x"]],
    ["[['a'], ['b', ['c']]]", [["a"], ["b", ["c"]]]],
    [
      "{'uri': 's3://lake/raw/orders', 'extra': {'rows': 0}}",
      { uri: "s3://lake/raw/orders", extra: { rows: 0 } },
    ],
    ["[Asset(name='x, y', uri='s3://x'), 'b']", ["Asset(name='x, y', uri='s3://x')", "b"]],
    ["[<Task(PythonOperator): extract>, 'b']", ["<Task(PythonOperator): extract>", "b"]],
    ["[datetime.datetime(2026, 1, 1, 0, 0), 'b']", ["datetime.datetime(2026, 1, 1, 0, 0)", "b"]],
    ["{1: 'a', 'b': 2}", { "1": "a", b: 2 }],
    ["just text", "just text"],
    ["a, b", "a, b"],
    ["['a'] tail", "['a'] tail"],
    ["", null],
    ["['a", null],
    ["['a', ", null],
    ["['a\\", null],
    ["['\\x", null],
    ["]", "]"],
  ])("reads %s", (text, value) => expect(parsePythonRepr(text)).toEqual(value));

  it("reads what a real provider sent", () => {
    const outlets =
      "[{'uri': 's3://lake/raw/orders', 'extra': {}, 'type': 'asset'}, {'uri': 's3://lake/raw/orders', 'extra': {'rows': 0, 'schema_hash': 'ab12'}, 'type': 'asset_event'}]";
    expect(parsePythonRepr(outlets)).toEqual([
      { uri: "s3://lake/raw/orders", extra: {}, type: "asset" },
      { uri: "s3://lake/raw/orders", extra: { rows: 0, schema_hash: "ab12" }, type: "asset_event" },
    ]);
  });

  it("does not touch the prototype", () => {
    const value = parsePythonRepr("{'__proto__': {'polluted': 1}}") as object;
    expect(Object.keys(value)).toEqual(["__proto__"]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it.each([
    ["brackets", "[".repeat(150_000)],
    ["open objects", "[" + "a(".repeat(70_000)],
    ["quotes", `['${"\\'".repeat(90_000)}`],
    ["items", `[${"'x',".repeat(49_000)}]`],
    ["commas", `[${",".repeat(199_000)}]`],
    ["nested and closed", `${"[".repeat(90_000)}${"]".repeat(90_000)}`],
  ])("is quick on %s", (_name, text) => {
    const startedAt = performance.now();
    parsePythonRepr(text);
    // Quadratic work would take minutes.
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  it("returns null for a text that is too long", () =>
    expect(parsePythonRepr(`['${"x".repeat(200_000)}']`)).toBeNull());
});

describe("textsOf", () => {
  it.each([
    ["['a', 'b', 1]", ["a", "b"]],
    [
      ["a", 2, "b"],
      ["a", "b"],
    ],
    ["a", []],
    [null, []],
    [{ a: 1 }, []],
  ])("reads %o", (value, texts) => expect(textsOf(value)).toEqual(texts));
});
