import { z } from "zod";

const Block = z.looseObject({ type: z.string(), text: z.string().optional() });
const Result = z.object({ type: z.literal("tool_result"), content: z.array(Block) });
const Call = z.object({ type: z.literal("tool_use"), name: z.string(), input: z.unknown() });
const Request = z.object({
  system: z.array(Block),
  messages: z.array(z.object({ role: z.string(), content: z.array(Block) })),
});

/** A call as text to read: the instructions, then each turn; JSON if it has another form. */
export function requestText(request: unknown): string {
  const parsed = Request.safeParse(request);
  if (!parsed.success) return JSON.stringify(request, null, 2);
  const { system, messages } = parsed.data;
  const turns = messages.map(({ role, content }) => `# ${role}\n${blocksText(content)}`);
  return [`# system\n${blocksText(system)}`, ...turns].join("\n\n");
}

/** What the model answered, or the tools it called. */
export function replyText(reply: unknown): string {
  const blocks = z.array(Block).safeParse(reply);
  return blocks.success ? blocksText(blocks.data) : JSON.stringify(reply, null, 2);
}

function blocksText(blocks: readonly z.infer<typeof Block>[]): string {
  return blocks.map(blockText).filter(Boolean).join("\n\n");
}

function blockText(block: z.infer<typeof Block>): string {
  if (block.text !== undefined) return indented(block.text);
  const result = Result.safeParse(block);
  if (result.success) return `result of a tool:\n${blocksText(result.data.content)}`;
  const call = Call.safeParse(block);
  if (call.success) return `calls ${call.data.name} ${JSON.stringify(call.data.input)}`;
  return "";
}

/** An answer is JSON on one line. */
function indented(text: string): string {
  if (!text.startsWith("{")) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
