import { expect, it } from "vitest";
import { parseLog } from "@/lib/logs/parse-log";

const LINES = ["loading", "Traceback (most recent call last):", "KeyError: 'x'"];

it.each([
  ["a trailing newline", `${LINES.join("\n")}\n`, 3],
  ["no trailing newline", LINES.join("\n"), 3],
  ["a trailing blank line", `${LINES.join("\n")}\n\n`, 4],
  ["no content", "", 1],
])("shows the lines of a log with %s", (_name, log, endLine) => {
  expect(parseLog(log).window).toEqual({ startLine: 1, endLine });
});

it("shows the last 30 lines when nothing stands out", () => {
  const log = Array.from({ length: 80 }, (_, at) => `step ${at}\n`).join("");
  expect(parseLog(log).window).toEqual({ startLine: 51, endLine: 80 });
});
