import { describe, expect, test } from "vitest";

import { maskLine } from "@/lib/logs/templates/template-mask";
import { shapeOf } from "@/lib/logs/templates/template-shape";
import { createTemplateMiner, mineTemplates } from "@/lib/logs/templates/templates";

const masked = (line: string) => {
  const words = maskLine(line);
  return [words.map((word) => word.text).join(" "), words.flatMap((word) => word.types)];
};

test.each<[string, string, string[]]>([
  ["read 1200 rows in 3.5s", "read <*> rows in <*>", ["number", "duration"]],
  ["connect 10.0.0.7:5432 refused", "connect <*>:<*> refused", ["host", "number"]],
  ["wrote /data/raw/orders.csv", "wrote <*>", ["path"]],
  ["GET https://api.example.com/v1/x done", "GET https://<*> done", ["path"]],
  ["host db.example.com:5432 up", "host <*>:<*> up", ["host", "number"]],
  ["uid=0 name=x", "uid=<*> name=x", ["number"]],
  ["fpr29=0xffff", "fpr29=<*>", ["id"]],
  ["node-17 joined", "node-<*> joined", ["number"]],
  ["id 7c1811ed-e98f-4c9c-a9f9-58c757ff494f", "id <*>", ["id"]],
  ["mac 00:1a:2b:3c:4d:5e seen", "mac <*> seen", ["id"]],
  [
    "at Mon Jun 12 04:05:06 2026",
    "at <*> <*> <*> <*>:<*>:<*> <*>",
    ["timestamp", "timestamp", "number", "number", "number", "number", "number"],
  ],
  ["sent 12 bytes (1.2 KB) off", "sent <*> bytes off", ["number"]],
  ["closed, lifetime 00:17", "closed, lifetime <*>", ["duration"]],
  ["SELECT x FROM t WHERE a = 'b c'", "SELECT x FROM t WHERE a = '<*>'", ["sql"]],
  ["eth0 is up, utf8 and log4j_init too", "eth0 is up, utf8 and log4j_init too", []],
  ["no   numbers  here", "no numbers here", []],
])("%s", (line, template, types) => {
  expect(masked(line)).toEqual([template, types]);
});

describe("shapes", () => {
  test.each([
    ["read 12 rows", "read 98765 rows"],
    ["  read 12 rows ", "read   7  rows"],
    ["run a1b2c3d4e5f6", "run a9z8y7x6w5v4"],
    ["wrote /a/b/c.txt now", "wrote /other/place/d.csv now"],
  ])("are equal for %j and %j", (a, b) => {
    expect(shapeOf(a)).toBe(shapeOf(b));
  });

  test.each([
    ["read 12 rows", "read 12 cols"],
    ["eth0 up", "eth1 up"],
    ["a b", "ab"],
    ["x=1", "x:1"],
    ["log4j_init", "log44_init"],
    ["", "1"],
  ])("differ for %j and %j", (a, b) => {
    expect(shapeOf(a)).not.toBe(shapeOf(b));
  });

  test("equal shapes imply equal masks", () => {
    const seen = new Map<number, string>();
    let state = 7;
    const next = (below: number) => (state = (state * 1103515245 + 12345) % 2147483648) % below;
    const words = [
      "eth0",
      "x1y",
      "12",
      "/a/b",
      "a.b",
      "k=3",
      "(4)",
      "v-5",
      "q",
      "0x1f",
      "a_1",
      "1.5",
      "z12",
      "log4j",
    ];
    for (let i = 0; i < 20_000; i += 1) {
      const line = Array.from({ length: 1 + next(4) }, () => words[next(words.length)]).join(" ");
      const text = masked(line)[0] as string;
      const shape = shapeOf(line);
      expect(seen.get(shape) ?? text).toBe(text);
      seen.set(shape, text);
    }
  });
});

describe("mining", () => {
  test("masks numbers and ids from the first line on", () => {
    const miner = createTemplateMiner();
    const first = miner.add("task 17 took 3.2s on worker-4");
    expect(miner.add("task 99812 took 0.1s on worker-11")).toBe(first);
    expect(miner.get(first)).toEqual({
      id: first,
      text: "task <*> took <*> on worker-<*>",
      variables: ["number", "duration", "number"],
      count: 2,
      firstLine: 1,
      lastLine: 2,
    });
  });

  test("keeps a few alternatives apart and turns many into a variable", () => {
    const few = mineTemplates(["server started ok", "server stopped ok", "server paused ok"]);
    expect(few.templates).toHaveLength(3);
    const users = ["ann", "bob", "cat", "dan", "eve", "fay"];
    const many = mineTemplates(users.map((user) => `session opened for ${user} now`));
    expect(many.templates).toHaveLength(1);
    expect(many.lines.every((line) => line.template === "session opened for <*> now")).toBe(true);
    expect(many.templates[0]).toMatchObject({ count: 6, variables: ["word"], firstLine: 1, lastLine: 6 });
  });

  test("keeps the common part of words", () => {
    const hosts = ["alpha", "beta", "gamma", "delta", "omega"];
    const { templates } = mineTemplates(hosts.map((host) => `login failed rhost=${host} user=root`));
    expect(templates.map((template) => template.text)).toEqual(["login failed rhost=<*> user=root"]);
  });

  test("resolves ids of templates that merged later", () => {
    const miner = createTemplateMiner();
    const ids = ["red", "green", "blue", "black", "white"].map((colour) =>
      miner.add(`paint it ${colour} today`),
    );
    expect(new Set(ids.map((id) => miner.get(id)?.id)).size).toBe(1);
    expect(miner.list()).toHaveLength(1);
    expect(miner.get(999)).toBeUndefined();
  });

  test("is deterministic", () => {
    const lines = Array.from(
      { length: 500 },
      (_, i) => `step ${i % 7} of job-${i} ${["a", "b", "c", "d", "e", "f"][i % 6]} done`,
    );
    expect(mineTemplates(lines)).toEqual(mineTemplates(lines));
    expect(mineTemplates([])).toEqual({ lines: [], templates: [] });
  });

  test("bounds the templates of free text", () => {
    let state = 3;
    const next = () => (state = (state * 1103515245 + 12345) % 2147483648);
    const word = () =>
      Array.from({ length: 6 }, () => String.fromCharCode(97 + ((next() >> 8) % 26))).join("");
    const lines = Array.from({ length: 5_000 }, () => `${word()} ${word()} ${word()} ${word()}`);
    const started = performance.now();
    const { templates } = mineTemplates(lines);
    expect(templates.length).toBeLessThan(500);
    expect(templates.reduce((sum, template) => sum + template.count, 0)).toBe(5_000);
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  test("handles very long lines quickly", () => {
    const started = performance.now();
    const { templates } = mineTemplates([
      `${"ab ".repeat(500_000)}`,
      "=".repeat(1_000_000),
      "/a".repeat(500_000),
    ]);
    expect(templates).toHaveLength(3);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
