/** Which commit most likely brought a failure. */
import { readClues } from "@/lib/code/suspects/suspect-clues";
import { readSigns, type Signs, type SuspectCommit } from "@/lib/code/suspects/suspect-signs";
import type { ReadText } from "@/lib/logs/schemas";
import { SUSPECT_SIGNS, type SignName } from "@/lib/code/suspects/suspect-weights";

export interface Suspect {
  id: string;
  /** Points of all its signs; comparable within one ranking only. */
  score: number;
  /** Why, the heaviest first. */
  reasons: string[];
}

/**
 * Ranks commits by how likely they brought the failure that a log (or a bare traceback) shows as it was read, the likeliest
 * first: who added the failing line, who changed its file, whose patch holds the names the error speaks of,
 * and who was there last. Without any sign the newest comes first. Pure; never throws.
 */
export function rankSuspects(input: { log: ReadText; commits: SuspectCommit[] }): Suspect[] {
  const { commits } = input;
  const signs = readSigns(readClues(input.log), commits);
  return commits
    .map((commit, index) => ({ index, suspect: weigh(commit.id, signs[index] ?? {}) }))
    .sort((a, b) => b.suspect.score - a.suspect.score || a.index - b.index)
    .map(({ suspect }) => suspect);
}

function weigh(id: string, signs: Signs): Suspect {
  const found = (Object.keys(SUSPECT_SIGNS) as SignName[])
    .map((name) => ({ name, points: SUSPECT_SIGNS[name].weight * (signs[name] ?? 0) }))
    .filter(({ points }) => points !== 0)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
  const score = found.reduce((sum, { points }) => sum + points, 0);
  const reasons = found
    .filter(({ name, points }) => Math.abs(points) >= 0.5 || name === "recent")
    .map(({ name }) => SUSPECT_SIGNS[name].reason);
  return { id, score: Math.round(score * 1000) / 1000, reasons };
}
