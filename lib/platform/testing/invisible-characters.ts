/** One invisible character of each kind, for tests. */
export const INVISIBLE = [
  "\u202E",
  "\u2800",
  "\u00AD",
  "\uFEFF",
  "\u034F",
  "\u17B4",
  "\u{1D173}",
  "\u0001",
  "\u0085",
] as const;
