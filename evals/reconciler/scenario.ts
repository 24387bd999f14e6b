import type { PastRun } from "@/lib/pipelines/expectations/run-history";
import type { Deadline } from "@/lib/pipelines/schemas";

/** A time as days since the scenario's start, which is at 00:00 UTC: `8.25` is 06:00 on the ninth day. */
export type Day = number;

/** When runs are due. */
export type DueTimes =
  | { cron: string; zone?: string }
  | { everyMinutes: number; from?: Day }
  /** Working days (all, or a numbered one of the month; -1 is the last), at a UTC time. */
  | { workingDay: "all" | number; at: string }
  /** Files or messages that arrive at random between two UTC hours of working days, so many a day on average. */
  | { arrivals: number; fromHour: number; toHour: number };

/** What a value is around, with the standard deviation of its logarithm. */
export interface Noisy {
  around: number;
  sigma: number;
  /** Factor per day, for trends. */
  growth?: number;
  /** Factors by weekday (0 Sunday), for the last and the first day of a month, and by UTC hour range. */
  weekdays?: Readonly<Record<number, number>>;
  monthEnd?: number;
  monthStart?: number;
  hours?: readonly { from: number; to: number; factor: number }[];
  /** Share of runs with 0. */
  zeros?: number;
  /** A second mode: this share of runs, at random, has the value times a factor. */
  mode?: { share: number; factor: number };
}

/** What happens beside the ordinary. Those marked as trouble have to be found; all others are no reason for an alert. */
export type ScenarioEvent =
  /** No runs; with `catchup`, they are made up for afterwards. */
  | { what: "outage"; from: Day; to: Day; catchup?: boolean; isQuiet?: boolean; withinMinutes?: number }
  /** On resuming, the orchestrator may start a run for the latest due time that it missed. */
  | { what: "pause"; from: Day; to: Day; resumesWithLatest?: boolean }
  | { what: "reschedule"; at: Day; due: DueTimes; schedule: string | null; isTold: boolean }
  /** The schedule is edited without being changed. */
  | { what: "edit"; at: Day }
  /** The next run after `at` runs this long; found in time within so many minutes, if the usual rule does not fit. */
  | { what: "runs-for"; at: Day; minutes: number; trouble?: "late" | "short"; withinMinutes?: number }
  /** The next run after `at` waits in the queue this long. */
  | { what: "waits"; at: Day; minutes: number; trouble?: "late" }
  | { what: "writes"; from: Day; to: Day; rows: number; trouble?: "empty" }
  /** Runs write as many rows as usual times a factor. */
  | { what: "volume"; from: Day; to: Day; factor: number; trouble?: "empty" }
  /** Runs take as long as usual times a factor. */
  | { what: "pace"; from: Day; to: Day; factor: number }
  | { what: "unchanged"; from: Day; to: Day; trouble?: "unchanged" }
  | { what: "skipped"; from: Day; to: Day; trouble?: "skipped" }
  | { what: "fails"; from: Day; to: Day }
  | { what: "manual"; at: Day; minutes: number; rows?: number; state?: PastRun["state"] }
  /** The runs that were due in a span are cleared: they run once more, one after another, under the same ids. */
  | { what: "clear"; at: Day; from: Day; to: Day }
  /** Runs for the last `days` due times, started one after another. */
  | { what: "backfill"; at: Day; days: number; minutes: number; hasDueTimes: boolean }
  /** The pipeline runs no more. */
  | { what: "ends"; at: Day }
  /** The deadline on that day will be missed, which has to be told before the run ends. */
  | { what: "misses-deadline"; day: Day };

export interface RunScenario {
  id: string;
  /** Date. */
  start: string;
  days: number;
  due: DueTimes;
  /** As the orchestrator shows it. */
  schedule: string | null;
  zone?: string | null;
  type?: PastRun["type"];
  /** Whether runs carry their due time; `interval-start` gives the one before, as Airflow's logical date. */
  dueAt?: "given" | "missing" | "interval-start";
  /** Seconds from due time to start. */
  lag?: Noisy;
  minutes: Noisy;
  rows?: Noisy;
  /** Share of runs that leave the output unchanged; without it nobody knows. */
  unchanged?: number;
  skipped?: number;
  failures?: number;
  /** Whether runs overlap when they take long; else the next waits for the one before. */
  isParallel?: boolean;
  /** Whether the orchestrator says when the next run is due. */
  tellsNextRun?: boolean;
  deadline?: Deadline;
  holidays?: readonly string[];
  /** Pipelines whose output triggers this one, which has no due times of its own then. */
  producers?: readonly { due: DueTimes; minutes: Noisy; outage?: readonly [Day, Day] }[];
  /** Whether updates by producers are known. */
  knowsInputs?: boolean;
  /** Minutes between two judgements; 30 by default. */
  pollMinutes?: number;
  events?: readonly ScenarioEvent[];
}

/** What has to be found. */
export interface Trouble {
  kinds: readonly string[];
  from: number;
  until: number;
  /** Found later than this counts as missed. */
  by: number;
  needsDeadline?: boolean;
}
