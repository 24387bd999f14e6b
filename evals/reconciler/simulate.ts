import { dueTimesOf } from "@/evals/reconciler/due-times";
import type { Noisy, RunScenario, ScenarioEvent } from "@/evals/reconciler/scenario";
import type { SimulatedRun, Simulation, SimulatedWorld } from "@/evals/reconciler/simulation";
import { findTroubles } from "@/evals/reconciler/troubles";
import { independentRandom } from "@/evals/seeded-random";
import type { PastRun } from "@/lib/pipelines/expectations/run-history";

const DAY_MS = 86_400_000;

/** Plays a scenario: which runs there were, and what has to be found. */
export function simulate(scenario: RunScenario): Simulation {
  const start = Date.parse(`${scenario.start}T00:00:00Z`);
  const end = start + scenario.days * DAY_MS;
  const random = independentRandom(hashOf(scenario.id));
  const world = { scenario, start, end, random, events: scenario.events ?? [] };
  const inputUpdates = updatesOf(world);
  const due = scenario.producers ? completions(inputUpdates, scenario.producers.length) : dueOf(world);
  const runs = [...regularRuns(world, due), ...extraRuns(world)].sort((a, b) => a.createdAt - b.createdAt);
  for (const event of world.events) if (event.what === "clear") clearRuns(runs, event, start);
  return { scenario, start, end, runs, due, inputUpdates, troubles: findTroubles(world, due, runs) };
}

