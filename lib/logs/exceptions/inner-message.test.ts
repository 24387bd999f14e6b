import { expect, it } from "vitest";
import { innerMessage } from "@/lib/logs/exceptions/inner-message";

it.each([
  [
    "TrinoUserError(type=USER_ERROR, name=TABLE_NOT_FOUND, message=\"line 1:15: Table 'hive.dock.crates' does not exist\", query_id=20261130_1)",
    "line 1:15: Table 'hive.dock.crates' does not exist",
  ],
  ["ApiError(message='crate 17 is locked', code=409)", "crate 17 is locked"],
  ['ApiError(message="the text was cut in the mid', "the text was cut in the mid"],
])("reads the message of %s", (text, message) => {
  expect(innerMessage(text)).toBe(message);
});

it.each(['message="boom"', "failed (message='x')", "TrinoUserError: Table not found", "call(a, message=b)"])(
  "leaves %s as it is",
  (text) => {
    expect(innerMessage(text)).toBe(text);
  },
);
