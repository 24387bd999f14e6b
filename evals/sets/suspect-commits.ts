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

export function questionOf(failure: SuspectCase): Parameters<typeof rankSuspects>[0] {
  return {
    log: readText(failure.log_tail),
    commits: failure.candidates.map((candidate) => ({
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
  const ranks = readCases(dataDir).map((failure) => {
    const ranking = rankSuspects(questionOf(failure));
    const rank = ranking.findIndex((suspect) => suspect.id === failure.truth_commit) + 1;
    return { repo: failure.repo, rank, truth: failure.truth_commit, ranking: ranking.slice(0, 3) };
  });
  const repos = [...new Set(ranks.map((ranked) => ranked.repo))];
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const micro = (score: (rank: number) => number) => mean(ranks.map((ranked) => score(ranked.rank)));
  const macro = (score: (rank: number) => number) =>
    mean(
      repos.map((repo) =>
        mean(ranks.filter((ranked) => ranked.repo === repo).map((ranked) => score(ranked.rank))),
      ),
    );
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
    details: ranks.filter((ranked) => ranked.rank !== 1),
  };
}
