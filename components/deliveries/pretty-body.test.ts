import { describe, expect, it } from "vitest";
import { headerLines, prettyBody, previewNote } from "@/components/deliveries/pretty-body";

describe("prettyBody", () => {
  it.each([
    ['{"a":1}', '{\n  "a": 1\n}'],
    ["not { json", "not { json"],
    ["", ""],
  ])("%s", (body, text) => expect(prettyBody(body)).toBe(text));
});

describe("previewNote", () => {
  it("says how much of the body is shown", () => {
    expect(previewNote({ body: "x".repeat(2_048), sizeBytes: 1_000_000 })).toBe(
      "Cut: the first 2,048 characters of 1.0 MB.",
    );
  });
});

describe("headerLines", () => {
  it("writes one header per line", () => {
    expect(headerLines({ "content-type": "text/plain", host: "x" })).toBe(
      "content-type: text/plain\nhost: x",
    );
  });
});
