import { expect, it } from "vitest";
import { foreignMarkup } from "@/lib/diagnosis/model/foreign-markup";

const SOURCES = ["JSONDecodeError: <html><body>login</body>", "see [the runbook](https://wiki.example/x)"];

it.each<[string, string[]]>([
  ["`6c3d7650` renamed `buyer_id`", []],
  ["The API answered with <html><body>login</body> instead of JSON", []],
  ["See [the runbook](https://wiki.example/x)", []],
  ["It got a <class 'int'>, not a List<String>, and 3 < 4 > 2", []],
  ["rows[0](1) is called", []],
  ["<img src=x onerror=alert(1)> failed", ["<img src=x onerror=alert(1)>"]],
  ["<script>alert(1)", ["<script>"]],
  ["click [here](https://evil.example)", ["[here](https://evil.example)"]],
  ["open javascript:alert(1)", ["javascript:alert(1"]],
])("%s", (sentence, found) => {
  expect(foreignMarkup(sentence, SOURCES)).toEqual(found);
});

it("is linear", () => {
  const started = performance.now();
  foreignMarkup("<a [".repeat(50_000), SOURCES);
  expect(performance.now() - started).toBeLessThan(2_000);
});
