import { z } from "zod";
import type { ModelTool } from "@/lib/diagnosis/tools/tool";

/** A tool as the Messages API takes it in `tools`. */
export interface ToolDefinition {
  name: string;
  description: string;
  /** JSON Schema (2020-12) of an object without further properties. */
  input_schema: { type: "object"; [keyword: string]: unknown };
}

/** Describes a tool to the API. Pure. */
export function toolDefinition({ name, description, input }: ModelTool): ToolDefinition {
  const { $schema: _$schema, ...schema } = z.toJSONSchema(input, { io: "input" });
  return { name, description, input_schema: { ...schema, type: "object" } };
}
