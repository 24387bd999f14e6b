import { CALENDAR_DAY_MS } from "@/lib/pipelines/expectations/zone-clock";

/** Days are numbered from 1 January 1970, in local time. */

export function dayOf(wall: number): number {
  return Math.floor(wall / CALENDAR_DAY_MS);
}

/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

export function isWeekend(day: number): boolean {
  const weekday = weekdayOf(day);
  return weekday === 0 || weekday === 6;
}

/** The number of the day that a date such as `2026-12-25` names; NaN if it is none. */
export function dayOfDate(date: string): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / CALENDAR_DAY_MS);
}

export interface DateFields {
  year: number;
  /** From 0. */
  month: number;
  dayOfMonth: number;
  daysInMonth: number;
}

const MAX_CACHED = 5_000;
const fieldsByDay = new Map<number, DateFields>();

export function dateFieldsOf(day: number): DateFields {
  const cached = fieldsByDay.get(day);
  if (cached !== undefined) return cached;
  const date = new Date(day * CALENDAR_DAY_MS);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  const fields = {
    year,
    month,
    dayOfMonth: date.getUTCDate(),
    daysInMonth: new Date(Date.UTC(year, month + 1, 0)).getUTCDate(),
  };
  if (fieldsByDay.size >= MAX_CACHED) fieldsByDay.clear();
  fieldsByDay.set(day, fields);
  return fields;
}

export function isWorkingDay(day: number, holidays: ReadonlySet<number>): boolean {
  return !isWeekend(day) && !holidays.has(day);
}

/** Which working day of its month a day is, from 1; 0 if it is none. */
export function workingDayOfMonth(day: number, holidays: ReadonlySet<number>): number {
  if (!isWorkingDay(day, holidays)) return 0;
  const first = day - dateFieldsOf(day).dayOfMonth + 1;
  let count = 0;
  for (let other = first; other <= day; other++) if (isWorkingDay(other, holidays)) count++;
  return count;
}

export function isLastWorkingDay(day: number, holidays: ReadonlySet<number>): boolean {
  if (!isWorkingDay(day, holidays)) return false;
  const { dayOfMonth, daysInMonth } = dateFieldsOf(day);
  for (let other = day + 1; other <= day + daysInMonth - dayOfMonth; other++)
    if (isWorkingDay(other, holidays)) return false;
  return true;
}
