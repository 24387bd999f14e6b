import type { z } from "zod";
import type { EvidenceKind, Provenance } from "@/lib/evidence/schemas";

/** A text that a tool has read. The model may cite it by the lines shown. */
export interface ReadPiece {
  /** The stored evidence that the text is a part of; null if it was read only now. */
  evidenceId: string | null;
  kind: EvidenceKind;
  title: string;
  /** Redacted, as shown to the model. */
  text: string;
  /** The number of the text's first line: within the evidence, the file, or this text. */
  startLine: number;
  provenance: Provenance;
}

export interface ToolAnswer {
  pieces: ReadPiece[];
  /**
   * What the model should know besides: why there is nothing, or what was left out. It may contain names from the evidence,
   * so it is data like the pieces.
   */
  note: string | null;
}

/** A read-only tool that a model may call about one incident. */
export interface ModelTool<Input = unknown> {
  /** snake_case. */
  name: string;
  description: string;
  /** A strict object whose strings, numbers and lists are bounded. */
  input: z.ZodType<Input>;
  /** Reads. Foreseeable trouble, such as an unknown path, is a note and not an error. */
  read: (input: Input, signal: AbortSignal) => Promise<ToolAnswer>;
}

/** A tool for a list of tools, which have different inputs: it parses its own. */
export function listable<Input>({ read, ...tool }: ModelTool<Input>): ModelTool {
  return { ...tool, read: async (input, signal) => read(tool.input.parse(input), signal) };
}

/** An answer without any text. */
export function noText(note: string): ToolAnswer {
  return { pieces: [], note };
}
