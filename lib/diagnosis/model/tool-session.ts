import type { AnalysisMaterial } from "@/lib/diagnosis/model/analysis-material";
import { idsByName } from "@/lib/diagnosis/model/evidence-blocks";
import { openTools } from "@/lib/diagnosis/tools/open-tools";
import { runTool } from "@/lib/diagnosis/tools/run-tool";
import type { ReadPiece } from "@/lib/diagnosis/tools/tool";
import type { Context } from "@/lib/platform/context";
import { dataBlock, numberLines } from "@/lib/vendors/anthropic/data-block";
import type { ToolCall, ToolDefinition, ToolReply } from "@/lib/vendors/anthropic/messages";

/** The tools of one conversation, and what they have read. */
export interface ToolSession {
  definitions: ToolDefinition[];
  run: (calls: readonly ToolCall[], signal: AbortSignal) => Promise<ToolReply[]>;
  /** Texts that are not stored as evidence, by the name under which the model can cite them. */
  read: Map<string, ReadPiece>;
}

/**
 * Opens the tools that apply to the incident, or those of them in `only`. What they return is shown in boundary lines with
 * numbered lines, like all evidence.
 */
export async function openToolSession(
  ctx: Context,
  { incident, evidence }: Pick<AnalysisMaterial, "incident" | "evidence">,
  {
    nameOf,
    boundary,
    only,
  }: { nameOf: ReadonlyMap<string, string>; boundary: string; only?: readonly string[] },
): Promise<ToolSession> {
  const names = new Map(Object.entries(idsByName(nameOf)));
  const opened = await openTools(ctx, { incident, evidence, names });
  const tools = opened.tools.filter(({ name }) => only === undefined || only.includes(name));
  const read = new Map<string, ReadPiece>();
  const nameFor = (piece: ReadPiece): string => {
    const stored = piece.evidenceId === null ? undefined : nameOf.get(piece.evidenceId);
    if (stored !== undefined) return stored;
    const name = `R${read.size + 1}`;
    read.set(name, piece);
    return name;
  };
  return {
    definitions: tools.map(({ name, description, input }) => ({ name, description, input })),
    read,
    run: async (calls, signal) => {
      const results: ToolReply[] = [];
      // One after the other, so that names do not depend on which answers first.
      for (const call of calls) {
        const { pieces, note, isError } = await runTool(tools, call.name, call.input, signal);
        const blocks = pieces.map((piece) => showPiece(boundary, nameFor(piece), piece));
        const said = note === null ? [] : [dataBlock(boundary, "note", numberLines(note, 1))];
        results.push({ callId: call.id, text: [...blocks, ...said].join("\n\n"), isError });
      }
      return results;
    },
  };
}

function showPiece(boundary: string, name: string, { kind, title, text, startLine }: ReadPiece): string {
  const about = `kind: ${kind}; title: ${title.replaceAll(/\s+/g, " ").slice(0, 200)}`;
  return dataBlock(boundary, `evidence ${name}`, `${about}\n${numberLines(text, startLine)}`);
}
