import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/platform/errors";
import { compileExpression, isTrue } from "./expression";

const scope = {
  event: {
    name: "a/b",
    data: { id: "x1", n: 12, flag: false, list: [1, "two", null], nested: { "odd key": 3 }, text: "it's" },
  },
  async: { data: { id: "x1", n: 13 } },
};

describe("compileExpression", () => {
  it.each<[string, unknown]>([
    ["event.data.id == async.data.id", true],
    ["event.data.id != async.data.id", false],
    ["event.data.n > 10 && async.data.n >= 13", true],
    ["event.data.n > 10 && event.data.flag", false],
    ["event.data.flag || event.data.n == 12", true],
    ["!event.data.flag", true],
    ["!(event.data.n < 100)", false],
    ["event.data.missing == null", true],
    ["event.data.missing.deeper == null", true],
    ["event.data.missing > 1", false],
    ["event.data.missing < 1", false],
    ["event.data.id > 1", false],
    ["event.data.n + 1 == async.data.n", true],
    ["event.data.n - 2 * 3 == 6", true],
    ["(event.data.n - 2) * 3", 30],
    ["event.data.n % 5 == 2", true],
    ["event.data.n / 0 == null", true],
    ["-event.data.n == 0 - 12", true],
    ["event.data.id + '-' + string(event.data.n)", "x1-12"],
    ["event.data.id in ['x0', \"x1\"]", true],
    ["'id' in event.data", true],
    ["'constructor' in event.data", false],
    ["event.data.constructor == null", true],
    ["event.data['id']", "x1"],
    ["event.data.nested['odd key']", 3],
    ["event.data.list[1]", "two"],
    ["event.data.list[9] == null", true],
    ["size(event.data.list) == 3 && event.data.id.size() == 2", true],
    ["event.data.list == [1, 'two', null]", true],
    ["has(event.data.id) && !has(event.data.nope)", true],
    ["event.data.id.startsWith('x') && event.data.id.endsWith('1') && event.name.contains('/')", true],
    ["event.data.n.startsWith('1')", false],
    ["event.data.flag ? 'yes' : event.data.n > 1 ? 'some' : 'none'", "some"],
    ["int('12') == event.data.n", true],
    ["event.data.text == 'it\\'s'", true],
    ["true", true],
    ["[event.data.id, 2]", ["x1", 2]],
  ])("%s", (source, value) => {
    expect(compileExpression(source, ["event", "async"])(scope)).toEqual(value);
  });

  it.each([
    ["this is (not valid", /"this" is unknown here/],
    ["event.data.id ==", /unexpected "the end"/],
    ["event.data.id = 1", /unexpected "="/],
    ["(event.data.id", /expected "\)"/],
    ["event.data.id event.data.n", /unexpected "event"/],
    ["event.data.id.matches('^a')", /method matches\(\) is not supported/],
    ["event.data.constructor('x')", /method constructor\(\) is not supported/],
    ["timestamp(event.ts)", /function timestamp\(\) is not supported/],
    ["toString(event.ts)", /function toString\(\) is not supported/],
    ["steps.x == 1", /"steps" is unknown here/],
    ["event.data.id == 'open", /unterminated string/],
    ["event.'id'", /expected a name after the dot/],
    ["", /unexpected "the end"/],
    ["event.data.id == #", /unexpected "#" at 18/],
    ["(".repeat(500) + "1" + ")".repeat(500), /nested too deeply/],
    ["1+".repeat(2_000), /at most 2000 characters/],
  ])("refuses %s", (source, message) => {
    expect(() => compileExpression(source, ["event"])).toThrow(AppError);
    expect(() => compileExpression(source, ["event"])).toThrow(message);
  });

  it("knows the awaited event only if there is one", () => {
    expect(() => compileExpression("async.data.id == 1", ["event"])).toThrow(
      /"async" is unknown here; use event/,
    );
  });
});

describe("isTrue", () => {
  it.each<[string | null, boolean]>([
    [null, true],
    ["event.data.n > 1", true],
    ["event.data.n", false],
    ["event.data.id", false],
    ["event.data.missing", false],
  ])("%j → %j", (source, answer) => {
    expect(isTrue(source === null ? null : compileExpression(source, ["event"]), scope)).toBe(answer);
  });
});
