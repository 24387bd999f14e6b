/** Analyses based on log templates: rare lines, repeats, and differences from another run. Pure. */
import { createTemplateMiner, mineTemplates, type Template } from "@/lib/logs/templates/templates";

export interface RareLine {
  /** 1-based. */
  line: number;
  text: string;
  template: string;
  /** How often its template occurs. */
  count: number;
}

/** The non-blank lines whose template occurs at most `atMost` times (default 1), in order. */
export function rareLines(lines: readonly string[], options: { atMost?: number } = {}): RareLine[] {
  const { atMost = 1 } = options;
  const mined = mineTemplates(lines);
  const counts = new Map(mined.templates.map((template) => [template.id, template.count]));
  return mined.lines.flatMap(({ line, templateId, template }) => {
    const text = lines[line - 1] ?? "";
    const count = counts.get(templateId) ?? 0;
    return count <= atMost && text.trim() !== "" ? [{ line, text, template, count }] : [];
  });
}

/** Templates that occur at least `atLeast` times (default 2), the most frequent first. */
export function repeatedTemplates(lines: readonly string[], options: { atLeast?: number } = {}): Template[] {
  const { atLeast = 2 } = options;
  const { templates } = mineTemplates(lines);
  return templates
    .filter((template) => template.count >= atLeast && template.text !== "")
    .sort((a, b) => b.count - a.count || a.firstLine - b.firstLine);
}

export interface TemplateChange {
  template: string;
  /** Number of lines in the previous run and in this run. */
  before: number;
  after: number;
  /** First line (1-based) in this run, or in the previous run for a removed template. */
  line: number;
}

export interface TemplateDiff {
  /** Only in this run, in its order. */
  added: TemplateChange[];
  /** Only in the previous run, in its order. */
  removed: TemplateChange[];
  /** In both, but at least twice as often or half as often. */
  changed: TemplateChange[];
}

/**
 * Compares the messages of two runs, ignoring ids, dates and numbers. Both are mined together, so that equal lines share
 * a template.
 */
export function diffTemplates(previousRun: readonly string[], thisRun: readonly string[]): TemplateDiff {
  const miner = createTemplateMiner();
  const before = previousRun.map((line) => miner.add(line));
  const after = thisRun.map((line) => miner.add(line));
  const changes = new Map<number, TemplateChange>();
  const count = (ids: readonly number[], side: "before" | "after") => {
    for (const [index, id] of ids.entries()) {
      const template = miner.get(id);
      if (template === undefined || template.text === "") continue;
      const known = changes.get(template.id);
      const change = known ?? { template: template.text, before: 0, after: 0, line: index + 1 };
      if (side === "after" && change.after === 0) change.line = index + 1;
      change[side] += 1;
      if (known === undefined) changes.set(template.id, change);
    }
  };
  count(before, "before");
  count(after, "after");
  const all = [...changes.values()].sort((a, b) => a.line - b.line);
  return {
    added: all.filter((change) => change.before === 0),
    removed: all.filter((change) => change.after === 0),
    changed: all.filter(
      ({ before: was, after: is }) => was > 0 && is > 0 && Math.max(was, is) >= 2 * Math.min(was, is),
    ),
  };
}
