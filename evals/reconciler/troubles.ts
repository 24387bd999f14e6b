import type { ScenarioEvent, Trouble } from "@/evals/reconciler/scenario";
import type { SimulatedRun, SimulatedWorld } from "@/evals/reconciler/simulation";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** What has to be found in a scenario, and by when. */
export function findTroubles(
  world: SimulatedWorld,
  due: readonly number[],
  runs: readonly SimulatedRun[],
): Trouble[] {
  return world.events.flatMap((event): Trouble[] => {
    const timeOf = (day: number) => world.start + day * DAY_MS;
    switch (event.what) {
      case "outage":
        return event.isQuiet === true
          ? []
          : missing(world, due, timeOf(event.from), timeOf(event.to), event.withinMinutes);
      case "ends":
        return missing(world, due, timeOf(event.at), world.end);
      case "runs-for":
        return oneRun(world, due, runs, timeOf(event.at), event);
      case "waits":
        return event.trouble === undefined ? [] : waiting(due, runs, timeOf(event.at));
      case "writes":
      case "volume":
      case "unchanged":
      case "skipped":
        return event.trouble === undefined
          ? []
          : output(world, due, runs, timeOf(event.from), timeOf(event.to), event.trouble);
      case "misses-deadline":
        return [
          {
            kinds: ["late", "missing"],
            needsDeadline: true,
            from: timeOf(event.day),
            until: timeOf(event.day + 1),
            by: timeOf(event.day + 1),
          },
        ];
      default:
        return [];
    }
  });
}

/** A run that did not start has to be found within the distance of due times, at least 25 min and at most 2 h; a learned one later. */
function missing(
  world: SimulatedWorld,
  due: readonly number[],
  from: number,
  to: number,
  withinMinutes?: number,
): Trouble[] {
  const first = due.findIndex((at) => at >= from && at < to);
  const at = due[first];
  if (at === undefined) return [];
  const before = at - (due[first - 1] ?? at - DAY_MS);
  const gap = Math.min((due[first + 1] ?? at + before) - at, before);
  const isLearned = !/[*@]|\d:\d\d/.test(world.scenario.schedule ?? "");
  const usually = isLearned
    ? Math.max(2 * gap + 30 * MINUTE_MS > 8 * HOUR_MS ? 3 * HOUR_MS : 2 * gap + 40 * MINUTE_MS, 0.1 * gap)
    : Math.min(Math.max(gap, 25 * MINUTE_MS), 2 * HOUR_MS);
  const allowed = withinMinutes === undefined ? usually : withinMinutes * MINUTE_MS;
  const poll = (world.scenario.pollMinutes ?? 30) * MINUTE_MS;
  return [{ kinds: ["missing"], from: at, until: Math.max(to, at + allowed), by: at + allowed + poll }];
}

/** A run that takes too long has to be found by three times its usual duration, or half an hour after twice of it. */
function oneRun(
  world: SimulatedWorld,
  due: readonly number[],
  runs: readonly SimulatedRun[],
  at: number,
  { trouble: kind, withinMinutes }: Extract<ScenarioEvent, { what: "runs-for" }>,
): Trouble[] {
  if (kind === undefined) return [];
  const dueAt = due.find((other) => other >= at);
  const run = runs.find((other) => other.dueAt === dueAt);
  if (run === undefined) return [];
  const poll = (world.scenario.pollMinutes ?? 30) * MINUTE_MS;
  if (kind === "short")
    return [
      { kinds: ["short"], from: run.endedAt, until: run.endedAt + DAY_MS, by: run.endedAt + HOUR_MS + poll },
    ];
  const usual = world.scenario.minutes.around * MINUTE_MS;
  const allowed =
    withinMinutes === undefined ? Math.max(3 * usual, 2 * usual + 30 * MINUTE_MS) : withinMinutes * MINUTE_MS;
  const by = run.startedAt + allowed + poll;
  return [{ kinds: ["late"], from: run.startedAt, until: run.endedAt + 1, by }];
}

function waiting(due: readonly number[], runs: readonly SimulatedRun[], at: number): Trouble[] {
  const run = runs.find((other) => other.dueAt === due.find((dueAt) => dueAt >= at));
  if (run === undefined) return [];
  return [{ kinds: ["late"], from: run.createdAt, until: run.endedAt, by: run.createdAt + 2 * HOUR_MS }];
}

/** What is wrong with the output has to be found within an hour of the run's end, or after its second run. */
function output(
  world: SimulatedWorld,
  due: readonly number[],
  runs: readonly SimulatedRun[],
  from: number,
  to: number,
  kind: string,
): Trouble[] {
  const affected = runs.filter(({ dueAt }) => dueAt !== null && dueAt >= from && dueAt < to);
  const first = affected[0];
  if (first === undefined) return [];
  const poll = (world.scenario.pollMinutes ?? 30) * MINUTE_MS;
  const second = affected[1]?.endedAt ?? first.endedAt;
  const by = Math.max(first.endedAt + HOUR_MS, Math.min(second, first.endedAt + 3 * HOUR_MS)) + poll;
  const until = Math.max((affected.at(-1) ?? first).endedAt + DAY_MS, by);
  return [{ kinds: [kind], from: first.endedAt, until, by }];
}
