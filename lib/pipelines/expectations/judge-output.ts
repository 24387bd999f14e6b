import { dayOf, isWeekend, weekdayOf } from "@/lib/pipelines/expectations/calendar-day";
import { comparableTo, MIN_SAME_DAY, type Sample } from "@/lib/pipelines/expectations/comparable";
import { type JudgedRun, type KnownHistory, runsPerDay } from "@/lib/pipelines/expectations/known-runs";
import { quantity, spokenDuration, durationRange, number } from "@/lib/pipelines/expectations/phrases";
import type { RunFinding, RunFindingKind } from "@/lib/pipelines/expectations/run-history";
import { median, type RobustSpread, robustSpread } from "@/lib/pipelines/expectations/spread";
import { HOUR_MS, toWall } from "@/lib/pipelines/expectations/zone-clock";

/** Runs that ended this recently are judged beside the newest, because a reader may not come by after each. */
const RECENT_MS = HOUR_MS;
const MAX_JUDGED = 4;
/**
 * Expected false alerts per day of a rare event that a frequent pipeline may have. With the 40 runs that are known, up to six
 * runs a day are below it and eight above, so that a finding does not come and go with a run more or less.
 */
const MAX_FALSE_PER_DAY = 0.16;
/** An event is unusual if at most this share of runs may have it: none of ten had it. More for pipelines that run rarely. */
const MAX_RATE = 0.084;
const MAX_RATE_FACTOR = 2;
/** The same for runs without rows, where the rows of others vary much. */
const MAX_ZERO_RATE = 0.06;

/** A longer streak than this share of the comparable runs is a new level. */
const MAX_STREAK = 0.4;
/** Comparable runs among which a single earlier event does not count. */
const MIN_LONG = 30;
/** What more runs than this share have is usual, however few the streaks. */
const MAX_SHARE = 0.15;

/** What one run says when compared with those before it. */
interface Verdict {
  kind: RunFindingKind;
  /** Runs in a row, this one included, among those that can be compared. */
  streak: number;
  first: JudgedRun;
  /** What happened, and what it was compared with. */
  what: string;
  compared: string;
}

/** Runs that ended well but wrote nothing, far less than usual, or nothing new, or did nothing. */
export function judgeOutput(known: KnownHistory): RunFinding[] {
  const ended = known.regular.filter(
    (run) => (run.state === "succeeded" || run.state === "skipped") && run.endedAt !== null,
  );
  const findings = new Map<string, RunFinding>();
  for (let index = 0; index < Math.min(MAX_JUDGED, ended.length); index++) {
    const run = ended[index];
    if (run === undefined) break;
    if (index > 0 && known.now - (run.endedAt ?? 0) > RECENT_MS) break;
    const verdict = verdictOnStreak(known, ended, index);
    if (verdict === null) continue;
    const { first } = verdict;
    const key = `${verdict.kind} ${first.id}`;
    // Told already, with the whole streak.
    if (findings.has(key)) continue;
    findings.set(key, {
      kind: verdict.kind,
      runId: first.id,
      at: new Date(first.endedAt ?? known.now),
      count: verdict.streak,
      expectedAt: null,
      arrivalAt: null,
      deadlineAt: null,
      because: `${verdict.what}${timesInARow(verdict.streak)}; ${verdict.compared}`,
    });
  }
  return [...findings.values()];
}

/**
 * A verdict with the whole streak. Runs are compared with those of their kind of day, so a streak that goes on over a weekend
 * is joined from its parts.
 */
function verdictOnStreak(known: KnownHistory, ended: readonly JudgedRun[], index: number): Verdict | null {
  const run = ended[index];
  const newest = run === undefined ? null : verdictOn(known, run, ended.slice(index + 1));
  if (newest === null) return null;
  let { first, streak } = newest;
  for (;;) {
    const next = ended.indexOf(first) + 1;
    const before = ended[next];
    const earlier = before === undefined ? null : verdictOn(known, before, ended.slice(next + 1));
    if (earlier?.kind !== newest.kind) return { ...newest, first, streak };
    first = earlier.first;
    streak += earlier.streak;
  }
}

