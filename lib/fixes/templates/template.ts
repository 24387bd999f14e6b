import type { Code, FixMaterial } from "@/lib/fixes/proposals/fix-material";
import type { FixKind } from "@/lib/fixes/schemas";
import type { FileEdit } from "@/lib/fixes/patches/unified-diff";

/** A template's input. Anything may be missing; a template that is unsure does nothing. */
export interface TemplateInput {
  material: FixMaterial;
  code: Code;
  /** Values captured by the signature that names this template. */
  params: Record<string, string>;
}

export interface TemplateFix {
  title: string;
  /** Why this change, based on what was observed. */
  rationale: string;
  edits: FileEdit[];
  /** What a reviewer must know before merging. */
  cautions: string[];
  level: "low" | "medium" | "high";
}

/** A rule-based change; null if it does not apply. */
export interface FixTemplate {
  id: string;
  kind: FixKind;
  draft: (input: TemplateInput) => Promise<TemplateFix | null>;
}

/** Files worth changing, most likely first: where it failed, the pipeline's own file, then others that the error names. */
export function likelyFiles(code: Code): string[] {
  const paths = [...code.frames.map((frame) => frame.path), code.pipelineFile, ...code.named];
  return [...new Set(paths.filter((path) => path !== null))];
}
