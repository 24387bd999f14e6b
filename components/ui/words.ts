/** Short names that are written in capitals wherever they stand. */
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
    .replaceAll(CAPITALS, (name) => name.toUpperCase());
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** `1 file`, `3 files`; the second form where adding an s is not enough. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${amount(n)} ${n === 1 ? one : many}`;
}

/** `12,345`; `10,000+` where there may be more. */
export function amount(n: number, isLowerBound = false): string {
  return `${new Intl.NumberFormat("en-GB").format(n)}${isLowerBound ? "+" : ""}`;
}

/** `1.2 kB`, in units of 1000. */
export function bytes(n: number): string {
  if (n < 1_000) return `${n} B`;
  if (n < 1_000_000) return `${(n / 1_000).toFixed(1)} kB`;
  return `${(n / 1_000_000).toFixed(1)} MB`;
}
