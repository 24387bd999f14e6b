import type { Noisy, RunScenario, ScenarioEvent } from "@/evals/reconciler/scenario";
import { independentRandom } from "@/evals/seeded-random";

type Random = ReturnType<typeof independentRandom>;

/** What a random scenario is built on: a rhythm, and how long it takes to become familiar. */
interface Base {
  name: string;
  build(random: Random): Pick<RunScenario, "due" | "schedule"> & { zone?: string };
  days: number;
  /** Days after which troubles begin. */
  familiarAfter: number;
  pollMinutes: number;
  /** Days between two runs, at least. */
  gap: number;
  maxMinutes: number;
}

const ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "America/Sao_Paulo"];

const BASES: readonly Base[] = [
  {
    name: "daily",
    days: 40,
    familiarAfter: 22,
    pollMinutes: 30,
    gap: 1,
    maxMinutes: 180,
    build: (random) => cron(random, (m, h) => `${m} ${h} * * *`),
  },
  {
    name: "weekdays",
    days: 44,
    familiarAfter: 28,
    pollMinutes: 30,
    gap: 1,
    maxMinutes: 180,
    build: (random) => cron(random, (m, h) => `${m} ${h} * * 1-5`),
  },
  {
    name: "hourly",
    days: 12,
    familiarAfter: 7,
    pollMinutes: 15,
    gap: 1 / 24,
    maxMinutes: 40,
    build: (random) => cron(random, (m) => `${m} * * * *`),
  },
  {
    name: "six-hourly",
    days: 24,
    familiarAfter: 14,
    pollMinutes: 30,
    gap: 0.25,
    maxMinutes: 120,
    build: (random) => cron(random, (m) => `${m} */6 * * *`),
  },
  {
    name: "ten-minutely",
    days: 5,
    familiarAfter: 3.5,
    pollMinutes: 5,
    gap: 1 / 144,
    maxMinutes: 6,
    build: () => ({ due: { everyMinutes: 10 }, schedule: "*/10 * * * *" }),
  },
  {
    name: "weekly",
    days: 90,
    familiarAfter: 56,
    pollMinutes: 60,
    gap: 7,
    maxMinutes: 300,
    build: (random) => cron(random, (m, h) => `${m} ${h} * * ${Math.floor(random() * 7)}`),
  },
  {
    name: "two-daily",
    days: 70,
    familiarAfter: 44,
    pollMinutes: 60,
    gap: 2,
    maxMinutes: 300,
    build: () => ({ due: { everyMinutes: 2880 }, schedule: "2 days, 0:00:00" }),
  },
];

/**
 * Random scenarios: a rhythm, noise, none to two troubles that a person would see in the history, and harmless events. The
 * same seed makes the same scenarios.
 */
export function randomScenarios(seed: number, count: number): RunScenario[] {
  const random = independentRandom(seed);
  return Array.from({ length: count }, (_, index) => randomScenario(`${seed}-${index}`, random));
}

function randomScenario(name: string, random: Random): RunScenario {
  const base = pick(random, BASES);
  const shape = base.build(random);
  const start = new Date(Date.UTC(2026, Math.floor(random() * 11), 1 + Math.floor(random() * 27)));
  const isLearned = base.name !== "ten-minutely" && base.name !== "two-daily" && random() < 0.3;
  const minutes: Noisy = {
    around: 2 + random() ** 2 * (base.maxMinutes - 2) * 0.5,
    sigma: 0.08 + random() * 0.25,
  };
  const hasRows = random() < 0.7;
  const rows: Noisy = {
    around: Math.round(10 ** (2.5 + random() * 4)),
    sigma: 0.08 + random() * 0.35,
    growth: random() < 0.2 ? 0.985 + random() * 0.03 : 1,
    ...(random() < 0.2 && base.gap === 1 ? { weekdays: { 0: 0.05, 6: 0.05 } } : {}),
  };
  const hasUnchanged = random() < 0.3;
  const scenario: RunScenario = {
    id: `random-${name}-${base.name}${isLearned ? "-learned" : ""}`,
    start: start.toISOString().slice(0, 10),
    days: base.days,
    due: shape.due,
    schedule: isLearned ? pick(random, [null, "None", "Asset"]) : shape.schedule,
    zone: shape.zone ?? null,
    dueAt: isLearned ? "missing" : pick(random, ["given", "given", "given", "interval-start"] as const),
    lag: { around: 3 + random() ** 3 * Math.min(900, base.gap * 8_000), sigma: 0.3 + random() * 0.5 },
    minutes,
    pollMinutes: base.pollMinutes,
    failures: random() < 0.4 ? random() * 0.08 : 0,
    isParallel: random() < 0.3,
    tellsNextRun: !isLearned && random() < 0.3,
    ...(hasRows ? { rows } : {}),
    ...(hasUnchanged ? { unchanged: 0 } : {}),
  };
  return { ...scenario, events: [...harmless(base, scenario, random), ...troubles(base, scenario, random)] };
}

