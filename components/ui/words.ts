/** Abbreviations that are always written in capitals. */
const CAPITALS = /\b(?:sql|api|dag|pr)\b/g;

/** `schema_change` → `Schema change`, `warehouse_sql` → `Warehouse SQL`. */
export function sentence(word: string): string {
  const text = phrase(word);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `schema_change` → `schema change`, for the middle of a sentence. */
export function phrase(word: string): string {
  return word
    .replaceAll(/[_-]/g, " ")
    .toLowerCase()
    .replace(/\bauth permission\b/, "authentication / permission")
    .replaceAll(CAPITALS, (name) => name.toUpperCase());
}

/** `0.864` → `86%`. */
export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** `0.1` → `10 points`: a difference between two percentages. */
export function points(share: number): string {
  return count(Math.round(share * 100), "point");
}

/** `12,345`; `10,000+` where there may be more. */
export function amount(n: number, isLowerBound = false): string {
  return `${new Intl.NumberFormat("en-GB").format(n)}${isLowerBound ? "+" : ""}`;
}

/** `1 file`, `3 files`; pass the plural where adding an s is not enough. */
export function count(n: number, singular: string, plural = `${singular}s`): string {
  return `${amount(n)} ${n === 1 ? singular : plural}`;
}

/** `1.2 kB`, with units of 1000. */
export function bytes(n: number): string {
  if (n < 1_000) return `${n} B`;
  if (n < 1_000_000) return `${(n / 1_000).toFixed(1)} kB`;
  return `${(n / 1_000_000).toFixed(1)} MB`;
}

/** `15 minutes`, `1 hour`, `90 minutes`, `24 hours`. */
export function minutesWords(minutes: number): string {
  return minutes % 60 === 0 ? count(minutes / 60, "hour") : count(minutes, "minute");
}
