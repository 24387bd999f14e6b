import { describe, expect, test } from "vitest";
import { LogRepeats } from "./log-repeats";

const T0 = Date.parse("2026-01-01T00:00:00Z");

const line = (fields: object) =>
  `${JSON.stringify({ level: 50, time: "2026-01-01T00:00:00.000Z", ...fields })}\n`;

describe("equal errors", () => {
  test("are written once and then counted", () => {
    const repeats = new LogRepeats();
    const outage = (port: number) =>
      line({
        err: { type: "Error", message: `connect ECONNREFUSED 127.0.0.1:${port}` },
        msg: "request failed",
      });
    const written = Array.from({ length: 3_900 }, (_, i) => repeats.admit(outage(i), T0 + i)).flat();
    expect(written).toEqual([outage(0)]);
    expect(repeats.nextDue()).toBe(T0 + 60_000);
    const [summary = "", ...more] = repeats.due(T0 + 60_000);
    expect(more).toEqual([]);
    expect(JSON.parse(summary)).toEqual({
      level: 50,
      time: "2026-01-01T00:01:00.000Z",
      repeated: 3_899,
      err: { type: "Error", message: "connect ECONNREFUSED 127.0.0.1:0" },
      msg: "request failed (3899 more in 60 s)",
    });
    expect(repeats.nextDue()).toBeNull();
    expect(repeats.admit(outage(1), T0 + 60_001)).toEqual([outage(1)]);
  });

  test("include all errors of an outage, whichever call failed", () => {
    const repeats = new LogRepeats();
    const outage = (message: string, type = "PrismaClientKnownRequestError") =>
      line({ msg: "request not served", err: { type, message, outage: "The database cannot be reached." } });
    expect(repeats.admit(outage("Invalid `a.find()`"), T0)).toHaveLength(1);
    expect(repeats.admit(outage("Invalid `b.count()`"), T0)).toEqual([]);
    expect(repeats.admit(outage("connect ECONNREFUSED", "Error"), T0)).toEqual([]);
    const [summary = ""] = repeats.due(Infinity);
    expect(JSON.parse(summary)).toMatchObject({
      repeated: 2,
      err: { outage: "The database cannot be reached." },
    });
  });

  test("write no count for a single error", () => {
    const repeats = new LogRepeats();
    repeats.admit(line({ msg: "once" }), T0);
    expect(repeats.due(T0 + 60_000)).toEqual([]);
  });
});

test.each([
  ["another message", { msg: "a" }, { msg: "b" }],
  ["another cause", { msg: "a", err: { message: "x" } }, { msg: "a", err: { message: "y" } }],
  ["another level", { msg: "a" }, { msg: "a", level: 40 }],
  ["an info line, which is never counted", { msg: "a", level: 30 }, { msg: "a", level: 30 }],
])("writes %s", (_name, first, second) => {
  const repeats = new LogRepeats();
  expect(repeats.admit(line(first), T0)).toEqual([line(first)]);
  expect(repeats.admit(line(second), T0)).toEqual([line(second)]);
});

test("writes text that is not JSON unchanged", () => {
  expect(new LogRepeats().admit("half a li", T0)).toEqual(["half a li"]);
});

test("is bounded for many different errors, and loses no count", () => {
  const repeats = new LogRepeats();
  const letters = (n: number) => [...String(n)].map((digit) => "abcdefghij"[Number(digit)]).join("");
  const written = Array.from({ length: 1_000 }, (_, i) => {
    const entry = line({ msg: letters(i) });
    return [...repeats.admit(entry, T0), ...repeats.admit(entry, T0)];
  }).flat();
  const told = [...written, ...repeats.due(Infinity)];
  expect(told.filter((text) => text.includes('"repeated":1'))).toHaveLength(1_000);
});
