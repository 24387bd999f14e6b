import { COMMON_KINDS } from "@/evals/learning/common-kinds";
import { COMPANY_PIPELINES, type CompanyPipeline } from "@/evals/learning/company";
import { COMPANY_KINDS } from "@/evals/learning/company-kinds";
import { afterUpgrade } from "@/evals/learning/drift";
import { goodRuns, failedLogOf } from "@/evals/learning/evidence";
import type { FailureKind, KindCause, KindContext } from "@/evals/learning/kind";
import type { ReplayIncident } from "@/evals/learning/learner";
import { writeLog } from "@/evals/learning/logs";
import { oneOff } from "@/evals/learning/one-offs";
import { independentRandom } from "@/evals/seeded-random";
import type { Category } from "@/lib/failures/schemas";

/** An incident of the year with its truth and with what people made of it. */
export interface YearIncident {
  incident: ReplayIncident;
  kindId: string;
  cause: Pick<KindCause, "id" | "categories" | "mentions">;
  resolvedAt: Date;
  /** What a person says about the cause; null if nobody does. */
  verdict: { isWrong: boolean; category: Category; rootCause: string } | null;
  /** Null if nothing was repaired. */
  fix: { hasWorked: boolean; at: Date } | null;
}

export interface YearOptions {
  seed: number;
  /** Share of the verdicts that name a wrong cause, 0 to 1. */
  wrongShare: number;
}

const START = Date.UTC(2026, 0, 1);
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const DAYS = 365;
const ONE_OFFS = 60;
/** From this day on, Airflow 3 runs the pipelines, and logs look different. */
const AIRFLOW_3_FROM = 130;
/** From this day on, libraries and the company's own files are other ones, and errors read differently. */
const UPGRADE_FROM = 160;
const VERDICT_SHARE = 0.55;
const FIX_SHARE = 0.5;
const FIX_WORKS = 5 / 7;
/** Days on which the clocks change in Europe in 2026, by day of the year. */
const CLOCK_CHANGES = [87, 297] as const;

interface Draft {
  kind: FailureKind;
  pipeline: CompanyPipeline;
  at: Date;
}

/** A year of failures of the company, in the order in which they open. Deterministic by seed. */
export function makeYear({ seed, wrongShare }: YearOptions): YearIncident[] {
  const random = independentRandom(seed);
  const kinds = [...COMMON_KINDS, ...COMPANY_KINDS];
  const once = Array.from({ length: ONE_OFFS }, (_, i) => oneOff(i));
  const drafts = [...kinds, ...once].flatMap((kind) => draftsOf(kind, random));
  const byTime = (a: Draft, b: Draft): number => a.at.getTime() - b.at.getTime();
  const year: YearIncident[] = [];
  const queue = drafts.toSorted(byTime);
  const isNextWrong = wrongVerdicts(wrongShare, random);
  for (let draft = queue.shift(); draft !== undefined; draft = queue.shift()) {
    const made = toIncident(draft, { index: year.length, random, kinds, isNextWrong });
    year.push(made);
    // A fix that does not work lets the failure come back after one to three days.
    if (made.fix !== null && !made.fix.hasWorked) {
      const at = new Date(made.fix.at.getTime() + (1 + Math.floor(random() * 3)) * DAY_MS);
      if (dayOf(at) < DAYS) queue.splice(0, queue.length, ...[...queue, { ...draft, at }].toSorted(byTime));
    }
  }
  return year;
}

const dayOf = (at: Date): number => Math.floor((at.getTime() - START) / DAY_MS);

function draftsOf(kind: FailureKind, random: () => number): Draft[] {
  const able = COMPANY_PIPELINES.filter(({ style }) => kind.styles.includes(style));
  const first = Math.floor(random() * able.length);
  const affected = Array.from({ length: kind.pipelines }, (_, i) => able[(first + i * 2) % able.length]);
  return Array.from({ length: kind.perYear }, (_, i) => {
    const at = new Date(
      START + dayIn(kind.season, random) * DAY_MS + Math.floor(random() * 24 * 60) * 60_000,
    );
    return { kind, pipeline: affected[i % affected.length] ?? ANY_PIPELINE, at };
  });
}

