import { expect, it } from "vitest";
import { Instant } from "@/lib/platform/instant";

it.each([
  "2026-11-21T01:27:10Z",
  "2026-11-21T01:27:10.5+05:45",
  "1970-01-01T00:00:00Z",
  "9999-12-31T00:00:00Z",
])("%s is an instant", (value) => {
  expect(Instant.parse(value)).toBe(value);
});

it.each([
  ["2026-11-21", /ISO 8601/],
  ["2026-11-21T01:27:10", /ISO 8601/],
  ["2026-02-30T00:00:00Z", /ISO 8601/],
  ["0000-01-01T00:00:00Z", /1900/],
  ["0001-01-01T00:00:00+05:45", /1900/],
])("%s is not", (value, message) => {
  const { error } = Instant.safeParse(value);
  expect(error?.issues.map((issue) => issue.message)).toEqual([expect.stringMatching(message)]);
});
