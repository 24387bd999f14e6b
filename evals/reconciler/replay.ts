import type { Simulation, SimulatedRun } from "@/evals/reconciler/simulation";
import type { Trouble } from "@/evals/reconciler/scenario";
import type { PastRun, RunFinding, RunHistory } from "@/lib/pipelines/expectations/run-history";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** How much of the past a judge sees, as `RunHistory` asks for. */
const NEWEST_RUNS = 40;
const ALL_WITHIN_MS = 3 * DAY_MS;

type ReplayJudge = (history: RunHistory, now: Date) => readonly RunFinding[];

export interface Alert {
  kind: string;
  at: number;
  because: string;
  hasDeadline: boolean;
}

export interface Score {
  delaysMs: number[];
  /** Alerts about a trouble. */
  toldAlerts: Alert[];
  falseAlerts: Alert[];
  /** Troubles that were not found in time. */
  missed: Trouble[];
}

/**
 * Lets judges see a simulated pipeline again and again as time passes. A finding that appears, or comes back, is one alert.
 *
 * @returns The alerts of each judge, in the order of the judges.
 */
export function replay(simulation: Simulation, judges: readonly ReplayJudge[]): Alert[][] {
  const { scenario, start, end } = simulation;
  const step = (scenario.pollMinutes ?? 30) * MINUTE_MS;
  const told = judges.map((judge) => ({ judge, alerts: [] as Alert[], open: new Set<string>() }));
  // Polls are at odd times, as real ones are.
  for (let now = start + 7 * MINUTE_MS; now < end; now += step) {
    const history = historyAt(simulation, now);
    for (const each of told)
      each.open = tellNew(each.alerts, each.open, each.judge(history, new Date(now)), now);
  }
  return told.map(({ alerts }) => alerts);
}

/** Adds an alert for each finding that was not open, and returns those that are. */
function tellNew(
  alerts: Alert[],
  open: ReadonlySet<string>,
  findings: readonly RunFinding[],
  now: number,
): Set<string> {
  const current = new Set<string>();
  for (const { kind, runId, at, because, deadlineAt } of findings) {
    const hasDeadline = deadlineAt !== null;
    const key = `${kind} ${runId ?? at.getTime()} ${hasDeadline ? "deadline" : ""}`;
    current.add(key);
    const isKnown = open.has(key) || open.has(key.replace(/deadline$/, ""));
    if (!isKnown) alerts.push({ kind, at: now, because, hasDeadline });
    // A deadline that comes to be at risk changes an alert, and makes no second one.
    else if (hasDeadline && !open.has(key)) alerts.push({ kind: "deadline", at: now, because, hasDeadline });
  }
  return current;
}

/** Compares alerts with troubles. A second alert of the same kind about the same trouble is a false one. */
export function scoreAlerts(alerts: readonly Alert[], troubles: readonly Trouble[]): Score {
  const foundAt = new Map<Trouble, number>();
  const told = new Set<string>();
  const falseAlerts: Alert[] = [];
  const toldAlerts: Alert[] = [];
  for (const alert of alerts) {
    const about = troubles.filter((trouble) => isAbout(alert, trouble));
    for (const trouble of about) if (!foundAt.has(trouble)) foundAt.set(trouble, alert.at);
    if (alert.kind === "deadline") continue;
    const fresh = about.find((trouble) => !told.has(`${alert.kind} ${troubles.indexOf(trouble)}`));
    if (fresh === undefined) falseAlerts.push(alert);
    else {
      told.add(`${alert.kind} ${troubles.indexOf(fresh)}`);
      toldAlerts.push(alert);
    }
  }
  const missed = troubles.filter(
    (trouble) => (foundAt.get(trouble) ?? Number.POSITIVE_INFINITY) > trouble.by,
  );
  return {
    delaysMs: [...foundAt].map(([trouble, at]) => at - trouble.from),
    toldAlerts,
    falseAlerts,
    missed,
  };
}

