import type { Code, FixMaterial } from "@/lib/fixes/proposals/fix-material";
import type { FileEdit } from "@/lib/fixes/patches/unified-diff";

/** What a template sees. Everything may be missing: a template that is not sure does nothing. */
export interface TemplateInput {
  material: FixMaterial;
  code: Code;
  /** Values that the signature captured, for a template that the diagnosis names. */
  params: Record<string, string>;
}

export interface TemplateFix {
  title: string;
  /** Why this change, from what was observed. */
  rationale: string;
  edits: FileEdit[];
  /** What a reviewer must know before merging. */
  cautions: string[];
  level: "low" | "medium" | "high";
}

/** A change that code can make by rule. Null when it does not fit what is there. */
export interface FixTemplate {
  id: string;
  draft: (input: TemplateInput) => Promise<TemplateFix | null>;
}

/** Files worth changing, the likeliest first: where it failed, then what defines the pipeline. */
export function likelyFiles(code: Code): string[] {
  const paths = [...code.frames.map((frame) => frame.path), code.pipelineFile];
  return [...new Set(paths.filter((path) => path !== null))];
}