/** The gravest of what can be said about a run; null if it is as usual. */
function verdictOn(known: KnownHistory, run: JudgedRun, before: readonly JudgedRun[]): Verdict | null {
  if (run.state === "skipped") return judgeSkipped(known, run, before);
  return (
    judgeRows(known, run, before) ?? judgeUnchanged(known, run, before) ?? judgeShort(known, run, before)
  );
}

function judgeSkipped(known: KnownHistory, run: JudgedRun, before: readonly JudgedRun[]): Verdict | null {
  const rare = rareEvent(known, run, before, (other) => other.state === "skipped");
  return rare === null
    ? null
    : {
        kind: "skipped",
        streak: rare.streak,
        first: rare.first,
        what: "All tasks were skipped",
        compared: `${outOf(rare)} were skipped`,
      };
}

function judgeUnchanged(known: KnownHistory, run: JudgedRun, before: readonly JudgedRun[]): Verdict | null {
  if (run.hasChangedOutput !== false) return null;
  const told = before.filter((other) => other.hasChangedOutput !== null);
  const rare = rareEvent(known, run, told, (other) => other.hasChangedOutput === false);
  return rare === null
    ? null
    : {
        kind: "unchanged",
        streak: rare.streak,
        first: rare.first,
        what: "The output did not change",
        compared: `${outOf(rare)} left it unchanged`,
      };
}

function judgeRows(known: KnownHistory, run: JudgedRun, before: readonly JudgedRun[]): Verdict | null {
  if (run.rowsWritten === null) return null;
  const told = before.filter((other) => other.state === "succeeded" && other.rowsWritten !== null);
  const value = Math.log1p(run.rowsWritten);
  const low = streakBelow(known, run, told, value, (other) => Math.log1p(other.rowsWritten ?? 0), {
    minRuns: run.rowsWritten === 0 ? 4 : 5,
    minFactor: 5,
    sigmas: 4,
  });
  if (low !== null && Math.expm1(low.median) >= 5 && isCredible(known, low))
    return {
      kind: "empty",
      streak: low.streak,
      first: low.first,
      what: quantity(run.rowsWritten, "row"),
      compared: `${low.runs} comparable runs wrote ${numberRange(Math.expm1(low.min), Math.expm1(low.max))}`,
    };
  if (run.rowsWritten > 0) return null;
  const rare = rareEvent(known, run, told, (other) => other.rowsWritten === 0, MAX_ZERO_RATE);
  return rare === null
    ? null
    : {
        kind: "empty",
        streak: rare.streak,
        first: rare.first,
        what: "0 rows",
        compared: `${outOf(rare)} wrote none`,
      };
}

function judgeShort(known: KnownHistory, run: JudgedRun, before: readonly JudgedRun[]): Verdict | null {
  if (run.durationMs === null) return null;
  const told = before.filter((other) => other.state === "succeeded" && other.durationMs !== null);
  const valueOf = (other: JudgedRun) => Math.log(Math.max(1000, other.durationMs ?? 0));
  const low = streakBelow(known, run, told, valueOf(run), valueOf, { minRuns: 6, minFactor: 6, sigmas: 5 });
  if (low === null || Math.exp(low.median) < 60_000 || !isCredible(known, low)) return null;
  // Three in a row are the new usual: it was made faster.
  if (low.streak >= 3 || writesAsUsual(run, told)) return null;
  return {
    kind: "short",
    streak: low.streak,
    first: low.first,
    what: `Succeeded after ${spokenDuration(run.durationMs)}`,
    compared: `${low.runs} comparable runs took ${durationRange(Math.exp(low.min), Math.exp(low.max))}`,
  };
}

/** Whether the rows show that a short run did its work. */
function writesAsUsual(run: JudgedRun, before: readonly JudgedRun[]): boolean {
  const rows = before.flatMap((other) => other.rowsWritten ?? []);
  return run.rowsWritten !== null && rows.length >= 4 && run.rowsWritten >= 0.5 * median(rows);
}

