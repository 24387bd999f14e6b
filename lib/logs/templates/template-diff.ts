/** What the templates of a log tell: which lines are rare, what repeats, what differs from another run. Pure. */
import { createTemplateMiner, mineTemplates, type Template } from "@/lib/logs/templates/templates";

export interface RareLine {
  /** 1-based. */
  line: number;
  text: string;
  template: string;
  /** How often its template occurs in all. */
  count: number;
}

/** The lines whose template occurs at most `atMost` times (once, unless told), in order; blank lines never. */
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

/** Templates that occur at least `atLeast` times (twice, unless told), the most frequent first. */
export function repeatedTemplates(lines: readonly string[], options: { atLeast?: number } = {}): Template[] {
  const { atLeast = 2 } = options;
  const { templates } = mineTemplates(lines);
  return templates
    .filter((template) => template.count >= atLeast && template.text !== "")
    .sort((a, b) => b.count - a.count || a.firstLine - b.firstLine);
}

export interface TemplateChange {
  template: string;
  /** Lines in the previous run and in this one. */
  before: number;
  after: number;
  /** 1-based first line: in this run, or in the previous one for what is gone. */
  line: number;
}

export interface TemplateDiff {
  /** Only in this run, in order of this run. */
  added: TemplateChange[];
  /** Only in the previous run, in order of that run. */
  removed: TemplateChange[];
  /** In both, but at least twice as often or half as often. */
  changed: TemplateChange[];
}

/**
 * What this run says that the previous did not, and the other way round, whatever ids, dates and numbers
 * differ. Both are mined together, so that equal lines share a template.
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
