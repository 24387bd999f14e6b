/**
 * Calls `onSlow` if fewer than `minBytes` arrive within `windowMs`.
 * @param {{ windowMs: number, minBytes: number }} floor
 * @param {() => void} onSlow
 */
export function watchRate({ windowMs, minBytes }, onSlow) {
  let bytes = 0;
  let startedAt = Date.now();
  const timer = setInterval(() => {
    // If we were too busy to read, the sender is not at fault.
    const isLate = Date.now() - startedAt > 1.5 * windowMs;
    const isSlow = bytes < minBytes && !isLate;
    bytes = 0;
    startedAt = Date.now();
    if (isSlow) onSlow();
  }, windowMs);
  timer.unref();
  return {
    /** @param {number} arrived */
    count: (arrived) => void (bytes += arrived),
    stop: () => clearInterval(timer),
  };
}
