import { expect, it } from "vitest";
import { z } from "zod";
import { readLogWindow } from "@/lib/diagnosis/tools/read-log-window";
import { listable } from "@/lib/diagnosis/tools/tool";
import { toApiTools } from "@/lib/vendors/anthropic/messages";

it("describes a tool with a strict JSON schema", () => {
  expect(toApiTools([listable(readLogWindow([], new Map()))])).toEqual([
    {
      name: "read_log_window",
      description: expect.stringContaining("200 consecutive lines"),
      input_schema: {
        type: "object",
        properties: {
          log: { type: "string", minLength: 1, maxLength: 100, description: expect.any(String) },
          fromLine: { type: "integer", minimum: 1, maximum: 1_000_000_000, description: expect.any(String) },
          toLine: { type: "integer", minimum: 1, maximum: 1_000_000_000, description: expect.any(String) },
        },
        required: ["fromLine", "toLine"],
        additionalProperties: false,
      },
    },
  ]);
});

it("refuses to describe a schema that JSON Schema cannot express", () => {
  const input = z.strictObject({ at: z.date() });
  const tool = listable({ name: "x", description: "x", input, read: () => Promise.reject(new Error("no")) });
  expect(() => toApiTools([tool])).toThrow(/Date/);
});