interface LowStreak extends RobustSpread {
  value: number;
  streak: number;
  first: JudgedRun;
  /** Comparable runs before the streak. */
  runs: number;
}

interface Threshold {
  minRuns: number;
  /** A value is low below the median divided by this. */
  minFactor: number;
  /** And below this many standard deviations. */
  sigmas: number;
}

/**
 * How many runs up to this one are low, compared with the comparable runs before the streak. Null if this one is not low
 * or too few can be compared. All values are logarithms.
 */
function streakBelow(
  known: KnownHistory,
  run: JudgedRun,
  before: readonly JudgedRun[],
  value: number,
  valueOf: (run: JudgedRun) => number,
  threshold: Threshold,
): LowStreak | null {
  // Most runs are not low whichever others they are compared with, and finding those is most of the work.
  let highest = Number.NEGATIVE_INFINITY;
  for (const other of before) highest = Math.max(highest, valueOf(other));
  if (value >= highest - Math.log(threshold.minFactor)) return null;
  const samples = samplesOf(known, before, valueOf);
  const found = comparableTo(wallOf(known, run), samples, known.holidays);
  const { values, positions, alike, unseen, sameDay } = found;
  if (unseen === "hour" || startsFirstWeekend(known, run, before)) return null;
  if (isUsualThen(value, values, alike)) return null;
  // The streak is set apart first, or its own low values would count as usual.
  const limit = median(values) - Math.log(threshold.minFactor);
  if (unseen === "weekend" && sameDay.filter((other) => other >= limit).length < MIN_SAME_DAY) return null;
  let leading = 0;
  while (leading <= MAX_STREAK * values.length && (values[leading] ?? limit) < limit) leading++;
  const spread = robustSpread(withoutOnlyStreak(values.slice(leading), (other) => other < limit));
  if (spread === null || spread.n < threshold.minRuns) return null;
  const bound = Math.min(
    spread.median - Math.max(Math.log(threshold.minFactor), threshold.sigmas * spread.sigma),
    spread.low - Math.LN2,
  );
  if (value >= bound) return null;
  const earlier = values.slice(0, leading).findIndex((other) => other >= bound);
  const streak = 1 + (earlier === -1 ? leading : earlier);
  return { ...spread, value, streak, first: before[positions[streak - 2] ?? -1] ?? run, runs: spread.n };
}

/** Whether a run started on a day of the weekend on which none has before, whichever day its data are of. */
function startsFirstWeekend(known: KnownHistory, run: JudgedRun, before: readonly JudgedRun[]): boolean {
  const dayOfStart = ({ startedAt }: JudgedRun) => dayOf(toWall(startedAt ?? known.now, known.zone));
  const day = dayOfStart(run);
  if (!isWeekend(day)) return false;
  const days = before.map(dayOfStart);
  return (
    !days.some((other) => other !== day && weekdayOf(other) === weekdayOf(day)) &&
    days.filter((other) => other === day).length < MIN_SAME_DAY
  );
}

/** Whether runs on the same weekday, edge of the month or at the same time of other days were as low. */
function isUsualThen(value: number, values: readonly number[], alike: readonly number[]): boolean {
  const low = alike.filter((other) => other <= value + Math.LN2).length;
  // One or two are too few to set it apart, and enough to know that it may be as low, unless the trouble has begun with them.
  return alike.length < 3 ? low > 0 && values[0] !== alike[0] : 2 * low >= alike.length;
}

/**
 * Leaves out low values if they are of one short streak with others before and after it: what has happened once is not usual,
 * but what the history begins with may be its former level.
 */
function withoutOnlyStreak(values: readonly number[], isLow: (value: number) => boolean): readonly number[] {
  const first = values.findIndex(isLow);
  const last = values.findLastIndex(isLow);
  const length = last - first + 1;
  const isOneStreak = first >= 0 && last < values.length - 1 && values.slice(first, last).every(isLow);
  return isOneStreak && length <= values.length / 8 ? values.toSpliced(first, length) : values;
}

