import {
  dateFieldsOf,
  isLastWorkingDay,
  isWorkingDay,
  weekdayOf,
  workingDayOfMonth,
} from "@/lib/pipelines/expectations/calendar-day";

/** The days on which a pipeline runs, learned from the days on which it ran. */
export interface DayPattern {
  isDue(day: number): boolean;
  /** In words, after "usually runs". */
  words: string;
  /** Typical distance of due days. */
  everyDays: number;
}

interface Candidate extends DayPattern {
  /** Days with a run that it takes to believe it. */
  minDays: number;
}

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const ORDINALS = ["", "first", "second", "third", "fourth", "fifth"];

/** Share of the days with a run that a pattern must foresee, and of the foreseen days that must have a run. */
const MIN_FORESEEN = 0.9;
const MIN_KEPT = 0.85;

/**
 * Finds the simplest pattern that explains the days with a run: all days, working days, weekdays, every n days, a day of
 * the month, of every third month. Null if there are too few days or none fits.
 *
 * @param days Distinct days in ascending order.
 */
export function learnDayPattern(days: readonly number[], holidays: ReadonlySet<number>): DayPattern | null {
  if (days.length < 3) return null;
  return (
    findPattern(days, holidays) ??
    // The rhythm may have changed: the newer half of a long history decides.
    (days.length >= 16 ? findPattern(days.slice(-Math.floor(days.length / 2)), holidays) : null)
  );
}

function findPattern(days: readonly number[], holidays: ReadonlySet<number>): DayPattern | null {
  const first = days[0] ?? 0;
  const last = days.at(-1) ?? 0;
  const ran = new Set(days);
  for (const candidate of candidatesFor(days, holidays)) {
    if (days.length < candidate.minDays) continue;
    let foreseen = 0;
    let kept = 0;
    const weekdays = Array.from({ length: 7 }, () => ({ foreseen: 0, kept: 0 }));
    for (let day = first; day <= last; day++) {
      if (!candidate.isDue(day)) continue;
      const weekday = weekdays[weekdayOf(day)];
      foreseen++;
      if (weekday !== undefined) weekday.foreseen++;
      if (!ran.has(day)) continue;
      kept++;
      if (weekday !== undefined) weekday.kept++;
    }
    // Every day but Sundays is not every day.
    if (candidate.everyDays === 1 && weekdays.some((weekday) => weekday.foreseen > 0 && weekday.kept === 0))
      continue;
    if (kept >= MIN_FORESEEN * days.length && kept >= MIN_KEPT * foreseen) return candidate;
  }
  return null;
}

function* candidatesFor(days: readonly number[], holidays: ReadonlySet<number>): Generator<Candidate> {
  const span = (days.at(-1) ?? 0) - (days[0] ?? 0) + 1;
  yield { isDue: () => true, words: "every day", everyDays: 1, minDays: span >= 9 ? 6 : 8 };
  if (span >= 5)
    yield {
      isDue: (day) => isWorkingDay(day, holidays),
      words: "on working days",
      everyDays: 1,
      minDays: 6,
    };
  const weekdays = weekdaysOf(days);
  if (weekdays !== null) yield weekdays;
  const everyDays = stepOf(days);
  if (everyDays !== null && everyDays > 1) {
    const anchor = days.at(-1) ?? 0;
    yield {
      isDue: (day) => (day - anchor) % everyDays === 0,
      words: everyDays === 7 ? "every week" : `every ${everyDays} days`,
      everyDays,
      minDays: everyDays >= 7 ? 4 : 6,
    };
  }
  // A month has to show that nothing else runs between.
  if (span >= 55) yield* monthly(days, holidays);
}

