/** Ranks commits by how likely they caused a failure. */
import { readClues } from "@/lib/code/suspects/suspect-clues";
import { readSigns, type Signs, type SuspectCommit } from "@/lib/code/suspects/suspect-signs";
import type { ReadText } from "@/lib/logs/schemas";
import { SUSPECT_SIGNS, type SignName } from "@/lib/code/suspects/suspect-weights";

export interface Suspect {
  id: string;
  /** Total points of its signs; comparable only within one ranking. */
  score: number;
  /** Reasons, the strongest first. */
  reasons: string[];
}

/**
 * Ranks commits by how likely they caused the failure in a log or traceback, the most likely first: commits that added
 * the failing line, changed its file, contain names from the error, or are recent. Without any sign the newest comes
 * first. Pure; never throws.
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
