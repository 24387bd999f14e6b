import type { Code, CodeFrame, FixMaterial } from "@/lib/fixes/proposals/fix-material";
import { chooseTemplates } from "@/lib/fixes/templates/choose-templates";
import type { FixTemplate, TemplateFix } from "@/lib/fixes/templates/template";
import type { Commit } from "@/lib/vendors/source-control";

/** The repository, failure and diagnosis a template drafts a fix for. */
export interface TemplateScene {
  files: Record<string, string>;
  frames?: CodeFrame[];
  pipelineFile?: string;
  named?: string[];
  failure?: string;
  params?: Record<string, string>;
  /** The template that the signature names. */
  templateId?: string;
  evidence?: object[];
  commits?: Partial<Commit>[];
  transience?: string;
  category?: string;
  maxTries?: number | null;
  kind?: string;
}

/** The repository and the failure of a scene. */
function arrange(scene: TemplateScene): { code: Code; material: FixMaterial } {
  const code = {
    files: Object.keys(scene.files),
    frames: scene.frames ?? [],
    pipelineFile: scene.pipelineFile ?? null,
    named: scene.named ?? [],
    read: async (path: string) => scene.files[path] ?? null,
    repository: { listCommits: async () => scene.commits ?? [] },
  } as unknown as Code;
  const material = {
    failure: scene.failure ?? "",
    template: scene.templateId
      ? { templateId: scene.templateId, title: "", rationale: "", params: scene.params ?? {} }
      : null,
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
  return { code, material };
}

/** The fix the template drafts for this scene; null if it does not apply. */
export async function draftFix(template: FixTemplate, scene: TemplateScene) {
  return template.draft({ ...arrange(scene), params: scene.params ?? {} });
}

/** The first template that drafts a fix for this scene, as the product chooses it; null if none does. */
export async function firstFix(scene: TemplateScene): Promise<{ id: string; fix: TemplateFix } | null> {
  const { code, material } = arrange(scene);
  for (const { template, params } of chooseTemplates(material)) {
    const fix = await template.draft({ material, code, params });
    if (fix) return { id: template.id, fix };
  }
  return null;
}

/** The first edited file's new text; null if the template does not apply. */
export const editedText = async (template: FixTemplate, scene: TemplateScene) =>
  (await draftFix(template, scene))?.edits[0]?.after ?? null;

export const frameAt = (path: string, line: number, source: string | null = null): CodeFrame => ({
  path,
  line,
  source,
});