function isAbout(alert: Alert, trouble: Trouble): boolean {
  if (alert.at < trouble.from || alert.at > trouble.until) return false;
  if (trouble.needsDeadline === true) return alert.hasDeadline;
  return trouble.kinds.includes(alert.kind);
}

/** What a poller knows at some time. */
export function historyAt(simulation: Simulation, now: number): RunHistory {
  const { scenario, start, runs } = simulation;
  const visible: PastRun[] = [];
  for (let index = runs.length - 1; index >= 0; index--) {
    const run = runs[index];
    if (run === undefined || run.createdAt > now) continue;
    if (visible.length >= NEWEST_RUNS && run.createdAt < now - ALL_WITHIN_MS) break;
    visible.push(runAt(run, now));
  }
  const settings = settingsAt(simulation, now);
  return {
    schedule: settings.schedule,
    zone: scenario.zone ?? null,
    isPaused: settings.isPaused,
    changedAt: settings.changedAt === null ? null : new Date(settings.changedAt),
    deadline: scenario.deadline ?? null,
    runs: visible,
    ...(scenario.tellsNextRun === true ? { nextRunAt: nextRunAt(simulation, now) } : {}),
    ...(scenario.knowsInputs === true
      ? {
          inputUpdates: simulation.inputUpdates
            .filter(({ at }) => at <= now && at >= Math.max(start, now - 30 * DAY_MS))
            .map(({ input, at }) => ({ input, at: new Date(at) })),
        }
      : {}),
    ...(scenario.holidays ? { holidays: scenario.holidays } : {}),
  };
}

function runAt(run: SimulatedRun, now: number): PastRun {
  const rerun = run.rerun !== undefined && run.rerun.clearedAt <= now ? run.rerun : null;
  const { startedAt, endedAt } = rerun ?? run;
  const hasStarted = startedAt <= now;
  const hasEnded = endedAt <= now;
  return {
    runId: run.id,
    type: run.type,
    state: hasEnded ? run.state : hasStarted ? "running" : "queued",
    dueAt: run.toldDueAt === null ? null : new Date(run.toldDueAt),
    queuedAt: new Date(rerun?.clearedAt ?? run.createdAt),
    startedAt: hasStarted ? new Date(startedAt) : null,
    endedAt: hasEnded ? new Date(endedAt) : null,
    rowsWritten: hasEnded ? run.rows : null,
    hasChangedOutput: hasEnded ? run.hasChangedOutput : null,
  };
}

function settingsAt(
  { scenario, start }: Simulation,
  now: number,
): { schedule: string | null; isPaused: boolean; changedAt: number | null } {
  let { schedule } = scenario;
  let isPaused = false;
  let changedAt: number | null = null;
  const change = (day: number) => {
    const at = start + day * DAY_MS;
    if (at > now) return false;
    changedAt = Math.max(changedAt ?? at, at);
    return true;
  };
  for (const event of scenario.events ?? []) {
    if (event.what === "pause") {
      isPaused ||= now >= start + event.from * DAY_MS && now < start + event.to * DAY_MS;
      change(event.from);
      change(event.to);
    }
    if (event.what === "edit") change(event.at);
    if (event.what === "reschedule" && start + event.at * DAY_MS <= now) {
      schedule = event.schedule;
      if (event.isTold) change(event.at);
    }
  }
  return { schedule, isPaused, changedAt };
}

/** The orchestrator's own plan: the first due time for which it has not made a run, unless it has given up on it. */
function nextRunAt({ runs, due, scenario, start }: Simulation, now: number): Date | null {
  let newest = Number.NEGATIVE_INFINITY;
  for (const run of runs)
    if (run.dueAt !== null && run.createdAt <= now) newest = Math.max(newest, run.dueAt);
  for (const event of scenario.events ?? [])
    if ((event.what === "pause" || event.what === "outage") && start + event.to * DAY_MS <= now)
      newest = Math.max(newest, start + event.to * DAY_MS - 1);
  const next = due.find((at) => at > newest);
  return next === undefined ? null : new Date(next);
}
