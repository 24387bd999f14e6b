import type { Learner, LearnerAnswer } from "@/evals/learning/learner";
import type { YearIncident } from "@/evals/learning/year";

/** What a learner said about one incident of the year. */
export interface ReplayRecord {
  incidentId: string;
  kindId: string;
  /** 0 to 11. */
  month: number;
  isRight: boolean;
  confidence: number;
  /** The cause had been confirmed rightly before, for another incident. */
  isKnown: boolean;
  /** A wrong answer that takes over a wrong confirmation. */
  hasSpread: boolean;
  /** A wrong answer that takes over a right confirmation of another cause, such as one that has changed since. */
  isStale: boolean;
  modelCalls: number;
  modelCostUsd: number;
  ms: number;
}

type Happening = { at: Date; rank: number } & { kind: "opened" | "resolved" | "fixed"; year: YearIncident };

/**
 * Replays a year with a learner: each incident is diagnosed when it opens, and verdicts and outcomes of fixes are told when they
 * come. If the answer is right, the verdict confirms its words; else the person's own.
 */
export async function replayYear(year: readonly YearIncident[], learner: Learner): Promise<ReplayRecord[]> {
  const records: ReplayRecord[] = [];
  const answers = new Map<string, LearnerAnswer>();
  const told = new ToldCauses();
  for (const { kind, year: item } of inOrder(year)) {
    const { incident, verdict, fix } = item;
    switch (kind) {
      case "opened": {
        const started = performance.now();
        const answer = await learner.diagnose(incident);
        const ms = performance.now() - started;
        answers.set(incident.id, answer);
        records.push(toRecord(item, answer, told, ms));
        break;
      }
      case "resolved": {
        if (verdict === null) break;
        const answer = answers.get(incident.id);
        const isAgreed = !verdict.isWrong && answer !== undefined && isRight(item, answer);
        const { category, rootCause } = isAgreed ? answer : verdict;
        told.add(item, rootCause);
        await learner.confirm({
          incidentId: incident.id,
          category,
          rootCause,
          by: "someone",
          at: item.resolvedAt,
        });
        break;
      }
      case "fixed":
        if (fix !== null)
          await learner.outcome({ incidentId: incident.id, hasWorked: fix.hasWorked, at: fix.at });
    }
  }
  return records;
}

function inOrder(year: readonly YearIncident[]): Happening[] {
  const all = year.flatMap((item): Happening[] => [
    { at: item.incident.openedAt, rank: 2, kind: "opened", year: item },
    { at: item.resolvedAt, rank: 0, kind: "resolved", year: item },
    ...(item.fix === null ? [] : [{ at: item.fix.at, rank: 1, kind: "fixed", year: item } as const]),
  ]);
  return all.toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.rank - b.rank);
}

/** What people have said so far. */
class ToldCauses {
  private readonly wrongTexts = new Map<string, string>();
  private readonly wrongIds = new Set<string>();
  private readonly rightIds = new Set<string>();
  private readonly rightCauses = new Set<string>();

  add({ incident, verdict, cause }: YearIncident, rootCause: string): void {
    if (verdict?.isWrong === true) {
      this.wrongIds.add(incident.id);
      this.wrongTexts.set(rootCause.toLowerCase(), incident.id);
    } else {
      this.rightIds.add(incident.id);
      this.rightCauses.add(cause.id);
    }
  }

  isKnown(causeId: string): boolean {
    return this.rightCauses.has(causeId);
  }

  /** Whether an answer takes over a wrong confirmation: by what it names as its basis, or in the same words. */
  fromWrong({ basis, rootCause }: LearnerAnswer): boolean {
    if (basis.length === 0) return this.wrongTexts.has(rootCause.toLowerCase());
    return basis.some((id) => this.wrongIds.has(id));
  }

  fromRight({ basis }: LearnerAnswer): boolean {
    return basis.some((id) => this.rightIds.has(id));
  }
}

/** Whether an answer names the cause: an accepted category, and its words. Pure. */
export function isRight({ cause }: Pick<YearIncident, "cause">, answer: LearnerAnswer): boolean {
  const text = answer.rootCause.toLowerCase();
  return (
    answer.outcome === "diagnosed" &&
    cause.categories.includes(answer.category) &&
    cause.mentions.every((any) => any.some((word) => text.includes(word.toLowerCase())))
  );
}

function toRecord(item: YearIncident, answer: LearnerAnswer, told: ToldCauses, ms: number): ReplayRecord {
  const isWrong = !isRight(item, answer);
  const hasSpread = isWrong && told.fromWrong(answer);
  return {
    incidentId: item.incident.id,
    kindId: item.kindId,
    month: item.incident.openedAt.getUTCMonth(),
    isRight: !isWrong,
    confidence: answer.confidence,
    isKnown: told.isKnown(item.cause.id),
    hasSpread,
    isStale: isWrong && !hasSpread && told.fromRight(answer),
    modelCalls: answer.modelCalls,
    modelCostUsd: answer.modelCostUsd,
    ms,
  };
}
