import { describe, expect, it } from "vitest";
import { exampleOf, schemaText } from "@/components/docs/schema-text";

describe("a schema in words", () => {
  const schemas = {
    Fix: { type: "object", properties: { id: { type: "string" } }, required: ["id"] },
    Page: {
      type: "object",
      properties: {
        items: { type: "array", items: { $ref: "#/components/schemas/Fix" } },
        nextCursor: { anyOf: [{ type: "string" }, { type: "null" }] },
        note: { type: "string", format: "date-time" },
      },
      required: ["items", "nextCursor"],
    },
  };

  it("is shown with the named ones that it refers to", () => {
    expect(schemaText({ $ref: "#/components/schemas/Page" }, schemas)).toBe(
      "{\n  items: Fix[]\n  nextCursor: string | null\n  note?: string (date-time)\n}\n\nFix: {\n  id: string\n}",
    );
  });

  it("may refer to itself", () => {
    const tree = { Tree: { type: "object", properties: { next: { $ref: "#/components/schemas/Tree" } } } };
    expect(schemaText({ $ref: "#/components/schemas/Tree" }, tree)).toBe("{\n  next?: Tree\n}");
  });

  it("breaks long lists of values", () => {
    const values = Array.from({ length: 12 }, (_, i) => `value-${i}-of-many`);
    expect(schemaText({ enum: values }, {}).split("\n")).toHaveLength(13);
    expect(schemaText({ type: "array", items: { enum: ["a", "b"] } }, {})).toBe('("a" | "b")[]');
  });
});

it("gives an example with what is required", () => {
  const schema = {
    type: "object",
    properties: {
      kind: { enum: ["mute", "window"] },
      ids: { type: "array", items: { type: "string" } },
      name: { type: "string" },
      isOn: { type: "boolean", default: true },
      left: { type: "string" },
    },
    required: ["kind", "ids", "name", "isOn"],
  };
  expect(exampleOf(schema)).toEqual({ kind: "mute", ids: [], name: "", isOn: true });
  expect(exampleOf({ anyOf: [{ type: "null" }, { type: "string" }] })).toBeNull();
});
