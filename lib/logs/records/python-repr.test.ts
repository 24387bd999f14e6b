import { describe, expect, it, test } from "vitest";
import { parseLog } from "@/lib/logs/parse-log";
import { readPythonReprLog } from "./python-repr";

describe("the literal in which Airflow 2 returns a log", () => {
  it("yields the text of each host", () => {
    const literal = "[('worker-1', 'first\\nsecond\\n'), ('worker-2', \"it's\\tdone\")]";
    expect(readPythonReprLog(literal)).toEqual(["first\nsecond\n", "it's\tdone"]);
  });

  test.each([
    ["quotes and backslashes", String.raw`[('h', 'a \'b\' "c" C:\\temp')]`, `a 'b' "c" C:\\temp`],
    ["code points", String.raw`[('h', 'caf\xe9 \u20ac \U0001f680')]`, "café € 🚀"],
    ["an unknown escape, which Python keeps", String.raw`[('h', '\d+')]`, String.raw`\d+`],
    ["an invalid code point", String.raw`[('h', 'a\U7fffffffb')]`, "ab"],
    ["a literal that is cut off", "[('h', 'the first part", "the first part"],
    ["a literal that is cut off in an escape", "[('h', 'the first part\\u20", "the first part "],
  ])("decodes %s", (_name, literal, text) => {
    expect(readPythonReprLog(literal)).toEqual([text]);
  });

  it("is read inside Airflow's JSON response", () => {
    const traceback = String.raw`Traceback (most recent call last):\n  File "/dags/load.py", line 7, in load\n    row[\'id\']\nKeyError: \'id\'\n`;
    const content = `[('worker-1', '${traceback}')]`;
    const { exceptions } = parseLog(JSON.stringify({ content, continuation_token: "x" }));
    expect(exceptions).toMatchObject([{ type: "KeyError", message: "'id'" }]);
  });

  test.each([
    ["a plain log", "[2026-01-01, 00:00:00 UTC] {taskinstance.py:1} ERROR - failed"],
    ["a list of something else", "[('a', 'b'), {'c': 'd'}]"],
    ["a host without a text", "[('worker-1',)]"],
    ["an empty text", ""],
  ])("is not %s", (_name, text) => expect(readPythonReprLog(text)).toBeNull());
});
