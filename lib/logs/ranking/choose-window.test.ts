import { expect, it } from "vitest";
import { parseLog } from "@/lib/logs/parse-log";

const LINES = ["loading", "Traceback (most recent call last):", "KeyError: 'x'"];

it.each([
  ["a newline at its end", `${LINES.join("\n")}\n`, 3],
  ["none", LINES.join("\n"), 3],
  ["a blank line at its end", `${LINES.join("\n")}\n\n`, 4],
  ["nothing in it", "", 1],
])("shows the lines of a log with %s", (_name, log, endLine) => {
  expect(parseLog(log).window).toEqual({ startLine: 1, endLine });
});

it("shows at most 30 lines, the last ones where nothing stands out", () => {
  const log = Array.from({ length: 80 }, (_, at) => `step ${at}\n`).join("");
  expect(parseLog(log).window).toEqual({ startLine: 51, endLine: 80 });
});