/** The weekdays with a run in nearly every week; null if some weekday is neither or not seen twice. */
function weekdaysOf(days: readonly number[]): Candidate | null {
  const first = days[0] ?? 0;
  const last = days.at(-1) ?? 0;
  if (last - first < 13) return null;
  const ran = new Set(days);
  const seen = Array.from({ length: 7 }, () => ({ days: 0, runs: 0 }));
  for (let day = first; day <= last; day++) {
    const count = seen[weekdayOf(day)];
    if (count === undefined) continue;
    count.days++;
    if (ran.has(day)) count.runs++;
  }
  const due = seen.map(({ days, runs }) => days >= 2 && runs >= 0.75 * days);
  const names = WEEKDAYS.filter((_, weekday) => due[weekday]);
  if (names.length === 0) return null;
  return {
    isDue: (day) => due[weekdayOf(day)] === true,
    words: `on ${names.join(", ")}`,
    everyDays: 7 / names.length,
    minDays: Math.max(4, 2 * names.length),
  };
}

/** The distance of neighboring days if nearly all have the same. */
function stepOf(days: readonly number[]): number | null {
  const gaps = days.slice(1).map((day, index) => day - (days[index] ?? 0));
  const step = [...gaps].sort((a, b) => a - b)[Math.floor(gaps.length / 2)];
  if (step === undefined) return null;
  return gaps.filter((gap) => gap % step === 0).length >= 0.9 * gaps.length ? step : null;
}

function* monthly(days: readonly number[], holidays: ReadonlySet<number>): Generator<Candidate> {
  const fields = days.map(dateFieldsOf);
  const newest = fields.at(-1);
  if (newest === undefined) return;
  const months = fields.map(({ year, month }) => year * 12 + month);
  const monthStep = stepOf([...new Set(months)]) ?? 1;
  const newestMonth = months.at(-1) ?? 0;
  const isDueMonth = (year: number, month: number) => (year * 12 + month - newestMonth) % monthStep === 0;
  const of = monthStep === 1 ? "the month" : `every ${monthStep} months`;
  const newestDay = days.at(-1) ?? 0;
  const shapes: [string, (day: number) => boolean][] = [
    [
      "last day",
      (day) => {
        const { dayOfMonth, daysInMonth } = dateFieldsOf(day);
        return dayOfMonth === daysInMonth;
      },
    ],
    [`${dayName(newest.dayOfMonth)} day`, (day) => dateFieldsOf(day).dayOfMonth === newest.dayOfMonth],
    ["last working day", (day) => isLastWorkingDay(day, holidays)],
  ];
  const working = workingDayOfMonth(newestDay, holidays);
  if (working > 0 && working <= 10)
    shapes.push([`${dayName(working)} working day`, (day) => workingDayOfMonth(day, holidays) === working]);
  const week = Math.ceil(newest.dayOfMonth / 7);
  const weekday = weekdayOf(newestDay);
  shapes.push(
    [
      `${dayName(week)} ${WEEKDAYS[weekday] ?? ""}`,
      (day) => weekdayOf(day) === weekday && Math.ceil(dateFieldsOf(day).dayOfMonth / 7) === week,
    ],
    [
      `last ${WEEKDAYS[weekday] ?? ""}`,
      (day) => {
        const { dayOfMonth, daysInMonth } = dateFieldsOf(day);
        return weekdayOf(day) === weekday && dayOfMonth > daysInMonth - 7;
      },
    ],
  );
  for (const [name, matches] of shapes)
    yield {
      isDue: (day) => {
        const { year, month } = dateFieldsOf(day);
        return isDueMonth(year, month) && matches(day);
      },
      words: `on the ${name} of ${of}`,
      everyDays: 30 * monthStep,
      minDays: 3,
    };
}

function dayName(number: number): string {
  const name = ORDINALS[number];
  if (name !== undefined && name !== "") return name;
  const suffix = number % 10 === 1 && number !== 11 ? "st" : number % 10 === 2 && number !== 12 ? "nd" : "th";
  return `${number}${number % 10 === 3 && number !== 13 ? "rd" : suffix}`;
}
