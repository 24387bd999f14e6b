import { join } from "node:path";

import { readJsonLines } from "@/evals/read-data";
import { rankSuspects } from "@/lib/code/suspects/rank-suspects";
import { readText } from "@/lib/logs/findings/read-text";

export const name = "suspect-commits";

export interface SuspectCase {
  repo: string;
  log_tail: string;
  truth_commit: string;
  candidates: {
    commit: string;
    date: string;
    subject: string;
    files: { path: string; status: string }[];
    patch?: string;
  }[];
}

export function readCases(dataDir: string): SuspectCase[] {
  return readJsonLines<SuspectCase>(join(dataDir, "suspect-commits", "cases.jsonl.gz"));
}

export function questionOf(one: SuspectCase): Parameters<typeof rankSuspects>[0] {
  return {
    log: readText(one.log_tail),
    commits: one.candidates.map((candidate) => ({
      id: candidate.commit,
      message: candidate.subject,
      date: candidate.date,
      files: candidate.files,
      patch: candidate.patch ?? null,
    })),
  };
}

/** Rank of the commit that brought the failing line: mean reciprocal rank, first, among the first three. */
export async function run(dataDir: string) {
  const ranks = readCases(dataDir).map((one) => {
    const ranking = rankSuspects(questionOf(one));
    const rank = ranking.findIndex((suspect) => suspect.id === one.truth_commit) + 1;
    return { repo: one.repo, rank, truth: one.truth_commit, ranking: ranking.slice(0, 3) };
  });
  const repos = [...new Set(ranks.map((one) => one.repo))];
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const micro = (score: (rank: number) => number) => mean(ranks.map((one) => score(one.rank)));
  const macro = (score: (rank: number) => number) =>
    mean(repos.map((repo) => mean(ranks.filter((one) => one.repo === repo).map((one) => score(one.rank)))));
  const reciprocal = (rank: number) => (rank === 0 ? 0 : 1 / rank);
  const within = (most: number) => (rank: number) => (rank > 0 && rank <= most ? 1 : 0);
  return {
    metrics: {
      mrr: micro(reciprocal),
      mrrByRepository: macro(reciprocal),
      top1: micro(within(1)),
      top1ByRepository: macro(within(1)),
      top3: micro(within(3)),
      top3ByRepository: macro(within(3)),
      cases: ranks.length,
    },
    targets: { mrr: 0.78 },
    details: ranks.filter((one) => one.rank !== 1),
  };
}
