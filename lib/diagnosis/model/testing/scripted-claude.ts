import type { ServerResponse } from "node:http";
import { agentSystemPrompt } from "@/lib/diagnosis/model/agents/prompt";
import { commitAgent } from "@/lib/diagnosis/model/agents/commit-agent";
import { logAgent } from "@/lib/diagnosis/model/agents/log-agent";
import { runbookAgent } from "@/lib/diagnosis/model/agents/runbook-agent";
import { COUNTER_CHECK_PROMPT } from "@/lib/diagnosis/model/counter-check-prompt";
import { SINGLE_CALL_PROMPT, SYNTHESIZER_PROMPT } from "@/lib/diagnosis/model/diagnosis-prompt";
import type { ModelRole } from "@/lib/model/schemas";
import { sendJson, startFakeServer } from "@/lib/vendors/testing/fake-server";

/** A request as the scripted model sees it. */
export interface ScriptedRequest {
  role: ModelRole;
  model: string;
  /** Texts of our turns, results of tools among them, oldest first. */
  texts: string[];
  /** Names of the tools it may call; empty if it has to answer. */
  tools: string[];
  /** Our turns so far, from 1. */
  turn: number;
}

/** An answer, calls of tools, or a response of the test's own. */
export type ScriptedReply =
  | { answer: unknown }
  | { calls: { name: string; input: unknown }[] }
  | ((response: ServerResponse) => void);

export interface ScriptedClaude {
  url: string;
  requests: ScriptedRequest[];
  /** Replies of each role; a role without a script answers with 500. */
  script: Partial<Record<ModelRole, (request: ScriptedRequest) => ScriptedReply>>;
  reset: () => void;
  close: () => Promise<void>;
}

const ROLES = new Map<string, ModelRole>([
  [SINGLE_CALL_PROMPT, "single-call"],
  [SYNTHESIZER_PROMPT, "synthesizer"],
  [COUNTER_CHECK_PROMPT, "counter-check"],
  ...[logAgent, commitAgent, runbookAgent].map((agent) => [agentSystemPrompt(agent), agent.role] as const),
]);

/** A server that speaks the Messages API and answers as a test says, by what it is asked for. */
export async function startScriptedClaude(port = 0): Promise<ScriptedClaude> {
  const requests: ScriptedRequest[] = [];
  const scripted: ScriptedClaude = {
    url: "",
    requests,
    script: {},
    reset: () => {
      requests.length = 0;
      scripted.script = {};
    },
    close: () => server.close(),
  };
  const server = await startFakeServer((seen, response) => {
    const request = readRequest(seen.body);
    requests.push(request);
    const reply = scripted.script[request.role]?.(request);
    if (reply === undefined)
      return sendJson(response, 500, { error: { message: `no script for ${request.role}` } });
    if (typeof reply === "function") return reply(response);
    sendJson(response, 200, toMessage(request.model, reply));
  }, port);
  scripted.url = server.url;
  return scripted;
}

interface Body {
  model: string;
  system: { text: string }[];
  tools?: { name: string }[];
  tool_choice?: { type: string };
  messages: { role: string; content: { type: string; text?: string; content?: { text: string }[] }[] }[];
}

function readRequest(text: string): ScriptedRequest {
  const body = JSON.parse(text) as Body;
  const ours = body.messages.filter(({ role }) => role === "user");
  return {
    role: ROLES.get(body.system[0]?.text ?? "") ?? "fix",
    model: body.model,
    texts: ours.flatMap(({ content }) =>
      content.flatMap((block) => block.text ?? block.content?.map((inner) => inner.text) ?? []),
    ),
    tools: body.tool_choice?.type === "none" ? [] : (body.tools ?? []).map(({ name }) => name),
    turn: ours.length,
  };
}

function toMessage(model: string, reply: Exclude<ScriptedReply, (response: ServerResponse) => void>) {
  const isAnswer = "answer" in reply;
  return {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model,
    content: isAnswer
      ? [{ type: "text", text: JSON.stringify(reply.answer) }]
      : reply.calls.map((call, i) => ({ type: "tool_use", id: `toolu_${i + 1}`, ...call })),
    stop_reason: isAnswer ? "end_turn" : "tool_use",
    usage: { input_tokens: 1_000, output_tokens: 200, cache_read_input_tokens: 500 },
  };
}