const [ANY_PIPELINE = { name: "orders_daily", task: "load", style: "airflow", table: "raw.orders" }] =
  COMPANY_PIPELINES;

function dayIn(season: FailureKind["season"], random: () => number): number {
  const any = Math.floor(random() * DAYS);
  switch (season) {
    case undefined:
      return any;
    case "month_end": {
      const monthEnd = Date.UTC(2026, 1 + Math.floor(random() * 12), 0);
      return Math.min(DAYS - 1, (monthEnd - START) / DAY_MS + Math.floor(random() * 3) - 1);
    }
    case "monday":
      // 2026 begins on a Thursday.
      return 4 + 7 * Math.floor(random() * 51);
    case "winter":
      return random() < 0.35 ? Math.floor(random() * 31) : 304 + Math.floor(random() * 61);
    case "clock_change":
      return CLOCK_CHANGES[random() < 0.5 ? 0 : 1];
  }
}

interface Making {
  index: number;
  random: () => number;
  kinds: readonly FailureKind[];
  isNextWrong: () => boolean;
}

const BLOCK = 20;

/** Whether the next verdict is wrong: in each block of twenty verdicts the same number of them, at random places. */
function wrongVerdicts(wrongShare: number, random: () => number): () => boolean {
  let block: boolean[] = [];
  return () => {
    if (block.length === 0) {
      block = Array.from({ length: BLOCK }, (_, i) => i < Math.round(BLOCK * wrongShare));
      for (let i = BLOCK - 1; i > 0; i--) {
        const other = Math.floor(random() * (i + 1));
        [block[i], block[other]] = [block[other] ?? false, block[i] ?? false];
      }
    }
    return block.pop() ?? false;
  };
}

function toIncident({ kind, pipeline, at }: Draft, making: Making): YearIncident {
  const { random } = making;
  const number = (limit: number): number => Math.floor(random() * limit);
  const pick: KindContext["pick"] = (list) => list[number(list.length)] ?? list[0];
  const ctx: KindContext = { pipeline, at, random, isAirflow3: dayOf(at) >= AIRFLOW_3_FROM, number, pick };
  const cause = kind.causes.findLast(({ fromDay }) => fromDay <= dayOf(at)) ?? kind.causes[0];
  const { style, name, task } = pipeline;
  const thrown = kind.thrown(ctx);
  const log = writeLog(ctx, dayOf(at) >= UPGRADE_FROM ? afterUpgrade(thrown) : thrown);
  const evidence = [failedLogOf(log), goodRuns(at), ...cause.evidence(ctx)];
  const resolvedAt = new Date(at.getTime() + (1 + number(30)) * HOUR_MS);
  const hasFix = random() < FIX_SHARE;
  return {
    incident: {
      id: `inc-${making.index}`,
      openedAt: at,
      failure: { orchestrator: style, pipeline: name, task },
      evidence,
    },
    kindId: kind.id,
    cause: { id: cause.id, categories: cause.categories, mentions: cause.mentions },
    resolvedAt,
    verdict: random() < VERDICT_SHARE ? verdictOn({ kind, cause, ctx }, making) : null,
    fix: hasFix ? { hasWorked: random() < FIX_WORKS, at: new Date(resolvedAt.getTime() + HOUR_MS) } : null,
  };
}

/** What a person says: the cause, or by mistake that of another kind. */
function verdictOn(
  { kind, cause, ctx }: { kind: FailureKind; cause: KindCause; ctx: KindContext },
  { random, kinds, isNextWrong }: Making,
): YearIncident["verdict"] {
  const isWrong = isNextWrong();
  const others = kinds.filter(({ id }) => id !== kind.id).map(({ causes }) => causes[0]);
  const said = isWrong ? (others[Math.floor(random() * others.length)] ?? cause) : cause;
  return { isWrong, category: said.categories[0], rootCause: said.said(ctx) };
}
