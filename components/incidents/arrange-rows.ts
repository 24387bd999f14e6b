/** The rows shown, in order, and those held back behind the "new" pill. */
export interface Arrangement {
  order: readonly string[];
  fresh: readonly string[];
}

/**
 * Keeps rows in place: rows that arrive above or between known ones are held back, rows after the last known one (the
 * next page) are appended, and missing rows are dropped. Returns `order` itself if nothing changed.
 */
export function arrangeRows(order: readonly string[], arriving: readonly string[]): Arrangement {
  const here = new Set(arriving);
  const kept = order.filter((id) => here.has(id));
  const known = new Set(kept);
  const lastKnown = arriving.findLastIndex((id) => known.has(id));
  const appended = arriving.slice(lastKnown + 1);
  const next = [...kept, ...appended];
  const isSame = next.length === order.length && appended.length === 0;
  return {
    order: isSame ? order : next,
    fresh: arriving.slice(0, lastKnown + 1).filter((id) => !known.has(id)),
  };
}
