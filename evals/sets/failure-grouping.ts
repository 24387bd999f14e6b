import { join } from "node:path";

import { readJsonLines } from "@/evals/read-data";
import { makeLog } from "@/bench/make-log";
import { exceptionInLog } from "@/lib/failures/exception-in-log";
import { fingerprintFailure, fingerprintLog } from "@/lib/logs/fingerprints/fingerprint";
import { parseLog } from "@/lib/logs/parse-log";
import type { Fingerprint } from "@/lib/logs/schemas";

export const name = "failure-grouping";

interface Case {
  id: string;
  repo: string;
  dag: string;
  task: string;
  run: string;
  log: string;
  silver: { exception: string | null; frame: string | null; skeleton: string | null };
}

type Relation = "retry" | "recurrence" | "different";

/**
 * Fingerprints of real failing logs. Retry: two attempts of one task run with the same exception and frame.
 * Recurrence: the same task, exception, frame and wording in another run. False merge: different exception
 * types of one repository that share a fingerprint. `atIntake…`: the same for the fingerprint that a webhook gets which
 * carries such a log and names no error. `buriedSame`: how often that stays what it is when much output follows.
 */
export async function run(dataDir: string) {
  const cases = readJsonLines<Case>(join(dataDir, "failure-grouping", "logs.jsonl.gz"));
  const prints = new Map(cases.map((failure) => [failure.id, fingerprintLog(parseLog(failure.log))]));
  const intake = new Map(cases.map((failure) => [failure.id, printAtIntake(failure.log)]));
  const pairs = cases.flatMap((a, i) => cases.slice(i + 1).flatMap((b) => relate(a, b)));
  const rate = (relation: Relation, by = prints) => {
    const chosen = pairs.filter((pair) => pair.relation === relation);
    const merged = chosen.filter((pair) => by.get(pair.a.id)?.value === by.get(pair.b.id)?.value);
    const byRepo = new Map<string, { all: number; merged: number }>();
    for (const pair of chosen) {
      const count = byRepo.get(pair.a.repo) ?? { all: 0, merged: 0 };
      count.all += 1;
      if (merged.includes(pair)) count.merged += 1;
      byRepo.set(pair.a.repo, count);
    }
    const shares = [...byRepo.values()].map((count) => count.merged / count.all);
    const macro = shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
    return { micro: merged.length / Math.max(1, chosen.length), macro, merged, chosen };
  };
  const [retry, recurrence, different] = [rate("retry"), rate("recurrence"), rate("different")];
  const explain = (pair: Pair) => ({
    relation: pair.relation,
    ids: [pair.a.id, pair.b.id],
    silver: [pair.a.silver, pair.b.silver],
    parts: [prints.get(pair.a.id)?.parts, prints.get(pair.b.id)?.parts],
  });
  const split = (part: typeof retry) =>
    part.chosen.filter((pair) => !part.merged.includes(pair)).map(explain);
  return {
    metrics: {
      retryRecall: retry.micro,
      retryRecallByRepository: retry.macro,
      recurrenceRecall: recurrence.micro,
      recurrenceRecallByRepository: recurrence.macro,
      falseMerge: different.micro,
      falseMergeByRepository: different.macro,
      groups: new Set([...prints.values()].map((print) => print.value)).size,
      atIntakeRetryRecall: rate("retry", intake).micro,
      atIntakeRecurrenceRecall: rate("recurrence", intake).micro,
      atIntakeFalseMerge: rate("different", intake).micro,
      buriedSame: buriedSame(cases, intake),
      logs: cases.length,
    },
    targets: { retryRecall: 0.98, recurrenceRecall: 0.98, falseMerge: 0.0015, buriedSame: 0.98 },
    details: [...split(retry), ...split(recurrence), ...different.merged.map(explain)],
  };
}

/** The fingerprint of a report that carries nothing but this log. */
function printAtIntake(log: string): Fingerprint {
  const exception = exceptionInLog(log);
  return fingerprintFailure({
    exceptionType: exception?.type ?? null,
    message: exception?.message ?? null,
    traceback: exception?.traceback ?? null,
  });
}

const EVERY = 5;
const BURIED_UNDER = makeLog("airflow-text", 900).slice(0, 900).join("\n");

/** Share of logs whose failure has the same identity with some 110 kB of ordinary output behind it. */
function buriedSame(cases: readonly Case[], intake: ReadonlyMap<string, Fingerprint>): number {
  const chosen = cases.filter((_, i) => i % EVERY === 0);
  const same = chosen.filter(
    ({ id, log }) => printAtIntake(`${log}\n${BURIED_UNDER}`).value === intake.get(id)?.value,
  );
  return same.length / Math.max(1, chosen.length);
}

interface Pair {
  a: Case;
  b: Case;
  relation: Relation;
}

/** How the data relates two logs, or nothing where it does not say. */
function relate(a: Case, b: Case): Pair[] {
  if (a.repo !== b.repo || !a.silver.exception || !b.silver.exception) return [];
  if (a.silver.exception !== b.silver.exception) return [{ a, b, relation: "different" }];
  if (a.task !== b.task || a.silver.frame !== b.silver.frame) return [];
  if (a.dag === b.dag && a.run === b.run) return [{ a, b, relation: "retry" }];
  return a.silver.skeleton === b.silver.skeleton ? [{ a, b, relation: "recurrence" }] : [];
}
