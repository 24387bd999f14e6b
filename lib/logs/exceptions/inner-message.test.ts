import { expect, it } from "vitest";
import { innerMessage } from "@/lib/logs/exceptions/inner-message";

it.each([
  [
    "TrinoUserError(type=USER_ERROR, name=TABLE_NOT_FOUND, message=\"line 1:15: Table 'hive.dock.crates' does not exist\", query_id=20261130_1)",
    "line 1:15: Table 'hive.dock.crates' does not exist",
  ],
  ["ApiError(message='crate 17 is locked', code=409)", "crate 17 is locked"],
  ['ApiError(message="the text was cut in the mid', "the text was cut in the mid"],
  [
    '{"kind":"Status","metadata":{},"status":"Failure","message":"pods \\"crate-7\\" not found","reason":"NotFound","code":404}',
    'pods "crate-7" not found',
  ],
  [
    "{'tasks': [], 'failures': [{'arn': 'arn:aws:ecs:eu-1:1:instance/0', 'reason': 'RESOURCE:CPU'}]}",
    "RESOURCE:CPU",
  ],
  ["[ { message: 'Quota exceeded: loads per table', domain: 'global' } ]", "Quota exceeded: loads per table"],
  [
    "File is not a zip file cmd_type=elb consumer=False name=tap-crates stdio=stderr",
    "File is not a zip file",
  ],
  ["'message': 'Error while reading: row 7 has 3 columns',", "Error while reading: row 7 has 3 columns"],
])("reads the message of %s", (text, message) => {
  expect(innerMessage(text)).toBe(message);
});

it.each(['message="boom"', "failed (message='x')", "TrinoUserError: Table not found", "call(a, message=b)"])(
  "leaves %s as it is",
  (text) => {
    expect(innerMessage(text)).toBe(text);
  },
);
