import type { Code, CodeFrame, FixMaterial } from "@/lib/fixes/proposals/fix-material";
import type { FixTemplate } from "@/lib/fixes/templates/template";
import type { Commit } from "@/lib/vendors/source-control";

/** The repository, failure and diagnosis a template drafts a fix for. */
export interface TemplateScene {
  files: Record<string, string>;
  frames?: CodeFrame[];
  pipelineFile?: string;
  failure?: string;
  params?: Record<string, string>;
  evidence?: object[];
  commits?: Partial<Commit>[];
  transience?: string;
  category?: string;
  maxTries?: number | null;
  kind?: string;
}

/** The fix the template drafts for this scene; null if it does not apply. */
export async function draftFix(template: FixTemplate, scene: TemplateScene) {
  const code = {
    files: Object.keys(scene.files),
    frames: scene.frames ?? [],
    pipelineFile: scene.pipelineFile ?? null,
    read: async (path: string) => scene.files[path] ?? null,
    repository: { listCommits: async () => scene.commits ?? [] },
  } as unknown as Code;
  const material = {
    failure: scene.failure ?? "",
    evidence: scene.evidence ?? [],
    diagnosis: {
      category: scene.category ?? "code_bug",
      transience: scene.transience ?? "permanent",
      rootCause: "the database did not answer",
    },
    incident: {
      task: "load",
      source: { kind: scene.kind ?? "airflow" },
      report: {
        subject: {
          kind: "task",
          attempt: { maxTries: scene.maxTries === undefined ? 1 : scene.maxTries },
        },
      },
    },
  } as unknown as FixMaterial;
  return template.draft({ material, code, params: scene.params ?? {} });
}

/** The first edited file's new text; null if the template does not apply. */
export const editedText = async (template: FixTemplate, scene: TemplateScene) =>
  (await draftFix(template, scene))?.edits[0]?.after ?? null;

export const frameAt = (path: string, line: number, source: string | null = null): CodeFrame => ({
  path,
  line,
  source,
});