/** The due times in force, considering changes of the schedule. */
function dueOf({ scenario, start, end, events }: SimulatedWorld): number[] {
  const changes = events.filter((event) => event.what === "reschedule");
  const spans = [{ at: 0, due: scenario.due }, ...changes.map(({ at, due }) => ({ at, due }))];
  return spans.flatMap(({ at, due }, index) => {
    const until = spans[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    return dueTimesOf(due, start, end, scenario.holidays).filter(
      (time) => time >= start + at * DAY_MS && time < start + until * DAY_MS,
    );
  });
}

function updatesOf({ scenario, start, end, random }: SimulatedWorld): { input: string; at: number }[] {
  return (scenario.producers ?? [])
    .flatMap(({ due, minutes, outage }, index) =>
      dueTimesOf(due, start, end, scenario.holidays)
        .filter((at) => !outage || at < start + outage[0] * DAY_MS || at >= start + outage[1] * DAY_MS)
        .map((at) => ({ input: `input-${index}`, at: at + draw(minutes, at, start, random) * 60_000 })),
    )
    .sort((a, b) => a.at - b.at);
}

/** When all inputs have been updated since the last time. */
function completions(updates: readonly { input: string; at: number }[], inputs: number): number[] {
  const pending = new Set<string>();
  return updates.flatMap(({ input, at }) => {
    pending.add(input);
    if (pending.size < inputs) return [];
    pending.clear();
    return [at];
  });
}

function regularRuns(world: SimulatedWorld, due: readonly number[]): SimulatedRun[] {
  const { scenario, events, start } = world;
  const runs: SimulatedRun[] = [];
  let freeAt = 0;
  for (const [index, dueAt] of due.entries()) {
    const outage = events.find(
      (event): event is Extract<ScenarioEvent, { what: "outage" | "pause" }> =>
        (event.what === "outage" || event.what === "pause") &&
        dueAt >= start + event.from * DAY_MS &&
        dueAt < start + event.to * DAY_MS,
    );
    if (events.some((event) => event.what === "ends" && dueAt >= start + event.at * DAY_MS)) break;
    let createdAt = dueAt + 1000;
    if (outage !== undefined) {
      const to = start + outage.to * DAY_MS;
      const isMadeUpFor =
        outage.what === "outage"
          ? outage.catchup === true
          : outage.resumesWithLatest === true && (due[index + 1] ?? to) >= to;
      if (!isMadeUpFor) continue;
      createdAt = to + 5000;
    }
    const previous = due[index - 1] ?? null;
    const run = regularRun(world, dueAt, previous, createdAt, scenario.isParallel === true ? 0 : freeAt);
    freeAt = Math.max(freeAt, run.endedAt);
    runs.push(run);
  }
  return runs;
}

function regularRun(
  world: SimulatedWorld,
  dueAt: number,
  previousDueAt: number | null,
  createdAt: number,
  freeAt: number,
): SimulatedRun {
  const { scenario } = world;
  const { lagMs, minutes, rows, hasChanged, state } = courseOf(world, dueAt, previousDueAt);
  const startedAt = Math.max(createdAt + lagMs, freeAt);
  return {
    id: `scheduled__${new Date(dueAt).toISOString()}`,
    type: scenario.type ?? (scenario.producers ? "asset" : "scheduled"),
    dueAt,
    toldDueAt: toldDueTime(scenario, dueAt, previousDueAt),
    createdAt,
    startedAt,
    endedAt: startedAt + (state === "skipped" ? 0.1 : minutes) * 60_000,
    state,
    rows: state === "succeeded" ? rows : null,
    hasChangedOutput: state === "succeeded" ? hasChanged : null,
  };
}

interface Course {
  lagMs: number;
  minutes: number;
  rows: number | null;
  hasChanged: boolean | null;
  state: PastRun["state"];
}

/** How a run goes: as drawn, unless an event says otherwise. */
function courseOf(
  { scenario, events, start, random }: SimulatedWorld,
  dueAt: number,
  previousDueAt: number | null,
): Course {
  const course: Course = {
    lagMs: draw(scenario.lag ?? { around: 5, sigma: 0.4 }, dueAt, start, random) * 1000,
    minutes: draw(scenario.minutes, dueAt, start, random),
    rows: scenario.rows ? Math.round(draw(scenario.rows, dueAt, start, random)) : null,
    hasChanged: scenario.unchanged === undefined ? null : random() >= scenario.unchanged,
    state: random() < (scenario.failures ?? 0) ? "failed" : "succeeded",
  };
  if (random() < (scenario.skipped ?? 0)) course.state = "skipped";
  const isAfter = (time: number | null, day: number) => time !== null && time >= start + day * DAY_MS;
  for (const event of events) {
    const isNext = "at" in event && isAfter(dueAt, event.at) && !isAfter(previousDueAt, event.at);
    const isIn = "from" in event && isAfter(dueAt, event.from) && !isAfter(dueAt, event.to);
    if (isNext || isIn) applyEvent(course, event);
  }
  return course;
}

function applyEvent(course: Course, event: ScenarioEvent): void {
  if (event.what === "runs-for") course.minutes = event.minutes;
  else if (event.what === "waits") course.lagMs = event.minutes * 60_000;
  else if (event.what === "writes") course.rows = event.rows;
  else if (event.what === "volume") course.rows = Math.round((course.rows ?? 0) * event.factor);
  else if (event.what === "pace") course.minutes *= event.factor;
  else if (event.what === "unchanged") course.hasChanged = false;
  else if (event.what === "skipped" || event.what === "fails")
    course.state = event.what === "fails" ? "failed" : "skipped";
}

/** Runs that were due in a span run once more, for as long as before. */
function clearRuns(
  runs: readonly SimulatedRun[],
  { at, from, to }: Extract<ScenarioEvent, { what: "clear" }>,
  start: number,
): void {
  const clearedAt = start + at * DAY_MS;
  let freeAt = clearedAt + 10_000;
  for (const run of runs) {
    const isIn = run.dueAt !== null && run.dueAt >= start + from * DAY_MS && run.dueAt < start + to * DAY_MS;
    if (!isIn || run.endedAt > clearedAt) continue;
    const endedAt = freeAt + run.endedAt - run.startedAt;
    run.rerun = { clearedAt, startedAt: freeAt, endedAt };
    freeAt = endedAt + 5000;
  }
}

function toldDueTime(scenario: RunScenario, dueAt: number, previousDueAt: number | null): number | null {
  if (scenario.producers !== undefined || scenario.type === "manual" || scenario.dueAt === "missing")
    return null;
  return scenario.dueAt === "interval-start" ? previousDueAt : dueAt;
}

/** Runs by people, beside the regular ones. */
function extraRuns({ scenario, events, start }: SimulatedWorld): SimulatedRun[] {
  return events.flatMap((event): SimulatedRun[] => {
    if (event.what === "manual") {
      const at = start + event.at * DAY_MS;
      return [
        extraRun(`manual__${event.at}`, "manual", null, at, event.minutes, event.rows ?? null, event.state),
      ];
    }
    if (event.what !== "backfill") return [];
    const due = dueTimesOf(scenario.due, start, start + event.at * DAY_MS, scenario.holidays).slice(
      -event.days,
    );
    return due.map((dueAt, index) => {
      const at = start + event.at * DAY_MS + index * event.minutes * 60_000;
      const told = event.hasDueTimes ? dueAt : null;
      return extraRun(`backfill__${event.at}_${index}`, "backfill", told, at, event.minutes, 10, undefined);
    });
  });
}

function extraRun(
  id: string,
  type: PastRun["type"],
  toldDueAt: number | null,
  startedAt: number,
  minutes: number,
  rows: number | null,
  state: PastRun["state"] = "succeeded",
): SimulatedRun {
  const endedAt = startedAt + minutes * 60_000;
  return {
    id,
    type,
    dueAt: null,
    toldDueAt,
    createdAt: startedAt,
    startedAt,
    endedAt,
    state,
    rows,
    hasChangedOutput: null,
  };
}

function draw(noisy: Noisy, at: number, start: number, random: () => number): number {
  const date = new Date(at);
  if (noisy.zeros !== undefined && random() < noisy.zeros) return 0;
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  let value = noisy.around * Math.exp(normal * noisy.sigma);
  value *= (noisy.growth ?? 1) ** ((at - start) / DAY_MS);
  value *= noisy.weekdays?.[date.getUTCDay()] ?? 1;
  const hour = date.getUTCHours();
  for (const { from, to, factor } of noisy.hours ?? []) if (hour >= from && hour < to) value *= factor;
  const tomorrow = new Date(at + DAY_MS).getUTCDate();
  if (noisy.monthEnd !== undefined && tomorrow === 1) value *= noisy.monthEnd;
  if (noisy.monthStart !== undefined && date.getUTCDate() === 1) value *= noisy.monthStart;
  if (noisy.mode !== undefined && random() < noisy.mode.share) value *= noisy.mode.factor;
  return value;
}

function hashOf(text: string): number {
  let hash = 7;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 99_991;
  return hash + 1;
}
