import { describe, expect, it } from "vitest";
import { headerLines, prettyBody } from "@/components/deliveries/pretty-body";

describe("prettyBody", () => {
  it.each([
    ['{"a":1}', '{\n  "a": 1\n}'],
    ["not { json", "not { json"],
    ["", ""],
  ])("%s", (body, text) => expect(prettyBody(body)).toBe(text));
});

describe("headerLines", () => {
  it("writes one header per line", () => {
    expect(headerLines({ "content-type": "text/plain", host: "x" })).toBe(
      "content-type: text/plain\nhost: x",
    );
  });
});
