import { describe, expect, test } from "vitest";
import { TerminalLines } from "./log-terminal";

const T0 = Date.parse("2026-01-01T00:00:00Z");
const shown = (entry: object) => new TerminalLines().lineFor(JSON.stringify(entry), T0);

const PRISMA =
  "\nInvalid `prisma.apiToken.findUnique()` invocation in\n/srv/app.js:12:3\n\n→ 12 findUnique(\n\nUnique constraint failed";

test.each([
  [{ level: 40, msg: "slow" }, "warning: slow\n"],
  [{ level: 50, msg: "request failed", err: { message: "no route" } }, "error: request failed: no route\n"],
  [{ level: 50, msg: "no route", err: { message: "no route" } }, "error: no route\n"],
  [{ level: 60, err: { message: "no route" } }, "error: no route\n"],
  [
    { level: 50, msg: "request failed", err: { message: PRISMA } },
    "error: request failed: Unique constraint failed\n",
  ],
  [
    { level: 50, msg: "two\nlines", err: { message: "three\n\n  more\nlines" } },
    "error: two lines: three more lines\n",
  ],
  [{ level: 50, msg: "x".repeat(1_000) }, `error: ${"x".repeat(400)} …\n`],
])("displays %j as %j", (entry, expected) => expect(shown(entry)).toBe(expected));

describe("an outage of the database", () => {
  const outage = "The database cannot be reached right now. It restarts automatically.";
  const entry = (msg: string, of = outage) =>
    JSON.stringify({ level: 50, msg, err: { message: PRISMA, outage: of } });

  test("is one line per minute, whichever call fails", () => {
    const lines = new TerminalLines();
    expect(lines.lineFor(entry("request not served"), T0)).toBe(`error: ${outage}\n`);
    for (const msg of ["request not served", "page not served", "workflow not recorded"]) {
      expect(lines.lineFor(entry(msg), T0 + 59_999)).toBeNull();
    }
    expect(lines.lineFor(entry("request not served"), T0 + 60_000)).toBe(`error: ${outage}\n`);
  });

  test("does not hide a different outage or error", () => {
    const lines = new TerminalLines();
    lines.lineFor(entry("request not served"), T0);
    expect(lines.lineFor(entry("request not served", "Its disk is full."), T0)).toBe(
      "error: Its disk is full.\n",
    );
    expect(lines.lineFor(JSON.stringify({ level: 50, msg: "other" }), T0)).toBe("error: other\n");
  });
});