/** Whether a low value is no accident: pipelines that run often have more accidents. */
function isCredible(known: KnownHistory, low: LowStreak): boolean {
  const isTight = low.sigma <= 0.2 || (low.sigma <= 0.35 && low.runs >= 10);
  // Far below the lowest, compared with how far all of them lie apart.
  const isFar = low.min - low.value >= 3 * (low.max - low.min);
  if (isTight || isFar) return true;
  // Nothing at all may be an event of its own, which the spread of other values says nothing about.
  const accident = low.value > 0 ? Math.min(1 / (low.runs + 2), tailOf(low)) : 1 / (low.runs + 2);
  return accident ** low.streak * runsPerDay(known) <= MAX_RATE;
}

/** An upper bound of the probability of a value as low, from the tail of Student's t distribution. */
function tailOf({ median: middle, value, sigma, runs }: LowStreak): number {
  const distance = (middle - value) / (sigma * Math.sqrt(1 + 1 / runs));
  return 0.5 * (1 + distance ** 2 / (runs - 1)) ** (-(runs - 1) / 2);
}

interface RareEvent {
  streak: number;
  first: JudgedRun;
  /** Comparable runs before the streak, and those with the event. */
  runs: number;
  events: number;
}

/** How many runs up to this one have an event that comparable runs before rarely had; null if it is not unusual. */
function rareEvent(
  known: KnownHistory,
  run: JudgedRun,
  before: readonly JudgedRun[],
  hasEvent: (run: JudgedRun) => boolean,
  maxRate = MAX_RATE,
): RareEvent | null {
  const samples = samplesOf(known, before, (other) => (hasEvent(other) ? 1 : 0));
  const found = comparableTo(wallOf(known, run), samples, known.holidays);
  const { values, positions, unseen, sameDay } = found;
  if (unseen === "hour" || startsFirstWeekend(known, run, before)) return null;
  if (unseen === "weekend" && sameDay.filter((other) => other === 0).length < MIN_SAME_DAY) return null;
  let streak = 1;
  while (values[streak - 1] === 1) streak++;
  const others = values.slice(streak - 1);
  const events = others.filter((value) => value === 1).length;
  if (events > MAX_SHARE * others.length) return null;
  // Runs in a row have one cause, so they are one event, and what has happened once in a long time is not usual.
  const streaks = others.filter((value, index) => value === 1 && others[index - 1] !== 1).length;
  const counted = others.length >= MIN_LONG && streaks === 1 ? 0 : streaks;
  // The rule of succession: without a single event, the rate may still be one in n + 2.
  const rate = (counted + 1) / (others.length + 2);
  const rarity = events > 0 ? 1 : Math.min(MAX_RATE_FACTOR, Math.max(1, 1 / Math.sqrt(runsPerDay(known))));
  if (rate > maxRate * rarity || rate ** streak * runsPerDay(known) > MAX_FALSE_PER_DAY) return null;
  const first = before[positions[streak - 2] ?? -1] ?? run;
  return { streak, first, runs: others.length, events };
}

function samplesOf(
  known: KnownHistory,
  runs: readonly JudgedRun[],
  valueOf: (run: JudgedRun) => number,
): Sample[] {
  return runs.map((run) => ({ wall: wallOf(known, run), value: valueOf(run) }));
}

/** A run that is made up for processes the data of the day on which it was due. */
function wallOf(known: KnownHistory, run: JudgedRun): number {
  return toWall(run.dueAt ?? run.startedAt ?? run.endedAt ?? known.now, known.zone);
}

function timesInARow(streak: number): string {
  return streak === 1 ? "" : `, ${streak} runs in a row`;
}

function outOf({ runs, events }: RareEvent): string {
  return `${events === 0 ? "none" : number(events)} of ${runs} comparable runs before`;
}

function numberRange(low: number, high: number): string {
  return Math.round(low) === Math.round(high) ? number(low) : `${number(low)} to ${number(high)}`;
}
