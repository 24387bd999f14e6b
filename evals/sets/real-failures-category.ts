import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Category } from "@/lib/failures/schemas";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { logPiece } from "@/lib/diagnosis/engine/log-piece";
import { readText } from "@/lib/logs/findings/read-text";

export const name = "real-failures-category";

interface Case {
  id: string;
  source_repo: string;
  source_url: string;
  orchestrator: string;
  log: string;
  category_label_by_you: string;
  category_acceptable: string[];
  error_line: string;
  root_cause_summary: string;
}

export interface Judged {
  id: string;
  repository: string;
  orchestrator: string;
  truth: Category;
  acceptable: Category[];
  outcome: string;
  predicted: Category;
  confidence: number;
  signature: string | null;
  rootCause: string;
  errorLine: string;
  summary: string;
}

const RENAMED: Record<string, Category> = {
  config: "configuration",
  resource_oom: "resource_exhausted",
  infra_eviction: "infrastructure",
};

const toCategory = (label: string): Category => RENAMED[label] ?? (label as Category);

export function readCases(dataDir: string): Case[] {
  const text = gunzipSync(readFileSync(join(dataDir, "real-failures", "cases.jsonl.gz"))).toString("utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Case);
}

/** Cases without a repository (excerpts from threads) are assigned to the project in their URL. */
export function repositoryOf(failure: Pick<Case, "id" | "source_repo" | "source_url">): string {
  if (failure.source_repo) return failure.source_repo;
  const parts = /github\.com\/(?<owner>[^/]+)\/(?<repo>[^/]+)/.exec(failure.source_url)?.groups;
  return parts === undefined ? failure.id : `${parts["owner"]}/${parts["repo"]}`;
}

export function judge(failure: Case): Judged {
  const found = diagnoseFailure({
    evidence: [logPiece(readText(failure.log))],
    failure: { orchestrator: "file", pipeline: "", task: null },
  });
  return {
    id: failure.id,
    repository: repositoryOf(failure),
    orchestrator: failure.orchestrator,
    truth: toCategory(failure.category_label_by_you),
    acceptable: failure.category_acceptable.map(toCategory),
    outcome: found.outcome,
    predicted: found.category,
    confidence: found.confidence,
    signature: found.signature,
    rootCause: found.rootCause,
    errorLine: failure.error_line,
    summary: failure.root_cause_summary,
  };
}

const isStrict = (judgement: Judged): boolean => judgement.predicted === judgement.truth;
const isAccepted = (judgement: Judged): boolean => judgement.acceptable.includes(judgement.predicted);
const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** Mean of the repositories' shares. */
function repositoryMacro(judged: readonly Judged[], isRight: (judgement: Judged) => boolean): number {
  const groups = groupBy(judged);
  const means = [...groups.values()].map((group) => share(group.filter(isRight).length, group.length));
  return share(
    means.reduce((sum, mean) => sum + mean, 0),
    means.length,
  );
}

function groupBy(judged: readonly Judged[]): Map<string, Judged[]> {
  const groups = new Map<string, Judged[]>();
  for (const judgement of judged)
    groups.set(judgement.repository, [...(groups.get(judgement.repository) ?? []), judgement]);
  return groups;
}

function macroF1(judged: readonly Judged[]): number {
  const labels = [...new Set(judged.map((judgement) => judgement.truth))];
  const scores = labels.map((label) => {
    const both = judged.filter(
      (judgement) => judgement.predicted === label && judgement.truth === label,
    ).length;
    const predicted = judged.filter((judgement) => judgement.predicted === label).length;
    const real = judged.filter((judgement) => judgement.truth === label).length;
    return share(2 * both, predicted + real);
  });
  return share(
    scores.reduce((sum, score) => sum + score, 0),
    scores.length,
  );
}

/** By confidence bin, how often the category was accepted and how often it was the label. */
export function reliability(
  judged: readonly Judged[],
): { from: number; to: number; cases: number; confidence: number; accepted: number; strict: number }[] {
  const bounds = [0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.001];
  return bounds.slice(0, -1).flatMap((from, at) => {
    const to = bounds[at + 1] ?? 1;
    const group = judged.filter((judgement) => judgement.confidence >= from && judgement.confidence < to);
    if (group.length === 0) return [];
    const mean = share(
      group.reduce((sum, judgement) => sum + judgement.confidence, 0),
      group.length,
    );
    return [
      {
        from,
        to: Math.min(1, to),
        cases: group.length,
        confidence: mean,
        accepted: share(group.filter(isAccepted).length, group.length),
        strict: share(group.filter(isStrict).length, group.length),
      },
    ];
  });
}

/**
 * The category of real failures, from the log alone.
 * Strict: the annotator's label; accept: one of the labels the annotator found acceptable.
 * False confidence: share of all cases that are not accepted with a confidence of at least .8.
 */
export async function run(dataDir: string): Promise<{
  metrics: Record<string, number>;
  targets: Record<string, number>;
  details: unknown;
}> {
  const judged = readCases(dataDir).map(judge);
  const sure = judged.filter((judgement) => judgement.confidence >= 0.8);
  const metrics = {
    cases: judged.length,
    accept: share(judged.filter(isAccepted).length, judged.length),
    strict: share(judged.filter(isStrict).length, judged.length),
    macroF1: macroF1(judged),
    acceptByRepository: repositoryMacro(judged, isAccepted),
    strictByRepository: repositoryMacro(judged, isStrict),
    falseConfidence: share(sure.filter((judgement) => !isAccepted(judgement)).length, judged.length),
    falseAmongConfident: share(sure.filter((judgement) => !isAccepted(judgement)).length, sure.length),
    signatureShare: share(judged.filter((judgement) => judgement.signature !== null).length, judged.length),
    inconclusive: share(
      judged.filter((judgement) => judgement.outcome !== "diagnosed").length,
      judged.length,
    ),
  };
  const targets = { accept: 0.85, strict: 0.7, macroF1: 0.65, falseConfidence: 0.05 };
  const wrong = judged.filter((judgement) => !isAccepted(judgement) || !isStrict(judgement));
  return { metrics, targets, details: { reliability: reliability(judged), wrong } };
}
