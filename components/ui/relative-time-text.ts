const STEPS: [limitMs: number, unitMs: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [60_000, 1_000, "second"],
  [3_600_000, 60_000, "minute"],
  [86_400_000, 3_600_000, "hour"],
  [7 * 86_400_000, 86_400_000, "day"],
];

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "narrow" });

/** `3 min ago`, up to a week; then the date. */
export function relativeTime(at: string, nowMs: number): string {
  const diff = Date.parse(at) - nowMs;
  const size = Math.abs(diff);
  if (size < 10_000) return "now";
  const step = STEPS.find(([limit]) => size < limit);
  if (!step) return at.slice(0, 10);
  return relative.format(Math.trunc(diff / step[1]), step[2]);
}

/** Date, time to the second, and zone, in the reader's own zone. */
export function exactTime(at: string): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "long" }).format(new Date(at));
}

/** `240 ms`, `3.2 s`, `4 min`, `2.5 h`. */
export function durationText(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)} min`;
  return `${(ms / 3_600_000).toFixed(1)} h`;
}
