const UNITS: readonly (readonly [number, string])[] = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "min"],
  [1_000, "s"],
];

/** A duration in its largest fitting unit: `26 h`, `1.5 min`, `240 ms`. Pure. */
export function span(ms: number): string {
  // Days only from two on, because `26 h` says more than `1.1 d`.
  const unit = UNITS.find(([size, name]) => ms >= (name === "d" ? 2 * size : size));
  if (unit === undefined) return `${Math.round(ms)} ms`;
  const value = ms / unit[0];
  return `${value >= 10 ? Math.round(value) : Math.round(value * 10) / 10} ${unit[1]}`;
}
