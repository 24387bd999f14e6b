type Key = readonly string[];

/**
 * Batches changed query keys for `settleMs` and passes them to `renew`. Keys that arrive while `renew` runs wait:
 * restarting the fetch on every change would never let one finish when changes come faster than responses.
 */
export function collectChanges(renew: (keys: Key[]) => Promise<unknown>, settleMs: number) {
  const touched = new Map<string, Key>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isRenewing = false;
  const schedule = () => {
    if (timer === undefined && !isRenewing && touched.size > 0)
      timer = setTimeout(() => void flush(), settleMs);
  };
  const flush = async () => {
    timer = undefined;
    isRenewing = true;
    const keys = [...touched.values()];
    touched.clear();
    try {
      await renew(keys);
    } finally {
      isRenewing = false;
      schedule();
    }
  };
  return {
    add(keys: readonly Key[]) {
      for (const key of keys) touched.set(key.join("/"), key);
      schedule();
    },
    stop() {
      clearTimeout(timer);
      touched.clear();
    },
  };
}
