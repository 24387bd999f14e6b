/** Rows in the order they stand on the page, and those that wait behind the "new" pill. */
export interface Arrangement {
  order: readonly string[];
  fresh: readonly string[];
}

/**
 * Keeps rows where they are: what arrives above or between the known rows waits, what comes after the last
 * known one (a further page) is appended, what is gone leaves. `order` itself comes back where nothing changed.
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
