import { z } from "zod";
import { ModelDiagnosis } from "@/lib/diagnosis/model/answers";
import { SINGLE_CALL_PROMPT, singleCallPrompt } from "@/lib/diagnosis/model/diagnosis-prompt";
import { diagnosisInput } from "@/lib/diagnosis/diagnose-incident";
import type { ObedientModel } from "@/lib/diagnosis/testing/hostile/obedient-model";
import { openTools } from "@/lib/diagnosis/tools/open-tools";
import { runTool, type ToolResult } from "@/lib/diagnosis/tools/run-tool";
import { listEvidence } from "@/lib/evidence/data";
import { loadIncidentContext } from "@/lib/incidents/incident-context";
import { boundaryOf } from "@/lib/model/boundary";
import type { Context } from "@/lib/platform/context";
import { toApiTools } from "@/lib/vendors/anthropic/messages";
import { dataBlock, numberLines } from "@/lib/vendors/anthropic/data-block";

const Answer = z.object({
  content: z.array(
    z.looseObject({
      type: z.string(),
      id: z.string().optional(),
      name: z.string().optional(),
      input: z.unknown().optional(),
    }),
  ),
});
const MAX_TURNS = 8;

export interface ToolCall {
  name: string;
  input: unknown;
  result: ToolResult;
}

/** Asks a stand-in model about an incident with the tools opened, and runs every call that it asks for. */
export async function askInTurns(
  ctx: Context,
  incidentId: string,
  model: Pick<ObedientModel, "url">,
): Promise<{ calls: ToolCall[]; offered: string[] }> {
  const [incident, { items: evidence }] = await Promise.all([
    loadIncidentContext(ctx, incidentId),
    listEvidence(ctx, incidentId),
  ]);
  const boundary = boundaryOf(incidentId);
  const { failure } = diagnosisInput(incident, evidence, null);
  const prompt = singleCallPrompt({ failure, evidence, prior: null, boundary });
  const names = new Map(Object.entries(prompt.names));
  const { tools } = await openTools(ctx, { incident, evidence, names });
  const messages: object[] = [{ role: "user", content: prompt.text }];
  const calls: ToolCall[] = [];
  for (let turn = 0; turn < MAX_TURNS; turn += 1) {
    const response = await fetch(`${model.url}/v1/messages`, {
      method: "POST",
      body: JSON.stringify({
        system: SINGLE_CALL_PROMPT,
        messages,
        tools: toApiTools(tools),
        output_config: { format: { type: "json_schema", schema: z.toJSONSchema(ModelDiagnosis) } },
      }),
    });
    const { content } = Answer.parse(await response.json());
    const uses = content.filter(({ type }) => type === "tool_use");
    if (uses.length === 0) break;
    const results: object[] = [];
    for (const { id, name = "", input: asked } of uses) {
      const result = await runTool(tools, name, asked, new AbortController().signal, 20_000);
      calls.push({ name, input: asked, result });
      results.push({ type: "tool_result", tool_use_id: id, content: rendered(result, boundary) });
    }
    messages.push({ role: "assistant", content }, { role: "user", content: results });
  }
  return { calls, offered: tools.map(({ name }) => name) };
}

function rendered({ pieces, note }: ToolResult, boundary: string): string {
  const blocks = pieces.map(({ title, text, startLine }) =>
    dataBlock(boundary, title, numberLines(text, startLine)),
  );
  return [...blocks, ...(note === null ? [] : [dataBlock(boundary, "note", numberLines(note, 1))])].join(
    "\n\n",
  );
}