/** Up to two troubles, apart from each other. */
function troubles(base: Base, scenario: RunScenario, random: Random): ScenarioEvent[] {
  const count = Math.floor(random() * 3);
  // A trouble takes up to three runs; the rest of its share of the time is for its end to be seen.
  const space = (base.days - base.familiarAfter) / 2;
  const longest = 3.2 * Math.max(base.gap, 0.3);
  return Array.from({ length: Math.min(count, space > longest ? 2 : 1) }, (_, index) => {
    const at = base.familiarAfter + index * space + random() * Math.max(0, space - longest);
    return troubleAt(base, scenario, random, at);
  });
}

function troubleAt(base: Base, scenario: RunScenario, random: Random, at: number): ScenarioEvent {
  const kinds = [
    "outage",
    "outage",
    "late",
    ...(scenario.rows ? ["empty", "few"] : []),
    ...(scenario.unchanged === 0 ? ["unchanged"] : []),
    "skipped",
  ];
  const kind = pick(random, kinds);
  // At least one due time, and long enough for frequent pipelines to matter.
  const to = at + Math.max(base.gap * (1.01 + Math.floor(random() * 3)), 0.16);
  const { around } = scenario.minutes;
  switch (kind) {
    case "late":
      return { what: "runs-for", at, minutes: Math.max(8 * around, 150), trouble: "late" };
    case "empty":
      return { what: "writes", from: at, to, rows: 0, trouble: "empty" };
    case "few":
      return {
        what: "writes",
        from: at,
        to,
        rows: Math.round(((scenario.rows?.around ?? 0) * (scenario.rows?.weekdays ? 0.05 : 1)) / 40),
        trouble: "empty",
      };
    case "unchanged":
      return { what: "unchanged", from: at, to, trouble: "unchanged" };
    case "skipped":
      return { what: "skipped", from: at, to, trouble: "skipped" };
    default:
      return { what: "outage", from: at, to, catchup: random() < 0.4 };
  }
}

/** Things that happen in ordinary operations. */
function harmless(base: Base, scenario: RunScenario, random: Random): ScenarioEvent[] {
  const events: ScenarioEvent[] = [];
  const early = () => base.familiarAfter * (0.3 + random() * 0.5);
  if (random() < 0.25) events.push({ what: "manual", at: early(), minutes: scenario.minutes.around });
  if (random() < 0.2) {
    const at = early();
    events.push({
      what: "backfill",
      at,
      days: 3 + Math.floor(random() * 8),
      minutes: scenario.minutes.around,
      hasDueTimes: random() < 0.5,
    });
  }
  if (random() < 0.2) events.push({ what: "edit", at: early() * 0.5 });
  if (random() < 0.2 && !scenario.id.includes("learned")) {
    const from = early();
    events.push({ what: "pause", from, to: from + base.gap * (1.5 + random() * 3) });
  }
  if (random() < 0.2) {
    const from = early();
    events.push({ what: "fails", from, to: from + base.gap * 2 });
  }
  return events;
}

function cron(
  random: Random,
  pattern: (minute: number, hour: number) => string,
): Pick<RunScenario, "due" | "schedule"> & { zone: string } {
  const zone = pick(random, ZONES);
  const text = pattern(Math.floor(random() * 60), Math.floor(random() * 24));
  return { due: { cron: text, zone }, schedule: text, zone };
}

function pick<T>(random: Random, values: readonly T[]): T {
  const value = values[Math.floor(random() * values.length)] ?? values[0];
  if (value === undefined) throw new Error("nothing to pick from");
  return value;
}
