/** Ranks commits by how likely they caused a failure. */
import { readClues } from "@/lib/code/suspects/suspect-clues";
import { readSigns, type Signs, type SuspectCommit } from "@/lib/code/suspects/suspect-signs";
import type { ReachedFile } from "@/lib/code/imports/reach-files";
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
 * @param input.reached the files that the pipeline runs or reads, if known.
 */
export function rankSuspects(input: {
  log: ReadText;
  commits: SuspectCommit[];
  reached?: readonly ReachedFile[];
}): Suspect[] {
  const { commits } = input;
  const signs = readSigns(readClues(input.log), commits);
  const reached = new Map((input.reached ?? []).map((file) => [file.path, file]));
  return commits
    .map((commit, index) => {
      const nearest = nearestReached(commit, reached);
      const own = { ...signs[index], ...(nearest && { reaches: 2 / (1 + nearest.via.length) }) };
      return { index, suspect: weigh(commit.id, own, nearest) };
    })
    .sort((a, b) => b.suspect.score - a.suspect.score || a.index - b.index)
    .map(({ suspect }) => suspect);
}

/** Of the files that a commit changes, the one closest to the pipeline's own. */
function nearestReached(
  { files }: SuspectCommit,
  reached: ReadonlyMap<string, ReachedFile>,
): ReachedFile | null {
  const touched = files.flatMap(({ path }) => reached.get(path) ?? []);
  return touched.toSorted((a, b) => a.via.length - b.via.length)[0] ?? null;
}

function reachReason({ path, via, how }: ReachedFile): string {
  if (how === "entry") return `changes ${path}, which the pipeline runs`;
  const link = how === "imports" ? "imported" : "used";
  return `changes ${path}, ${link} by the pipeline via ${via.join(" → ")}`;
}

function weigh(id: string, signs: Signs, nearest: ReachedFile | null): Suspect {
  const found = (Object.keys(SUSPECT_SIGNS) as SignName[])
    .map((name) => ({ name, points: SUSPECT_SIGNS[name].weight * (signs[name] ?? 0) }))
    .filter(({ points }) => points !== 0)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
  const score = found.reduce((sum, { points }) => sum + points, 0);
  const reasons = found
    .filter(({ name, points }) => Math.abs(points) >= 0.5 || name === "recent")
    // The traceback already says that the pipeline runs this file.
    .filter(
      ({ name }) =>
        name !== "reaches" || nearest?.how !== "entry" || !(signs.touchesFile || signs.touchesCaller),
    )
    // That a commit is recent says least about why.
    .toSorted((a, b) => Number(a.name === "recent") - Number(b.name === "recent"))
    .map(({ name }) => (name === "reaches" && nearest ? reachReason(nearest) : SUSPECT_SIGNS[name].reason));
  return { id, score: Math.round(score * 1000) / 1000, reasons };
}
