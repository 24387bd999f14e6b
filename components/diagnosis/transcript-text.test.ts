import { expect, it } from "vitest";
import { replyText, requestText } from "@/components/diagnosis/transcript-text";

it("shows a conversation turn by turn", () => {
  const request = {
    model: "m",
    system: [{ type: "text", text: "You judge." }],
    messages: [
      { role: "user", content: [{ type: "text", text: "Why?\n1| line" }] },
      {
        role: "assistant",
        content: [
          { type: "thinking", thinking: "", signature: "x" },
          { type: "tool_use", id: "t", name: "search_log", input: { words: "id" } },
        ],
      },
      {
        role: "user",
        content: [{ type: "tool_result", tool_use_id: "t", content: [{ type: "text", text: "2| found" }] }],
      },
    ],
  };
  expect(requestText(request)).toBe(
    '# system\nYou judge.\n\n# user\nWhy?\n1| line\n\n# assistant\ncalls search_log {"words":"id"}\n\n# user\nresult of a tool:\n2| found',
  );
});

it("indents an answer, and leaves other text alone", () => {
  expect(replyText([{ type: "text", text: '{"a":1}' }])).toBe('{\n  "a": 1\n}');
  expect(replyText([{ type: "text", text: "{broken" }])).toBe("{broken");
  expect(replyText(null)).toBe("null");
  expect(requestText("x")).toBe('"x"');
});
