import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { parseCsv } from "@/evals/read-csv";
import { readTextFile } from "@/evals/read-data";
import { mineTemplates } from "@/lib/logs/templates/templates";

export const name = "loghub-2k";

/**
 * Template mining on ten systems with one configuration. GA: share of lines in exactly the correct group; FGA: F1 over
 * groups; PA: share of lines with the correct template; FTA: F1 over templates with correct group and text. Means over
 * systems.
 */
export async function run(dataDir: string) {
  const folder = join(dataDir, "loghub-2k");
  const systems = readdirSync(folder).filter((system) => existsSync(dataFile(folder, system)));
  const details = systems.map((system) =>
    scoreSystem(system, parseCsv(readTextFile(dataFile(folder, system)))),
  );
  const mean = (pick: (detail: (typeof details)[number]) => number) =>
    details.reduce((sum, detail) => sum + pick(detail), 0) / Math.max(1, details.length);
  return {
    metrics: {
      ga: mean((detail) => detail.ga),
      fga: mean((detail) => detail.fga),
      pa: mean((detail) => detail.pa),
      fta: mean((detail) => detail.fta),
      systems: details.length,
    },
    targets: { ga: 0.85, fta: 0.5 },
    details,
  };
}

function dataFile(folder: string, system: string): string {
  return join(folder, system, `${system}_2k.log_structured_corrected.csv.gz`);
}

function scoreSystem(system: string, rows: readonly Record<string, string>[]) {
  const lines = rows.map((row) => row["Content"] ?? "");
  const mined = mineTemplates(lines);
  const truth = groups(rows.map((row) => row["EventTemplate"] ?? ""));
  const ours = groups(mined.lines.map((line) => String(line.templateId)));
  const template = (index: number) => mined.lines[index]?.template ?? "";
  let [lineHits, groupHits, templateHits] = [0, 0, 0];
  const wrong: { kind: string; lines: number; truth: string; ours: string[] }[] = [];
  for (const [expected, members] of truth) {
    const first = members[0] ?? 0;
    const group = ours.get(String(mined.lines[first]?.templateId)) ?? [];
    const same = group.length === members.length && members.every((member, at) => group[at] === member);
    const text = sameText(template(first), expected);
    if (same) {
      groupHits += 1;
      lineHits += members.length;
      if (text) templateHits += 1;
    }
    if (same && text) continue;
    wrong.push({
      kind: same ? "text" : "group",
      lines: members.length,
      truth: expected,
      ours: [...new Set(members.map(template))],
    });
  }
  const right = rows.filter((row, index) => sameText(template(index), row["EventTemplate"] ?? "")).length;
  const f1 = (hits: number) => (2 * hits) / Math.max(1, ours.size + truth.size);
  return {
    system,
    ga: lineHits / lines.length,
    fga: f1(groupHits),
    pa: right / lines.length,
    fta: f1(templateHits),
    ours: ours.size,
    theirs: truth.size,
    wrong: wrong.sort((a, b) => b.lines - a.lines),
  };
}

function sameText(a: string, b: string): boolean {
  return a.replace(/\s+/g, " ").trim() === b.replace(/\s+/g, " ").trim();
}

function groups(names: readonly string[]): Map<string, number[]> {
  const byName = new Map<string, number[]>();
  for (const [index, name] of names.entries()) {
    const members = byName.get(name);
    if (members === undefined) byName.set(name, [index]);
    else members.push(index);
  }
  return byName;
}
